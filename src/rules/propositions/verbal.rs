//! Verbs with their participants; passives turned, coordinated objects told apart.

use std::ops::Range;

use crate::extraction::Certainty;
use crate::language::{Document, Kind, Relation, Upos};
use crate::rules::clause;
use crate::rules::factuality;
use crate::rules::lexicon::classes::{self, Class};
use crate::rules::lexicon::{self, Effect, Part};
use crate::rules::propositions::{Participant, Shape, Stated, label, participants};

/// A participant with its role and its head.
type Other = (String, Participant, usize);

/// Who does what, and with whom.
struct Roles {
    /// The head of the one who does it.
    subject: Option<usize>,
    /// The heads of what it is done to, one a conjunct.
    objects: Vec<usize>,
    /// The other participants.
    others: Vec<Other>,
    /// Whether the subject undergoes (a passive without an agent).
    undergoes: bool,
}

/// The propositions of a verb, one for each coordinated object.
pub(crate) fn read(document: &Document<'_>, verb: usize) -> Vec<Stated> {
    let token = &document.tokens[verb];
    let used_as_other = matches!(
        token.relation.base(),
        Relation::Amod
            | Relation::Compound
            | Relation::Case
            | Relation::Mark
            | Relation::Fixed
            | Relation::Aux
            | Relation::Cop
            | Relation::Flat
            | Relation::Det
    );
    if token.upos != Upos::Verb || used_as_other || document.child(verb, Relation::Cop).is_some() {
        return Vec::new();
    }
    let only_tense = document
        .child(verb, Relation::Xcomp)
        .is_some_and(|infinitive| {
            factuality::is_going_to(document, verb, infinitive)
                || is_only_scheduled(document, verb, infinitive)
        });
    if only_tense || is_only_dated(document, verb) {
        return Vec::new();
    }
    let Roles {
        subject,
        objects,
        mut others,
        undergoes,
    } = roles(document, verb);
    let mut preposition = None;
    let mut objects: Vec<Participant> = participants::split(document, &objects);
    if objects.is_empty()
        && let Some(at) = object_phrase(document, verb, &others)
    {
        preposition = Some(others[at].0.clone());
        objects = take_phrase(document, &mut others, at);
    }
    let subjects = subject.map_or_else(Vec::new, |head| doers(document, head, verb));
    let is_bare = label::idiom(document, verb).is_none();
    if is_bare && subjects.is_empty() && objects.is_empty() && others.is_empty() {
        return Vec::new();
    }
    let arguments: Vec<(String, Participant)> =
        others.into_iter().map(|(role, it, _)| (role, it)).collect();
    let stated = Stated {
        head: verb,
        predicate: words(document, verb, preposition.as_deref()),
        lemma: token.lemma.to_lowercase(),
        label: label::of_verb(document, verb, undergoes, preposition.as_deref()),
        subject: None,
        object: None,
        arguments,
        shape: shape(document, verb),
    };
    let mut found = Vec::new();
    for subject in one_or_none(subjects) {
        for object in one_or_none(objects.clone()) {
            found.push(Stated {
                subject: subject.clone(),
                object,
                ..stated.clone()
            });
        }
    }
    found
}

/// "for a week starting Monday", "the year ending in June": a length of time is dated, nothing is stated of it.
fn is_only_dated(document: &Document<'_>, verb: usize) -> bool {
    let token = &document.tokens[verb];
    let dates = token.relation == Relation::Acl
        && matches!(
            token.lemma.as_str(),
            "start" | "begin" | "end" | "commence" | "run"
        );
    dates
        && token.head.is_some_and(|noun| {
            document.tokens[noun].kind == Kind::Time
                || classes::is(Class::Span, &document.tokens[noun].lemma)
        })
}

/// "is scheduled to meet": a passive that says no more of its infinitive than that it lies ahead. What is
/// scheduled to run or to be held is itself dated by it, and that stays said.
fn is_only_scheduled(document: &Document<'_>, verb: usize, infinitive: usize) -> bool {
    clause::is_passive(document, verb)
        && clause::is_infinitive(document, infinitive)
        && clause::agent(document, verb).is_none()
        && !classes::is(Class::Dating, &document.tokens[infinitive].lemma)
        && lexicon::embedding(Part::Verb, &document.tokens[verb].lemma).is_some_and(|word| {
            let dated = word.ahead || document.tokens[verb].lemma == "suppose";
            word.effect == Effect::Open && word.certainty == Certainty::Probable && dated
        })
}

/// Takes a phrase out of the others; the names in it go together ("flew to Oslo and Bergen").
fn take_phrase(document: &Document<'_>, others: &mut Vec<Other>, at: usize) -> Vec<Participant> {
    let (role, _, first) = others[at].clone();
    let (taken, rest) = std::mem::take(others)
        .into_iter()
        .partition(|(other, _, head)| {
            let conjunct = document.tokens[*head].relation == Relation::Conj
                && document.tokens[*head].head == Some(first);
            *other == role && (*head == first || conjunct)
        });
    *others = rest;
    taken.into_iter().map(|(_, it, _): Other| it).collect()
}

/// Each of them, or once none.
fn one_or_none(participants: Vec<Participant>) -> Vec<Option<Participant>> {
    if participants.is_empty() {
        return vec![None];
    }
    participants.into_iter().map(Some).collect()
}

/// Those who do it: names that stand side by side are one each.
fn doers(document: &Document<'_>, head: usize, verb: usize) -> Vec<Participant> {
    let heads = participants::conjuncts(document, head);
    if participants::are_names(document, &heads) {
        participants::split(document, &heads)
    } else {
        vec![participants::doer(document, head, verb)]
    }
}

/// Tells the participants of a verb apart; a passive with its agent is turned round.
fn roles(document: &Document<'_>, verb: usize) -> Roles {
    let passive = clause::is_passive(document, verb);
    let subject = clause::subject(document, verb);
    let agent = clause::agent(document, verb).filter(|_| passive);
    let idiom = label::idiom(document, verb);
    let object = document
        .child(verb, Relation::Obj)
        .filter(|object| Some(*object) != idiom)
        .or_else(|| relative_object(document, verb, subject.map(|it| it.refers)))
        .or_else(|| only_object(document, verb));
    let taken: Vec<usize> = subject
        .map(|it| it.head)
        .into_iter()
        .chain(object)
        .chain(agent)
        .chain(idiom)
        .collect();
    let others = participants::others(document, verb, &taken);
    if let Some(agent) = agent {
        // "Letters were sent by Putin": Putin sent letters.
        return Roles {
            subject: Some(agent),
            objects: subject.map(|it| it.head).into_iter().collect(),
            others,
            undergoes: false,
        };
    }
    let expletive = subject.is_some_and(|it| document.tokens[it.head].lemma == "there");
    Roles {
        subject: subject.filter(|_| !expletive).map(|it| it.head),
        objects: object.map_or_else(Vec::new, |object| participants::conjuncts(document, object)),
        others,
        undergoes: passive,
    }
}

/// "warned the villagers": one who is warned of nothing is what the warning is done to.
fn only_object(document: &Document<'_>, verb: usize) -> Option<usize> {
    let has_clause = document.children(verb).any(|child| {
        matches!(
            document.tokens[child].relation.base(),
            Relation::Ccomp | Relation::Xcomp | Relation::Obj
        )
    });
    document
        .child(verb, Relation::Iobj)
        .filter(|_| !has_clause && !clause::is_passive(document, verb))
}

/// The noun a relative clause hangs on, where the clause lacks its object ("the weapons they sent").
fn relative_object(document: &Document<'_>, verb: usize, subject: Option<usize>) -> Option<usize> {
    let token = &document.tokens[verb];
    if token.relation != Relation::AclRelcl
        || document.child(verb, Relation::Xcomp).is_some()
        || document.child(verb, Relation::Ccomp).is_some()
    {
        return None;
    }
    // "the day they left": nobody leaves a day.
    let noun = token
        .head
        .filter(|noun| document.tokens[*noun].kind != Kind::Time)?;
    let has_own = clause::subject(document, verb).is_some_and(|it| it.own);
    // "the coast, where they met": nobody meets a coast.
    let adverbial = participants::relative_adverb(document, verb).is_some();
    let pronoun_elsewhere = document.children(verb).any(|child| {
        clause::antecedent(document, child).is_some()
            && document.tokens[child].relation.base() != Relation::Obj
    });
    (has_own
        && subject != Some(noun)
        && !adverbial
        && !pronoun_elsewhere
        && !clause::is_passive(document, verb))
    .then_some(noun)
}

/// The phrase to stand as the object of a verb without one: where it goes ("travel from Oslo to Rome":
/// to Rome), else the first behind the verb; what is said ahead of the clause sets its scene.
fn object_phrase(document: &Document<'_>, verb: usize, others: &[Other]) -> Option<usize> {
    let behind = |wanted: &dyn Fn(&str) -> bool| {
        others.iter().position(|(role, _, head)| {
            *head > verb
                && wanted(role)
                && (is_place_for_object(document, role, *head)
                    || is_phrasal(document, verb, role, *head))
        })
    };
    behind(&|role| matches!(role, "to" | "into" | "onto" | "toward" | "towards"))
        .or_else(|| behind(&|_| true))
}

/// "abide by the rules", "look after the children": a preposition that belongs to its verb.
fn is_phrasal(document: &Document<'_>, verb: usize, role: &str, head: usize) -> bool {
    let token = &document.tokens[head];
    !matches!(token.kind, Kind::Event | Kind::Time)
        && token.relation == Relation::Obl
        && lexicon::is_phrasal(&document.tokens[verb].lemma, role)
}

/// Whether a phrase can stand as the object of a verb without one ("travel to Russia"): not a time.
fn is_place_for_object(document: &Document<'_>, role: &str, head: usize) -> bool {
    !matches!(
        role,
        "time"
            | "clause"
            | "iobj"
            | "during"
            | "since"
            | "until"
            | "after"
            | "before"
            | "because of"
            | "according to"
            | "per"
            | "where"
            | "despite"
            | "by"
    ) && document.tokens[head].kind != Kind::Time
        && document.tokens[head].relation == Relation::Obl
}

/// The words of the predicate: auxiliaries, negation, verb, particle and the preposition next to it.
fn words(document: &Document<'_>, verb: usize, preposition: Option<&str>) -> Range<usize> {
    let mut start = verb;
    while let Some(before) = start.checked_sub(1) {
        let token = &document.tokens[before];
        let belongs = token.head == Some(verb)
            && (token.relation.base() == Relation::Aux
                || (token.relation == Relation::Advmod
                    && matches!(token.lemma.as_str(), "not" | "n't" | "never")));
        if !belongs {
            break;
        }
        start = before;
    }
    let mut end = verb + 1;
    while end < document.tokens.len()
        && document.tokens[end].relation == Relation::CompoundPrt
        && document.tokens[end].head == Some(verb)
    {
        end += 1;
    }
    if let Some(preposition) = preposition
        && end < document.tokens.len()
        && document.tokens[end].relation == Relation::Case
        && document.form(end).eq_ignore_ascii_case(preposition)
    {
        end += 1;
    }
    start..end
}

fn shape(document: &Document<'_>, verb: usize) -> Shape {
    let own = clause::subject(document, verb).is_some_and(|it| it.own);
    match document.tokens[verb].relation {
        Relation::Acl | Relation::AclRelcl | Relation::AdvclRelcl => Shape::Relative,
        _ if own => Shape::Verb,
        _ => Shape::Controlled,
    }
}
