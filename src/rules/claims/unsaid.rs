//! Verbs of saying, thinking and wanting where nobody says, thinks or wants: in a question, a command, an advice,
//! in what somebody only wants, and in words that tell which people are meant.

use crate::extraction::Act;
use crate::language::{Document, Kind, Relation, Upos, Xpos};
use crate::rules::claims::complement::Complement;
use crate::rules::claims::{Form, Scene, Speaker, cue, unreal, verbs};
use crate::rules::clause;
use crate::rules::lexicon::Part;
use crate::rules::lexicon::classes::{self, Class};

/// Whether a cue with its content stands where nobody says it.
pub(crate) fn is_so(
    scene: Scene<'_>,
    verb: usize,
    speaker: &Speaker,
    complement: &Complement,
) -> bool {
    let document = scene.document;
    is_questioned(document, verb)
        || is_commanded(scene, verb)
        || is_advised(document, verb, complement.entry.act)
        || tells_which(document, verb, speaker, complement)
        || is_only_wanted(document, verb, complement)
        || is_favored(document, verb, speaker)
        || is_judged(document, verb, complement)
        || is_awaited(document, verb)
        || is_task(document, verb)
        || is_errand(document, verb, complement.entry.act)
        || is_begun(document, verb, speaker)
        || unreal::is_so(scene, verb, complement)
}

/// "Do I think it works?", "Will the mayor say who paid?": what is asked for is not said yet. Who asks why or when
/// somebody said it takes it for said.
fn is_questioned(document: &Document<'_>, verb: usize) -> bool {
    // "Is he going to admit it?"
    let verb = cue::lead(document, verb).map_or(verb, |lead| lead.head);
    let Some(subject) = document.child(verb, Relation::Nsubj) else {
        return false;
    };
    let before: Vec<usize> = document
        .children(verb)
        .take_while(|child| *child < subject)
        .collect();
    let inverted = before
        .iter()
        .any(|child| document.tokens[*child].relation == Relation::Aux);
    let supposed = before
        .iter()
        .any(|child| document.tokens[*child].xpos == Xpos::Wrb);
    let end = document.sentences[document.sentence_of(verb)].tokens.end;
    // "Could you say who paid.": that asks without a mark too.
    let requested = before.iter().any(|child| {
        *child == document.subtree(verb).start
            && matches!(
                document.tokens[*child].lemma.as_str(),
                "can" | "could" | "will" | "would"
            )
    }) && document.tokens[subject].lemma == "you";
    requested
        || inverted
            && !supposed
            && (verb..end)
                .map(|token| document.form(token))
                .find(|form| matches!(*form, "?" | "." | "!" | ";"))
                .is_some_and(|stop| stop == "?")
}

/// How many commands in a row are looked at.
const LONGEST: usize = 4;

/// "“Think about it, but remember that he lied,” she said", "Don't forget that": nobody is said to do it.
fn is_commanded(scene: Scene<'_>, verb: usize) -> bool {
    let document = scene.document;
    let mut at = verb;
    for _ in 0..LONGEST {
        let token = &document.tokens[at];
        let bare = token.xpos == Xpos::Vb
            && document.child(at, Relation::Nsubj).is_none()
            && !clause::is_infinitive(document, at)
            && document.children(at).all(|child| {
                document.tokens[child].relation.base() != Relation::Aux
                    || document.form(child).eq_ignore_ascii_case("do")
            });
        let Some(up) = token.head else {
            return bare;
        };
        if !bare {
            return false;
        }
        match token.relation {
            Relation::Conj => at = up,
            Relation::Ccomp | Relation::Parataxis => {
                let marks = scene.quotations.around(at);
                return marks.is_some() && marks != scene.quotations.around(up);
            }
            _ => return false,
        }
    }
    false
}

/// "Women should be able to expect a better balance", "Riders can expect delays", "Nobody should believe that": what
/// one ought to think, nobody is said to think; "must have known" guesses at what was.
fn is_advised(document: &Document<'_>, verb: usize, act: Act) -> bool {
    let lead = cue::lead(document, verb).map(|lead| lead.head);
    let expects = document.tokens[verb].lemma == "expect";
    let guessed = clause::is_perfect(document, verb);
    act == Act::Believe
        && [Some(verb), lead].into_iter().flatten().any(|word| {
            document.children(word).any(|child| {
                let aux = document.tokens[child].relation == Relation::Aux;
                aux && match document.tokens[child].lemma.as_str() {
                    "should" | "ought" => true,
                    "must" => !guessed,
                    "can" | "could" | "may" | "might" => expects,
                    _ => false,
                }
            })
        })
}

/// "People seeking asylum", "letters discussing an arms deal": a participle that tells which people or things are
/// meant, not what any of them said or wants.
fn tells_which(
    document: &Document<'_>,
    verb: usize,
    speaker: &Speaker,
    complement: &Complement,
) -> bool {
    let token = &document.tokens[verb];
    let Speaker::Words { refers, .. } = speaker else {
        return false;
    };
    let noun = token
        .head
        .filter(|_| token.relation == Relation::Acl && token.xpos == Xpos::Vbg);
    let bare = document.tokens[*refers].upos == Upos::Noun
        && !document.children(*refers).any(|child| {
            matches!(
                document.tokens[child].relation,
                Relation::Det | Relation::NmodPoss | Relation::Nummod
            )
        });
    let wants = bare
        && matches!(complement.entry.act, Act::Want | Act::Plan)
        && matches!(complement.form, Form::Phrase | Form::Infinitive);
    let start = document.subtree(verb).start;
    let set_off = start > 0 && document.form(start - 1) == "," || document.form(start) == ",";
    // "whether discussing the economy or health": whenever they do.
    let whenever = token.relation == Relation::Advcl
        && matches!(
            clause::opener(document, verb),
            Some("whether" | "when" | "while")
        );
    let discusses = matches!(token.lemma.as_str(), "discuss" | "reference" | "mention")
        && token.xpos == Xpos::Vbg;
    noun == Some(*refers) && !set_off && (wants || discusses) || discusses && whenever
}

/// "The deal favors the banks", "The song recalls old hymns": no text and no thing prefers or remembers.
fn is_favored(document: &Document<'_>, verb: usize, speaker: &Speaker) -> bool {
    let Speaker::Words { refers, .. } = speaker else {
        return false;
    };
    let token = &document.tokens[*refers];
    matches!(
        document.tokens[verb].lemma.as_str(),
        "favor" | "favour" | "recall"
    ) && token.upos == Upos::Noun
        && !classes::is(Class::Carrier, &token.lemma)
        && !matches!(token.kind, Kind::Person | Kind::Organization | Kind::Place)
        && !classes::is(Class::Poll, &token.lemma)
}

/// "is pushing them to reject the deal", "hopes to support the plan": what one is wanted to reject or to support is
/// not rejected or supported yet; "wants him to agree to go" tells what he is to say.
fn is_only_wanted(document: &Document<'_>, verb: usize, complement: &Complement) -> bool {
    let first = verbs::first_of_infinitives(document, verb);
    let sided = match complement.entry.act {
        Act::Deny => true,
        Act::Agree => complement.form == Form::Phrase,
        _ => false,
    };
    // "his refusal to support him"
    let part = match document.tokens[first].relation {
        Relation::Xcomp | Relation::Advcl => Part::Verb,
        Relation::Acl => Part::Noun,
        _ => return false,
    };
    sided
        && clause::is_infinitive(document, first)
        && document.tokens[first]
            .head
            .and_then(|up| cue::at(document, up, part))
            .is_some_and(|above| {
                ["inf", "person"].iter().any(|frame| {
                    above.word.with(frame).is_some_and(|entry| {
                        matches!(
                            entry.act,
                            Act::Want | Act::Plan | Act::Urge | Act::Promise | Act::Ask
                        ) || part == Part::Noun
                    })
                })
            })
}

/// "It is wrong for a judge to criticize him", "is not ready to support the plan": what somebody may, should or is
/// ready to do.
fn is_judged(document: &Document<'_>, verb: usize, complement: &Complement) -> bool {
    let sides = match complement.entry.act {
        Act::Deny | Act::Accuse => true,
        Act::Agree => complement.form == Form::Phrase,
        _ => false,
    };
    let token = &document.tokens[verb];
    sides
        && clause::is_infinitive(document, verb)
        && cue::lead(document, verb).is_none()
        && token
            .head
            .is_some_and(|up| document.tokens[up].upos == Upos::Adj)
}

/// "We'll see if he comes": nobody sees it yet.
fn is_awaited(document: &Document<'_>, verb: usize) -> bool {
    let waits = matches!(
        document.tokens[verb].lemma.as_str(),
        "see" | "know" | "learn"
    ) && cue::is_ahead(document, verb);
    waits
        && document
            .child(verb, Relation::Ccomp)
            .or_else(|| document.child(verb, Relation::Advcl))
            .is_some_and(|clause| {
                matches!(clause::opener(document, clause), Some("if" | "whether"))
            })
}

/// "His job was not to say that it was lawful", "Her task is to explain the plan": what is to be done.
fn is_task(document: &Document<'_>, verb: usize) -> bool {
    clause::is_infinitive(document, verb)
        && document.child(verb, Relation::Cop).is_some()
        && document
            .child(verb, Relation::Nsubj)
            .is_some_and(|subject| {
                let token = &document.tokens[subject];
                // "His answer was to say that it was late": so he said.
                token.upos == Upos::Noun
                    && !classes::is(Class::Utterance, &token.lemma)
                    && !matches!(token.kind, Kind::Person | Kind::Organization | Kind::Place)
            })
}

/// "came to seek a better life": why somebody does something.
fn is_errand(document: &Document<'_>, verb: usize, act: Act) -> bool {
    act == Act::Want
        && document.tokens[verb].relation == Relation::Advcl
        && clause::is_infinitive(document, verb)
        && cue::lead(document, verb).is_none()
}

/// "as the primaries began": only somebody begins with words.
fn is_begun(document: &Document<'_>, verb: usize, speaker: &Speaker) -> bool {
    let Speaker::Words { refers, .. } = speaker else {
        return false;
    };
    let token = &document.tokens[*refers];
    matches!(document.tokens[verb].lemma.as_str(), "begin" | "continue")
        && token.upos == Upos::Noun
        && !matches!(token.kind, Kind::Person | Kind::Organization | Kind::Place)
        && !classes::is(Class::Carrier, &token.lemma)
}
