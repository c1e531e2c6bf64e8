//! Requests that no friendly browser sends.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::{Answer, PAGE, PATIENCE, Preview};

#[test]
fn no_address_climbs_out_of_the_site() {
    let preview = Preview::start();
    preview.save("secret.txt", "the secret");
    for climb in [
        "/../secret.txt",
        "/../../../../etc/passwd",
        "/terms/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%uff0e%uff0e/secret.txt",
        "/terms/%2e%2e/%2e%2e/data/glossary.yml",
        "/./secret.txt",
        "//etc/passwd",
        "///etc/passwd",
        "/%2fetc/passwd",
        "/etc/passwd%00.html",
        "/data/terms/warm-handoff.yml",
        "/%",
        "/%2",
        "/%zz",
        "/terms/warm-handoff/../../../secret.txt",
        "/secret.txt",
        "/build/site/index.html",
        "/file:///etc/passwd",
        "/~root",
        "/.git/config",
        "/-/../secret.txt",
        "/..;/secret.txt",
        "/assets/..%252f..%252fsecret.txt",
    ] {
        let answer = preview.get(climb);
        assert!([400, 404].contains(&answer.status), "{climb}: {}", answer.status);
        assert!(!answer.body.contains("the secret") && !answer.body.contains("root:"), "{climb}");
    }
}

#[test]
fn no_redirect_leaves_the_site() {
    let preview = Preview::start();
    for leave in [
        "//evil.test",
        "//evil.test/%2e%2e",
        "/\\evil.test",
        "/%5cevil.test",
        "/%2fevil.test",
        "//evil.test/terms/warm-handoff",
        "/%0d%0aLocation:%20http://evil.test",
        "/terms/warm-handoff%0d%0aX: y",
        "/http://evil.test",
        "/terms//warm-handoff",
        "/.//evil.test",
        "/%09/evil.test",
        "/@evil.test",
    ] {
        let answer = preview.get(leave);
        assert!([400, 404].contains(&answer.status), "{leave}: {}", answer.status);
        assert_eq!(answer.header("location"), None, "{leave}");
    }
}

#[test]
fn only_the_names_of_this_machine_are_answered() {
    let preview = Preview::start();
    let port = preview.port;
    let ask = |target: &str, hosts: &str| {
        preview.send(format!("GET {target} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n").as_bytes()).status
    };
    for host in
        [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}"), format!("LOCALHOST:{port}")]
    {
        assert_eq!(ask("/", &format!("Host: {host}\r\n")), 200, "{host}");
    }
    let other = port.wrapping_add(1);
    for host in [
        format!("evil.test:{port}"),
        "evil.test".to_owned(),
        "localhost".to_owned(),
        format!("localhost:{other}"),
        format!("localhost.evil.test:{port}"),
        format!("127.0.0.1.evil.test:{port}"),
        format!("0.0.0.0:{port}"),
        format!("192.168.0.1:{port}"),
        String::new(),
        format!("localhost:{port}@evil.test"),
        format!("evil.test#localhost:{port}"),
        format!("2130706433:{port}"),
    ] {
        let status = ask("/", &format!("Host: {host}\r\n"));
        assert!([400, 403].contains(&status), "{host}: {status}");
    }
    for target in
        ["/-/events?page=/", "/-/reload.js", "/api/terms", "/api/v1/index.json", "/assets/css/site.css", "/nothing"]
    {
        assert_eq!(ask(target, &format!("Host: evil.test:{port}\r\n")), 403, "{target}");
    }
    assert_eq!(ask("/", ""), 400, "no name at all");
    assert_eq!(ask("/", &format!("Host: localhost:{port}\r\nHost: evil.test\r\n")), 400, "two names");
    assert_eq!(ask("http://evil.test/", &format!("Host: localhost:{port}\r\n")), 403, "another name in the address");
}

#[test]
fn another_website_cannot_listen_to_the_preview() {
    let preview = Preview::start();
    let own = format!("Origin: http://{}\r\n", preview.host());
    for path in ["/-/events?page=/", "/-/reload.js", "/-/reload.css"] {
        for headers in [
            "Origin: http://evil.test\r\n",
            "Origin: null\r\n",
            "Origin: https://localhost\r\n",
            "Sec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: same-site\r\n",
        ] {
            assert_eq!(preview.request("GET", path, headers).status, 403, "{path} {headers}");
        }
        let other_port = format!("Origin: http://127.0.0.1:{}\r\n", preview.port.wrapping_add(1));
        assert_eq!(preview.request("GET", path, &other_port).status, 403, "{path}");
    }
    assert_eq!(preview.request("GET", "/-/reload.js", &own).status, 200);
    assert_eq!(preview.request("GET", "/-/reload.js", "Sec-Fetch-Site: same-origin\r\n").status, 200);
    // A link from another website may lead here all the same.
    assert_eq!(preview.request("GET", PAGE, "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n").status, 200);
}

#[test]
fn the_site_can_only_be_read() {
    let preview = Preview::start();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "BREW"] {
        for path in [PAGE, "/", "/-/events?page=/", "/api/terms"] {
            let answer = preview.request(method, path, "");
            assert_eq!((answer.status, answer.header("allow")), (405, Some("get, head")), "{method} {path}");
        }
    }
    assert!([400, 403, 405].contains(
        &preview.send(format!("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n\r\n", preview.host()).as_bytes()).status
    ));
    let preflight = "Origin: http://evil.test\r\nAccess-Control-Request-Method: GET\r\n";
    assert!(!preview.request("OPTIONS", PAGE, preflight).head.contains("access-control"));
}

#[test]
fn a_body_is_not_waited_for() {
    let preview = Preview::start();
    let started = Instant::now();
    let head = format!("POST {PAGE} HTTP/1.1\r\nHost: {}\r\nContent-Length: 1000000000\r\n\r\nx", preview.host());
    assert_eq!(preview.send(head.as_bytes()).status, 405);
    assert!(started.elapsed() < Duration::from_secs(8), "it waited");
}

#[test]
fn heads_of_more_than_sixteen_kilobytes_are_refused() {
    let preview = Preview::start();
    let with = |bytes: usize| preview.request("GET", PAGE, &format!("X-Large: {}\r\n", "x".repeat(bytes))).status;
    assert_eq!(with(15_000), 200);
    assert_eq!(with(17_000), 431);
    let many: String = (0..500).map(|number| format!("X-{number}: y\r\n")).collect();
    assert_eq!(preview.request("GET", PAGE, &many).status, 431);
    let long = format!("/{}", "x".repeat(20_000));
    assert!([414, 431].contains(&preview.get(&long).status));
}

#[test]
fn what_is_no_request_gets_no_page() {
    let preview = Preview::start();
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHo st: x\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let status = preview.send(bytes).status;
        assert!([0, 400, 403, 505].contains(&status), "{status} for {bytes:?}");
    }
    assert_eq!(preview.get(PAGE).status, 200);
}

/// Sends a head byte by byte until the server has enough, and says how long that took.
fn drip(preview: &Preview, begin: &[u8]) -> Duration {
    let mut stream = preview.connect();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let started = Instant::now();
    stream.write_all(begin).unwrap();
    loop {
        assert!(started.elapsed() < PATIENCE, "it never had enough");
        let is_over = match stream.read(&mut [0; 1]) {
            Ok(read) => read == 0,
            Err(error) => !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut),
        };
        if is_over || stream.write_all(b"x").is_err() {
            return started.elapsed();
        }
    }
}

#[test]
fn a_request_that_never_ends_is_ended_after_ten_seconds() {
    let preview = Preview::start();
    let slow = drip(&preview, format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Slow: ", preview.host()).as_bytes());
    assert!(slow > Duration::from_secs(8), "{slow:?}");
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn a_connection_that_asks_nothing_is_ended() {
    let preview = Preview::start();
    for begin in [&b""[..], format!("GET {PAGE} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host()).as_bytes()] {
        let mut stream = preview.connect();
        let started = Instant::now();
        stream.write_all(begin).unwrap();
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        assert!(started.elapsed() < PATIENCE / 2, "{:?}", started.elapsed());
        assert_eq!(all.is_empty(), begin.is_empty());
    }
}

#[test]
fn an_answer_that_nobody_reads_is_ended_after_ten_seconds() {
    let preview = Preview::start();
    let mut stream = preview.connect();
    stream.set_write_timeout(Some(Duration::from_secs(1))).unwrap();
    let request = format!("GET {PAGE} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host());
    // Asked for more and more, and never read: at some time the server must give up.
    let started = Instant::now();
    loop {
        assert!(started.elapsed() < PATIENCE, "it never gave up");
        match stream.write_all(request.as_bytes()) {
            Err(error) if !matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                break;
            }
            _ => {}
        }
    }
    assert_eq!(preview.get(PAGE).status, 200);
}

#[test]
fn the_two_hundred_and_fifty_seventh_connection_is_sent_away() {
    let preview = Preview::start();
    // On a busy machine the first connections may be over before the last one is there.
    let is_sent_away = (0..5).any(|_| status_of_one_too_many(&preview) == 503);
    assert!(is_sent_away);
    preview.wait_until("a free place", || preview.get(PAGE).status == 200);
}

fn status_of_one_too_many(preview: &Preview) -> u16 {
    let mut open: Vec<_> = (0..256).map(|_| preview.connect()).collect();
    let ask = format!("GET {PAGE} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host());
    // Each is served, so each has its place.
    for stream in &mut open {
        let is_served =
            stream.write_all(ask.as_bytes()).is_ok() && stream.read(&mut [0; 1]).is_ok_and(|read| read == 1);
        if !is_served {
            return 0;
        }
    }
    Answer::read(&mut preview.connect()).status
}
