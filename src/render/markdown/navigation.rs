//! The block between two markers in `mkdocs.yml`. All other bytes of the file stay.

use super::categories::groups;
use super::dialect::Dialect;
use crate::parse::navigation::find_block;

/// The path and new text of the navigation file, where the settings name one that has the block.
pub fn file(dialect: &Dialect<'_>) -> Option<(String, String)> {
    let source = dialect.context.inputs.navigation?;
    let sources = &dialect.context.inputs.sources;
    let text = sources.text(source);
    let block = find_block(source, text).ok()?;
    let line_break = if text[..block.range.start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let lines =
        entries(dialect).into_iter().map(|line| format!("{}{line}{line_break}", block.indent)).collect::<String>();
    let filled = format!("{}{lines}{}", &text[..block.range.start], &text[block.range.end..]);
    Some((sources.path(source).to_owned(), filled))
}

fn entries(dialect: &Dialect<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for (category, terms) in groups(dialect) {
        lines.push(format!("- {}:", scalar(dialect, category)));
        for id in terms {
            let term = dialect.context.glossary.term(id);
            lines.push(format!(
                "  - {}: {}",
                scalar(dialect, &term.name),
                scalar(dialect, &format!("terms/{}.md", term.slug))
            ));
        }
    }
    lines
}

/// A name as YAML; in quotes where YAML would read something else.
fn scalar(dialect: &Dialect<'_>, text: &str) -> String {
    if !dialect.is_repaired() {
        return text.to_owned();
    }
    let yaml = serde_yaml::to_string(&text).expect("text is YAML");
    let yaml = yaml.trim_end();
    // A name of several lines would come as a block, which cannot be a key.
    if yaml.contains('\n') { serde_json::Value::from(text).to_string() } else { yaml.to_owned() }
}
