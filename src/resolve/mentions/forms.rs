//! The other forms of a word: plurals, verb endings, British and American spelling.
//!
//! A few rules of our own and no stemmer: a stemmer takes "news" for "new" and "university" for "universe". A form that
//! does not exist ("privacies") does no harm, since no text has it.

/// Plurals that no rule makes, by the end of the singular.
const IRREGULAR: &[(&str, &str)] = &[
    ("criterion", "criteria"),
    ("phenomenon", "phenomena"),
    ("person", "people"),
    ("child", "children"),
    ("woman", "women"),
    ("man", "men"),
    ("life", "lives"),
    ("half", "halves"),
    ("schema", "schemata"),
    ("corpus", "corpora"),
    ("datum", "data"),
    ("medium", "media"),
    ("matrix", "matrices"),
    ("appendix", "appendices"),
    ("vertex", "vertices"),
    ("index", "indices"),
];

/// The plurals of a noun in lower case; and its singular where it is a plural itself.
pub fn noun_forms(word: &str) -> Vec<String> {
    let mut forms: Vec<String> = IRREGULAR
        .iter()
        .filter_map(|(one, many)| swap_end(word, one, many).or_else(|| swap_end(word, many, one)))
        .collect();
    forms.extend(regular_plural(word));
    forms.extend(singular(word));
    forms
}

fn regular_plural(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("sis") {
        return Some(format!("{stem}ses"));
    }
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return Some(format!("{stem}ies"));
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    word.ends_with(char::is_alphanumeric).then(|| if hisses { format!("{word}es") } else { format!("{word}s") })
}

/// The singular of what looks like a plural.
fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    for end in ["sses", "xes", "zes", "ches", "shes"] {
        if word.ends_with(end) {
            return Some(word[..word.len() - 2].to_owned());
        }
    }
    let is_singular = ["ss", "us", "is", "as", "os"].iter().any(|end| word.ends_with(end));
    word.strip_suffix('s').filter(|stem| !is_singular && stem.len() > 2).map(str::to_owned)
}

/// The other forms of a verb in lower case: `-s`, `-ed`, `-ing`.
pub fn verb_forms(word: &str) -> Vec<String> {
    if let Some(stem) = word.strip_suffix('e') {
        let stem_ing = if stem.ends_with('e') { word } else { stem };
        return vec![format!("{word}s"), format!("{stem}ed"), format!("{stem_ing}ing")];
    }
    if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u'])) {
        return vec![format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")];
    }
    let mut forms: Vec<String> = regular_plural(word).into_iter().collect();
    // Only the ear knows whether the consonant is doubled ("planned", "opened"); a form too many is never met.
    for stem in [word.to_owned(), format!("{word}{}", word.chars().last().unwrap_or_default())] {
        forms.extend([format!("{stem}ed"), format!("{stem}ing")]);
    }
    forms
}

/// British and American endings. Each also stands before the endings of [`AFTER`].
const ENDINGS: &[(&str, &str)] = &[
    ("isation", "ization"),
    ("isational", "izational"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("iser", "izer"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("yser", "yzer"),
    ("ysing", "yzing"),
    ("our", "or"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("oural", "oral"),
    ("elling", "eling"),
    ("elled", "eled"),
    ("eller", "eler"),
    ("alling", "aling"),
    ("alled", "aled"),
    ("tre", "ter"),
    ("bre", "ber"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("artefact", "artifact"),
    ("judgement", "judgment"),
    ("programme", "program"),
    ("ageing", "aging"),
];

/// What may follow an ending.
const AFTER: &[&str] = &["", "s"];

/// Shorter words keep their spelling: "four" is not British for "for".
const SHORTEST_BRITISH: usize = 6;

/// A word in lower case, spelled the other way.
pub fn other_spelling(word: &str) -> Option<String> {
    for after in AFTER {
        let Some(stem) = word.strip_suffix(after) else { continue };
        for (british, american) in ENDINGS {
            let to_american = swap_end(stem, british, american).filter(|_| stem.len() >= SHORTEST_BRITISH);
            let to_british = || swap_end(stem, american, british).filter(|other| other.len() >= SHORTEST_BRITISH);
            if let Some(other) = to_american.or_else(to_british) {
                return Some(other + after);
            }
        }
    }
    None
}

fn swap_end(word: &str, end: &str, other: &str) -> Option<String> {
    word.strip_suffix(end).map(|stem| format!("{stem}{other}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_have_plurals() {
        for (one, many) in [
            ("model", "models"),
            ("policy", "policies"),
            ("bias", "biases"),
            ("analysis", "analyses"),
            ("batch", "batches"),
            ("index", "indices"),
            ("index", "indexes"),
            ("corpus", "corpora"),
            ("key", "keys"),
            ("criterion", "criteria"),
        ] {
            assert!(noun_forms(one).contains(&many.to_owned()), "{one} {:?}", noun_forms(one));
        }
    }

    #[test]
    fn a_name_in_the_plural_has_a_singular() {
        for (many, one) in [("instructions", "instruction"), ("policies", "policy"), ("batches", "batch")] {
            assert!(noun_forms(many).contains(&one.to_owned()), "{many} {:?}", noun_forms(many));
        }
        assert!(!noun_forms("bias").contains(&"bia".to_owned()));
        assert!(!noun_forms("loss").contains(&"los".to_owned()));
    }

    #[test]
    fn verbs_have_their_endings() {
        assert_eq!(verb_forms("tune"), ["tunes", "tuned", "tuning"]);
        assert!(verb_forms("plan").contains(&"planning".to_owned()));
        assert!(verb_forms("classify").contains(&"classified".to_owned()));
    }

    #[test]
    fn both_spellings_are_one_word() {
        for (british, american) in [
            ("quantisation", "quantization"),
            ("labelling", "labeling"),
            ("behaviour", "behavior"),
            ("tokenisers", "tokenizers"),
            ("behavioural", "behavioral"),
            ("catalogue", "catalog"),
            ("centre", "center"),
            ("licence", "license"),
            ("analyses", "analyzes"),
        ] {
            assert_eq!(other_spelling(british).as_deref(), Some(american));
            assert_eq!(other_spelling(american).as_deref(), Some(british));
        }
        assert_eq!(other_spelling("for"), None);
        assert_eq!(other_spelling("four"), None);
    }
}
