//! The JSON API over the wire: what a program meets that asks a running preview.

use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

use glossbook::api::{self, Answers, Reply};
use glossbook::render::exports::api::routes::{Filter, ROUTES};
use serde_json::{Value, json};

use super::{Answer, PAGE, Preview, TERM, two_terms, warm_handoff};

fn answers(preview: &Preview) -> Answers {
    let checked = preview.project.checked();
    Answers::new(&checked.glossary, &checked.settings, &checked.inputs.sources)
}

fn refresh(preview: &Preview) -> Answer {
    preview.request("POST", "/api/refresh", "")
}

fn value(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), Some("application/json"), "{answer:?}");
    serde_json::from_str(&answer.body).unwrap()
}

/// Every address of the API that only reads, and some that are none.
fn targets() -> Vec<String> {
    let routes = ROUTES.iter().filter(|route| route.method == "GET").map(|route| format!("/api{}", route.path));
    let mut targets: Vec<String> = routes.map(|path| path.replace("{slug}", "warm-handoff")).collect();
    targets.extend(Filter::ALL.iter().map(|filter| format!("/api/terms?{}=escalation,draft", filter.name())));
    let others =
        ["/api", "/api/terms/", "/api/terms/?q=a%20b", "/api/terms/no", "/api/no", "/api//terms", "/api/%2e%2e/x"];
    targets.extend(others.map(str::to_owned));
    targets.push(format!("/api/terms?q={}", "a".repeat(8_192)));
    targets
}

#[test]
fn every_question_gets_the_answer_of_the_api() {
    let preview = Preview::start();
    let answers = answers(&preview);
    for target in targets() {
        let (path, query) = target.split_once('?').unwrap_or((&target, ""));
        for method in ["GET", "HEAD", "POST", "DELETE", "OPTIONS"] {
            let path = path.strip_prefix("/api").unwrap();
            let Reply::Answer(expected) = answers.answer(method, path, query) else { panic!("{target} only reads") };
            let answer = preview.request(method, &target, "");
            assert_eq!(answer.status, expected.status, "{method} {target}");
            assert_eq!(answer.header("content-type"), Some(expected.content_type), "{method} {target}");
            assert_eq!(answer.header("content-length"), Some(&*expected.body.as_ref().len().to_string()), "{target}");
            let body = if method == "HEAD" { b"" } else { expected.body.as_ref() };
            assert_eq!(answer.body.as_bytes(), body, "{method} {target}");
            for name in ["allow", "location"] {
                let wanted = expected.header.as_ref().filter(|header| header.0.eq_ignore_ascii_case(name));
                let wanted = wanted.map(|header| header.1.to_ascii_lowercase());
                assert_eq!(answer.header(name), wanted.as_deref(), "{method} {target}");
            }
        }
    }
}

#[test]
fn the_files_of_the_api_are_those_of_a_build() {
    let preview = Preview::start();
    let index = value(&preview.get("/api/v1/index.json"));
    assert_eq!(index["terms"].as_array().unwrap().len(), 2);
    let file = value(&preview.get("/api/v1/terms/warm-handoff.json"));
    assert_eq!(file, value(&preview.get("/api/terms/warm-handoff")));
    assert_eq!(preview.get("/api/v1/terms/no.json").status, 404);
    assert_eq!(preview.get("/api/v1/../terms").status, 400);
    assert_eq!(preview.request("POST", "/api/v1/index.json", "").status, 405);
}

#[test]
fn answers_have_the_headers_of_the_site_and_are_for_no_other_website() {
    let preview = Preview::start();
    for (method, path) in
        [("GET", "/api/terms"), ("GET", "/api/no"), ("OPTIONS", "/api/terms"), ("POST", "/api/refresh")]
    {
        for headers in ["", "Origin: http://evil.test\r\nAccess-Control-Request-Method: POST\r\n"] {
            let answer = preview.request(method, path, headers);
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{method} {path}");
            assert_eq!(answer.header("cache-control"), Some("no-store"), "{method} {path}");
            assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"), "{method} {path}");
            assert!(answer.header("content-security-policy").is_some(), "{method} {path}");
            assert!(!answer.head.contains("access-control-"), "{method} {path}");
        }
    }
}

#[test]
fn an_edit_is_in_the_answers_as_soon_as_a_refresh_is_answered() {
    let preview = Preview::start();
    for round in 0..10 {
        let words = format!("Edit {round} of all.");
        preview.save(TERM, &warm_handoff(&words));
        // At once: nobody has told the preview of the change yet, or only just.
        assert_eq!(value(&refresh(&preview)), json!({ "refreshed": 2 }));
        let term = value(&preview.get("/api/terms/warm-handoff"));
        assert!(term["short_def"].as_str().unwrap().contains(&words), "{term}");
        assert!(preview.get(PAGE).body.contains(words.trim_end_matches('.')));
    }
}

#[test]
fn a_refresh_needs_nobody_who_tells_of_changes() {
    let preview = Preview::of(two_terms(), &["--poll"]);
    let started = Instant::now();
    preview.save(TERM, &warm_handoff("Seen by asking."));
    assert_eq!(refresh(&preview).status, 200);
    assert!(preview.get("/api/terms/warm-handoff").body.contains("Seen by asking."));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn many_may_ask_for_a_refresh_at_once() {
    let preview = Preview::start();
    preview.save(TERM, &warm_handoff("Asked for by many."));
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..40).map(|_| scope.spawn(|| refresh(&preview))).collect();
        for answer in asked {
            assert_eq!(value(&answer.join().unwrap()), json!({ "refreshed": 2 }));
        }
    });
    assert!(preview.get("/api/terms").body.contains("Asked for by many."));
    let builds = preview.complaints().matches("built in").count();
    assert_eq!(builds, 2, "the same files are built once: {}", preview.complaints());
}

#[test]
fn while_there_are_mistakes_the_last_good_edition_answers() {
    let preview = Preview::start();
    let before = preview.get("/api/terms").body;
    preview.save(TERM, "term: [broken");
    let answer = refresh(&preview);
    assert_eq!((answer.status, answer.body.as_bytes()), (500, api::not_refreshed(1).body.as_ref()));
    assert_eq!(preview.get("/api/terms").body, before);
    preview.save(TERM, &warm_handoff("Mended."));
    assert_eq!(refresh(&preview).status, 200);
    assert!(preview.get("/api/terms").body.contains("Mended."));
}

#[test]
fn a_glossary_that_was_never_good_has_no_answers_yet() {
    let preview = Preview::of(two_terms().file("data/terms/broken.yml", "term: [x"), &[]);
    for path in ["/api", "/api/terms", "/api/no"] {
        let answer = preview.get(path);
        assert_eq!(
            (answer.status, value(&answer)),
            (503, json!({ "detail": "there is no whole edition yet" })),
            "{path}"
        );
    }
    assert_eq!(refresh(&preview).status, 500);
    fs::remove_file(preview.path("data/terms/broken.yml")).unwrap();
    assert_eq!(value(&refresh(&preview)), json!({ "refreshed": 2 }));
    assert_eq!(preview.get("/api/terms").status, 200);
}

#[test]
fn another_website_cannot_ask_for_a_refresh() {
    let preview = Preview::start();
    for headers in [
        "Origin: http://evil.test\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: http://evil.test\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n",
    ] {
        let answer = preview.request("POST", "/api/refresh", headers);
        assert_eq!((answer.status, answer.body.as_bytes()), (403, api::forbidden().body.as_ref()), "{headers}");
    }
    let foreign =
        format!("POST /api/refresh HTTP/1.1\r\nHost: evil.test:{}\r\nConnection: close\r\n\r\n", preview.port);
    assert_eq!(preview.send(foreign.as_bytes()).status, 403);
    let own = format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", preview.host());
    assert_eq!(preview.request("POST", "/api/refresh", &own).status, 200);
}

#[test]
fn only_a_post_to_its_one_address_refreshes() {
    let preview = Preview::start();
    for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = preview.request(method, "/api/refresh", "");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("post")), "{method}");
    }
    assert_eq!(preview.request("POST", "/api/refresh/", "").status, 307);
    assert_eq!(preview.request("POST", "/api/%72efresh", "").status, 403);
    assert_eq!(preview.request("POST", "/api/refresh?x=y", "").status, 200);
}

#[test]
fn what_a_refresh_brings_along_is_not_read() {
    let preview = Preview::start();
    let head = |length: &str| {
        format!("POST /api/refresh HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{length}\r\n\r\n", preview.host())
    };
    assert_eq!(preview.send(format!("{}{{}}", head("Content-Length: 2")).as_bytes()).status, 200);
    let started = Instant::now();
    assert_eq!(preview.send(format!("{}x", head("Content-Length: 1000000000")).as_bytes()).status, 200);
    assert_eq!(preview.send(format!("{}3\r\nabc\r\n", head("Transfer-Encoding: chunked")).as_bytes()).status, 200);
    assert!(started.elapsed() < Duration::from_secs(10), "it waited");
}

#[test]
fn answers_come_one_after_another_over_one_connection() {
    let preview = Preview::start();
    let mut stream = preview.connect();
    for method in ["GET /api/terms", "POST /api/refresh", "GET /api/roles"] {
        stream.write_all(format!("{method} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host()).as_bytes()).unwrap();
    }
    stream
        .write_all(format!("GET /api/ HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", preview.host()).as_bytes())
        .unwrap();
    let all = Answer::read(&mut stream);
    assert_eq!(format!("{}{}", all.head, all.body).matches("HTTP/1.1 200 OK").count(), 3);
    assert!(all.head.starts_with("http/1.1 200 ok"));
}
