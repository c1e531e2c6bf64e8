//! What is answered at which address.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch;

use super::address::{self, Found};
use super::bell::Bell;
use super::edition::File;
use super::guard::{self, Audience, Hosts, Refusal};
use super::{Now, first, missing, policy, questions, reload};
use crate::api;

/// What only pages of the preview may ask for.
const PRIVATE: &str = "/-/";
const SCRIPT: &str = include_str!("client/reload.js");
const STYLESHEET: &str = include_str!("client/reload.css");

/// What every answer may need.
pub struct Desk {
    /// The site as it is now.
    pub now: watch::Receiver<Arc<Now>>,
    /// Asks for a look at the files.
    pub bell: Bell,
    /// The names of this server.
    pub hosts: Arc<Hosts>,
    /// Turns true when the server ends.
    pub stop: watch::Receiver<bool>,
}

/// Every address there is.
pub fn routes(desk: Desk) -> Router {
    let desk = Arc::new(desk);
    Router::new()
        .route("/-/reload.js", get(async || own("text/javascript; charset=utf-8", SCRIPT)))
        .route("/-/reload.css", get(async || own("text/css; charset=utf-8", STYLESHEET)))
        .route("/-/events", get(events))
        .fallback(anything)
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), door))
        .with_state(desk)
}

/// Refuses what is not for us, and puts the common headers on every answer.
async fn door(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let audience = if parts.uri.path().starts_with(PRIVATE) { Audience::OwnPages } else { Audience::Anyone };
    let mut response = match guard::refuse(&parts, &desk.hosts, audience) {
        Some(refused) => refuse(refused, &desk, &parts).await,
        None => next.run(Request::from_parts(parts, body)).await,
    };
    policy::harden(response.headers_mut());
    response
}

/// Says no, to programs in their own way.
async fn refuse(refused: Refusal, desk: &Desk, parts: &Parts) -> Response {
    let is_question = questions::is_one(parts.uri.path());
    let mut response = match refused {
        Refusal::Writing if is_question => questions::answer(desk, parts).await,
        Refusal::OtherPage if is_question => questions::sent(api::forbidden()),
        _ => refusal(refused.status(), refused.why()),
    };
    // What such a request still sends is not worth waiting for.
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A sentence instead of a page.
fn refusal(status: StatusCode, why: &'static str) -> Response {
    let mut response = (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], why).into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn own(content_type: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type)], text).into_response()
}

/// The stream that an open page listens to: `/-/events?page=/terms/x/`.
async fn events(State(desk): State<Arc<Desk>>, parts: Parts) -> Response {
    let mut pairs = parts.uri.query().unwrap_or_default().split('&');
    match pairs.find_map(|pair| address::decode(pair.strip_prefix("page=")?)) {
        Some(page) => reload::follow(page, desk.now.clone(), desk.stop.clone()).into_response(),
        None => refusal(StatusCode::BAD_REQUEST, "name a page: `?page=/`\n"),
    }
}

/// An answer of the JSON API, or of the site.
async fn anything(State(desk): State<Arc<Desk>>, parts: Parts) -> Response {
    if questions::is_one(parts.uri.path()) { questions::answer(&desk, &parts).await } else { site(&desk, &parts) }
}

/// A file of the site, or the page for missing ones.
fn site(desk: &Desk, parts: &Parts) -> Response {
    let now = Arc::clone(&desk.now.borrow());
    let Some(edition) = &now.edition else { return file(StatusCode::SERVICE_UNAVAILABLE, first::page(&now.notice)) };
    match address::find(edition, parts.uri.path()) {
        Found::File(found, _) => file(StatusCode::OK, found.clone()),
        Found::Elsewhere(address) => redirect(&address, parts.uri.query()),
        Found::Malformed => refusal(StatusCode::BAD_REQUEST, "that is no address of a page\n"),
        Found::Nothing(path) => match missing::page(edition, &path) {
            Some(page) => file(StatusCode::NOT_FOUND, page),
            None => refusal(StatusCode::NOT_FOUND, "there is no such page\n"),
        },
    }
}

fn file(status: StatusCode, file: File) -> Response {
    let mut response = Response::new(Body::from(file.bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, file.content_type);
    headers.insert(header::CONTENT_SECURITY_POLICY, file.policy);
    response
}

/// To a page of ours: `address` is a path with one slash at its beginning, percent-encoded.
fn redirect(address: &str, query: Option<&str>) -> Response {
    let target = query.map_or_else(|| address.to_owned(), |query| format!("{address}?{query}"));
    let Ok(target) = HeaderValue::try_from(target) else {
        return refusal(StatusCode::BAD_REQUEST, "that is no address of a page\n");
    };
    let mut response = Response::new(Body::from(Bytes::new()));
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    response.headers_mut().insert(header::LOCATION, target);
    response
}
