//! CoNLL-U: a document out, and trees from elsewhere in.
//!
//! The format is that of <https://universaldependencies.org/format.html>. Names stand in MISC as
//! `Name=B-person` and `Name=I-person`, kinds as `Kind=person`. Multi-word tokens are those of UD
//! English: a word with its clitics (`don't`, `Korea's`, `cannot`).

use std::fmt::Write as _;

use crate::language::document::{Document, NameSpan, Sentence, Token};
use crate::language::labels::{Kind, NameType, Relation, Upos, Xpos};
use crate::stop::Stop;
use crate::text::Text;

/// An analysis that owns its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Owned {
    /// The id after `# newdoc id =`; empty when there was none.
    pub id: String,
    /// The running text, put together from the words and `SpaceAfter`.
    pub text: Text,
    /// All tokens.
    pub tokens: Vec<Token>,
    /// All sentences.
    pub sentences: Vec<Sentence>,
    /// Flat names.
    pub names: Vec<NameSpan>,
}

impl Owned {
    /// The document over this text.
    #[must_use]
    pub fn document(&self) -> Document<'_> {
        Document {
            text: &self.text,
            tokens: self.tokens.clone(),
            sentences: self.sentences.clone(),
            names: self.names.clone(),
            stop: Stop::never(),
        }
    }
}

/// A document as CoNLL-U, with its id, ending in an empty line.
///
/// ```
/// let read = claimgraph::language::conllu::read("1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_\n\n");
/// let written = claimgraph::language::conllu::write(&read[0].document(), "one");
/// assert!(written.starts_with("# newdoc id = one\n# newpar\n# sent_id = one-1\n# text = Yes\n1\tYes\tyes\tINTJ"));
/// ```
#[must_use]
pub fn write(document: &Document<'_>, id: &str) -> String {
    let mut out = String::with_capacity(document.tokens.len() * 48);
    let _ = writeln!(out, "# newdoc id = {}", one_line(id));
    let names = name_labels(document);
    let mut paragraph = None;
    for (number, sentence) in document.sentences.iter().enumerate() {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            out.push_str("# newpar\n");
        }
        let text = one_line(document.words(sentence.tokens.clone()));
        let _ = writeln!(out, "# sent_id = {}-{}", one_line(id), number + 1);
        let _ = writeln!(out, "# text = {text}");
        write_sentence(&mut out, document, sentence, &names);
        out.push('\n');
    }
    out
}

/// The IOB label of every token.
fn name_labels(document: &Document<'_>) -> Vec<Option<(char, NameType)>> {
    let mut labels = vec![None; document.tokens.len()];
    for name in &document.names {
        for token in name.tokens.clone() {
            let place = if token == name.tokens.start { 'B' } else { 'I' };
            labels[token] = Some((place, name.kind));
        }
    }
    labels
}

/// The lines of one sentence.
fn write_sentence(
    out: &mut String,
    document: &Document<'_>,
    sentence: &Sentence,
    names: &[Option<(char, NameType)>],
) {
    let first = sentence.tokens.start;
    let mut joined_to = first;
    for token in sentence.tokens.clone() {
        if token >= joined_to {
            joined_to = token + 1;
            while joined_to < sentence.tokens.end && is_clitic(document, joined_to) {
                joined_to += 1;
            }
            if joined_to > token + 1 {
                write_surface(out, document, token..joined_to, first);
            }
        }
        let analysed = &document.tokens[token];
        let head = analysed.head.map_or(0, |head| head - first + 1);
        let _ = write!(
            out,
            "{}\t{}\t{}\t{}\t{}\t_\t{head}\t{}\t_\t",
            token - first + 1,
            field(document.form(token)),
            field(&analysed.lemma),
            analysed.upos,
            analysed.xpos,
            analysed.relation
        );
        let mut misc = Vec::new();
        if analysed.kind != Kind::None {
            misc.push(format!("Kind={}", analysed.kind));
        }
        if let Some((place, kind)) = names[token] {
            misc.push(format!("Name={place}-{kind}"));
        }
        // Inside a multi-word token the surface line says it for all its words.
        if joined_to == token + 1
            && !is_clitic_of(document, first, token)
            && !document.space_after(token)
        {
            misc.push("SpaceAfter=No".to_owned());
        }
        out.push_str(&if misc.is_empty() {
            "_".to_owned()
        } else {
            misc.join("|")
        });
        out.push('\n');
    }
}

/// The line of a multi-word token.
fn write_surface(
    out: &mut String,
    document: &Document<'_>,
    words: std::ops::Range<usize>,
    first: usize,
) {
    let space = if document.space_after(words.end - 1) {
        "_"
    } else {
        "SpaceAfter=No"
    };
    let _ = writeln!(
        out,
        "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{space}",
        words.start - first + 1,
        words.end - first,
        field(document.words(words.clone())),
    );
}

/// Whether a token is not the first of its sentence and a clitic of the one before.
fn is_clitic_of(document: &Document<'_>, first: usize, token: usize) -> bool {
    token > first && is_clitic(document, token)
}

/// Whether a token is glued to the word before it as part of the same orthographic word.
fn is_clitic(document: &Document<'_>, token: usize) -> bool {
    let Some(before) = token.checked_sub(1) else {
        return false;
    };
    if document.tokens[before].span.end() != document.tokens[token].span.start() {
        return false;
    }
    let word =
        |form: &str, end: fn(&str) -> Option<char>| end(form).is_some_and(char::is_alphanumeric);
    let (left, form) = (document.form(before), document.form(token));
    let left_is_word =
        word(left, |f| f.chars().next_back()) || left.ends_with('.') && left.len() > 1;
    let mut rest = form.chars();
    match rest.next() {
        Some('\'' | '’' | '`') => {
            left_is_word
                && rest.clone().all(char::is_alphabetic)
                && (rest.next().is_some() || document.tokens[token].xpos == Xpos::Pos)
        }
        Some(letter) => letter.is_alphabetic() && word(left, |f| f.chars().next_back()),
        None => false,
    }
}

/// A field without the characters that separate fields; `_` for nothing.
fn field(word: &str) -> String {
    let word = one_line(word);
    if word.is_empty() {
        "_".to_owned()
    } else {
        word
    }
}

/// White space as single spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the documents of a CoNLL-U text; one without id when no line says `# newdoc`.
///
/// Lines that are no CoNLL-U are passed over; a head outside its sentence becomes the root's.
#[must_use]
pub fn read(source: &str) -> Vec<Owned> {
    let mut documents: Vec<Draft> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for line in source.lines().chain(std::iter::once("")) {
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if let Some(rest) = comment.strip_prefix("newdoc") {
                let id = rest
                    .trim()
                    .trim_start_matches("id")
                    .trim()
                    .trim_start_matches('=')
                    .trim();
                documents.push(Draft {
                    id: id.to_owned(),
                    ..Draft::default()
                });
            } else if comment == "newpar" || comment.starts_with("newpar ") {
                documents.last_mut().map(Draft::break_paragraph);
            }
        } else if line.trim().is_empty() {
            if !rows.is_empty() {
                if documents.is_empty() {
                    documents.push(Draft::default());
                }
                if let Some(draft) = documents.last_mut() {
                    draft.add(&rows);
                }
                rows.clear();
            }
        } else if let Some(row) = Row::read(line) {
            rows.push(row);
        }
    }
    documents.into_iter().map(Draft::finish).collect()
}

/// A line of a sentence: a word, or the surface of several.
struct Row<'s> {
    /// Number of the first word, from 1.
    first: usize,
    /// Number of the last word: equal to `first` for a word.
    last: usize,
    /// Whether the line is the surface of a multi-word token.
    surface: bool,
    fields: Vec<&'s str>,
}

impl<'s> Row<'s> {
    fn read(line: &'s str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() < 10 || fields[1].is_empty() {
            return None;
        }
        let (first, last, surface) = match fields[0].split_once('-') {
            Some((first, last)) => (first.parse().ok()?, last.parse().ok()?, true),
            None => {
                let number = fields[0].parse().ok()?;
                (number, number, false)
            }
        };
        Some(Self {
            first,
            last,
            surface,
            fields,
        })
    }

    fn space_after(&self) -> bool {
        !self.fields[9]
            .split('|')
            .any(|pair| pair == "SpaceAfter=No")
    }

    fn misc(&self, key: &str) -> Option<&'s str> {
        self.fields[9]
            .split('|')
            .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }
}

/// A document in the making.
#[derive(Default)]
struct Draft {
    id: String,
    string: String,
    /// The byte range of each token.
    places: Vec<std::ops::Range<usize>>,
    /// Its word, tags and tree.
    tokens: Vec<(Upos, Xpos, String, Option<usize>, Relation, Kind)>,
    sentences: Vec<Sentence>,
    names: Vec<NameSpan>,
    paragraph: usize,
    space: bool,
}

impl Draft {
    fn break_paragraph(&mut self) {
        if !self.string.is_empty() {
            self.paragraph += 1;
            self.string.push_str("\n\n");
            self.space = false;
        }
    }

    /// Adds a sentence.
    fn add(&mut self, rows: &[Row<'_>]) {
        let first = self.tokens.len();
        let words: Vec<&Row<'_>> = rows.iter().filter(|row| !row.surface).collect();
        let mut glued_until = 0;
        for (at, row) in words.iter().enumerate() {
            let surface = rows
                .iter()
                .find(|other| other.surface && other.first <= row.first && row.first <= other.last);
            if self.space && row.first > glued_until {
                self.string.push(' ');
            }
            let start = self.string.len();
            self.string.push_str(row.fields[1]);
            self.places.push(start..self.string.len());
            self.space = match surface {
                Some(surface) => {
                    glued_until = surface.last;
                    surface.space_after()
                }
                None => row.space_after(),
            };
            let head = row.fields[6].parse::<usize>().unwrap_or(0);
            let head = words
                .iter()
                .position(|other| other.first == head)
                .filter(|head| *head != at);
            self.tokens.push((
                Upos::from_word(row.fields[3]),
                Xpos::from_word(row.fields[4]),
                row.fields[2].to_owned(),
                head.map(|head| first + head),
                Relation::from_word(row.fields[7]),
                row.misc("Kind").map_or(Kind::None, Kind::from_word),
            ));
            self.name(row.misc("Name"), first + at);
        }
        if self.tokens.len() > first {
            self.sentences.push(Sentence {
                tokens: first..self.tokens.len(),
                paragraph: self.paragraph,
            });
        }
    }

    /// Opens or continues a name at a token.
    fn name(&mut self, label: Option<&str>, token: usize) {
        let Some((place, kind)) = label.and_then(|label| label.split_once('-')) else {
            return;
        };
        let kind = NameType::from_word(kind);
        match self.names.last_mut() {
            Some(open) if place == "I" && open.tokens.end == token && open.kind == kind => {
                open.tokens.end = token + 1;
            }
            _ => self.names.push(NameSpan {
                tokens: token..token + 1,
                kind,
                confidence: 1.0,
            }),
        }
    }

    fn finish(self) -> Owned {
        let text = Text::new(self.string);
        let tokens = self
            .places
            .into_iter()
            .zip(self.tokens)
            .filter_map(|(place, (upos, xpos, lemma, head, relation, kind))| {
                let span = text.span(place)?;
                Some(Token {
                    span,
                    upos,
                    xpos,
                    lemma,
                    head,
                    relation,
                    kind,
                })
            })
            .collect();
        Owned {
            id: self.id,
            text,
            tokens,
            sentences: self.sentences,
            names: self.names,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    const TWO: &str = "# newdoc id = a\n# newpar\n# sent_id = a-1\n# text = Ada Bell didn't wait.\n\
        1\tAda\tAda\tPROPN\tNNP\t_\t5\tnsubj\t_\tKind=person|Name=B-person\n\
        2\tBell\tBell\tPROPN\tNNP\t_\t1\tflat\t_\tName=I-person\n\
        3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        3\tdid\tdo\tAUX\tVBD\t_\t5\taux\t_\t_\n\
        4\tn't\tnot\tPART\tRB\t_\t5\tadvmod\t_\t_\n\
        5\twait\twait\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
        6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n\
        # newpar\n# sent_id = a-2\n# text = Kofi's well-known.\n\
        1-2\tKofi's\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tKofi\tKofi\tPROPN\tNNP\t_\t5\tnsubj\t_\tName=B-person\n\
        2\t's\tbe\tAUX\tVBZ\t_\t5\tcop\t_\t_\n\
        3\twell\twell\tADV\tRB\t_\t5\tadvmod\t_\tSpaceAfter=No\n\
        4\t-\t-\tPUNCT\tHYPH\t_\t3\tpunct\t_\tSpaceAfter=No\n\
        5\tknown\tknown\tADJ\tJJ\t_\t0\troot\t_\tSpaceAfter=No\n\
        6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_\n\n";

    #[test]
    fn what_is_written_is_what_was_read() {
        let documents = read(TWO);
        assert_eq!(documents.len(), 1);
        assert_eq!(
            documents[0].text.as_str(),
            "Ada Bell didn't wait.\n\nKofi's well-known."
        );
        assert_eq!(documents[0].names.len(), 2);
        assert_eq!(write(&documents[0].document(), "a"), TWO);
    }

    #[test]
    fn the_last_word_of_a_glued_sentence_leaves_no_space() {
        let glued = read(
            &TWO.replace(".\t_\t5\tpunct\t_\t_", ".\t_\t5\tpunct\t_\tSpaceAfter=No")
                .replace("# newpar\n", ""),
        );
        assert_eq!(
            glued[0].text.as_str(),
            "Ada Bell didn't wait.Kofi's well-known."
        );
    }

    #[test]
    fn lines_that_are_no_conllu_are_passed_over() {
        assert!(read("nonsense\n1\ttoo\tfew\n\n").is_empty());
    }
}
