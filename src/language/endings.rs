//! Regular endings: "ridiculed" is a form of "ridicule", "fulfilled" of "fulfill", "panicked" of "panic".
//!
//! The treebanks have few verbs, and rules learned from them cut others short; what a longer list of
//! words says of each stem stands in `lexicon/endings.tsv`.

use crate::language::labels::Xpos;
use crate::language::lexicon::{self, Change};

/// Whether words with this tag are forms of verbs, which prefixes and hyphens leave as they are.
pub(crate) fn inflects(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vbd | Xpos::Vbn | Xpos::Vbg | Xpos::Vbz)
}

/// The base form of a form, mostly irregular, that the treebanks lack or have wrong.
pub(crate) fn irregular(form: &str, xpos: Xpos) -> Option<String> {
    let inflected = inflects(xpos) || matches!(xpos, Xpos::Jjr | Xpos::Jjs);
    if !inflected {
        return None;
    }
    lexicon::irregular(&form.to_lowercase()).map(str::to_owned)
}

/// Whether a form has the ending that its tag asks for.
pub(crate) fn is_regular(form: &str, xpos: Xpos) -> bool {
    stem(form, xpos).is_some()
}

/// The base form of a form with a regular ending, or of one that cannot have been inflected as its
/// tag says; `None` where endings do not tell.
pub(crate) fn base(form: &str, xpos: Xpos) -> Option<String> {
    if let Some(stem) = stem(form, xpos) {
        return Some(changed(stem, xpos));
    }
    // "endorse" is no third person, "unravel" no -ing form: the tag is wrong and the form a base form.
    let tag_is_wrong = match xpos {
        Xpos::Vbz => !form.ends_with('s') || form.ends_with("ss"),
        Xpos::Vbg => !form.ends_with("in") && !form.ends_with("in'") && !form.ends_with("ing"),
        _ => false,
    };
    tag_is_wrong.then(|| form.to_owned())
}

/// A form without its ending, if what is left can be the stem of a word.
fn stem(form: &str, xpos: Xpos) -> Option<&str> {
    let stem = match xpos {
        Xpos::Vbd | Xpos::Vbn => form.strip_suffix("ed"),
        Xpos::Vbg => form.strip_suffix("ing"),
        Xpos::Jjr => form.strip_suffix("er"),
        Xpos::Jjs => form.strip_suffix("est"),
        Xpos::Vbz | Xpos::Nns => form.strip_suffix("es").filter(|stem| {
            stem.ends_with(['s', 'z', 'x', 'o']) || stem.ends_with("sh") || stem.ends_with("ch")
        }),
        _ => None,
    }?;
    let sounds = stem.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    (sounds && stem.len() > 1 && stem.chars().all(char::is_alphabetic)).then_some(stem)
}

/// A stem made a base form; only nouns end in "-is".
fn changed(stem: &str, xpos: Xpos) -> String {
    match lexicon::change(stem) {
        Change::Append("is") if xpos != Xpos::Nns => format!("{stem}e"),
        Change::Append(more) => format!("{stem}{more}"),
        Change::Last(letters) => {
            let mut kept: String = stem.to_owned();
            kept.pop();
            kept + letters
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{base, irregular};
    use crate::language::labels::Xpos;

    #[test]
    fn endings_are_taken_off_as_the_word_asks() {
        for (form, xpos, expected) in [
            ("ridiculed", Xpos::Vbd, "ridicule"),
            ("bristled", Xpos::Vbd, "bristle"),
            ("applauded", Xpos::Vbd, "applaud"),
            ("touting", Xpos::Vbg, "tout"),
            ("voting", Xpos::Vbg, "vote"),
            ("denying", Xpos::Vbg, "deny"),
            ("vying", Xpos::Vbg, "vie"),
            ("ceding", Xpos::Vbg, "cede"),
            ("needing", Xpos::Vbg, "need"),
            ("patrolled", Xpos::Vbn, "patrol"),
            ("installed", Xpos::Vbn, "install"),
            ("panicked", Xpos::Vbd, "panic"),
            ("picked", Xpos::Vbd, "pick"),
            ("revved", Xpos::Vbd, "rev"),
            ("caucuses", Xpos::Vbz, "caucus"),
            ("accuses", Xpos::Vbz, "accuse"),
            ("boxes", Xpos::Nns, "box"),
            ("houses", Xpos::Nns, "house"),
            ("crises", Xpos::Nns, "crisis"),
            ("weakest", Xpos::Jjs, "weak"),
            ("ruder", Xpos::Jjr, "rude"),
        ] {
            assert_eq!(base(form, xpos).as_deref(), Some(expected), "{form}");
        }
    }

    #[test]
    fn a_form_that_its_tag_cannot_have_is_a_base_form() {
        assert_eq!(base("endorse", Xpos::Vbz).as_deref(), Some("endorse"));
        assert_eq!(base("buttress", Xpos::Vbz).as_deref(), Some("buttress"));
        assert_eq!(base("unravel", Xpos::Vbg).as_deref(), Some("unravel"));
    }

    #[test]
    fn where_there_is_no_ending_nothing_is_said() {
        assert_eq!(base("wrote", Xpos::Vbd), None);
        assert_eq!(base("red", Xpos::Vbd), None);
        assert_eq!(base("says", Xpos::Vbz), None);
        assert_eq!(base("bed", Xpos::Nn), None);
        assert_eq!(irregular("fled", Xpos::Vbd).as_deref(), Some("flee"));
        assert_eq!(irregular("Weakest", Xpos::Jjs).as_deref(), Some("weak"));
        assert_eq!(irregular("fled", Xpos::Nn), None);
    }
}
