//! One term file of the glossary for measurements.

use std::fmt::Write;

use super::prose::{Dice, invented, sentences, wrapped};

/// The lists are this repository's own.
pub const ROLES: &str = include_str!("../../data/vocabulary/roles.yml");
/// See [`ROLES`].
pub const CATEGORIES: &str = include_str!("../../data/vocabulary/categories.yml");
/// See [`ROLES`].
pub const TAGS: &str = include_str!("../../data/vocabulary/nist_rmf_tags.yml");

/// Words that names begin with, and as many that they end with.
const NAME_WORDS: u32 = 400;
/// So many names there are.
pub const MAX_TERMS: u32 = NAME_WORDS * NAME_WORDS;
const GENERAL_TERMS: u32 = 10;
const PARTS_OF_SPEECH: [&str; 4] = ["noun", "noun_phrase", "process", "concept"];
const STATUSES: [&str; 3] = ["draft", "reviewed", "approved"];

/// What a glossary is made from.
pub struct Corpus {
    pub terms: u32,
    pub seed: u64,
    /// Percent of the relationships that point to nothing.
    pub dangling: u32,
}

/// The file of a term.
pub fn file_name(number: u32) -> String {
    format!("{}.yml", name(number).replace(' ', "-"))
}

/// Two or three words. No other name or alias is the same, and no running text has it by chance.
fn name(number: u32) -> String {
    let (first, last) = name_words(number);
    match number % 4 {
        3 => format!("{first} {}d {last}", invented(number % 50)),
        _ => format!("{first} {last}"),
    }
}

fn name_words(number: u32) -> (String, String) {
    // The factor shares no divisor with the number of names, so that each comes once and neighbours differ.
    let scattered = number.wrapping_mul(7_919) % MAX_TERMS;
    (format!("{}l", invented(scattered / NAME_WORDS)), format!("{}n", invented(scattered % NAME_WORDS)))
}

fn aliases(number: u32) -> Vec<String> {
    let (first, last) = name_words(number);
    vec![format!("{last} {first}"), format!("{first} {last} method")]
}

/// The values behind `- name: ` or `- id: ` in a vocabulary file.
fn listed(text: &'static str) -> Vec<&'static str> {
    text.lines().filter_map(|line| line.strip_prefix("- id: ").or_else(|| line.strip_prefix("- name: "))).collect()
}

impl Corpus {
    /// The text of a term's file.
    pub fn term(&self, number: u32) -> String {
        let mut dice = Dice::new(self.seed, number);
        let mut file = File { text: String::with_capacity(4_096), is_folded: number.is_multiple_of(2) };
        self.head(number, &mut dice, &mut file);
        self.definitions(number, &mut dice, &mut file);
        usage(&mut dice, &mut file);
        self.relationships(number, &mut dice, &mut file);
        evidence(&mut dice, &mut file);
        file.text
    }

    fn head(&self, number: u32, dice: &mut Dice, file: &mut File) {
        file.line(&format!("term: {}", name(number)));
        file.list("", "aliases", &aliases(number));
        let main_categories = 1 + u32::from(dice.below(6) == 0);
        file.list("", "categories", &dice.some(&listed(CATEGORIES), main_categories));
        let roles = dice.between(2, 5);
        file.list("", "roles", &dice.some(&listed(ROLES), roles));
        file.line(&format!("part_of_speech: {}", PARTS_OF_SPEECH[dice.below(4) as usize]));
    }

    fn definitions(&self, number: u32, dice: &mut Dice, file: &mut File) {
        let mut mentions: Vec<String> = (0..3).filter_map(|_| self.other(number, dice)).map(name).collect();
        if let Some(first) = mentions.first_mut().filter(|_| dice.below(4) == 0) {
            first.push('s');
        }
        let (short, first, second) = if file.is_folded {
            (dice.between(12, 30), dice.between(65, 95), dice.between(65, 95))
        } else {
            (dice.between(10, 17), dice.between(45, 70), dice.between(40, 70))
        };
        file.text("", "short_def", &[sentences(dice, short, &[])]);
        let middle = mentions.len().div_ceil(2);
        let begin = sentences(dice, first, &mentions[..middle]);
        let end = sentences(dice, second, &mentions[middle..]);
        if file.is_folded {
            file.text("", "long_def", &[begin, end]);
        } else {
            file.text("", "long_def", &[format!("{begin} {end}")]);
        }
    }

    fn relationships(&self, number: u32, dice: &mut Dice, file: &mut File) {
        let mut taken = vec![number];
        // Every fourth term stands under one of a few general ones, to which much of a glossary points.
        let earlier = if dice.below(4) == 0 { number.min(GENERAL_TERMS) } else { number };
        let broader: Vec<u32> = (number > 0).then(|| dice.below(earlier)).into_iter().collect();
        taken.extend(&broader);
        // Narrower terms come later and broader ones earlier, so that there is never a ring.
        let later = self.terms - number - 1;
        let narrower: Vec<u32> =
            (later > 0 && dice.below(4) == 0).then(|| number + 1 + dice.below(later)).into_iter().collect();
        taken.extend(&narrower);
        let mut related = Vec::new();
        for _ in 0..dice.between(3, 4) {
            if let Some(other) = self.other(number, dice).filter(|other| !taken.contains(other)) {
                taken.push(other);
                related.push(other);
            }
        }
        file.line("relationships:");
        for (key, targets) in [("broader", broader), ("narrower", narrower), ("related", related)] {
            let names: Vec<String> = targets.into_iter().map(|target| self.target(target, dice)).collect();
            if !names.is_empty() {
                file.list("  ", key, &names);
            }
        }
    }

    fn other(&self, number: u32, dice: &mut Dice) -> Option<u32> {
        Some(dice.below(self.terms)).filter(|&other| other != number)
    }

    /// A name; or, as often as was asked for, a name with a letter too many or one that nobody has.
    fn target(&self, number: u32, dice: &mut Dice) -> String {
        match (dice.below(100) < self.dangling, dice.below(2)) {
            (false, _) => name(number),
            (true, 0) => format!("{}e", name(number)),
            (true, _) => format!("{} {}", invented(number), invented(dice.below(9_999))),
        }
    }
}

fn usage(dice: &mut Dice, file: &mut File) {
    let mut some = |least, most| sentences(dice, if file.is_folded { most } else { least }, &[]);
    let (exec, engineer, risk) = (some(15, 27), some(16, 27), some(13, 26));
    let mut examples = || (0..2).map(|_| some(12, 16)).collect::<Vec<_>>();
    let (dos, donts) = (examples(), examples());
    file.line("audiences:");
    file.text("  ", "exec", &[exec]);
    file.text("  ", "engineer", &[engineer]);
    file.line("examples:");
    file.list("  ", "do", &dos);
    file.list("  ", "dont", &donts);
    file.line("governance:");
    let tags = dice.between(2, 3);
    file.list("  ", "nist_rmf_tags", &dice.some(&listed(TAGS), tags));
    file.text("  ", "risk_notes", &[risk]);
}

fn evidence(dice: &mut Dice, file: &mut File) {
    file.line("citations:");
    for _ in 0..dice.between(2, 3) {
        let (work, page) = (dice.below(5_000), dice.below(900));
        let title = sentences(dice, 6, &[]);
        file.line(&format!("- source: \"{} – {}\"", invented(work), title.trim_end_matches('.')));
        file.line(&format!("  url: https://library.test/{}/{}-{page}", invented(work), invented(page)));
    }
    file.line("license: CC BY-SA 4.0");
    file.line(&format!("status: {}", STATUSES[dice.below(3) as usize]));
    file.line(&format!("last_reviewed: '2026-{:02}-{:02}'", dice.between(1, 10), dice.between(1, 28)));
}

/// A file as it grows. Half of the files hold folded blocks, the others plain text over several lines: both are common.
struct File {
    text: String,
    is_folded: bool,
}

impl File {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn list(&mut self, indent: &str, key: &str, items: &[impl AsRef<str>]) {
        self.line(&format!("{indent}{key}:"));
        for item in items {
            self.line(&format!("{indent}- {}", wrapped(item.as_ref(), &format!("{indent}  "), indent.len() + 2)));
        }
    }

    fn text(&mut self, indent: &str, key: &str, paragraphs: &[String]) {
        let inside = format!("{indent}  ");
        if self.is_folded {
            let blocks: Vec<_> =
                paragraphs.iter().map(|text| inside.clone() + &wrapped(text, &inside, inside.len())).collect();
            self.line(&format!("{indent}{key}: >-\n{}", blocks.join("\n\n")));
        } else {
            let used = indent.len() + key.len() + 2;
            write!(self.text, "{indent}{key}: ").expect("text grows");
            self.line(&wrapped(&paragraphs.join(" "), &inside, used));
        }
    }
}
