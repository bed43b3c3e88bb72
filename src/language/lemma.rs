//! Base forms from a table of forms and suffix rules learned from the treebanks.

use std::collections::HashMap;

use crate::language::endings;
use crate::language::labels::Xpos;

/// Letters of the longest suffix a rule may have.
const SUFFIX_MAX: usize = 6;

/// The table; `models/README.md` describes its lines.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    exact: HashMap<(Xpos, String), String>,
    rules: HashMap<(Xpos, String), (usize, String)>,
}

impl Lemmas {
    /// Reads the table; lines that are none are passed over.
    pub(crate) fn new(table: &str) -> Self {
        let mut lemmas = Self::default();
        for line in table.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                [suffix, xpos, strip, add] if suffix.starts_with('~') => {
                    if let Ok(strip) = strip.parse() {
                        let key = (Xpos::from_word(xpos), suffix[1..].to_owned());
                        lemmas.rules.insert(key, (strip, add.to_owned()));
                    }
                }
                [form, xpos, lemma] => {
                    let key = (Xpos::from_word(xpos), form.to_owned());
                    lemmas.exact.insert(key, lemma.to_owned());
                }
                _ => {}
            }
        }
        lemmas
    }

    /// The base form of a word with this tag; the word itself where nothing applies.
    pub(crate) fn find(&self, form: &str, xpos: Xpos) -> String {
        let form = form.replace(['\u{2018}', '\u{2019}'], "'");
        if let Some(lemma) = endings::irregular(&form, xpos) {
            return lemma;
        }
        let mut entry = (xpos, form);
        if let Some(lemma) = self.exact.get(&entry) {
            return lemma.clone();
        }
        entry.1 = key(&entry.1, xpos);
        if let Some(lemma) = self.exact.get(&entry) {
            return lemma.clone();
        }
        let key = entry.1;
        if let Some((prefix, last)) = key.rsplit_once('-').filter(|_| endings::inflects(xpos)) {
            return format!("{prefix}-{}", self.find(last, xpos));
        }
        self.prefixed(&key, xpos)
            .or_else(|| endings::base(&key, xpos))
            .unwrap_or_else(|| self.by_rule(key, xpos))
    }

    /// What the rule of the longest suffix makes of a word.
    fn by_rule(&self, key: String, xpos: Xpos) -> String {
        let letters = key.chars().count();
        let starts: Vec<usize> = key
            .char_indices()
            .map(|(at, _)| at)
            .chain([key.len()])
            .skip(letters.saturating_sub(SUFFIX_MAX))
            .collect();
        for at in starts {
            let rule = (xpos, key[at..].to_owned());
            if let Some((strip, add)) = self.rules.get(&rule)
                && (*strip < letters || *strip == 0)
            {
                let kept: String = key.chars().take(letters - strip).collect();
                return kept + add;
            }
        }
        key
    }

    /// "downgraded" is "downgrade" as "graded" is "grade": a verb with a prefix is inflected as the one
    /// without, where the table has that one and endings alone do not tell.
    fn prefixed(&self, form: &str, xpos: Xpos) -> Option<String> {
        if !matches!(xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg) {
            return None;
        }
        PREFIXES.iter().find_map(|prefix| {
            let stem = form.strip_prefix(prefix)?;
            // "overrode" is a form of its own kind: nothing but "over" and "rode" makes it.
            let irregular = !endings::is_regular(stem, xpos) && stem.len() >= SHORTEST_IRREGULAR;
            let sounds = irregular
                || stem.len() >= SHORTEST_STEM && !stem.starts_with(['a', 'e', 'i', 'o', 'u']);
            let lemma = self
                .exact
                .get(&(xpos, stem.to_owned()))
                .filter(|_| sounds)?;
            Some(format!("{prefix}{lemma}"))
        })
    }
}

/// Prefixes that make a verb of another.
const PREFIXES: [&str; 9] = [
    "down", "up", "out", "over", "under", "inter", "fore", "re", "un",
];

/// The shortest verb form that a prefix is taken off; "reached" is not "re" and "ached".
const SHORTEST_STEM: usize = 5;

/// The same for irregular ones ("outran").
const SHORTEST_IRREGULAR: usize = 3;

/// How a word is looked up: lower-cased, but proper nouns as written and capitals calmed down.
fn key(form: &str, xpos: Xpos) -> String {
    let proper = matches!(xpos, Xpos::Nnp | Xpos::Nnps);
    let mut letters = form.chars();
    let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    if proper
        && form.chars().count() >= 6
        && form.chars().all(|c| c.is_alphabetic() && !c.is_lowercase())
    {
        let mut letters = form.chars();
        let first: String = letters.next().into_iter().collect();
        return first + &letters.as_str().to_lowercase();
    }
    if proper || xpos == Xpos::Add || xpos == Xpos::Nn && single {
        form.to_owned()
    } else {
        form.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::Lemmas;
    use crate::language::labels::Xpos;

    #[test]
    fn exact_entries_beat_rules_and_longer_suffixes_beat_shorter() {
        let lemmas = Lemmas::new("went\tVBD\tgo\n~ied\tVBD\t3\ty\n~ed\tVBD\t2\t\n~\tNNS\t0\t");
        assert_eq!(lemmas.find("Went", Xpos::Vbd), "go");
        assert_eq!(lemmas.find("denied", Xpos::Vbd), "deny");
        assert_eq!(lemmas.find("asked", Xpos::Vbd), "ask");
        assert_eq!(lemmas.find("TEHRAN", Xpos::Nnp), "Tehran");
        assert_eq!(lemmas.find("Sheep", Xpos::Nns), "sheep");
    }

    #[test]
    fn a_prefix_does_not_change_how_a_verb_is_inflected() {
        let lemmas = Lemmas::new("graded\tVBD\tgrade\nached\tVBD\tache\n~ed\tVBD\t2\t");
        assert_eq!(lemmas.find("downgraded", Xpos::Vbd), "downgrade");
        assert_eq!(lemmas.find("Upgraded", Xpos::Vbd), "upgrade");
        assert_eq!(lemmas.find("reached", Xpos::Vbd), "reach");
    }
}
