//! Our stylesheets, scripts and icon without comments and indentation, which readers would pay for on every first visit.
//!
//! Files of a project stay as they are: this knows how ours are written, and no more of either language.

/// What goes to readers of one of our files.
pub fn pack(path: &str, text: &str) -> String {
    match path.rsplit_once('.') {
        Some((_, "css")) => stylesheet(text),
        Some((_, "js")) => script(text),
        Some((_, "svg")) => text.lines().map(str::trim).collect(),
        _ => text.to_owned(),
    }
}

/// Comments stand outside of strings, and no string holds a brace, a semicolon or two spaces: a test looks.
fn stylesheet(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    let tight =
        [(" {", "{"), ("{ ", "{"), ("; ", ";"), (";}", "}"), (" }", "}"), ("} ", "}"), (": ", ":"), (", ", ",")];
    let text = tight.iter().fold(words, |text, (loose, tight)| text.replace(loose, tight));
    // A number below one needs no zero before its point.
    [" ", ":", ",", "("].iter().fold(text, |text, before| text.replace(&format!("{before}0."), &format!("{before}.")))
}

/// Comments that have lines of their own go; no text runs over several lines.
fn script(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(|line| tighten(line) + "\n").collect()
}

/// A line of script without the spaces around its signs. It stays as it is where only a reader of the language could tell a text
/// or a pattern from code.
fn tighten(line: &str) -> String {
    let is_hard = line.contains(['\'', '`', '\\']) || line.replace("//", "").replace(" / ", "").contains('/');
    if is_hard {
        return line.to_owned();
    }
    let signs = ["=>", "=", ",", "?", ":", "&&", "||", "{", "}", "(", ")", ";"];
    let bare = |code: &str| {
        signs.iter().fold(code.to_owned(), |code, sign| {
            code.replace(&format!(" {sign}"), sign).replace(&format!("{sign} "), sign)
        })
    };
    // Every other part stands between quotation marks.
    let parts = line.split('"').enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { bare(part) } else { part.to_owned() }).collect::<Vec<_>>().join("\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLESHEETS: [&str; 4] = [
        include_str!("../../../site/assets/css/site.css"),
        include_str!("../../../site/assets/css/pages.css"),
        include_str!("../../../site/assets/css/governance.css"),
        include_str!("../../../site/assets/css/search.css"),
    ];
    const SCRIPTS: [&str; 7] = [
        include_str!("early.js"),
        include_str!("../../../site/assets/js/site.js"),
        include_str!("../../../site/assets/js/preview.js"),
        include_str!("../../../site/assets/js/checklist.js"),
        include_str!("../../../site/assets/js/search.js"),
        include_str!("../../../site/assets/js/search-box.js"),
        include_str!("../../../site/assets/js/search-page.js"),
    ];

    #[test]
    fn a_stylesheet_keeps_its_rules() {
        let text = "/* A. */\na, b > c:hover {\n  color: red;\n  margin: 0 0.5px;\n}\n@media (min-width: 1px) {\n  d :is(e) { f: g; }\n}\n";
        assert_eq!(stylesheet(text), "a,b > c:hover{color:red;margin:0 .5px}@media (min-width:1px){d :is(e){f:g}}");
    }

    #[test]
    fn a_script_keeps_its_lines_of_code() {
        assert_eq!(
            script("// A.\n(() => {\n  // B.\n\n  call(\"//\"); // C\n})();\n"),
            "(()=>{\ncall(\"//\");// C\n})();\n"
        );
    }

    #[test]
    fn a_line_of_script_loses_spaces_around_signs_and_nothing_else() {
        for (loose, tight) in [
            ("const { a, b } = c ? [d, -e] : {};", "const{a,b}=c?[d,-e]:{};"),
            ("if (a !== b && c) return a.map((d) => d in e);", "if(a !==b&&c)return a.map((d)=>d in e);"),
            ("call(\" = , \", a ?? \"( x )\");", "call(\" = , \",a??\"( x )\");"),
        ] {
            assert_eq!(tighten(loose), tight);
        }
        for hard in ["a = /b = c/;", "a = `b = c`;", "a = 'b = c';", "a = \"b \\\" = c\";"] {
            assert_eq!(tighten(hard), hard);
        }
    }

    #[test]
    fn our_files_are_written_so_that_they_can_be_packed() {
        let odd =
            |text: &str, quote: char| text.lines().find(|line| line.matches(quote).count() % 2 == 1).map(str::to_owned);
        for text in SCRIPTS {
            assert_eq!(odd(text, '`'), None, "a text over several lines would lose its indentation");
        }
        let icon = include_str!("../../../site/assets/img/favicon.svg");
        assert!(icon.lines().all(|line| line.trim().starts_with('<')), "a line that is no tag would lose its space");
        for text in STYLESHEETS {
            let strings = text.lines().flat_map(|line| line.split('"').skip(1).step_by(2));
            let touched = strings
                .filter(|string| ["{", "}", ";", "/*", "  ", ", ", ": "].iter().any(|part| string.contains(part)));
            assert_eq!(touched.collect::<Vec<_>>(), Vec::<&str>::new());
            assert_eq!(odd(text, '"'), None);
        }
    }
}
