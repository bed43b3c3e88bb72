//! What the article says in its own voice: a sentence that nobody else stands behind.

use crate::extraction::{Act, Certainty, Directness};
use crate::language::{Document, Relation, Upos, Xpos};
use crate::rules::claims::{Form, Found, Scene, Speaker, boilerplate, content};
use crate::rules::clause;
use crate::rules::lexicon::classes::{self, Class};

/// "The unions have expressed concern that ...", "a warning was issued that ...": the verb only lends its subject to
/// the noun, or says no more than that the words were said.
fn expresses(scene: Scene<'_>, claim: &Found, root: usize) -> bool {
    let document = scene.document;
    let token = &document.tokens[claim.anchor];
    let speaks = matches!(claim.speaker, Speaker::Words { head, .. }
        if document.tokens[head].head == Some(root));
    let is_subject = token.relation.base() == Relation::Nsubj
        && classes::is(Class::Lending, &document.tokens[root].lemma)
        && clause::is_passive(document, root);
    claim.form == Form::Nominal
        && token.upos == Upos::Noun
        && token.head == Some(root)
        && (token.relation == Relation::Obj && speaks || is_subject)
}

/// "The bank lost money and said it would close": the second half of a sentence is somebody's saying.
fn others(document: &Document<'_>, found: &[Found], root: usize) -> Vec<usize> {
    document
        .children(root)
        .filter(|child| {
            document.tokens[*child].relation == Relation::Conj
                && found.iter().any(|claim| {
                    claim.anchor == *child
                        && matches!(claim.form, Form::Clause | Form::Quote)
                        && claim.within.is_none()
                })
        })
        .collect()
}

/// The narrator's claims: the top clause of each sentence that is neither somebody's content nor
/// itself the attribution.
pub(crate) fn read(scene: Scene<'_>, found: &[Found]) -> Vec<Found> {
    let document = scene.document;
    document
        .stop
        .during(&document.sentences)
        .filter_map(|sentence| {
            let root = sentence
                .tokens
                .clone()
                .find(|token| document.tokens[*token].relation == Relation::Root)?;
            let last = sentence.tokens.end - 1;
            let attributed = found.iter().any(|claim| {
                claim.anchor == root
                    || expresses(scene, claim, root)
                    || claim.head == Some(root)
                    || claim.cue.as_ref().is_some_and(|cue| cue.contains(&root))
                    || claim.content.iter().any(|piece| piece.contains(&root))
            });
            // "The claim convinced nobody": a past tense that was taken for a participle.
            let finite = clause::is_finite(document, root)
                || document.tokens[root].xpos == Xpos::Vbn && document.form(last) == ".";
            let states = finite
                && (document.child(root, Relation::Nsubj).is_some()
                    || document.child(root, Relation::Csubj).is_some()
                    || document.child(root, Relation::Expl).is_some());
            let asks = document.form(last) == "?";
            let addressed = document.tokens[root].upos == Upos::Intj;
            if attributed
                || !states
                || asks
                || addressed
                || boilerplate::is_residue(scene, root)
                || boilerplate::is_about_the_author(scene, root)
                || boilerplate::is_legal_notice(scene, sentence)
                || scene.quotations.around(root).is_some()
            {
                return None;
            }
            let tokens = content::under(document, &[root], &others(document, found, root));
            Some(Found {
                anchor: root,
                cue: None,
                lemma: String::new(),
                act: Act::Assert,
                speaker: Speaker::Narrator,
                content: tokens,
                head: Some(root),
                certainty: Certainty::Certain,
                directness: Directness::Indirect,
                ahead: false,
                negated: false,
                basis: None,
                form: Form::Narrator,
                within: None,
            })
        })
        .collect()
}
