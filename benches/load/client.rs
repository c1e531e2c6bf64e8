//! Many connections that ask for one page.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What to ask.
pub struct Load {
    pub address: SocketAddr,
    pub path: String,
    pub connections: usize,
    pub requests: usize,
    pub time: Duration,
    pub pace: Pace,
}

/// When to ask.
#[derive(Clone, Copy)]
pub enum Pace {
    /// Each connection as soon as it has an answer. How long answers take then says how many wait in line before the slower side.
    FullSpeed,
    /// So many requests a second, and a request counts from when it should have been sent, so that none hides behind a late one.
    Rate(f64),
}

/// What came of it.
pub struct Taken {
    /// Of one answer.
    pub bytes: usize,
    /// How long each answer took, in order of length.
    latencies: Vec<Duration>,
    time: Duration,
}

impl Taken {
    pub fn requests(&self) -> usize {
        self.latencies.len()
    }

    pub fn rate(&self) -> f64 {
        self.requests() as f64 / self.time.as_secs_f64()
    }

    /// In how many milliseconds that share of the answers was there.
    pub fn percentile(&self, percent: f64) -> f64 {
        let last = self.latencies.len().saturating_sub(1);
        let at = (last as f64 * percent / 100.0).round() as usize;
        self.latencies.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    }
}

/// How many threads ask: enough for twice the goal, and few enough to leave the server most of a machine with four cores.
const THREADS: usize = 2;

/// Asks, and waits for the last answer.
pub fn run(load: &Load) -> io::Result<Taken> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(THREADS).enable_all().build()?.block_on(ask(load))
}

async fn ask(load: &Load) -> io::Result<Taken> {
    let left = Arc::new(AtomicUsize::new(load.requests));
    let started = Instant::now();
    let mut tasks = Vec::new();
    for number in 0..load.connections {
        let stream = TcpStream::connect(load.address).await?;
        stream.set_nodelay(true)?;
        let request = format!("GET {} HTTP/1.1\r\nHost: {}\r\n\r\n", load.path, load.address);
        let beat = Beat::of(load, number, started);
        tasks.push(tokio::spawn(converse(stream, request, Arc::clone(&left), started + load.time, beat)));
    }
    let (mut latencies, mut bytes) = (Vec::new(), 0);
    for task in tasks {
        let (mut own, size) = task.await.map_err(io::Error::other)??;
        latencies.append(&mut own);
        bytes = bytes.max(size);
    }
    let time = started.elapsed();
    latencies.sort_unstable();
    Ok(Taken { bytes, latencies, time })
}

/// When one connection asks.
struct Beat {
    next: Instant,
    pause: Option<Duration>,
}

impl Beat {
    /// Connections begin one after another, so that they do not all ask at once.
    fn of(load: &Load, number: usize, started: Instant) -> Self {
        match load.pace {
            Pace::FullSpeed => Self { next: started, pause: None },
            Pace::Rate(rate) => {
                let pause = load.connections as f64 / rate;
                let offset = pause * number as f64 / load.connections as f64;
                Self { next: started + Duration::from_secs_f64(offset), pause: Some(Duration::from_secs_f64(pause)) }
            }
        }
    }

    /// Waits until it is time, and says since when it is.
    async fn next(&mut self) -> Instant {
        let Some(pause) = self.pause else { return Instant::now() };
        let due = self.next;
        self.next += pause;
        tokio::time::sleep_until(due.into()).await;
        due
    }
}

async fn converse(
    mut stream: TcpStream,
    request: String,
    left: Arc<AtomicUsize>,
    end: Instant,
    mut beat: Beat,
) -> io::Result<(Vec<Duration>, usize)> {
    let (mut latencies, mut size) = (Vec::new(), 0);
    let mut buffer = vec![0; 256 * 1024];
    let take = |left: usize| left.checked_sub(1);
    while Instant::now() < end && left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok() {
        let asked = beat.next().await;
        stream.write_all(request.as_bytes()).await?;
        size = answer(&mut stream, &mut buffer).await?;
        latencies.push(asked.elapsed());
    }
    Ok((latencies, size))
}

/// Reads one whole answer and returns how long it is.
async fn answer(stream: &mut TcpStream, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    let mut wanted = None;
    while wanted.is_none_or(|wanted| filled < wanted) {
        let read = stream.read(&mut buffer[filled..]).await?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        filled += read;
        wanted = wanted.or_else(|| length(&buffer[..filled]));
    }
    if buffer.starts_with(b"HTTP/1.1 200 ") { Ok(filled) } else { Err(io::Error::other("an answer that is no page")) }
}

/// How long the whole answer is, once its head is there.
fn length(answer: &[u8]) -> Option<usize> {
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&answer[..head]).ok()?.to_ascii_lowercase();
    let body: usize = text.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
    Some(head + 4 + body)
}
