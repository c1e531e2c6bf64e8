//! The socket: which address, how many connections, and how long each may take.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tokio::time::{Sleep, sleep, timeout};

use super::{Place, Port};
use crate::failure::Failure;

/// How many connections there may be at once.
const CONNECTIONS: usize = 256;
/// How long a request may take to come, to be thought about, and its answer to go: so long each.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How large the head of a request may be, in bytes.
const MAX_HEAD: usize = 16 * 1024;
/// How long answers that are on their way may take at the end.
const FAREWELL: Duration = Duration::from_millis(500);
/// What one connection too many is told.
const BUSY: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nretry-after: 1\r\nconnection: close\r\n\r\n";

/// Takes the address that was asked for; another port where that one is taken and nobody insists on it.
///
/// # Errors
/// [`Failure::Usage`] when the name means no address of this machine or the port is not to be had.
pub fn bind(place: &Place) -> Result<TcpListener, Failure> {
    let (port, insists) = match place.port {
        Port::Exactly(port) => (port, true),
        Port::Preferably(port) => (port, false),
    };
    match bind_to(&place.host, port) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && !insists => bind_to(&place.host, 0),
        bound => bound,
    }
    .map_err(|error| Failure::Usage(why_not(&place.host, port, &error)))
}

fn bind_to(host: &str, port: u16) -> io::Result<TcpListener> {
    let addresses: Vec<SocketAddr> = (host.trim_matches(['[', ']']), port).to_socket_addrs()?.collect();
    TcpListener::bind(&addresses[..])
}

fn why_not(host: &str, port: u16, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!(
                "port {port} is taken by another program\n  name another one, or leave `--port` out to get a free one"
            )
        }
        io::ErrorKind::PermissionDenied => format!("port {port} is for the system alone\n  name one above 1023"),
        _ => format!("cannot listen on `{host}`, port {port}: {error}"),
    }
}

/// Whether only this machine can reach the address.
pub fn is_loopback(address: IpAddr) -> bool {
    address.to_canonical().is_loopback()
}

/// Answers until `stop` turns true, then lets answers that are on their way end.
///
/// # Errors
/// When the socket cannot be used.
pub async fn serve(listener: TcpListener, router: Router, stop: watch::Receiver<bool>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut over = stop.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = over.wait_for(|is_over| *is_over) => break,
        };
        let Ok((stream, _)) = accepted else {
            // No file handle left, or a client that is gone already.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        match Arc::clone(&places).try_acquire_owned() {
            Err(_) => drop(stream.try_write(BUSY)),
            Ok(place) => {
                let (router, stop) = (router.clone(), stop.clone());
                tokio::spawn(async move {
                    converse(stream, router, stop).await;
                    drop(place);
                });
            }
        }
    }
    let everyone = u32::try_from(CONNECTIONS).expect("a small number");
    let _ = timeout(FAREWELL, places.acquire_many(everyone)).await;
    Ok(())
}

/// One connection, with as many requests as it likes.
async fn converse(stream: TcpStream, router: Router, mut stop: watch::Receiver<bool>) {
    let _ = stream.set_nodelay(true);
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_header_size(MAX_HEAD).max_buf_size(2 * MAX_HEAD);
    let io = TokioIo::new(Patient { stream, late: None });
    let mut connection = pin!(server.serve_connection(io, TowerToHyperService::new(router)));
    // What goes wrong on a connection is the client's business.
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stop.wait_for(|is_over| *is_over) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// A connection that ends when an answer has not gone out in time, however slowly the other side reads.
struct Patient {
    stream: TcpStream,
    /// Runs from the first byte that could not be sent until everything is.
    late: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    /// Passes on what a write said, unless it is too late.
    fn in_time<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_pending() && self.late.is_none() {
            self.late = Some(Box::pin(sleep(PATIENCE)));
        }
        let is_late = self.late.as_mut().is_some_and(|late| late.as_mut().poll(context).is_ready());
        if is_late { Poll::Ready(Err(io::ErrorKind::TimedOut.into())) } else { written }
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.in_time(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.in_time(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Called when all bytes have been handed over.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.stream).poll_flush(context))?;
        self.late = None;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
