//! The JSON API below `/api`: what [`Answers`] says of the edition that is on show. Below `/api/v1/` stand files of the site.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use tokio::time::timeout;

use super::edition::Edition;
use super::guard;
use super::listen::PATIENCE;
use super::routes::Desk;
use crate::api::{self, Answer, Answers, PREFIX, Reply};

/// The part below [`PREFIX`] that a build writes as files.
const FILES: &str = "/v1/";

/// Whether the API answers at this address, and not the site.
pub fn is_one(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || (rest.starts_with('/') && !rest.starts_with(FILES)))
}

/// Answers from the edition on show, or looks at the files where that is what is asked.
pub async fn answer(desk: &Desk, parts: &Parts) -> Response {
    if guard::is_refresh(&parts.method, parts.uri.path()) {
        return sent(refresh(desk).await);
    }
    let path = parts.uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let query = parts.uri.query().unwrap_or_default();
    let edition = answering(desk).await;
    match answers(edition.as_ref()).map(|answers| answers.answer(parts.method.as_str(), path, query)) {
        None => sent(api::unavailable()),
        Some(Reply::Answer(answer)) => sent(answer),
        // The same address in other letters, as `%72efresh`: `guard` knows it by one name only.
        Some(Reply::Refresh) => sent(api::forbidden()),
    }
}

/// Looks at the files and says what came of it.
async fn refresh(desk: &Desk) -> Answer {
    if timeout(PATIENCE, desk.bell.clone().ring()).await.is_err() {
        return api::unavailable();
    }
    let errors = desk.now.borrow().notice.errors;
    if errors > 0 {
        return api::not_refreshed(errors);
    }
    answers(answering(desk).await.as_ref()).map_or_else(api::unavailable, Answers::refreshed)
}

/// The edition on show. The answers of a new one are there a moment after its pages.
async fn answering(desk: &Desk) -> Option<Arc<Edition>> {
    let ready = || match &desk.now.borrow().edition {
        None => Some(None),
        Some(edition) => answers(Some(edition)).map(|_| Some(Arc::clone(edition))),
    };
    timeout(PATIENCE, desk.bell.clone().until(ready)).await.ok()??
}

fn answers(edition: Option<&Arc<Edition>>) -> Option<&Answers> {
    edition?.answers.get()
}

/// An answer as it goes over the wire. Its bytes are shared with the edition.
pub fn sent(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(Bytes::from_owner(answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).expect("the API knows its statuses");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    if let Some((name, value)) = answer.header {
        let value = HeaderValue::try_from(value).expect("a location is percent-encoded");
        headers.insert(HeaderName::from_bytes(name.as_bytes()).expect("a name of ours"), value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_has_its_own_addresses() {
        for path in ["/api", "/api/", "/api/terms", "/api//v1/", "/api/v1", "/api/v10/"] {
            assert!(is_one(path), "{path}");
        }
        for path in ["/", "/apis", "/api/v1/", "/api/v1/index.json", "/terms/api/", "/API/terms"] {
            assert!(!is_one(path), "{path}");
        }
    }
}
