//! JSON in one line laid out over many, as `serde_json` would write the same values, without reading them into memory.

/// Adds `json`, which has no spaces between its values, as it stands `depth` levels deep: two spaces a level.
pub fn lay_out(json: &str, mut depth: usize, out: &mut Vec<u8>) {
    let bytes = json.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let length = if byte == b'"' { text_length(&bytes[at..]) } else { 1 };
        let next = at + length;
        match byte {
            b'{' | b'[' if !matches!(bytes.get(next), Some(b'}' | b']')) => {
                depth += 1;
                out.push(byte);
                break_line(depth, out);
            }
            b'}' | b']' if !matches!(bytes[at - 1], b'{' | b'[') => {
                depth -= 1;
                break_line(depth, out);
                out.push(byte);
            }
            b',' => {
                out.push(byte);
                break_line(depth, out);
            }
            b':' => out.extend_from_slice(b": "),
            _ => out.extend_from_slice(&bytes[at..next]),
        }
        at = next;
    }
}

fn break_line(depth: usize, out: &mut Vec<u8>) {
    out.push(b'\n');
    out.resize(out.len() + 2 * depth, b' ');
}

/// How long the text is that begins here, with its quotation marks.
fn text_length(bytes: &[u8]) -> usize {
    let mut at = 1;
    loop {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_looks_as_serde_json_writes_it() {
        let values = json!({
            "text": "a \"b\" {c}, [d]: \\ \n ü", "empty": [[], {}, ""], "numbers": [1, -2.5, 1e30],
            "deep": [{"a": [{"b": null}, true]}, [[1], [2, 3]]],
        });
        for value in values.as_object().expect("an object").values().chain([&values]) {
            let mut out = Vec::new();
            lay_out(&value.to_string(), 0, &mut out);
            let expected = serde_json::to_string_pretty(value).expect("plain values");
            assert_eq!(String::from_utf8(out).expect("JSON is text"), expected);
        }
    }
}
