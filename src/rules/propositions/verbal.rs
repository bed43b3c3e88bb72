//! Verbs with their participants; passives turned, coordinated objects told apart.

use std::ops::Range;

use crate::language::{Document, Kind, Relation, Upos};
use crate::rules::clause;
use crate::rules::factuality;
use crate::rules::propositions::{Participant, Shape, Stated, label, participants};

/// Who does what, and with whom.
struct Roles {
    /// The head of the one who does it.
    subject: Option<usize>,
    /// The heads of what it is done to, one a conjunct.
    objects: Vec<usize>,
    /// The other participants.
    others: Vec<(String, Participant, usize)>,
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
        .is_some_and(|infinitive| factuality::is_going_to(document, verb, infinitive));
    if only_tense {
        return Vec::new();
    }
    let Roles {
        subject,
        objects,
        mut others,
        undergoes,
    } = roles(document, verb);
    let mut preposition = None;
    let mut objects: Vec<Participant> = split(document, &objects);
    let promoted = object_phrase(document, verb, &others);
    if objects.is_empty()
        && let Some(at) = promoted
    {
        let (role, participant, _) = others.remove(at);
        preposition = Some(role);
        objects.push(participant);
    }
    let subject = subject.map(|head| participants::doer(document, head, verb));
    let is_bare = label::idiom(document, verb).is_none();
    if is_bare && subject.is_none() && objects.is_empty() && others.is_empty() {
        return Vec::new();
    }
    let arguments: Vec<(String, Participant)> =
        others.into_iter().map(|(role, it, _)| (role, it)).collect();
    let stated = Stated {
        head: verb,
        predicate: words(document, verb, preposition.as_deref()),
        lemma: token.lemma.to_lowercase(),
        label: label::of_verb(document, verb, undergoes, preposition.as_deref()),
        subject,
        object: None,
        arguments,
        shape: shape(document, verb),
    };
    if objects.is_empty() {
        return vec![stated];
    }
    objects
        .into_iter()
        .map(|object| Stated {
            object: Some(object),
            ..stated.clone()
        })
        .collect()
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
    let pronoun_elsewhere = document.children(verb).any(|child| {
        clause::antecedent(document, child).is_some()
            && document.tokens[child].relation.base() != Relation::Obj
    });
    (has_own && subject != Some(noun) && !pronoun_elsewhere && !clause::is_passive(document, verb))
        .then_some(noun)
}

/// One participant a conjunct; alone, the whole phrase.
fn split(document: &Document<'_>, heads: &[usize]) -> Vec<Participant> {
    if let [only] = heads {
        return vec![participants::phrase(document, *only)];
    }
    heads
        .iter()
        .enumerate()
        .map(|(number, head)| {
            let mut without: Vec<usize> = document
                .children(*head)
                .filter(|child| {
                    matches!(
                        document.tokens[*child].relation.base(),
                        Relation::Cc | Relation::Punct | Relation::Case
                    )
                })
                .collect();
            if number == 0 {
                without.extend(
                    document
                        .children(*head)
                        .filter(|child| document.tokens[*child].relation == Relation::Conj),
                );
            }
            let tokens = clause::below(document, *head, &without);
            let run = clause::pieces(document, &tokens)
                .into_iter()
                .find(|piece| piece.contains(head))
                .unwrap_or(*head..*head + 1);
            Participant {
                tokens: run,
                refers: clause::antecedent(document, *head).unwrap_or(*head),
            }
        })
        .collect()
}

/// The phrase to stand as the object of a verb without one: where it goes ("travel from Oslo to Rome":
/// to Rome), else the first behind the verb; what is said ahead of the clause sets its scene.
fn object_phrase(
    document: &Document<'_>,
    verb: usize,
    others: &[(String, Participant, usize)],
) -> Option<usize> {
    let behind = |wanted: &dyn Fn(&str) -> bool| {
        others.iter().position(|(role, _, head)| {
            *head > verb && wanted(role) && is_place_for_object(document, role, *head)
        })
    };
    behind(&|role| matches!(role, "to" | "into" | "onto" | "toward" | "towards"))
        .or_else(|| behind(&|_| true))
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
