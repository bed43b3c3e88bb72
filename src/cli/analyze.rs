//! `claimgraph analyze`: raw text to tokens, tags, trees and names.

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::article::{Article, Limits, Record};
use crate::cli::error::{Failure, Outcome, complain};
use crate::cli::input::Inputs;
use crate::cli::output::Output;
use crate::language::{Document, conllu};

/// Show the linguistic analysis of articles: tokens, tags, trees, names
///
/// Writes CoNLL-U (<https://universaldependencies.org/format.html>), one `# newdoc` an article, with
/// names and kinds of referents in the MISC column; or one JSON object an article.
///
/// Example: claimgraph analyze article.txt
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    inputs: Inputs,

    #[command(flatten)]
    output: Output,

    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Conllu)]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// CoNLL-U
    Conllu,
    /// One JSON object a line
    Json,
}

/// Bytes of text that are analysed together at most: memory is not to grow with the length of articles.
const CHUNK_BYTES: usize = 1 << 18;

pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let model = arguments.inputs.model()?;
    let mut refused = 0;
    arguments.output.with(|out| {
        let mut chunk: Vec<Article> = Vec::new();
        let mut flush = |chunk: &mut Vec<Article>| -> Result<(), Failure> {
            let texts: Vec<_> = chunk.iter().map(|article| &article.text).collect();
            for (article, document) in chunk.iter().zip(model.get().analyze_all(&texts)) {
                match arguments.format {
                    Format::Conllu => write!(out, "{}", conllu::write(&document, &article.id))?,
                    Format::Json => writeln!(out, "{}", as_json(&document, &article.id))?,
                }
            }
            chunk.clear();
            Ok(())
        };
        for record in arguments.inputs.read(Limits::default()) {
            match record {
                Ok(Record::Article { article, .. }) => chunk.push(article),
                Ok(Record::Extraction { origin, .. }) => {
                    refused += 1;
                    let hint = "analyze reads articles; give it the text itself";
                    complain(
                        "error",
                        &format!("{origin}: an extraction, not an article"),
                        Some(hint),
                    );
                }
                Err(error) => {
                    refused += 1;
                    complain("error", &error.to_string(), Some(error.hint()));
                }
            }
            let bytes: usize = chunk.iter().map(|it| it.text.as_str().len()).sum();
            if chunk.len() >= 64 || bytes >= CHUNK_BYTES {
                flush(&mut chunk)?;
            }
        }
        flush(&mut chunk)
    })?;
    Ok(Outcome::partly_if(refused > 0))
}

/// Offsets count code points; heads are token numbers in the document, counted from 0.
fn as_json(document: &Document<'_>, id: &str) -> serde_json::Value {
    let tokens: Vec<_> = document
        .tokens
        .iter()
        .map(|token| {
            let chars = document.text.char_range(token.span);
            json!({
                "start": chars.start, "end": chars.end, "lemma": token.lemma,
                "upos": token.upos.word(), "xpos": token.xpos.word(), "head": token.head,
                "relation": token.relation.word(), "kind": token.kind.word(),
            })
        })
        .collect();
    let sentences: Vec<_> = document
        .sentences
        .iter()
        .map(|it| json!({"tokens": [it.tokens.start, it.tokens.end], "paragraph": it.paragraph}))
        .collect();
    let names: Vec<_> = document
        .names
        .iter()
        .map(|it| json!({"tokens": [it.tokens.start, it.tokens.end], "type": it.kind.word(), "confidence": it.confidence}))
        .collect();
    json!({"id": id, "text": document.text.as_str(), "tokens": tokens, "sentences": sentences, "names": names})
}
