//! Clauses and phrases of a tree: subjects (also the unspoken ones), auxiliaries, negation, and the
//! tokens of a phrase as pieces of text.

use std::ops::Range;

use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::lexicon::classes::{self, Class};
use crate::rules::lexicon::{Doer, Part, embedding};
use crate::rules::{control, displaced};

/// Who or what a predicate is said of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The head of the words to show: a relative pronoun stands for itself.
    pub head: usize,
    /// The head of the words it refers to: the antecedent of a relative pronoun, else `head`.
    pub refers: usize,
    /// Whether the tree has it at this predicate (not inherited by coordination or control).
    pub own: bool,
}

/// How far a subject is looked for above its predicate; real English stays below.
const REACH: usize = 6;

/// The subject of a predicate, its own or the one it inherits: from the first conjunct, the
/// controlling clause ("plans to travel"), the clause a participle hangs on ("..., saying that") or
/// the noun it modifies ("officials describing it").
#[must_use]
pub fn subject(document: &Document<'_>, predicate: usize) -> Option<Subject> {
    let mut at = predicate;
    let mut own = true;
    for _ in 0..REACH {
        let found = own_subject(document, at)
            .or_else(|| displaced::inverted(document, at))
            .or_else(|| displaced::lost(document, at));
        if let Some(found) = found {
            return Some(Subject { own, ..found });
        }
        own = false;
        let token = &document.tokens[at];
        let head = token.head?;
        match token.relation {
            Relation::Acl if takes_no_subject(document, at) => {
                // "their fear of losing the farm": those who fear would lose it.
                let owner = document.child(head, Relation::NmodPoss)?;
                return Some(resolved(document, owner));
            }
            Relation::Acl if is_infinitive(document, at) => return holder(document, head),
            Relation::Acl => return noun_as_subject(document, at, head),
            Relation::Xcomp => {
                if let Some(called) = control::called_on(document, head, at) {
                    return Some(resolved(document, called));
                }
                let object = document
                    .child(head, Relation::Obj)
                    .or_else(|| document.child(head, Relation::Iobj))
                    .filter(|object| *object < at && !does(document, Part::Verb, head, Doer::Own))
                    .filter(|object| {
                        !is_held(document, antecedent(document, *object).unwrap_or(*object))
                    });
                if let Some(object) = object {
                    return Some(resolved(document, object));
                }
                at = head;
            }
            Relation::Conj => at = strayed(document, at).unwrap_or(head),
            Relation::Parataxis | Relation::AdvclRelcl | Relation::Aux => at = head,
            Relation::Advcl if !is_finite(document, at) => {
                if let Some(doer) = control::doer(document, head, at) {
                    return Some(resolved(document, doer));
                }
                at = head;
            }
            _ => return None,
        }
    }
    None
}

/// "said it would leave and suggested that ...": a verb in the past beside a bare one is no second
/// part of its clause, but of the next clause above that stands in the past, whose verb is answered.
#[must_use]
pub fn strayed(document: &Document<'_>, verb: usize) -> Option<usize> {
    let token = &document.tokens[verb];
    if token.relation != Relation::Conj || !matches!(token.xpos, Xpos::Vbd | Xpos::Vbg) {
        return None;
    }
    let own = document.children(verb).any(|child| {
        child < verb
            && matches!(
                document.tokens[child].relation.base(),
                Relation::Nsubj | Relation::Aux | Relation::Expl
            )
    });
    let first = token.head?;
    // "saying he will stay and vowing to fight": a second participle of the clause above, not of what is said.
    if token.xpos == Xpos::Vbg {
        let other = document.tokens[first].upos != Upos::Verb
            || !matches!(document.tokens[first].xpos, Xpos::Vbg | Xpos::Vbn);
        return (!own && other && is_finite(document, first))
            .then(|| {
                document
                    .ancestors(first)
                    .find(|up| document.tokens[*up].xpos == Xpos::Vbg)
            })
            .flatten();
    }
    // "said it would be shown and urged ...": a form of the past is no second participle.
    let bare = document.tokens[first].xpos == Xpos::Vb
        || document.tokens[first].xpos == Xpos::Vbn
            && document
                .children(first)
                .any(|child| document.tokens[child].xpos == Xpos::Md)
        // "said he would be mayor and predicted that ..."
        || document
            .child(first, Relation::Cop)
            .is_some_and(|cop| document.tokens[cop].xpos == Xpos::Vb);
    (!own && bare)
        .then(|| {
            document
                .ancestors(first)
                .find(|up| document.tokens[*up].xpos == Xpos::Vbd)
        })
        .flatten()
}

/// Whether the lexicon says of a word that this one does what an infinitive below it says.
pub(crate) fn does(document: &Document<'_>, part: Part, word: usize, doer: Doer) -> bool {
    embedding(part, &document.tokens[word].lemma).is_some_and(|word| word.doer == doer)
}

/// "fear of losing", "hopes for building": an -ing clause behind a preposition is what the noun is about.
fn takes_no_subject(document: &Document<'_>, verb: usize) -> bool {
    document.tokens[verb].xpos == Xpos::Vbg
        && document.children(verb).any(|child| {
            child < verb
                && matches!(
                    document.tokens[child].relation,
                    Relation::Mark | Relation::Case
                )
        })
}

/// Whether a noun is what somebody has undertaken or wants to do: who has it does what its infinitive says.
fn is_held(document: &Document<'_>, noun: usize) -> bool {
    does(document, Part::Noun, noun, Doer::Own)
}

/// "Osby's plan to close", "the promise she made to leave", "Osby has announced plans to close": whoever has
/// or makes the plan is the one who closes.
fn holder(document: &Document<'_>, noun: usize) -> Option<Subject> {
    if !is_held(document, noun) {
        return None;
    }
    if let Some(owner) = document.child(noun, Relation::NmodPoss) {
        return Some(resolved(document, owner));
    }
    let verb = document.tokens[noun].head.filter(|verb| {
        document.tokens[noun].relation == Relation::Obj
            && classes::is(Class::Making, &document.tokens[*verb].lemma)
    })?;
    subject(document, verb)
}

/// A noun modified by a participle acts, unless the participle is passive or an infinitive.
fn noun_as_subject(document: &Document<'_>, verb: usize, noun: usize) -> Option<Subject> {
    let acts = document.tokens[verb].xpos == Xpos::Vbg
        || (document.tokens[verb].xpos == Xpos::Vbn && is_passive(document, verb));
    let is_noun = matches!(
        document.tokens[noun].upos,
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
    );
    (acts && is_noun).then(|| resolved(document, noun))
}

/// The subject the tree gives to this very predicate.
fn own_subject(document: &Document<'_>, predicate: usize) -> Option<Subject> {
    let with = |wanted: &[Relation]| {
        document
            .children(predicate)
            .find(|child| wanted.contains(&document.tokens[*child].relation))
    };
    // "“What I mean is that it rains,” Lind said": only what something is can have an outer subject.
    // "That is because Lind wants to go": she wants it.
    let outer = with(&[Relation::NsubjOuter]).filter(|_| {
        document.child(predicate, Relation::Cop).is_some()
            && !(document.tokens[predicate].upos == Upos::Verb
                && with(&[Relation::Nsubj, Relation::NsubjPass]).is_some())
    });
    let found = outer
        .or_else(|| nearest_of_two(document, predicate))
        .or_else(|| with(&[Relation::Nsubj, Relation::NsubjPass]));
    found.map(|head| resolved(document, head))
}

/// "the system, which critics say fails", "chief economist Anna Berg said": of two subjects before a
/// verb the nearer one is its own.
fn nearest_of_two(document: &Document<'_>, predicate: usize) -> Option<usize> {
    let mut before = document.children(predicate).filter(|child| {
        let token = &document.tokens[*child];
        *child < predicate
            && token.relation == Relation::Nsubj
            // "the senators all said"
            && !matches!(token.lemma.as_str(), "all" | "both" | "each")
    });
    let first = before.next()?;
    let last = before.next_back()?;
    // "the union FNV Havens said": names that touch are one, whatever the tree makes of them.
    let name = |token: usize| document.tokens[token].upos == Upos::Propn;
    if name(first) && name(last) && first + 1 == last {
        return Some(first);
    }
    Some(last)
}

/// A phrase head together with what it refers to.
pub(crate) fn resolved(document: &Document<'_>, head: usize) -> Subject {
    Subject {
        head,
        refers: antecedent(document, head).unwrap_or(head),
        own: true,
    }
}

/// The noun a relative pronoun stands for.
#[must_use]
pub fn antecedent(document: &Document<'_>, pronoun: usize) -> Option<usize> {
    let relative = matches!(
        document.tokens[pronoun].xpos,
        Xpos::Wdt | Xpos::Wp | Xpos::WpPoss
    ) || (document.tokens[pronoun].upos == Upos::Pron
        && document.tokens[pronoun].lemma == "that");
    if !relative {
        return None;
    }
    let clause = std::iter::once(pronoun)
        .chain(document.ancestors(pronoun))
        .find(|up| {
            matches!(
                document.tokens[*up].relation,
                Relation::AclRelcl | Relation::AdvclRelcl
            )
        })?;
    document.tokens[clause].head
}

/// Whether a clause has tense: a finite verb, copula or auxiliary.
#[must_use]
pub fn is_finite(document: &Document<'_>, predicate: usize) -> bool {
    let finite = |xpos| matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    finite(document.tokens[predicate].xpos)
        || document.children(predicate).any(|child| {
            matches!(
                document.tokens[child].relation.base(),
                Relation::Aux | Relation::Cop
            ) && finite(document.tokens[child].xpos)
        })
}

/// Whether the subject undergoes: a passive auxiliary, a passive subject or agent, or a bare
/// participle on a noun ("a man known as").
#[must_use]
pub fn is_passive(document: &Document<'_>, verb: usize) -> bool {
    if is_short_perfect(document, verb) {
        return false;
    }
    let token = &document.tokens[verb];
    let marked = document.children(verb).any(|child| {
        matches!(
            document.tokens[child].relation,
            Relation::AuxPass | Relation::NsubjPass | Relation::CsubjPass | Relation::OblAgent
        )
    });
    let bare = token.xpos == Xpos::Vbn
        && matches!(
            token.relation,
            Relation::Acl | Relation::Advcl | Relation::Amod
        )
        && !document.children(verb).any(|child| {
            document.tokens[child].relation == Relation::Aux
                || document.tokens[child].relation == Relation::Nsubj
        });
    marked || bare
}

/// "to have left": an infinitive of what is already done.
#[must_use]
pub fn is_perfect(document: &Document<'_>, verb: usize) -> bool {
    document.children(verb).any(|child| {
        document.tokens[child].relation == Relation::Aux && document.tokens[child].lemma == "have"
    })
}

/// "He's said he will go": no person is said, so the short verb is "has", whatever the tree makes of it.
fn is_short_perfect(document: &Document<'_>, verb: usize) -> bool {
    let speaks = classes::is(Class::Speaking, &document.tokens[verb].lemma);
    let told = document.child(verb, Relation::Ccomp).is_some_and(|told| {
        is_finite(document, told) && document.child(told, Relation::Nsubj).is_some()
    });
    let short = verb.checked_sub(1).is_some_and(|before| {
        matches!(document.form(before), "'s" | "’s") && document.tokens[before].head == Some(verb)
    });
    let somebody = document.children(verb).any(|child| {
        matches!(
            document.tokens[child].relation,
            Relation::Nsubj | Relation::NsubjPass
        ) && document.tokens[child].lemma != "it"
    });
    speaks && told && short && somebody
}

/// The agent of a passive: the noun after "by".
#[must_use]
pub fn agent(document: &Document<'_>, verb: usize) -> Option<usize> {
    document.children(verb).find(|child| {
        document.tokens[*child].relation == Relation::OblAgent
            || (document.tokens[*child].relation == Relation::Obl
                && is_passive(document, verb)
                && preposition(document, *child)
                    .is_some_and(|case| document.tokens[case].lemma == "by"))
    })
}

/// The first preposition of a phrase.
#[must_use]
pub fn preposition(document: &Document<'_>, head: usize) -> Option<usize> {
    document.children(head).find(|child| {
        document.tokens[*child].relation == Relation::Case
            && document.tokens[*child].xpos != Xpos::Pos
    })
}

/// The dependent in this role introduced by this preposition.
#[must_use]
pub fn oblique(document: &Document<'_>, head: usize, preposition_lemma: &str) -> Option<usize> {
    document.children(head).find(|child| {
        matches!(
            document.tokens[*child].relation.base(),
            Relation::Obl | Relation::Nmod
        ) && preposition(document, *child)
            .is_some_and(|case| document.tokens[case].lemma == preposition_lemma)
    })
}

/// The conjunction or complementizer that opens a clause ("that", "if", "as", "to").
#[must_use]
pub fn opener<'d>(document: &'d Document<'_>, clause: usize) -> Option<&'d str> {
    document
        .child(clause, Relation::Mark)
        .map(|mark| document.tokens[mark].lemma.as_str())
}

/// The head of the nearest clause at or above a token.
#[must_use]
pub fn clause_above(document: &Document<'_>, token: usize) -> usize {
    let mut at = token;
    while !is_clause(document, at) {
        let Some(up) = document.tokens[at].head else {
            break;
        };
        at = up;
    }
    at
}

/// Whether a token heads a clause, not a mere phrase.
fn is_clause(document: &Document<'_>, token: usize) -> bool {
    matches!(
        document.tokens[token].relation.base(),
        Relation::Root
            | Relation::Ccomp
            | Relation::Advcl
            | Relation::Conj
            | Relation::Acl
            | Relation::Parataxis
            | Relation::Csubj
            | Relation::Xcomp
    ) && (document.tokens[token].relation == Relation::Root
        || document.children(token).any(|child| {
            matches!(
                document.tokens[child].relation.base(),
                Relation::Nsubj
                    | Relation::Aux
                    | Relation::Cop
                    | Relation::Mark
                    | Relation::Obj
                    | Relation::Csubj
                    | Relation::Expl
            )
        }))
}

/// Whether "to" marks an infinitive here.
#[must_use]
pub fn is_infinitive(document: &Document<'_>, verb: usize) -> bool {
    document
        .children(verb)
        .any(|child| document.tokens[child].xpos == Xpos::To)
}

/// The tokens at or below a token, in text order, without the subtrees under `without`.
#[must_use]
pub fn below(document: &Document<'_>, top: usize, without: &[usize]) -> Vec<usize> {
    let sentence = &document.sentences[document.sentence_of(top)];
    sentence
        .tokens
        .clone()
        .filter(|token| {
            let mut at = *token;
            loop {
                if without.contains(&at) {
                    return false;
                }
                if at == top {
                    return true;
                }
                match document.tokens[at].head {
                    Some(up) => at = up,
                    None => return false,
                }
            }
        })
        .collect()
}

/// Whether a token is a punctuation mark.
#[must_use]
pub fn is_mark(document: &Document<'_>, token: usize) -> bool {
    document.tokens[token].upos == Upos::Punct
}

/// Sorted tokens as contiguous pieces: gaps of nothing but punctuation are closed, punctuation at
/// the borders is cut, except brackets and quotation marks whose partner is inside.
#[must_use]
pub fn pieces(document: &Document<'_>, tokens: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for &token in tokens {
        if is_mark(document, token) {
            continue;
        }
        match out.last_mut() {
            Some(last) if (last.end..token).all(|gap| is_mark(document, gap)) => {
                last.end = token + 1;
            }
            _ => out.push(token..token + 1),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{pieces, subject};
    use crate::rules::sample::parsed;

    #[test]
    fn finds_the_unspoken_subject() {
        for (conllu, predicate, expected) in [
            // Mary plans to travel.
            (
                "Mary/PROPN/NNP/2/nsubj plans/VERB/VBZ/0/root to/PART/TO/4/mark travel/VERB/VB/2/xcomp",
                3,
                0,
            ),
            // She asked him to leave.
            (
                "She/PRON/PRP/2/nsubj asked/VERB/VBD/0/root him/PRON/PRP/2/iobj to/PART/TO/5/mark leave/VERB/VB/2/xcomp",
                4,
                2,
            ),
            // He promised her to leave.
            (
                "He/PRON/PRP/2/nsubj promised=promise/VERB/VBD/0/root her/PRON/PRP/2/iobj to/PART/TO/5/mark leave/VERB/VB/2/xcomp",
                4,
                0,
            ),
        ] {
            parsed(conllu, |document| {
                assert_eq!(
                    subject(document, predicate).map(|it| it.head),
                    Some(expected),
                    "{conllu}"
                );
            });
        }
    }

    #[test]
    fn pieces_close_over_punctuation_only() {
        parsed(
            "a/X/XX/0/root ,/PUNCT/,/1/punct b/X/XX/1/dep c/X/XX/1/dep d/X/XX/1/dep",
            |document| {
                assert_eq!(pieces(document, &[0, 1, 2, 4]), [0..3, 4..5]);
            },
        );
    }
}
