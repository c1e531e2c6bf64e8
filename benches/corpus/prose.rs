//! Text that is no language but counts like one: words as frequent, sentences as long as in real entries.

/// Numbers that look random and are the same on every machine (splitmix64).
pub struct Dice(u64);

impl Dice {
    /// The dice for one term of one glossary.
    pub fn new(seed: u64, number: u32) -> Self {
        let mut dice = Self(seed ^ (u64::from(number) << 32));
        dice.0 = dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.next() % u64::from(end)).expect("smaller than a u32")
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: u32, most: u32) -> u32 {
        least + self.below(most - least + 1)
    }

    /// `count` different items of a list, in the list's order.
    pub fn some<'a>(&mut self, list: &[&'a str], count: u32) -> Vec<&'a str> {
        let mut chosen: Vec<usize> = Vec::new();
        while chosen.len() < (count as usize).min(list.len()) {
            let at = self.below(u32::try_from(list.len()).expect("a short list")) as usize;
            if !chosen.contains(&at) {
                chosen.push(at);
            }
        }
        chosen.sort_unstable();
        chosen.into_iter().map(|at| list[at]).collect()
    }
}

const COMMON: [&str; 64] = [
    "the", "of", "and", "to", "in", "is", "that", "for", "it", "with", "as", "are", "on", "by", "or", "be", "from",
    "an", "which", "at", "this", "not", "can", "have", "one", "what", "when", "they", "more", "each", "only", "their",
    "before", "after", "may", "so", "other", "than", "who", "how", "data", "must", "where", "same", "over", "use",
    "into", "without", "between", "because", "should", "people", "while", "system", "model", "its", "these", "both",
    "new", "two", "all", "most", "then", "change",
];

/// Frequencies fall as in English: each doubling of the rank covers the same share of a text, and a fourteenth of it is
/// rare words, so that the vocabulary grows with the glossary.
const OCTAVES: u32 = 14;
const RARE_OCTAVES: u32 = 4;

/// A word of running text.
fn word(dice: &mut Dice) -> String {
    let octave = match dice.below(OCTAVES) {
        last if last == OCTAVES - 1 => last + dice.below(RARE_OCTAVES),
        octave => octave,
    };
    let rank = (1 << octave) + dice.below(1 << octave) - 1;
    match COMMON.get(rank as usize) {
        Some(word) => (*word).to_owned(),
        None => invented(rank),
    }
}

/// The word with this number: two or more syllables, frequent words are short. Different numbers, different words; each
/// ends in a vowel.
pub fn invented(number: u32) -> String {
    const CONSONANTS: [char; 14] = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let least = if number < 300 { 4 } else { 6 };
    let mut rest = number as usize;
    let mut word = String::new();
    while rest > 0 || word.len() < least {
        word.push(CONSONANTS[rest % CONSONANTS.len()]);
        rest /= CONSONANTS.len();
        word.push(VOWELS[rest % VOWELS.len()]);
        rest /= VOWELS.len();
    }
    word
}

/// About `words` words in sentences of 8 to 20, with `mentions` spread over them.
pub fn sentences(dice: &mut Dice, words: u32, mentions: &[String]) -> String {
    let mut parts: Vec<String> = (0..words).map(|_| word(dice)).collect();
    for mention in mentions {
        let at = dice.below(words) as usize;
        parts.insert(at, mention.clone());
    }
    let mut text = String::new();
    let mut left = 0;
    for part in parts {
        if left == 0 {
            left = dice.between(8, 20);
            text.push_str(if text.is_empty() { "" } else { ". " });
            // No definition begins with "is".
            let first = if COMMON.contains(&part.as_str()) { invented(dice.between(64, 999)) } else { part };
            text.push_str(&capital(&first));
        } else {
            text.push_str(if dice.below(12) == 0 { ", " } else { " " });
            text.push_str(&part);
        }
        left -= 1;
    }
    text + "."
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_ascii_uppercase() + rest
}

/// `text` in lines of at most 98 characters behind `indent`; what stands before the first line counts as `used`.
pub fn wrapped(text: &str, indent: &str, used: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    let mut column = used;
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 && column + 1 + word.len() > 98 {
            out.push('\n');
            out.push_str(indent);
            column = indent.len();
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out
}
