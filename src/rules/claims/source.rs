//! The words that name a source: the whole noun phrase, with appositions and roles.

use std::ops::Range;

use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::Speaker;
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};

/// The speaker of a verb or adjective: its subject, the agent of a passive, or nobody named.
pub(crate) fn of_predicate(document: &Document<'_>, predicate: usize) -> Option<Speaker> {
    if clause::is_passive(document, predicate) {
        return Some(match clause::agent(document, predicate) {
            Some(agent) => without(document, agent, agent, predicate),
            None => Speaker::Unnamed,
        });
    }
    let subject = clause::subject(document, predicate)?;
    if let Some(verb) = left_behind(document, predicate, subject.head) {
        return of_predicate(document, verb);
    }
    let token = &document.tokens[subject.head];
    if token.upos == Upos::Pron && token.lemma == "there" {
        return None;
    }
    let speaker = without(document, subject.head, subject.refers, predicate);
    let speaker = led_by_role(document, predicate, subject.head, speaker);
    Some(with_participle(document, predicate, speaker))
}

/// "left the meeting thinking that": who leaves a thing thinks, and not the thing; answers the verb above.
fn left_behind(document: &Document<'_>, predicate: usize, subject: usize) -> Option<usize> {
    let token = &document.tokens[predicate];
    let verb = token
        .head
        .filter(|_| token.relation == Relation::Xcomp && token.xpos == Xpos::Vbg)?;
    let left = &document.tokens[subject];
    let thing = left.upos == Upos::Pron && matches!(left.lemma.as_str(), "it" | "this" | "that")
        || left.upos == Upos::Noun
            && !matches!(left.kind, Kind::Person | Kind::Organization)
            && !classes::is(Class::Carrier, &left.lemma);
    (thing && left.relation == Relation::Obj && left.head == Some(verb)).then_some(verb)
}

/// "The bank released a statement saying it would pay": the bank says it, through what it released.
pub(crate) fn through_medium(document: &Document<'_>, verb: usize) -> Option<Speaker> {
    let token = &document.tokens[verb];
    let noun = token
        .head
        .filter(|_| token.relation == Relation::Acl && token.xpos == Xpos::Vbg)?;
    let sent = document.tokens[noun].head?;
    let releases = classes::is(Class::Releasing, &document.tokens[sent].lemma);
    let medium = document.child(sent, Relation::Obj)?;
    let carries = classes::is(Class::Carrier, &document.tokens[medium].lemma);
    // "an email to supporters saying": the tree may hang the saying on those who get it.
    let near = medium == noun || medium < noun && document.tokens[noun].relation == Relation::Obl;
    (releases && carries && near && !clause::is_passive(document, sent))
        .then(|| of_predicate(document, sent))
        .flatten()
}

/// "The union called him a liar, arguing that he knew": a participle behind a comma is the subject's, though the
/// tree may hang it on a noun that cannot speak.
pub(crate) fn of_loose_participle(document: &Document<'_>, verb: usize) -> Option<Speaker> {
    let token = &document.tokens[verb];
    let noun = token
        .head
        .filter(|_| token.relation == Relation::Acl && token.xpos == Xpos::Vbg)?;
    let set_off = document.form(document.subtree(verb).start) == ","
        || verb > 0 && document.form(verb - 1) == ",";
    let named = &document.tokens[noun];
    let speaks = named.upos != Upos::Noun
        || matches!(named.kind, Kind::Person | Kind::Organization | Kind::Place)
        || classes::is(Class::Carrier, &named.lemma)
        || named.relation.base() == Relation::Nsubj;
    let clause = clause::clause_above(document, noun);
    (set_off && !speaks && clause < noun && document.child(noun, Relation::Cop).is_none())
        .then(|| of_predicate(document, clause))
        .flatten()
}

/// "people briefed on the plan said": a participle that stands unbroken between the subject and its
/// verb tells who is meant, though the tree may hang it on the verb.
fn with_participle(document: &Document<'_>, predicate: usize, speaker: Speaker) -> Speaker {
    let Speaker::Words {
        tokens,
        head,
        refers,
    } = speaker
    else {
        return speaker;
    };
    let between = document.children(predicate).find_map(|child| {
        let words = document.subtree(child);
        (document.tokens[child].relation == Relation::Advcl
            && matches!(document.tokens[child].xpos, Xpos::Vbn | Xpos::Vbg)
            && words.start == tokens.end
            && words.end == predicate
            && !document.tokens[words.clone()]
                .iter()
                .any(|token| token.upos == Upos::Punct))
        .then_some(words)
    });
    Speaker::Words {
        tokens: tokens.start..between.map_or(tokens.end, |words| words.end),
        head,
        refers,
    }
}

/// "chief economist Anna Berg": a role that the tree sets beside the name as a subject of its own.
fn led_by_role(
    document: &Document<'_>,
    predicate: usize,
    head: usize,
    speaker: Speaker,
) -> Speaker {
    let Speaker::Words { tokens, refers, .. } = speaker else {
        return speaker;
    };
    let role = document.children(predicate).find(|child| {
        *child < head
            && document.tokens[*child].relation == Relation::Nsubj
            && document.tokens[*child].upos == Upos::Noun
            && document.subtree(*child).end == tokens.start
    });
    let start = role.map_or(tokens.start, |role| document.subtree(role).start);
    // "the union FNV Havens": the tree may make two subjects of one name.
    let second = document.children(predicate).find(|child| {
        *child > head
            && document.tokens[*child].relation == Relation::Nsubj
            && document.tokens[*child].upos == Upos::Propn
            && document.tokens[head].upos == Upos::Propn
            && document.subtree(*child).start == tokens.end
    });
    let end = second.map_or(tokens.end, |second| document.subtree(second).end);
    Speaker::Words {
        tokens: start..end,
        head,
        refers,
    }
}

/// "Stated Lind:" on a line of its own: the name between the verb and the colon, whatever the tree makes of the two.
pub(crate) fn behind(document: &Document<'_>, verb: usize) -> Option<Speaker> {
    let sentence = &document.sentences[document.sentence_of(verb)].tokens;
    let name = document.tokens[verb].head.filter(|noun| {
        let past = matches!(document.tokens[verb].xpos, Xpos::Vbn | Xpos::Vbd);
        past && sentence.start == verb
            && document.tokens[verb].relation == Relation::Amod
            && *noun > verb
            && document.child(*noun, Relation::Det).is_none()
    })?;
    let end = document.subtree(name).end;
    let colon =
        document.form(end - 1) == ":" || end < document.tokens.len() && document.form(end) == ":";
    colon.then(|| without(document, name, name, verb))
}

/// A noun phrase as a speaker: from its first to its last word, without its preposition, the
/// possessive mark and clauses in parentheses.
pub(crate) fn phrase(document: &Document<'_>, head: usize, refers: usize) -> Speaker {
    without(document, head, refers, head)
}

/// The same without the branch that a predicate below the noun stands on ("a letter saying ...").
pub(crate) fn without(
    document: &Document<'_>,
    head: usize,
    refers: usize,
    predicate: usize,
) -> Speaker {
    let without: Vec<usize> = document
        .children(head)
        .filter(|child| {
            document.is_within(predicate, *child)
                || matches!(
                    document.tokens[*child].relation,
                    Relation::Case
                        | Relation::Cc
                        | Relation::Parataxis
                        | Relation::Advcl
                        | Relation::Discourse
                )
                || dates(document, head, *child)
                || (document.tokens[*child].relation == Relation::Punct)
        })
        .collect();
    let tokens = clause::below(document, head, &without);
    // What a verb between the words would cut off is not part of the name.
    let run = clause::pieces(document, &tokens)
        .into_iter()
        .find(|piece| piece.contains(&head))
        .unwrap_or(head..head + 1);
    let run = closed(document, run);
    Speaker::Words {
        tokens: run,
        head,
        refers,
    }
}

/// "David Lind on Wednesday called": a day behind a name tells when the name's bearer spoke.
fn dates(document: &Document<'_>, name: usize, child: usize) -> bool {
    child > name
        && document.tokens[name].upos == Upos::Propn
        && document.tokens[child].kind == Kind::Time
        && clause::preposition(document, child)
            .is_some_and(|case| document.tokens[case].lemma == "on")
}

/// "the Alliance (AROS)": with the bracket that closes one opened inside.
fn closed(document: &Document<'_>, run: Range<usize>) -> Range<usize> {
    let count = |form: &str| {
        run.clone()
            .filter(|token| document.form(*token) == form)
            .count()
    };
    let open = count("(") > count(")");
    let next = run.end < document.tokens.len() && document.form(run.end) == ")";
    // "the Alliance (“We will": what stands in the bracket is not its name.
    let cut = run
        .clone()
        .find(|token| open && !next && *token > run.start && document.form(*token) == "(");
    run.start..cut.unwrap_or(run.end + usize::from(open && next))
}

/// The possessor or author of a noun: "Trump's claim", "his belief", "a warning by officials",
/// "criticism from unions".
pub(crate) fn of_noun(document: &Document<'_>, noun: usize) -> Option<Speaker> {
    let possessor = document.child(noun, Relation::NmodPoss);
    let author = || {
        ["by", "from"]
            .iter()
            .find_map(|preposition| clause::oblique(document, noun, preposition))
    };
    let adjectival = || {
        document.children(noun).find(|child| {
            document.tokens[*child].relation == Relation::Compound
                && document.tokens[*child].upos == Upos::Propn
        })
    };
    let head = possessor.or_else(author).or_else(adjectival)?;
    Some(phrase(
        document,
        head,
        clause::antecedent(document, head).unwrap_or(head),
    ))
}
