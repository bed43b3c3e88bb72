//! Words and sentences of a text before they are analysed, and the sentence borders that only the
//! network sees: hasty writers end a sentence without a stop ("Let me know, thanks Anna").

use std::iter;
use std::ops::Range;

use crate::language::document::Sentence;
use crate::language::{sentence, token};

/// The words of a text and the sentences they make up.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    pub(crate) words: Vec<Range<usize>>,
    pub(crate) sentences: Vec<Sentence>,
}

impl Cut {
    /// What the rules see.
    pub(crate) fn by_rules(text: &str) -> Self {
        let mut words = token::tokens(text);
        let sentences = sentence::sentences(text, &mut words);
        Self { words, sentences }
    }

    /// The words of a sentence.
    pub(crate) fn of<'t>(&self, text: &'t str, sentence: &Sentence) -> Vec<&'t str> {
        let words = self.words[sentence.tokens.clone()].iter();
        words.map(|word| &text[word.clone()]).collect()
    }

    /// The places among `starts` where a sentence can start: after white space, and not behind a quotation
    /// that a comma leads on ("“We won,” Okafor said").
    pub(crate) fn possible(&self, text: &str, starts: impl Iterator<Item = usize>) -> Vec<usize> {
        let word = |at: usize| &text[self.words[at].clone()];
        let goes_on = |at: usize| at > 1 && is_quote(word(at - 1)) && word(at - 2) == ",";
        starts
            .filter(|at| self.words[at - 1].end < self.words[*at].start && !goes_on(*at))
            .collect()
    }

    /// Whether at least three of four paragraphs end in a stop: a careful writer's text.
    pub(crate) fn is_edited(&self, text: &str) -> bool {
        let last = |number: usize| {
            let next = self.sentences.get(number + 1);
            next.is_none_or(|next| next.paragraph != self.sentences[number].paragraph)
        };
        let ends: Vec<bool> = (0..self.sentences.len())
            .filter(|number| last(*number))
            .map(|number| {
                let words = self.of(text, &self.sentences[number]);
                let word = words
                    .iter()
                    .rfind(|word| !is_quote(word) && !matches!(**word, ")" | "]"));
                word.is_some_and(|word| word.ends_with(['.', '!', '?', '…']))
            })
            .collect();
        let stops = ends.iter().filter(|stop| **stop).count();
        4 * stops >= 3 * ends.len()
    }

    /// Takes over a sentence of another cut of the same text, in pieces that start at `starts` and at
    /// its own start; returns the numbers of the pieces.
    pub(crate) fn take(
        &mut self,
        text: &str,
        from: &Self,
        sentence: &Sentence,
        starts: &[usize],
    ) -> Range<usize> {
        let first_piece = self.sentences.len();
        let first = sentence.tokens.start;
        let ends = starts.iter().copied().chain([sentence.tokens.end]);
        for (start, end) in iter::once(first).chain(starts.iter().copied()).zip(ends) {
            let first = self.words.len();
            self.words.extend_from_slice(&from.words[start..end]);
            if !starts.is_empty() {
                sentence::split_last_stop(text, &mut self.words, first);
            }
            self.sentences.push(Sentence {
                tokens: first..self.words.len(),
                paragraph: sentence.paragraph,
            });
        }
        first_piece..self.sentences.len()
    }
}

/// Whether a word is a quotation mark that may close.
fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "”" | "’" | "''" | "'" | "»")
}

#[cfg(test)]
mod tests {
    use super::Cut;
    use crate::language::model::Model;
    use crate::text::Text;

    #[test]
    fn a_sentence_taken_in_pieces_keeps_its_words_and_gives_its_stop() {
        let text = "We sell pens, ink, etc. nobody came";
        let rules = Cut::by_rules(text);
        let mut cut = Cut::default();
        let pieces = cut.take(text, &rules, &rules.sentences[0], &[7]);
        assert_eq!(pieces, 0..2);
        let words = |piece: usize| cut.of(text, &cut.sentences[piece]).join(" ");
        assert_eq!(words(0), "We sell pens , ink , etc .");
        assert_eq!(words(1), "nobody came");
        assert_eq!(rules.possible(text, [1, 3].into_iter()), [1]);
    }

    #[test]
    fn quotations_that_a_comma_leads_on_are_no_borders() {
        let text = "“We won,” Okafor said";
        assert!(
            Cut::by_rules(text)
                .possible(text, [5].into_iter())
                .is_empty()
        );
    }

    #[test]
    fn texts_are_edited_whose_paragraphs_end_in_stops() {
        let edited = |text: &str| Cut::by_rules(text).is_edited(text);
        assert!(edited(
            "Floods hit the coast\n\nRain fell.\n\n“Nobody slept.”\n\nHelp came (late.)"
        ));
        assert!(!edited("Thanks for the reply\n\nI will call.\n\nAna Ruiz"));
    }

    fn sentences(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let document = Model::embedded().analyze_all(&[&text]).remove(0);
        let sentences = document.sentences.iter();
        sentences
            .map(|sentence| document.words(sentence.tokens.clone()).to_owned())
            .collect()
    }

    #[test]
    fn sentences_end_without_a_stop_where_the_words_tell_it() {
        assert_eq!(
            sentences("do you like it? i bought it last week"),
            ["do you like it?", "i bought it last week"],
        );
        assert_eq!(
            sentences("I hope all is well with you Take care, Anna"),
            ["I hope all is well with you Take care,", "Anna"],
        );
    }

    #[test]
    fn clauses_and_quotations_are_no_sentences() {
        for text in [
            "The minister said the bridge would reopen and that she expected no delay.",
            "“We did not expect this,” Maria Okafor told reporters in Lima on Monday.",
            "Negotiators from 14 countries met again, but no deal was reached.",
            "Storm closes port of Turku, thousands without power",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }
}
