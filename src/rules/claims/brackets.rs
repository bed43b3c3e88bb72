//! A quotation in brackets behind the name of the one who says it: "Anna Lind (“We lost”) and Paul Orr
//! (“We won”) disagree".

use crate::language::{Document, Kind, Relation, Upos};
use crate::rules::claims::{Found, Owners, Scene, Speaker, bylines, source};

/// Gives such quotations to the name before the bracket.
pub(crate) fn read(scene: Scene<'_>, found: &mut Vec<Found>) {
    let document = scene.document;
    let owners = Owners::of(scene, found);
    for number in scene.document.stop.during(0..scene.quotations.all.len()) {
        let tokens = scene.quotations.tokens(number);
        let bracketed = tokens
            .start
            .checked_sub(1)
            .filter(|open| document.form(*open) == "(")
            .filter(|_| tokens.end < document.tokens.len() && document.form(tokens.end) == ")");
        let Some(open) = bracketed else { continue };
        if scene.quotations.all[number].depth > 0
            || owners.has(number)
            || !bylines::states(document, &tokens)
        {
            continue;
        }
        if let Some(speaker) = named_before(document, open) {
            found.push(Found::untagged(document, open, speaker, tokens));
        }
    }
}

/// The name that ends right before a bracket, with its role: of "Paul Orr, a farmer (" the whole.
fn named_before(document: &Document<'_>, open: usize) -> Option<Speaker> {
    let mut head = open.checked_sub(1)?;
    let sentence = &document.sentences[document.sentence_of(open)].tokens;
    while let Some(up) = document.tokens[head].head.filter(|up| *up < open)
        && matches!(
            document.tokens[head].relation.base(),
            Relation::Flat | Relation::Compound | Relation::Appos | Relation::Punct
        )
    {
        head = up;
    }
    let token = &document.tokens[head];
    let is_name =
        token.upos == Upos::Propn && matches!(token.kind, Kind::Person | Kind::Organization);
    let speaker = source::phrase(document, head, head);
    match speaker {
        Speaker::Words { tokens, refers, .. } if is_name && sentence.contains(&head) => {
            Some(Speaker::Words {
                tokens: tokens.start..tokens.end.min(open),
                head,
                refers,
            })
        }
        _ => None,
    }
}
