//! The preview: the website in memory, on an address of this machine, always as the files are now.
//!
//! A thread of its own waits for changes (`watch`), goes through the pipeline (`rebuild`) and puts a whole new edition in the place
//! of the last one, in one step (`studio`); after an edit the pages come first, and the files to download a moment later. While
//! there are mistakes, the last good edition stays, and open pages show what `check` prints. Requests are answered from the edition
//! alone: no address is ever joined to a folder, and nothing is written anywhere. Programs ask the same edition below `/api` (`questions`), and may ask for a look at the files (`bell`).
//!
//! A preview is for the person at the keyboard. `guard` keeps other websites in the same browser out, and `listen` has the limits
//! that keep one odd client from hurting the others.

mod address;
mod bell;
mod edition;
mod first;
mod guard;
mod listen;
mod look;
mod missing;
mod notice;
mod policy;
mod questions;
mod rebuild;
mod reload;
mod routes;
mod studio;
mod watch;

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch as channel;

use self::bell::Bell;
use self::edition::Edition;
use self::guard::Hosts;
use self::notice::Notice;
use self::rebuild::Workbench;
use self::routes::Desk;
use self::studio::Studio;
use self::watch::Watch;
use crate::discover::Layout;
use crate::failure::Failure;
use crate::pipeline::Checked;

pub use self::rebuild::Today;

/// The port that is taken where none is asked for.
pub const PORT: u16 = 4711;
/// The host that only this machine can reach.
pub const LOOPBACK: &str = "127.0.0.1";

/// Where the preview is to be found.
#[derive(Clone, Debug)]
pub struct Place {
    /// A name or an address of this machine.
    pub host: String,
    /// Which port.
    pub port: Port,
}

/// Which port to listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// This one and no other; 0 for any that is free.
    Exactly(u16),
    /// This one, or another one where it is taken.
    Preferably(u16),
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attention {
    /// The system tells.
    Told,
    /// A look at all files each second, for network folders, of which the system tells nothing.
    Polling,
}

/// What happens in a preview, for whoever shows it to people.
pub enum News<'a> {
    /// Pages can be opened from now on.
    Serving {
        /// With a slash at the end.
        address: &'a str,
        /// Whether only this machine can reach it.
        is_private: bool,
    },
    /// The files were built and are shown.
    Built {
        /// What was found, warnings at most.
        checked: &'a Checked,
        /// How many files of the site are new, changed or gone.
        differences: usize,
        /// From the look at the files until the site was whole.
        took: Duration,
    },
    /// There are mistakes, so the last good site stays.
    Mistakes(&'a Checked),
    /// The tool's own trouble, so the last good site stays.
    Failed(&'a Failure),
    /// The system does not tell of changes, and why; files are looked at each second instead.
    Polling(&'a str),
}

/// Hears the news, from any thread.
pub type Observer = Arc<dyn Fn(News<'_>) + Send + Sync>;

/// The site as it is now, and what there is to say of the files.
struct Now {
    /// `None` until something could be built.
    edition: Option<Arc<Edition>>,
    notice: Notice,
}

/// Shows a preview of the project until the process is asked to end.
///
/// # Errors
/// [`Failure::Usage`] when the address is not to be had. Whatever is wrong with the files is news, and no error.
pub fn run(
    layout: Layout,
    place: &Place,
    attention: Attention,
    today: Today,
    observer: &Observer,
) -> Result<(), Failure> {
    let listener = listen::bind(place)?;
    let own = listener.local_addr().map_err(|error| unusable(&error))?;
    let address = format!("http://{}:{}/", shown_host(&place.host), own.port());
    let (sender, now) = channel::channel(Arc::new(Now { edition: None, notice: Notice::default() }));

    let mut watch = begin_watch(&layout, attention, observer);
    let mut bench = Workbench::new(layout, today, address.clone());
    let (bell, ear) = bell::bell(watch.wake());
    let mut studio = Studio::new(sender, ear, Arc::clone(observer));
    studio.begin(&mut bench, &mut watch);
    observer(News::Serving { address: &address, is_private: listen::is_loopback(own.ip()) });
    std::thread::spawn(move || studio.work(&mut bench, &mut watch));

    let hosts = Arc::new(Hosts::new(&place.host, own.ip(), own.port()));
    answer(listener, now, bell, hosts).map_err(|error| unusable(&error))
}

/// Starts the runtime, which nothing but a preview needs, and serves until the end.
fn answer(
    listener: TcpListener,
    now: channel::Receiver<Arc<Now>>,
    bell: Bell,
    hosts: Arc<Hosts>,
) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let (end, stop) = channel::channel(false);
    let router = routes::routes(Desk { now, bell, hosts, stop: stop.clone() });
    let served = runtime.block_on(async {
        tokio::spawn(async move {
            asked_to_end().await;
            end.send_replace(true);
        });
        listen::serve(listener, router, stop).await
    });
    runtime.shutdown_background();
    served
}

/// Waits for Ctrl-C, or for the system's polite way of ending a program.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

fn begin_watch(layout: &Layout, attention: Attention, observer: &Observer) -> Watch {
    let (watch, begun) = Watch::new(&layout.root, attention);
    if let Err(reason) = begun {
        observer(News::Polling(&reason));
    }
    watch
}

/// An address as a browser wants it: IPv6 in brackets, and one that means "all of them" as one that can be opened.
fn shown_host(host: &str) -> String {
    match host.trim_matches(['[', ']']) {
        "0.0.0.0" | "::" | "" => LOOPBACK.to_owned(),
        host if host.contains(':') => format!("[{host}]"),
        host => host.to_owned(),
    }
}

fn unusable(error: &std::io::Error) -> Failure {
    Failure::Usage(format!("the preview cannot use its address: {error}"))
}
