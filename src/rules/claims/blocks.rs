//! A paragraph of somebody's words without marks, below a line that ends in a colon.

use crate::language::Relation;
use crate::rules::claims::{Form, Found, Scene, speech};
use crate::rules::clause;

/// "The mayor added:" on a line of its own: the paragraph below is what she added, though no marks stand around it.
pub(crate) fn read(scene: Scene<'_>, found: &mut Vec<Found>) {
    let document = scene.document;
    let pairs = document.sentences.windows(2).filter(|pair| {
        pair[0].paragraph != pair[1].paragraph && document.form(pair[0].tokens.end - 1) == ":"
    });
    let mut more: Vec<Found> = Vec::new();
    for pair in document.stop.during(pairs) {
        let paragraph = pair[1].paragraph;
        let next = document.sentence_of(pair[1].tokens.start);
        let end = document.sentences[next..]
            .iter()
            .take_while(|sentence| sentence.paragraph == paragraph)
            .last()
            .map_or(pair[1].tokens.end, |sentence| sentence.tokens.end);
        let block = pair[1].tokens.start..end;
        let plain = !clause::is_mark(document, block.start)
            && block
                .clone()
                .all(|token| scene.quotations.around(token).is_none());
        let root = block
            .clone()
            .find(|token| document.tokens[*token].relation == Relation::Root)
            .filter(|root| plain && clause::is_finite(document, *root));
        let said = pair[0].tokens.clone();
        let claim = said
            .rev()
            .take(speech::NEAR)
            .find_map(|verb| speech::tag(scene, verb, &block).filter(|_| root.is_some()));
        more.extend(claim.map(|claim| Found {
            head: root,
            form: Form::Colon,
            ..claim
        }));
    }
    speech::add_new(found, more);
}
