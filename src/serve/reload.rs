//! What open pages are told: a stream of events on which each is the whole state, so that none can be missed.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, stream};
use serde::Serialize;
use tokio::sync::watch;

use super::Now;
use super::address::{self, Found};
use super::look::look;
use super::missing::MISSING;
use super::notice::Notice;

/// What the script of a page is told that it is a page of while nothing could be built yet.
pub const NOTHING: &str = "nothing";
/// How often a silent stream says that it is still there.
const PULSE: Duration = Duration::from_secs(15);
/// After how long a browser comes back when the server was away.
const RETRY: Duration = Duration::from_millis(500);

/// The state of the site, as it looks from one open page.
#[derive(Serialize)]
struct State<'a> {
    /// The digest of the page, or a word for what stands in its place.
    stand: String,
    /// The digest of the page and all that it uses.
    look: String,
    #[serde(flatten)]
    notice: &'a Notice,
}

/// Follows the state of the page at `path`, percent-encoded, until the server stops.
pub fn follow(
    path: String,
    now: watch::Receiver<Arc<Now>>,
    stop: watch::Receiver<bool>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let first = Follower { path, now, stop, told: String::new() };
    let events = stream::unfold(first, |mut follower| async move {
        let state = follower.next().await?;
        let event = Event::default().event("state").retry(RETRY).data(&state);
        Some((Ok(event), follower))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(PULSE))
}

struct Follower {
    path: String,
    now: watch::Receiver<Arc<Now>>,
    stop: watch::Receiver<bool>,
    told: String,
}

impl Follower {
    /// The next state that is not the one which the page knows. `None` at the end.
    async fn next(&mut self) -> Option<String> {
        loop {
            let state = state(&self.now.borrow_and_update(), &self.path);
            if state != self.told {
                self.told.clone_from(&state);
                return Some(state);
            }
            tokio::select! {
                changed = self.now.changed() => changed.ok()?,
                _ = self.stop.wait_for(|is_over| *is_over) => return None,
            }
        }
    }
}

fn state(now: &Now, path: &str) -> String {
    let (stand, look) = match &now.edition {
        None => (NOTHING.to_owned(), String::new()),
        Some(edition) => match address::find(edition, path) {
            Found::File(file, name) => (file.digest.into(), look(edition, &name, file)),
            _ => (MISSING.to_owned(), String::new()),
        },
    };
    serde_json::to_string(&State { stand, look, notice: &now.notice }).expect("the state is plain data")
}
