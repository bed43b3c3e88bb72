//! Small trees for tests, written by hand in one line.

use crate::language::{Document, Kind, Relation, Sentence, Token, Upos, Xpos};
use crate::stop::Stop;
use crate::text::Text;

/// Builds a document of one sentence from `form/UPOS/XPOS/head/relation` words (`form=lemma` where
/// the base form is another; heads count from 1, 0 is the root) and shows it to `look`.
pub(crate) fn parsed(words: &str, look: impl FnOnce(&Document<'_>)) {
    let rows: Vec<Vec<&str>> = words
        .split_whitespace()
        .map(|word| word.split('/').collect())
        .collect();
    let forms: Vec<&str> = rows
        .iter()
        .map(|row| row[0].split('=').next().unwrap_or(row[0]))
        .collect();
    let text = Text::new(forms.join(" "));
    let mut start = 0;
    let mut tokens = Vec::new();
    for (row, form) in rows.iter().zip(&forms) {
        let lemma = row[0]
            .split('=')
            .nth(1)
            .map_or_else(|| form.to_lowercase(), str::to_owned);
        let head: usize = row[3].parse().unwrap();
        tokens.push(Token {
            span: text.span(start..start + form.len()).unwrap(),
            upos: Upos::from_word(row[1]),
            xpos: Xpos::from_word(row[2]),
            lemma,
            head: head.checked_sub(1),
            relation: Relation::from_word(row[4]),
            kind: Kind::None,
        });
        start += form.len() + 1;
    }
    let sentences = vec![Sentence {
        tokens: 0..tokens.len(),
        paragraph: 0,
    }];
    look(&Document {
        text: &text,
        tokens,
        sentences,
        names: Vec::new(),
        stop: Stop::never(),
    });
}
