//! What is not the article's prose: the residue its reader marked, and a line about its author.

use crate::language::{Relation, Sentence, Upos};
use crate::rules::claims::Scene;
use crate::rules::clause;

/// Whether a token stands in residue.
pub(crate) fn is_residue(scene: Scene<'_>, token: usize) -> bool {
    let span = scene.document.tokens[token].span;
    let next = scene
        .article
        .residue
        .partition_point(|residue| residue.end() <= span.start());
    scene
        .article
        .residue
        .get(next)
        .is_some_and(|residue| residue.overlaps(span))
}

/// How many paragraphs from the end a line about the author may stand.
const LAST: usize = 3;

/// "Anna Lind is a columnist for the Courier.": a line at the end about somebody who is not otherwise in the
/// article.
pub(crate) fn is_about_the_author(scene: Scene<'_>, root: usize) -> bool {
    let document = scene.document;
    let writes = document.tokens[root].upos == Upos::Noun
        && matches!(
            document.tokens[root].lemma.as_str(),
            "columnist"
                | "reporter"
                | "correspondent"
                | "contributor"
                | "editor"
                | "writer"
                | "freelancer"
        )
        && document
            .child(root, Relation::Cop)
            .is_some_and(|be| matches!(document.form(be), "is" | "are"));
    let sentence = &document.sentences[document.sentence_of(root)];
    let last = document.sentences.last().map_or(0, |last| last.paragraph);
    let Some(subject) = clause::subject(document, root).filter(|_| writes) else {
        return false;
    };
    let name = document.form(subject.head);
    let only_here = (0..document.tokens.len())
        .filter(|token| document.form(*token) == name)
        .all(|token| sentence.tokens.contains(&token));
    document.tokens[subject.head].upos == Upos::Propn
        && sentence.paragraph > 0
        && sentence.paragraph + LAST > last
        && only_here
}

/// "This release contains forward-looking statements.": what a firm's lawyers add to what it says.
pub(crate) fn is_legal_notice(scene: Scene<'_>, sentence: &Sentence) -> bool {
    const WORDS: [&str; 2] = ["forward-looking", "private securities litigation"];
    let document = scene.document;
    document
        .span(sentence.tokens.clone())
        .map(|span| document.text.slice(span).to_lowercase())
        .is_some_and(|text| WORDS.iter().any(|words| text.contains(words)))
}
