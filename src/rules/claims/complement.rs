//! What holds the content of a verb: the clause, infinitive, phrase or quotation that the verb's
//! frames allow, read off the tree.

use std::ops::Range;

use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::claims::cue::Cue;
use crate::rules::claims::{
    Form, Scene, Speaker, astray, content, infinitives, inserted, object, phrases,
};
use crate::rules::clause;
use crate::rules::displaced;
use crate::rules::lexicon::Entry;

/// The content of a cue.
pub(crate) struct Complement {
    /// What the lexicon says of this use.
    pub(crate) entry: &'static Entry,
    /// The head of the content.
    pub(crate) head: usize,
    /// The content.
    pub(crate) content: Vec<Range<usize>>,
    /// A preposition that belongs to the cue.
    pub(crate) preposition: Option<usize>,
    /// Other words behind the verb that belong to the cue ("it clear").
    pub(crate) tail: Vec<usize>,
    /// The construction.
    pub(crate) form: Form,
    /// Whether it lies ahead of the utterance.
    pub(crate) ahead: bool,
    /// Who speaks, where the tree does not know it.
    pub(crate) speaker: Option<Speaker>,
}

/// The content of a verb, by the first construction that fits.
pub(crate) fn of(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    inserted::inverted(scene, verb, cue)
        .or_else(|| clausal(scene, verb, cue))
        .or_else(|| astray::behind_medium(scene, verb, cue))
        .or_else(|| astray::behind_hearer(scene, verb, cue))
        .or_else(|| astray::asked_when(scene, verb, cue))
        .or_else(|| made_clear(scene, verb, cue))
        .or_else(|| interrupted(scene, verb, cue))
        .or_else(|| astray::framed_by_as(scene, verb, cue))
        .or_else(|| called(scene, verb, cue))
        .or_else(|| infinitives::called_on(scene, verb, cue))
        .or_else(|| infinitives::infinitive(scene, verb, cue))
        .or_else(|| phrases::person_and_phrase(scene, verb, cue))
        .or_else(|| phrases::prepositional(scene, verb, cue))
        .or_else(|| object::object(scene, verb, cue))
        .or_else(|| astray::closing(scene, verb, cue))
        .or_else(|| inserted::straight(scene, verb, cue))
}

/// A complement under some heads, as far as the tree reaches.
pub(crate) fn built(
    document: &Document<'_>,
    entry: &'static Entry,
    heads: &[usize],
    without: &[usize],
    form: Form,
) -> Complement {
    Complement {
        entry,
        head: heads[heads.len() - 1],
        content: content::under(document, heads, without),
        preposition: None,
        tail: Vec::new(),
        form,
        ahead: false,
        speaker: None,
    }
}

/// "said that it rained", "“It rained,” he said", "asked whether it rained".
fn clausal(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let clauses: Vec<usize> = document
        .children(verb)
        .filter(|child| {
            document.tokens[*child].relation == Relation::Ccomp
                // "It is believed that the ship sank."
                || document.tokens[*child].relation.base() == Relation::Csubj
                    && clause::is_passive(document, verb)
                // "said that it rained and that it blew", where the tree ties the second clause to
                // the verb of saying.
                || document.tokens[*child].relation == Relation::Conj
                    && clause::opener(document, *child) == Some("that")
        })
        .collect();
    let clauses = without_frame(document, verb, clauses);
    let head = *clauses
        .iter()
        .find(|head| document.tokens[**head].relation != Relation::Conj)?;
    let quoted = scene.quotations.around(head).is_some()
        && scene.quotations.around(verb) != scene.quotations.around(head);
    // "“It has not been determined,” said Berg, on what was his first day": not what was determined.
    if clause::is_passive(document, verb)
        && scene.quotations.around(verb).is_some()
        && scene.quotations.around(head).is_none()
    {
        return None;
    }
    // "understand the past so it is not repeated" tells an aim.
    let is_aim = clause::opener(document, head) == Some("so")
        && document.child(verb, Relation::Obj).is_some();
    if !quoted
        && (is_aim
            || astray::is_so_much(document, verb, head)
            || is_perceived(document, verb, head))
    {
        return None;
    }
    // "told him, after he had left": when it was said, though the tree may take it for what was.
    let dates = matches!(
        clause::opener(document, head),
        Some("after" | "before" | "while" | "until" | "since" | "although" | "though")
    );
    // "would consider naming him": what one thinks of doing is a plan.
    let doing = document.tokens[head].xpos == Xpos::Vbg
        && !clause::is_finite(document, head)
        && document.child(head, Relation::Nsubj).is_none()
        && cue.word.with("gerund").is_some();
    if dates && !quoted || doing {
        return None;
    }
    let entry = cue
        .word
        .with("that")
        .or_else(|| if quoted { cue.word.with("quote") } else { None })
        .or_else(|| {
            if clause::is_infinitive(document, head) {
                cue.word.with("person")
            } else {
                None
            }
        })?;
    let form = if quoted { Form::Quote } else { Form::Clause };
    let doer = doer(document, verb, head);
    let conditions = astray::conditions(document, verb, head);
    let heads: Vec<usize> = doer
        .into_iter()
        .chain(displaced::spoken_of(document, verb, head))
        .chain(if quoted { Vec::new() } else { conditions })
        .chain(clauses.iter().copied())
        .collect();
    let mut made = built(document, entry, &heads, &[verb], form);
    made.ahead = clause::is_infinitive(document, head) && !clause::is_perfect(document, head);
    Some(made)
}

/// "Asked about the fire, Lind said ...": of two clauses, one of which opens the sentence with a participle, only
/// the other is said.
fn without_frame(document: &Document<'_>, verb: usize, clauses: Vec<usize>) -> Vec<usize> {
    let frames = |clause: usize| {
        clause < verb
            && matches!(
                document.tokens[clause].xpos,
                Xpos::Vbd | Xpos::Vbn | Xpos::Vbg
            )
            && !document.children(clause).any(|child| {
                matches!(
                    document.tokens[child].relation.base(),
                    Relation::Nsubj | Relation::Expl | Relation::Csubj | Relation::Aux
                )
            })
    };
    // "told “Money Tonight” that it was lost": the name of a programme is no clause, where another is.
    let opened = clauses
        .iter()
        .any(|clause| clause::opener(document, *clause) == Some("that"));
    let names = |clause: usize| {
        opened
            && document.tokens[clause].upos == Upos::Propn
            && document.child(clause, Relation::Nsubj).is_none()
            && document.child(clause, Relation::Cop).is_none()
    };
    let follows = clauses.iter().any(|clause| *clause > verb);
    clauses
        .into_iter()
        .filter(|clause| !(follows && frames(*clause) || names(*clause)))
        .collect()
}

/// "showed traffic slowing", "found the rule unlawful": who does or is it may stand as an object, or as a
/// second subject, of the verb above.
fn doer(document: &Document<'_>, verb: usize, head: usize) -> Option<usize> {
    let bare = (document.tokens[head].xpos == Xpos::Vbg || document.tokens[head].upos == Upos::Adj)
        && !clause::is_finite(document, head)
        && document.child(head, Relation::Nsubj).is_none();
    document.children(verb).find(|child| {
        bare && (verb + 1..head).contains(child)
            && matches!(
                document.tokens[*child].relation,
                Relation::Obj | Relation::Iobj | Relation::Nsubj
            )
    })
}

/// "saw prices fall", "heard them talking": what is seen to happen is no thought.
fn is_perceived(document: &Document<'_>, verb: usize, head: usize) -> bool {
    matches!(
        document.tokens[verb].lemma.as_str(),
        "see" | "hear" | "feel" | "notice" | "watch"
    ) && matches!(document.tokens[head].xpos, Xpos::Vb | Xpos::Vbg)
        && !clause::is_finite(document, head)
}

/// "made it clear that", "made clear that".
fn made_clear(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("clear")?;
    let clear = document.children(verb).find(|child| {
        matches!(
            document.tokens[*child].lemma.as_str(),
            "clear" | "plain" | "known" | "know"
        )
    })?;
    let head = document
        .children(clear)
        .chain(document.children(verb))
        .find(|child| {
            *child > clear
                && matches!(
                    document.tokens[*child].relation.base(),
                    Relation::Ccomp | Relation::Csubj
                )
        })
        .or_else(|| {
            document
                .child(verb, Relation::Obj)
                .filter(|object| document.tokens[*object].upos != Upos::Pron)
        })?;
    let mut made = built(document, entry, &[head], &[verb, clear], Form::Clause);
    made.tail = document
        .children(verb)
        .filter(|child| {
            *child < clear
                && matches!(
                    document.tokens[*child].relation.base(),
                    Relation::Obj | Relation::Expl
                )
        })
        .chain([clear])
        .collect();
    Some(made)
}

/// "The deal, she said, was dead", where the tree hangs the verb on the words it reports.
fn interrupted(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("quote").or_else(|| cue.word.with("that"))?;
    if astray::goes_on_to(document, verb, cue) {
        return None;
    }
    let head = match document.tokens[verb].relation {
        Relation::Parataxis => clause::clause_above(document, document.tokens[verb].head?),
        Relation::AclRelcl | Relation::Acl | Relation::Advcl if is_parenthesis(document, verb) => {
            clause::clause_above(document, document.tokens[verb].head?)
        }
        // "“will help” and would, she added, cost nothing"
        Relation::Conj if is_parenthesis(document, verb) => {
            let first = document.tokens[verb].head?;
            document
                .children(first)
                .find(|next| *next > verb && document.tokens[*next].relation == Relation::Conj)?
        }
        _ => return None,
    };
    let subject = clause::subject(document, verb)?;
    (subject.own && subject.head == subject.refers).then_some(())?;
    // "Berg: The minister knew": what a label leads in is not said inside it.
    if (head..verb).any(|between| document.form(between) == ":") {
        return None;
    }
    if document.child(verb, Relation::Obj).is_some() && cue.word.with("quote").is_none() {
        return None;
    }
    let form = if scene.quotations.around(head).is_some() {
        Form::Quote
    } else {
        Form::Clause
    };
    let mut made = built(document, entry, &[head], &[verb], form);
    // "The bank had not, it added, paid": the tree may hang the rest of the sentence on the tag.
    let rest: Vec<usize> = document
        .children(verb)
        .filter(|child| {
            document.tokens[*child].relation == Relation::Conj
                && document.form(verb + 1) == ","
                && document.child(*child, Relation::Cc).is_none()
        })
        .collect();
    if !rest.is_empty() {
        made.content.extend(content::under(document, &rest, &[]));
    }
    Some(made)
}

/// "..., officials said, ...": a subject and a verb alone between commas, whatever the tree hangs
/// them on.
fn is_parenthesis(document: &Document<'_>, verb: usize) -> bool {
    let range = document.subtree(verb);
    let comma = |token: Option<usize>| {
        token.is_some_and(|token| token < document.tokens.len() && document.form(token) == ",")
    };
    let first = if comma(Some(range.start)) {
        Some(range.start)
    } else {
        range.start.checked_sub(1)
    };
    comma(first)
        && (comma(Some(range.end)) || comma(Some(range.end - 1)))
        && clause::opener(document, verb).is_none()
        && !document.children(verb).any(|child| {
            matches!(
                document.tokens[child].relation.base(),
                Relation::Obj | Relation::Ccomp | Relation::Xcomp
            )
        })
}

/// "called the plan a disaster", "described him as unfit": the object and what it is called.
fn called(scene: Scene<'_>, verb: usize, cue: &Cue) -> Option<Complement> {
    let document = scene.document;
    let entry = cue.word.with("as")?;
    let about = if clause::is_passive(document, verb) {
        document.child(verb, Relation::Nsubj)
    } else {
        document
            .child(verb, Relation::Obj)
            .or_else(|| document.child(verb, Relation::Iobj))
    };
    let named = document
        .child(verb, Relation::Xcomp)
        .filter(|head| {
            !clause::is_infinitive(document, *head)
                && !is_perceived(document, verb, *head)
                // "considers leaving": what one thinks of doing is named nothing.
                && (about.is_some() || document.tokens[*head].xpos != Xpos::Vbg)
        })
        .or_else(|| clause::oblique(document, verb, "as"))
        .or_else(|| {
            document.children(verb).find(|child| {
                document.tokens[*child].relation == Relation::Advcl
                    && clause::opener(document, *child) == Some("as")
            })
        })
        .or_else(|| clause::oblique(document, about?, "as"))
        .or_else(|| named_in_marks(scene, verb, about?, cue))?;
    let heads: Vec<usize> = about.into_iter().chain([named]).collect();
    let form = Form::Phrase;
    Some(built(document, entry, &heads, &[verb], form))
}

/// "called the ruling “a day of shame”", "called the bank's chief, Anna Berg, “driven”": words in marks behind a thing
/// are what it is called, whatever the tree makes of them.
fn named_in_marks(scene: Scene<'_>, verb: usize, about: usize, cue: &Cue) -> Option<usize> {
    let document = scene.document;
    cue.word.with("named")?;
    let end = document.sentences[document.sentence_of(verb)].tokens.end;
    let number = (about + 1..end)
        .find_map(|token| scene.quotations.around(token))
        .filter(|number| scene.quotations.around(verb) != Some(*number))?;
    let marks = scene.quotations.tokens(number);
    // "called the bank from “The Anchor”": where, or what it is about.
    let behind = (about..marks.start)
        .rev()
        .find(|token| !clause::is_mark(document, *token))
        .is_some_and(|before| {
            document.tokens[before].upos == Upos::Adp && document.tokens[before].lemma != "of"
        });
    if behind {
        return None;
    }
    marks
        .clone()
        .take_while(|token| *token < end)
        .find(|token| {
            let head = document.tokens[*token].head;
            head.is_some_and(|head| !marks.contains(&head) && document.is_within(head, verb))
                && !clause::is_mark(document, *token)
        })
}
