//! Words that two attributions lay claim to: a closing "according to ..." covers the sentence before
//! it and is nobody's content; a closing "citing ..." is what the speaker of the sentence relies on.

use std::ops::Range;

use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, content, cue, speech};
use crate::rules::clause;

/// Takes from each claim the words that belong to a claim around it.
pub(crate) fn settle(scene: Scene<'_>, found: &mut Vec<Found>) {
    yield_to_led(scene.document, found);
    yield_to_noun(found);
    yield_to_according(scene.document, found);
    relied_on(scene, found);
    relied_on_before(scene.document, found);
    goes_on(scene, found);
    yield_to_second_tag(scene.document, found);
    yield_to_another(scene, found);
    says_more(scene, found);
}

/// "He said he was tired and noted that it was late": what the speaker says next is no part of what was
/// said first, though the tree may join the two; where the words are about somebody else, they may well
/// have said it ("He said the mayor lied and claimed that ...").
fn says_more(scene: Scene<'_>, found: &mut [Found]) {
    let document = scene.document;
    let next: Vec<(usize, usize, usize)> = found
        .iter()
        .filter(|claim| matches!(claim.form, Form::Clause | Form::Quote | Form::Phrase))
        .filter_map(|claim| {
            let token = &document.tokens[claim.anchor];
            let first = token.head.filter(|_| token.relation == Relation::Conj)?;
            let own = document.child(claim.anchor, Relation::Nsubj).is_some()
                || document.child(claim.anchor, Relation::Aux).is_some();
            let itself = document.child(first, Relation::Nsubj).filter(|subject| {
                document.tokens[*subject].xpos == Xpos::Prp
                    && document.tokens[*subject].lemma != "it"
            })?;
            (!own).then_some((claim.anchor, first, itself))
        })
        .collect();
    for (anchor, first, itself) in next {
        let tense = document.tokens[anchor].xpos;
        let whole = clause::pieces(document, &clause::below(document, anchor, &[]));
        let speaker = found
            .iter_mut()
            .find(|claim| {
                matches!(claim.form, Form::Clause | Form::Quote)
                    && scene.quotations.around(claim.anchor) == scene.quotations.around(anchor)
                    && claim.head == Some(first)
                    && document.tokens[claim.anchor].xpos == tense
                    && matches!(tense, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
                    && may_stand_for(document, itself, &claim.speaker)
            })
            .map(|claim| {
                remove(&mut claim.content, &whole);
                claim.speaker.clone()
            });
        let Some(speaker) = speaker else { continue };
        for claim in found.iter_mut().filter(|claim| claim.anchor == anchor) {
            claim.speaker = speaker.clone();
        }
    }
}

/// Whether a pronoun may stand for a speaker: "he" for no "they", "they" for no single person.
fn may_stand_for(document: &Document<'_>, pronoun: usize, speaker: &Speaker) -> bool {
    let Speaker::Words { refers, .. } = speaker else {
        return false;
    };
    let (token, said) = (
        &document.tokens[*refers],
        document.tokens[pronoun].lemma.to_lowercase(),
    );
    let many = matches!(said.as_str(), "they" | "we");
    match (token.upos, token.xpos) {
        (Upos::Pron, Xpos::Prp) => token.lemma.to_lowercase() == said,
        (_, Xpos::Nns | Xpos::Nnps) => many,
        (Upos::Noun | Upos::Propn, _) if token.kind == Kind::Person => !many,
        _ => true,
    }
}

/// "The plan, Lind said, will fail, and the city, she added, will pay": the second tag has the second
/// half to itself.
fn yield_to_second_tag(document: &Document<'_>, found: &mut [Found]) {
    let tags: Vec<(usize, Range<usize>)> = found
        .iter()
        .filter(|claim| claim.form == Form::Clause)
        .filter_map(|claim| {
            let head = claim.head?;
            let first = document.tokens[head].head?;
            let inserted = document.tokens[head].relation == Relation::Conj
                && document.is_within(claim.anchor, head)
                && matches!(
                    document.tokens[claim.anchor].relation,
                    Relation::Parataxis | Relation::Advcl | Relation::Acl | Relation::AclRelcl
                );
            (inserted && document.tokens[first].relation != Relation::Conj)
                .then(|| (claim.anchor, document.subtree(head)))
        })
        .collect();
    for (anchor, words) in tags {
        let head = words.clone().find(|token| {
            document.tokens[*token].relation == Relation::Conj && document.subtree(*token) == words
        });
        let first = head.and_then(|head| document.tokens[head].head);
        for claim in found.iter_mut().filter(|claim| {
            claim.anchor != anchor
                && claim.form == Form::Clause
                && claim.head == first
                && claim.anchor < words.start
        }) {
            remove(&mut claim.content, std::slice::from_ref(&words));
        }
    }
}

/// "declined to say whether": one claim, not a refusal of a saying.
fn yield_to_led(document: &Document<'_>, found: &mut Vec<Found>) {
    let leads: Vec<usize> = found
        .iter()
        .filter(|claim| matches!(claim.form, Form::Clause | Form::Quote | Form::Phrase))
        .filter_map(|claim| cue::lead(document, claim.anchor))
        .map(|lead| lead.head)
        .collect();
    found.retain(|claim| !leads.contains(&claim.anchor));
}

/// "expressed concern that it would rain": one claim, of the noun and not of the verb that takes it.
fn yield_to_noun(found: &mut Vec<Found>) {
    let mut nouns: Vec<usize> = found
        .iter()
        .filter(|claim| claim.form == Form::Nominal)
        .map(|claim| claim.anchor)
        .collect();
    nouns.sort_unstable();
    found.retain(|claim| {
        let puts_into_words = matches!(claim.lemma.as_str(), "express" | "voice" | "convey");
        let noun = claim
            .head
            .is_some_and(|head| nouns.binary_search(&head).is_ok());
        !(puts_into_words && noun)
    });
}

/// "Kim plans to travel, according to officials": the officials' phrase is no part of the plan.
fn yield_to_according(document: &Document<'_>, found: &mut [Found]) {
    let phrases: Vec<Found> = found
        .iter()
        .filter(|claim| claim.form == Form::According)
        .cloned()
        .collect();
    for phrase in document.stop.during(phrases) {
        let mut own: Vec<Range<usize>> = phrase.cue.iter().cloned().collect();
        if let Speaker::Words { tokens, .. } = &phrase.speaker {
            own.push(tokens.clone());
        }
        for claim in found
            .iter_mut()
            .filter(|claim| claim.anchor != phrase.anchor)
        {
            let is_covered = phrase
                .content
                .iter()
                .any(|piece| piece.contains(&claim.anchor));
            let holds = claim
                .content
                .iter()
                .any(|piece| piece.contains(&phrase.anchor));
            if is_covered && holds {
                remove(&mut claim.content, &own);
            }
        }
    }
}

/// "The White House warned that letters were exchanged, citing intelligence": it was the White House
/// that cited it, whichever verb the tree hangs it on.
fn relied_on(scene: Scene<'_>, found: &mut Vec<Found>) {
    let document = scene.document;
    let citing: Vec<usize> = document
        .indices()
        .filter(|token| is_closing_citation(document, *token))
        .collect();
    for verb in citing {
        let Some(object) = document.child(verb, Relation::Obj) else {
            continue;
        };
        let words = clause::pieces(document, &clause::below(document, object, &[]));
        let whole = clause::pieces(document, &clause::below(document, verb, &[]));
        let speaks = document.tokens[verb].head;
        let outer = found.iter_mut().find(|claim| {
            matches!(
                claim.form,
                Form::Clause | Form::Quote | Form::Infinitive | Form::Phrase
            ) && (Some(claim.anchor) == speaks
                || content::tokens(&claim.content).any(|token| token == verb))
                && claim.cue.as_ref().is_some_and(|cue| {
                    scene.quotations.around(cue.start) == scene.quotations.around(verb)
                })
        });
        if let Some(claim) = outer {
            claim.basis = words.into_iter().next();
            remove(&mut claim.content, &whole);
            found.retain(|claim| claim.anchor != verb);
        }
    }
}

/// "The Courier, citing documents, reported that ...": the same before the verb.
fn relied_on_before(document: &Document<'_>, found: &mut Vec<Found>) {
    for citing in document.indices() {
        let Some(verb) = reporting_verb(document, citing) else {
            continue;
        };
        let Some(object) = document.child(citing, Relation::Obj) else {
            continue;
        };
        let words = clause::pieces(document, &clause::below(document, object, &[]));
        let outer = found.iter_mut().find(|claim| {
            claim.anchor == verb
                && matches!(
                    claim.form,
                    Form::Clause | Form::Quote | Form::Infinitive | Form::Phrase
                )
        });
        let Some(claim) = outer else { continue };
        if let Speaker::Words { tokens, .. } = &mut claim.speaker
            && tokens.start + 1 < citing
        {
            tokens.end = tokens.end.min(citing - 1);
        }
        claim.basis = words.into_iter().next();
        let whole = clause::pieces(document, &clause::below(document, citing, &[]));
        remove(&mut claim.content, &whole);
        found.retain(|claim| claim.anchor != citing);
    }
}

/// "She said the plan had failed, adding that it was late": whoever said the first adds the second,
/// though the tree may hang "adding" on what had failed. "“You failed,” she said, referring to the fire": nothing
/// outside of the marks is said by those of whom the words in them speak.
fn goes_on(scene: Scene<'_>, found: &mut [Found]) {
    let document = scene.document;
    let adding: Vec<usize> = found
        .iter()
        .filter(|claim| {
            claim.form != Form::According
                && document.tokens[claim.anchor].xpos == Xpos::Vbg
                && matches!(
                    document.tokens[claim.anchor].relation,
                    Relation::Advcl | Relation::Acl
                )
                && claim.anchor > 1
                && (matches!(document.form(claim.anchor - 1), "," | "—" | "–" | "--")
                    || follows_marks(document, claim.anchor))
        })
        .map(|claim| claim.anchor)
        .collect();
    for verb in adding {
        let whole = clause::pieces(document, &clause::below(document, verb, &[]));
        let says = follows_marks(document, verb)
            || found.iter().any(|claim| {
                claim.anchor == verb && matches!(claim.form, Form::Clause | Form::Quote)
            });
        let speaks = says || found.iter().any(|claim| claim.anchor == verb);
        let up = document.tokens[verb].head;
        let marks = up.and_then(|up| scene.quotations.around(up));
        let outer = found.iter_mut().find(|claim| {
            let fits = match claim.form {
                Form::Clause | Form::Nominal => says,
                // "repeated the charge, calling him a liar": what is named says nothing.
                Form::Phrase => speaks && claim.lemma != "show",
                Form::Quote => marks.is_some(),
                _ => false,
            };
            fits && claim.anchor < verb
                && (claim.form != Form::Quote || marks != scene.quotations.around(verb))
                && up.is_some_and(|up| content::tokens(&claim.content).any(|token| token == up))
                && scene.quotations.around(claim.anchor) == scene.quotations.around(verb)
        });
        let Some(claim) = outer else { continue };
        let words = claim.content.clone();
        remove(&mut claim.content, &whole);
        let speaker = claim.speaker.clone();
        for claim in found.iter_mut() {
            if claim.anchor == verb {
                claim.speaker = speaker.clone();
            } else if words.iter().any(|piece| piece.contains(&claim.anchor)) {
                remove(&mut claim.content, &whole);
            }
        }
    }
}

/// "said it was “dead,” referring to the plan": whether a word stands right behind marks that close on a comma.
fn follows_marks(document: &Document<'_>, token: usize) -> bool {
    token > 1 && speech::is_quote_mark(document, token - 1) && document.form(token - 2) == ","
}

/// "Lind says the ferry is late, with the Courier reporting that the mate was drunk": what somebody else reports in a
/// phrase of their own is no part of what is said before it.
fn yield_to_another(scene: Scene<'_>, found: &mut [Found]) {
    let document = scene.document;
    let others: Vec<(usize, Range<usize>)> = found
        .iter()
        .filter(|claim| {
            let token = &document.tokens[claim.anchor];
            let start = document.subtree(claim.anchor).start;
            matches!(claim.form, Form::Clause | Form::Quote | Form::Phrase)
                && token.xpos == Xpos::Vbg
                && token.relation == Relation::Advcl
                && clause::opener(document, claim.anchor) == Some("with")
                && document.child(claim.anchor, Relation::Nsubj).is_some()
                && (document.form(start) == "," || start > 0 && document.form(start - 1) == ",")
        })
        .map(|claim| (claim.anchor, document.subtree(claim.anchor)))
        .collect();
    for (verb, words) in others {
        let marks = scene.quotations.around(verb);
        for claim in found.iter_mut().filter(|claim| {
            claim.anchor < verb
                && matches!(claim.form, Form::Clause | Form::Quote | Form::Phrase)
                && scene.quotations.around(claim.anchor) == marks
        }) {
            remove(&mut claim.content, std::slice::from_ref(&words));
        }
    }
}

/// Whether a verb is a "citing" set off by a comma.
fn is_closing_citation(document: &Document<'_>, verb: usize) -> bool {
    let token = &document.tokens[verb];
    token.lemma == "cite"
        && token.xpos == Xpos::Vbg
        && matches!(token.relation, Relation::Advcl | Relation::Acl)
        && token.head.is_some_and(|head| head < verb)
        && verb > 0
        && document.form(verb - 1) == ","
}

/// "The Courier, citing documents, reported that ...": a "citing" beside the subject of a verb that
/// goes on to report; answers that verb.
fn reporting_verb(document: &Document<'_>, verb: usize) -> Option<usize> {
    let token = &document.tokens[verb];
    let opens = document.sentences[document.sentence_of(verb)].tokens.start == verb;
    let set_off = token.lemma == "cite"
        && token.xpos == Xpos::Vbg
        && (opens || verb > 0 && document.form(verb - 1) == ",");
    let above = token.head.filter(|_| set_off)?;
    match token.relation {
        Relation::Acl => {
            let subject = &document.tokens[above];
            (subject.relation == Relation::Nsubj)
                .then_some(subject.head)
                .flatten()
        }
        Relation::Advcl => (above > verb).then_some(above),
        _ => None,
    }
}

/// Cuts ranges out of a content.
fn remove(content: &mut Vec<Range<usize>>, cut: &[Range<usize>]) {
    let mut left: Vec<Range<usize>> = Vec::new();
    for token in content::tokens(content) {
        if cut.iter().any(|range| range.contains(&token)) {
            continue;
        }
        match left.last_mut() {
            Some(last) if *last == (last.start..token) => *last = last.start..token + 1,
            _ => left.push(token..token + 1),
        }
    }
    *content = left;
}
