//! How long it takes from a save to the event that reloads the page.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::preview::Preview;

/// Edits one term so often, and says how long each edit took.
pub fn run(preview: &Preview, edits: usize) -> io::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(preview.address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    write!(stream, "GET /-/events?page={} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.page(), preview.address)?;
    let mut events = BufReader::new(stream).lines();
    let mut stand = next(&mut events)?;
    let file = preview.term_file();
    let text = fs::read_to_string(&file)?;
    let mut took = Vec::new();
    for edit in 0..edits {
        // Each time another sentence, as somebody types it.
        let (before, after) =
            text.split_once("long_def:").ok_or_else(|| io::Error::other("a term without `long_def`"))?;
        let edited = after.replacen(". ", &format!(". Edit number {edit} was here. "), 1);
        let saved = Instant::now();
        fs::write(&file, format!("{before}long_def:{edited}"))?;
        let new = next(&mut events)?;
        took.push(saved.elapsed());
        if new == stand {
            return Err(io::Error::other("the page did not change"));
        }
        stand = new;
        std::thread::sleep(Duration::from_millis(300));
    }
    Ok(took)
}

/// What the next event says of the page: the beginning of its digest.
fn next(events: &mut impl Iterator<Item = io::Result<String>>) -> io::Result<String> {
    for line in events {
        if let Some(state) = line?.strip_prefix("data: {\"stand\":\"") {
            return Ok(state.chars().take(64).collect());
        }
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}
