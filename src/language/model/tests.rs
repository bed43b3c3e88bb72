//! The network against the reference implementation's output, and the laws of batching.

use proptest::prelude::*;
use serde_json::Value;

use crate::language::labels::Xpos;
use crate::language::model::{Model, labels};
use crate::language::network;
use crate::text::Text;

/// Largest difference of a state from the reference, which computes with activations in full precision.
const TOLERANCE: f32 = 0.2;

/// How many of a hundred tags, heads and relations may come out otherwise than in the reference.
const OTHERWISE: usize = 1;

#[test]
fn the_network_agrees_with_the_reference() {
    let parity: Value = serde_json::from_str(include_str!("../../../models/parity.json")).unwrap();
    let sentences = parity["sentences"]
        .as_array()
        .or(parity.as_array())
        .unwrap();
    let model = Model::embedded();
    assert!(!sentences.is_empty());
    let mut agreement = Agreement::default();
    for sentence in sentences {
        let words: Vec<&str> = strings(&sentence["words"]);
        let mut jobs = Vec::new();
        model.windows(&words, &mut jobs);
        let scores = network::run(&model.weights, &[&jobs[0]]);
        let expected: Vec<u64> = sentence["pieces"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| id.as_u64().unwrap())
            .collect();
        let pieces: Vec<u64> = jobs[0].pieces.iter().map(|id| u64::from(*id)).collect();
        assert_eq!(pieces, expected, "{words:?}");
        for (state, expected) in scores[0]
            .first_state
            .iter()
            .zip(sentence["states_first"].as_array().unwrap())
        {
            #[expect(clippy::cast_possible_truncation, reason = "written from f32")]
            let expected = expected.as_f64().unwrap() as f32;
            assert!(
                (state - expected).abs() < TOLERANCE,
                "{words:?}: {state} {expected}"
            );
        }
        let analysis = model.decide(&scores[0]);
        let heads: Vec<u64> = analysis.heads.iter().map(|head| *head as u64).collect();
        let expected = sentence["heads"].as_array().unwrap();
        let expected: Vec<u64> = expected.iter().map(|id| id.as_u64().unwrap()).collect();
        agreement.count(&heads, &expected);
        let xpos: Vec<&str> = analysis
            .xpos
            .iter()
            .map(|label| model.xpos[*label].word())
            .collect();
        let expected_xpos = strings(&sentence["xpos"]);
        agreement.count(&xpos, &expected_xpos);
        let relations: Vec<&str> = analysis
            .relations
            .iter()
            .map(|label| model.relations[*label].word())
            .collect();
        agreement.count(&relations, &strings(&sentence["relations"]));
        let lemmas: Vec<String> = words
            .iter()
            .zip(&expected_xpos)
            .map(|(word, tag)| model.lemmas.find(word, Xpos::from_word(tag)))
            .collect();
        assert_eq!(lemmas, strings(&sentence["lemmas"]));
    }
    assert!(
        agreement.otherwise * 100 <= agreement.decisions * OTHERWISE,
        "{agreement:?}"
    );
}

#[derive(Debug, Default)]
struct Agreement {
    decisions: usize,
    otherwise: usize,
}

impl Agreement {
    fn count<T: PartialEq>(&mut self, ours: &[T], reference: &[T]) {
        assert_eq!(ours.len(), reference.len());
        self.decisions += ours.len();
        self.otherwise += ours.iter().zip(reference).filter(|(a, b)| a != b).count();
    }
}

#[test]
fn every_label_of_the_model_is_known() {
    let config = serde_json::json!({"names": ["O", "B-person"]});
    assert_eq!(labels(&config, "names", str::len).unwrap(), [1, 8]);
    let model = Model::embedded();
    let catch_alls = model
        .relations
        .iter()
        .filter(|it| it.word() == "dep")
        .count();
    assert!(catch_alls <= 1, "a relation is missing from the label set");
}

#[test]
fn company_in_the_batch_changes_nothing() {
    let model = Model::embedded();
    let texts: Vec<Text> = [
        "The minister said on Monday that talks would resume.",
        "“We will not yield,” Ana Ruiz told reporters in Lima. She left.",
        "No.",
    ]
    .map(Text::new)
    .into();
    let together = model.analyze_all(&texts.iter().collect::<Vec<_>>());
    for (text, document) in texts.iter().zip(together) {
        let alone = model.analyze_all(&[text]).remove(0);
        assert_eq!(alone.tokens, document.tokens);
        assert_eq!(
            alone
                .names
                .iter()
                .map(|name| (&name.tokens, name.kind))
                .collect::<Vec<_>>(),
            document
                .names
                .iter()
                .map(|name| (&name.tokens, name.kind))
                .collect::<Vec<_>>()
        );
    }
}

#[test]
fn monstrous_sentences_and_words_are_cut_not_refused() {
    let text = Text::new(format!("{} {}.", "word, ".repeat(900), "x".repeat(5000)));
    let document = Model::embedded().analyze_all(&[&text]).remove(0);
    assert_eq!(
        document
            .tokens
            .iter()
            .filter(|token| token.head.is_none())
            .count(),
        document.sentences.len()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_gives_trees(string in any::<String>()) {
        let text = Text::new(string);
        let document = Model::embedded().analyze_all(&[&text]).remove(0);
        for sentence in &document.sentences {
            let roots = sentence.tokens.clone().filter(|token| document.tokens[*token].head.is_none());
            prop_assert_eq!(roots.count(), 1);
        }
    }
}

fn strings(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect()
}
