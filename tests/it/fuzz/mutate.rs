//! Term files as no author writes them: real ones, broken in ways that are found again by their number.

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// One below `end`; 0 when there is none.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("below a usize")
    }

    fn one_of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts[self.below(texts.len())]
    }
}

/// What means something to YAML.
const PUNCTUATION: &[&str] = &[
    ": ",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a ",
    "*a",
    "! ",
    "!!str ",
    "|",
    ">-\n",
    "'",
    "\"",
    "\\",
    "# ",
    "%",
    "@",
    "`",
    "? ",
    "<<: ",
    "---\n",
    "...\n",
    "~",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "  ",
    "\u{feff}",
    "\\u202e",
    "\\x1b",
    "\\n",
    "0x1",
    "1.10",
    "no",
    "2026-02-30",
];

/// What means something to whoever shows the text: a browser, a terminal, Markdown, a template.
const STEERING: &[&str] = &[
    "<script>alert(1)</script>",
    "</p><SCRIPT src=//x.test>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "<!--",
    "]]>",
    "&lt;script&gt;",
    "](javascript:alert(1))",
    "[a](<script>)",
    "`<script>`",
    "```\n<script>\n```",
    "<https://x.test>",
    "{{ term }}",
    "{% raw %}",
    "\u{1b}[31m",
    "\u{7}",
    "\u{0}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{e0041}",
    "\u{85}",
    "\u{2028}",
    "\u{9b}",
    "::error::",
    "##[group]",
    "../../x",
    "%2e%2e/",
    "é",
    "e\u{301}",
    "漢字",
    "👩\u{200d}💻",
    "ǅ",
    "ß",
    "İ",
    "**",
    "_",
    "~~",
    "\\(x\\)",
    "|",
    "# ",
    "> ",
    "1. ",
    "https://x.test/?a=b&c=d#e",
    "javascript:alert(1)",
];

/// `text` with one to four changes; `other` is where foreign lines come from.
pub fn mutated(text: &str, other: &str, numbers: &mut Numbers) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=numbers.below(4) {
        change(&mut bytes, other, numbers);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn change(bytes: &mut Vec<u8>, other: &str, numbers: &mut Numbers) {
    let at = numbers.below(bytes.len() + 1);
    let end = (at + numbers.below(12)).min(bytes.len());
    match numbers.below(9) {
        0 => drop(bytes.drain(at..end)),
        1 if at < bytes.len() => bytes[at] = u8::try_from(numbers.below(256)).expect("a byte"),
        2 => drop(bytes.splice(at..end, numbers.one_of(PUNCTUATION).bytes())),
        3 => drop(bytes.splice(at..at, numbers.one_of(PUNCTUATION).bytes())),
        4 => {
            let lines: Vec<&str> = other.split_inclusive('\n').collect();
            let line = numbers.one_of(&lines).to_owned();
            let start = line_start(bytes, at);
            drop(bytes.splice(start..start, line.bytes()));
        }
        5 => {
            let (start, end) = (line_start(bytes, at), line_end(bytes, at));
            let line = bytes[start..end].to_vec();
            drop(bytes.splice(start..start, line));
        }
        6 => drop(bytes.drain(line_start(bytes, at)..line_end(bytes, at))),
        _ => {
            // Between two words, where the file most likely still reads.
            let space = bytes[at..].iter().position(|&byte| byte == b' ').map_or(at, |space| at + space);
            drop(bytes.splice(space..space, format!(" {}", numbers.one_of(STEERING)).into_bytes()));
        }
    }
}

fn line_start(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |found| found + 1)
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |found| at + found + 1)
}
