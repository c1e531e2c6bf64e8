//! JUnit XML, which most CI systems show as a list of tests.
//!
//! A file is a test: it fails when something in it stops the build. CI systems show one failure a test, so all
//! errors of a file stand in one; warnings are its output, since a test that warns has passed. A name that stays the
//! same from run to run lets CI say which files have newly failed.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::Writer;

use super::{Report, counted, help_lines};
use crate::diagnostic::{Diagnostic, Severity, printable};
use crate::source::SourceId;

pub fn print(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let tests = tests(report);
    let failures = tests.iter().filter(|test| !test.errors.is_empty()).count();
    let counts = [("tests", tests.len().to_string()), ("failures", failures.to_string()), ("errors", "0".to_owned())];
    let counts = || counts.iter().map(|(name, count)| (*name, count.as_str()));

    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites").with_attributes(counts()).write_inner_content(|xml| {
        let suite = xml.create_element("testsuite").with_attribute(("name", "glossbook")).with_attributes(counts());
        suite.write_inner_content(|xml| tests.iter().try_for_each(|test| test.write(xml)))?;
        Ok(())
    })?;
    writeln!(out)
}

/// Every file that was read, whether something was found in it or not.
fn tests<'a>(report: &Report<'a>) -> Vec<Test<'a>> {
    let mut found: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in report.diagnostics {
        found.entry(diagnostic.source()).or_default().push(diagnostic);
    }
    let test = |source| Test::of(report, source, found.get(&source).map_or(&[], Vec::as_slice));
    report.sources.ids().map(test).collect()
}

/// One file and what was found in it, with lines.
struct Test<'a> {
    path: String,
    errors: Vec<(usize, &'a Diagnostic)>,
    warnings: Vec<(usize, &'a Diagnostic)>,
}

impl<'a> Test<'a> {
    fn of(report: &Report<'_>, source: SourceId, found: &[&'a Diagnostic]) -> Self {
        let of_severity = |severity| {
            let found = found.iter().filter(|diagnostic| diagnostic.severity == severity);
            found.map(|&diagnostic| (report.place(diagnostic.span).start.line, diagnostic)).collect()
        };
        Self {
            path: without_forbidden(&printable(report.sources.path(source))),
            errors: of_severity(Severity::Error),
            warnings: of_severity(Severity::Warning),
        }
    }

    fn write<W: Write>(&self, xml: &mut Writer<W>) -> io::Result<()> {
        let (folder, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let test = xml.create_element("testcase");
        let test = test.with_attributes([("classname", folder), ("name", name), ("file", &self.path)]);
        if self.errors.is_empty() && self.warnings.is_empty() {
            test.write_empty()?;
            return Ok(());
        }
        test.write_inner_content(|xml| {
            if let Some((_, first)) = self.errors.first() {
                let message = format!("{}: {}", counted(self.errors.len(), "error"), first.message);
                let failure =
                    xml.create_element("failure").with_attribute(("message", without_forbidden(&message).as_str()));
                failure
                    .with_attribute(("type", first.code.name))
                    .write_text_content(text(&self.lines(&self.errors)))?;
            }
            if !self.warnings.is_empty() {
                xml.create_element("system-out").write_text_content(text(&self.lines(&self.warnings)))?;
            }
            Ok(())
        })?;
        Ok(())
    }

    fn lines(&self, found: &[(usize, &Diagnostic)]) -> String {
        let line = |(line, diagnostic): &(usize, &Diagnostic)| {
            let (severity, code) = (diagnostic.severity.name(), diagnostic.code.id);
            let words = help_lines(diagnostic).replace('\n', "\n  ");
            without_forbidden(&format!("{}:{line}: {severity}[{code}]: {words}", self.path))
        };
        found.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn text(content: &str) -> BytesText<'_> {
    BytesText::new(content)
}

/// `text` without the characters that XML 1.0 cannot hold, not even escaped (section 2.2, `Char`).
fn without_forbidden(text: &str) -> String {
    let allowed = |&character: &char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(allowed).collect()
}
