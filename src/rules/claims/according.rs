//! "According to officials", "in the words of one voter", "in her view", "per the filing": a phrase
//! that names the source of the clause it hangs on.

use std::ops::Range;

use crate::extraction::{Act, Certainty};
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::{Found, Scene, Speaker, content, source};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};

/// A phrase read as an attribution.
struct Phrase {
    /// The head of the phrase, which hangs on the clause it attributes.
    top: usize,
    /// The head of the source.
    speaker: Speaker,
    /// The cue words.
    cue: Range<usize>,
    lemma: &'static str,
    act: Act,
    certainty: Certainty,
}

/// The claim of a phrase headed by this token.
pub(crate) fn read(scene: Scene<'_>, token: usize) -> Option<Found> {
    let document = scene.document;
    let phrase = according(document, token)
        .or_else(|| words_of(document, token))
        .or_else(|| view_of(document, token))
        .or_else(|| to_somebody(document, token))?;
    let governor = governor(document, phrase.top)?;
    let content = content::under(document, &[governor], &[phrase.top]);
    // In somebody's words, only those words.
    let content = match scene.quotations.around(token) {
        Some(number) => {
            let said = scene.quotations.tokens(number);
            let kept: Vec<usize> = content::tokens(&content)
                .filter(|token| said.contains(token))
                .collect();
            clause::pieces(document, &kept)
        }
        None => content,
    };
    Some(Found {
        anchor: phrase.cue.start,
        cue: Some(phrase.cue),
        lemma: phrase.lemma.to_owned(),
        act: phrase.act,
        certainty: phrase.certainty,
        ..Found::framed(phrase.speaker, content, governor)
    })
}

/// "according to the officials", "per the filing".
fn according(document: &Document<'_>, token: usize) -> Option<Phrase> {
    let case = document.children(token).find(|child| {
        matches!(
            document.tokens[*child].relation,
            Relation::Case | Relation::Mark
        ) && matches!(
            document.tokens[*child].lemma.to_lowercase().as_str(),
            "according" | "accord" | "per"
        )
    })?;
    let per = document.tokens[case].lemma.eq_ignore_ascii_case("per");
    if per
        && !document
            .children(token)
            .any(|child| document.tokens[child].relation == Relation::Det)
    {
        return None;
    }
    // What is done according to a plan or a recipe is not said by it.
    if classes::is(Class::Yardstick, &document.tokens[token].lemma) {
        return None;
    }
    let end = if per { case + 1 } else { case + 2 };
    Some(Phrase {
        top: token,
        speaker: source::phrase(document, token, token),
        cue: case..end.min(token),
        lemma: if per { "per" } else { "according to" },
        act: Act::Assert,
        certainty: Certainty::Certain,
    })
}

/// "in the words of the minister", "in Smith's words".
fn words_of(document: &Document<'_>, token: usize) -> Option<Phrase> {
    let word = &document.tokens[token];
    let is_words = matches!(
        word.lemma.as_str(),
        "word" | "telling" | "account" | "admission"
    ) && clause::preposition(document, token)
        .is_some_and(|case| matches!(document.tokens[case].lemma.as_str(), "in" | "by"));
    if !is_words || word.relation.base() != Relation::Obl {
        return None;
    }
    let case = clause::preposition(document, token)?;
    if let Some(author) = clause::oblique(document, token, "of") {
        let of = clause::preposition(document, author)?;
        return Some(Phrase {
            top: token,
            speaker: source::phrase(document, author, author),
            cue: case..of + 1,
            lemma: "in the words of",
            act: Act::Assert,
            certainty: Certainty::Certain,
        });
    }
    document.child(token, Relation::NmodPoss)?;
    Some(Phrase {
        top: token,
        speaker: source::of_noun(document, token)?,
        cue: token..token + 1,
        lemma: "in the words of",
        act: Act::Assert,
        certainty: Certainty::Certain,
    })
}

/// "in her view", "in the opinion of the court", "to his mind".
fn view_of(document: &Document<'_>, token: usize) -> Option<Phrase> {
    let word = &document.tokens[token];
    if !matches!(
        word.lemma.as_str(),
        "view" | "opinion" | "mind" | "eye" | "judgment" | "estimation" | "estimate"
    ) || word.relation.base() != Relation::Obl
    {
        return None;
    }
    // "a stick in the eye of the mayor"
    if word.lemma == "eye" && document.form(token).eq_ignore_ascii_case("eye") {
        return None;
    }
    let case = clause::preposition(document, token)?;
    if !matches!(document.tokens[case].lemma.as_str(), "in" | "to" | "by") {
        return None;
    }
    // Nobody sees "in the view from the hill".
    let holder = document
        .child(token, Relation::NmodPoss)
        .or_else(|| clause::oblique(document, token, "of"))?;
    let refers = clause::antecedent(document, holder).unwrap_or(holder);
    Some(Phrase {
        top: token,
        speaker: source::phrase(document, holder, refers),
        cue: token..token + 1,
        lemma: "in the view of",
        act: Act::Believe,
        certainty: Certainty::Probable,
    })
}

/// "To her, the deal was a gift": set off at the front of what something is or seems, it names the one
/// who sees it so.
fn to_somebody(document: &Document<'_>, token: usize) -> Option<Phrase> {
    let word = &document.tokens[token];
    let case = clause::preposition(document, token)
        .filter(|case| document.tokens[*case].lemma.eq_ignore_ascii_case("to"))?;
    let words = document.subtree(token);
    let sentence = &document.sentences[document.sentence_of(token)];
    let opens = (sentence.tokens.start..case).all(|before| clause::is_mark(document, before));
    let ends = words.end < sentence.tokens.end
        && (document.form(words.end) == "," || document.form(words.end - 1) == ",");
    let somebody = word.upos == Upos::Pron && word.xpos == Xpos::Prp && word.lemma != "it"
        || matches!(word.kind, Kind::Person);
    let clause = word.head?;
    let judges = document.child(clause, Relation::Cop).is_some()
        || matches!(
            document.tokens[clause].lemma.as_str(),
            "seem" | "look" | "sound" | "feel" | "appear" | "mean" | "represent"
        );
    let fits = word.relation == Relation::Obl && opens && ends && somebody && judges;
    fits.then(|| Phrase {
        top: token,
        speaker: source::phrase(document, token, token),
        cue: case..case + 1,
        lemma: "to",
        act: Act::Believe,
        certainty: Certainty::Probable,
    })
}

/// The clause that such a phrase attributes. Set off at the end of a sentence, it covers all
/// coordinated clauses before it, not the last alone.
fn governor(document: &Document<'_>, top: usize) -> Option<usize> {
    // A noun phrase it was hung on stands for its clause.
    let mut at = clause::clause_above(document, document.tokens[top].head?);
    let range = document.subtree(top);
    let set_off = document.form(range.start) == ","
        || range.start > 0 && document.form(range.start - 1) == ",";
    while set_off
        && matches!(
            document.tokens[at].relation,
            Relation::Conj
                | Relation::Advcl
                | Relation::Acl
                | Relation::AclRelcl
                | Relation::Xcomp
                | Relation::Ccomp
        )
    {
        let ends_sentence = {
            let sentence = &document.sentences[document.sentence_of(top)];
            (range.end..sentence.tokens.end).all(|token| clause::is_mark(document, token))
        };
        if !ends_sentence {
            break;
        }
        let Some(up) = document.tokens[at].head else {
            break;
        };
        at = clause::clause_above(document, up);
    }
    Some(at)
}
