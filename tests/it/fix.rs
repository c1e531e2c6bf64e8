//! `check --fix` on texts: what is mended, and that nothing else moves.

use glossbook::diagnostic::{Code, Diagnostic, Diagnostics, Edit};
use glossbook::fix::{self, Mended};
use glossbook::parse;
use glossbook::source::{SourceId, SourceMap, Span};
use snapbox::{IntoData, assert_data_eq, str};

const ANY: Code = Code::new("G999", "any");

fn one(text: &str) -> (SourceMap, SourceId) {
    let mut sources = SourceMap::default();
    let file = sources.add("data/terms/a.yml", text);
    (sources, file)
}

/// The place of the last `what`.
fn at(sources: &SourceMap, file: SourceId, what: &str) -> Span {
    let start = sources.text(file).rfind(what).unwrap();
    Span::new(file, start..start + what.len())
}

fn with_fix(edit: Edit) -> Diagnostic {
    Diagnostic::new(ANY, edit.span, "odd").fix("mend it", vec![edit])
}

/// The text of the only file after these edits.
#[track_caller]
fn after(sources: &SourceMap, edits: impl IntoIterator<Item = Option<Edit>>) -> String {
    let diagnostics: Vec<Diagnostic> = edits.into_iter().map(|edit| with_fix(edit.expect("an edit"))).collect();
    let fixed = fix::apply(sources, &diagnostics);
    let file = sources.ids().next().unwrap();
    fixed.texts.get(&file).map_or("(unchanged)", String::as_str).to_owned()
}

#[track_caller]
fn removes(text: &str, item: &str, expected: &str) {
    let (sources, file) = one(text);
    let edit = fix::remove_list_item(&sources, at(&sources, file, item));
    assert_eq!(after(&sources, [edit]), expected);
}

#[track_caller]
fn inserts(text: &str, expected: &str) {
    let (sources, file) = one(text);
    let edit = fix::insert_list_item(&sources, file, &["relationships", "related"], "new: one");
    assert_eq!(after(&sources, [edit]), expected);
}

#[track_caller]
fn replaces(text: &str, old: &str, new: &str, expected: &str) {
    let (sources, file) = one(text);
    let edit = fix::replace_scalar(&sources, at(&sources, file, old), new);
    assert_eq!(after(&sources, [edit]), expected);
}

/// What the reader of terms reports and mends by itself.
fn mend(text: &str) -> Mended {
    let (sources, _) = one(text);
    let check = |sources: &SourceMap| {
        let mut found = Diagnostics::default();
        for file in sources.ids() {
            let node = parse::parse_node(file, sources.text(file), &mut found);
            node.and_then(|node| parse::read_term(&node, &mut found));
        }
        Ok::<_, std::convert::Infallible>(found.into_vec())
    };
    let Ok(mended) = fix::mend(&sources, check);
    mended
}

#[test]
fn words_that_other_readers_take_for_something_else_are_quoted() {
    let mended = mend("term: No  # why\nowner:   1.10\r\nshort_def: 2026-11-22 \"a\" \\ b\n");
    let text = mended.sources.text(mended.changes[0].source);
    assert_eq!(text, "term: \"No\"  # why\nowner:   \"1.10\"\r\nshort_def: \"2026-11-22 \\\"a\\\" \\\\ b\"\n");
    assert_eq!(mended.applied, 3);
}

#[test]
fn a_status_in_another_case_is_respelled() {
    let mended = mend("term: a\nstatus: 'Draft'   # soon\npart_of_speech: Noun phrase\n");
    let text = mended.sources.text(mended.changes[0].source);
    assert_eq!(text, "term: a\nstatus: draft   # soon\npart_of_speech: noun_phrase\n");
}

#[test]
fn a_value_that_no_list_has_stays() {
    assert!(mend("term: a\nstatus: finished\n").changes.is_empty());
}

#[test]
fn mending_twice_changes_nothing_more() {
    let once = mend("term: No\nstatus: DRAFT\naliases: [yes, 1, x]\n");
    let twice = mend(once.sources.text(once.changes[0].source));
    assert!(twice.changes.is_empty() && twice.applied == 0);
}

#[test]
fn an_item_goes_with_its_line_and_nothing_else() {
    removes("a:\n  - x  # one\n\n  - x  # two\n  # c\nb: 1\n", "x", "a:\n  - x  # one\n\n  # c\nb: 1\n");
    removes("a:\r\n- x\r\n- y\r\n- z\r\n", "y", "a:\r\n- x\r\n- z\r\n");
    removes("a:\n  - x\n  - y", "y", "a:\n  - x");
    removes("a:\r\n  - x\r\n  - y", "y", "a:\r\n  - x");
    removes("a:\n  - x\n  - long\n    text\n  - z\n", "long\n    text", "a:\n  - x\n  - z\n");
    removes("a:\n  - x\n  - >-\n    long\n    text\n\n  - z\n", "long\n    text", "a:\n  - x\n\n  - z\n");
    removes("a: [x, \"y\", z]\n", "\"y\"", "a: [x, z]\n");
    removes("a: [x, y, z]\n", "z", "a: [x, y]\n");
    removes("a: [x, y, z]\n", "x", "a: [y, z]\n");
    removes("a: [\n  x,\n  y,\n]\n", "y", "a: [\n  x,\n]\n");
}

#[test]
fn an_item_that_cannot_simply_go_stays() {
    let (sources, file) = one("a:\n  - &n x\n  - *n\n");
    assert_eq!(fix::remove_list_item(&sources, at(&sources, file, "x")), None);
    let (sources, file) = one("a:\n  - x\n");
    let edit = fix::remove_list_item(&sources, at(&sources, file, "x"));
    assert_eq!(after(&sources, [edit]), "(unchanged)", "a list without items would be another mistake");
}

#[test]
fn an_item_comes_behind_the_last_one() {
    inserts(
        "relationships:\n  related:\n    - x  # c\n\n# d\nb: 1\n",
        "relationships:\n  related:\n    - x  # c\n    - \"new: one\"\n\n# d\nb: 1\n",
    );
    inserts("relationships:\n  related:\n  - x", "relationships:\n  related:\n  - x\n  - \"new: one\"");
    inserts(
        "relationships:\r\n  related:\r\n  - x\r\n",
        "relationships:\r\n  related:\r\n  - x\r\n  - \"new: one\"\r\n",
    );
    inserts(
        "relationships:\n  related:\n  - >-\n    x\n    y\n\n",
        "relationships:\n  related:\n  - >-\n    x\n    y\n  - \"new: one\"\n\n",
    );
    inserts("relationships: {related: [x]}\n", "relationships: {related: [x, \"new: one\"]}\n");
}

#[test]
fn a_list_that_is_not_there_is_made() {
    inserts("relationships:\n  related: []\n", "relationships:\n  related: [\"new: one\"]\n");
    inserts(
        "relationships:\n  related:  # none\nb: 1\n",
        "relationships:\n  related:  # none\n    - \"new: one\"\nb: 1\n",
    );
    inserts("relationships:\n  related: ~\n", "relationships:\n  related: [\"new: one\"]\n");
    inserts(
        "relationships:\n    broader:\n    - x  # c\nb: 1\n",
        "relationships:\n    broader:\n    - x  # c\n    related:\n      - \"new: one\"\nb: 1\n",
    );
    inserts("relationships:\nb: 1\n", "relationships:\n  related:\n    - \"new: one\"\nb: 1\n");
    inserts("relationships:\n  broader:\nb: 1\n", "relationships:\n  broader:\n  related:\n    - \"new: one\"\nb: 1\n");
    inserts("relationships: {}\n", "relationships: {related: [\"new: one\"]}\n");
    inserts("relationships: {broader: [x]}\n", "relationships: {broader: [x], related: [\"new: one\"]}\n");
}

#[test]
fn nothing_is_put_into_what_cannot_hold_it() {
    for text in ["term: a\n", "relationships: x\n", "relationships:\n  related: x\n", "- a\n", "a: [", ""] {
        let (sources, file) = one(text);
        assert_eq!(fix::insert_list_item(&sources, file, &["relationships", "related"], "x"), None, "{text}");
    }
}

#[test]
fn several_items_come_into_one_list_in_one_round() {
    let (sources, file) = one("relationships:\n  related:\n    - x\n");
    let insert = |value| fix::insert_list_item(&sources, file, &["relationships", "related"], value);
    let text = after(&sources, [insert("a"), insert("b"), insert("a")]);
    assert_eq!(text, "relationships:\n  related:\n    - x\n    - a\n    - b\n");
}

#[test]
fn of_two_that_make_the_same_list_the_first_wins() {
    let (sources, file) = one("relationships:\n  broader: [x]\n");
    let insert = |value| fix::insert_list_item(&sources, file, &["relationships", "related"], value);
    let text = after(&sources, [insert("a"), insert("b")]);
    assert_eq!(text, "relationships:\n  broader: [x]\n  related:\n    - a\n");
}

#[test]
fn of_two_fixes_at_one_place_the_first_wins() {
    let (sources, file) = one("a: one two\n");
    let whole = Edit { span: at(&sources, file, "one two"), text: "three".to_owned() };
    let part = Edit { span: at(&sources, file, "two"), text: "four".to_owned() };
    assert_eq!(after(&sources, [Some(whole), Some(part)]), "a: three\n");
}

#[test]
fn a_fix_that_would_change_something_else_is_left_out() {
    let (sources, file) = one("a: x\nb: y\nc: z\n");
    let broken = Edit { span: at(&sources, file, "x"), text: "\"x".to_owned() };
    let good = Edit { span: at(&sources, file, "y"), text: "'y'".to_owned() };
    assert_eq!(after(&sources, [Some(broken), Some(good)]), "a: x\nb: 'y'\nc: z\n");
}

#[test]
fn a_replaced_value_keeps_its_quotes_and_comment() {
    replaces("\u{feff}a: ' x '  # c\n", "' x '", "it's", "\u{feff}a: 'it''s'  # c\n");
    replaces("a: Draft\n", "Draft", "draft", "a: draft\n");
    replaces("a: \"Draft\"\n", "\"Draft\"", "a\\b", "a: \"a\\\\b\"\n");
    replaces("a: x\n", "x", "no", "a: \"no\"\n");
    replaces("a: [x, y]\n", "x", "b, c", "a: [\"b, c\", y]\n");
}

#[test]
fn a_character_that_steers_text_is_never_written() {
    let (sources, file) = one("a: 'x'\n");
    assert_eq!(fix::replace_scalar(&sources, at(&sources, file, "'x'"), "a\u{202e}"), None);
}

#[test]
fn a_replaced_block_stays_a_block() {
    replaces("a: >-\n  'X'\n  y\nb: 1\n", "'X'\n  y", "it's \"x\": #1", "a: >-\n  it's \"x\": #1\nb: 1\n");
    let (sources, file) = one("a: >\n  X\nb: 1\n");
    let edit = fix::replace_scalar(&sources, at(&sources, file, "X"), "x");
    assert_eq!(edit, None, "this block ends in a line break, which `x` has not");
}

#[test]
fn a_file_is_renamed_only_within_its_folder_and_to_a_free_name() {
    let mut sources = SourceMap::default();
    let ids = ["t/A b.yml", "t/c.yml", "t/D.yml", "t/e.yml"].map(|path| sources.add(path, "term: x\n"));
    let rename = |source, path: &str| Diagnostic::new(ANY, Span::file(source), "odd").fix_by_rename("rename it", path);
    let wanted = [
        rename(ids[0], "t/a-b.yml"),
        rename(ids[1], "t/a-b.yml"),
        rename(ids[2], "t/d.yml"),
        rename(ids[3], "../e2.yml"),
    ];
    let fixed = fix::apply(&sources, &wanted);
    let renames: Vec<_> = fixed.renames.iter().map(|rename| rename.path.as_str()).collect();
    assert_eq!(renames, ["t/a-b.yml", "t/d.yml"]);
    let after = fixed.sources(&sources);
    assert_eq!((after.path(ids[0]), after.path(ids[1])), ("t/a-b.yml", "t/c.yml"));
}

#[test]
fn a_change_is_shown_as_a_diff() {
    let mended = mend("term: a\n# one \u{202e}\n# two\nstatus: Draft\r\nowner: x\nlicense: no");
    assert_data_eq!(
        mended.changes.iter().map(fix::Change::diff).collect::<String>(),
        str![[r#"
--- a/data/terms/a.yml
+++ b/data/terms/a.yml
@@ -2,5 +2,5 @@
 # one �
 # two
-status: Draft
+status: draft
 owner: x
-license: no
\ No newline at end of file
+license: "no"
\ No newline at end of file

"#]]
        .raw()
    );
}

#[test]
fn a_fix_that_never_comes_to_rest_is_stopped() {
    let (sources, file) = one("a: x\n");
    let grow = |sources: &SourceMap| {
        let end = sources.text(file).trim_end().len();
        Ok::<_, ()>(vec![with_fix(Edit { span: Span::new(file, 3..end), text: "x".repeat(end - 2) })])
    };
    assert_eq!(fix::mend(&sources, grow).unwrap().applied, fix::MAX_ROUNDS);
}
