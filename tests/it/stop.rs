//! Work that is not wanted any more ends soon, whatever it is at, and leaves nothing running.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use claimgraph::article::Article;
use claimgraph::knowledge::Knowledge;
use claimgraph::language::{self, Document, Model, Sentence, Token};
use claimgraph::rules;
use claimgraph::stop::Stop;
use claimgraph::text::Text;

/// What makes different rules compare much with much when it is said again and again.
const REPEATED: [&str; 4] = [
    "The officials said the officials denied it. A deal failed and the deal was closed.\n\n",
    "“It rained,” Ann Lee said of Omar Farouk on Tuesday. He saw him, and she told the mayor so.\n\n",
    "Ann Lee, a lawyer, the head of the bank, met Omar Farouk. The two said that they agreed.\n\n",
    "According to the Courier, citing documents, officials in Lima, Peru, believed that pier 4 closed.\n\n",
];

/// Bytes of a text over which the rules take far longer than this test.
const LONG: usize = 1_000_000;

/// The latest that anything may end after it was stopped, on a machine that is busy with other tests.
const SOON: Duration = Duration::from_secs(3);

/// The analysis of a text that says the same many times, made without analysing it all.
fn again<'t>(text: &'t Text, once: &Document<'_>, stop: Stop<'t>) -> Document<'t> {
    let size = once.text.as_str().len();
    let paragraphs = once.sentences.last().unwrap().paragraph + 1;
    let mut many = Document {
        text,
        tokens: Vec::new(),
        sentences: Vec::new(),
        names: Vec::new(),
        stop,
    };
    for time in 0..text.as_str().len() / size {
        let first = many.tokens.len();
        let shifted = |range: &std::ops::Range<usize>| range.start + first..range.end + first;
        many.sentences
            .extend(once.sentences.iter().map(|it| Sentence {
                tokens: shifted(&it.tokens),
                paragraph: it.paragraph + time * paragraphs,
            }));
        many.names
            .extend(once.names.iter().map(|it| language::NameSpan {
                tokens: shifted(&it.tokens),
                ..it.clone()
            }));
        many.tokens.extend(once.tokens.iter().map(|it| {
            Token {
                span: text
                    .span(it.span.start() + time * size..it.span.end() + time * size)
                    .unwrap(),
                head: it.head.map(|head| head + first),
                ..it.clone()
            }
        }));
    }
    many
}

#[test]
fn rules_end_soon_wherever_they_are() {
    let knowledge = Knowledge::default();
    for words in REPEATED {
        let short = Text::new(words);
        let once = language::analyze(&short, Model::embedded());
        let article = Article::new("long", words.repeat(LONG / words.len()));
        let flag = AtomicBool::new(false);
        let document = again(&article.text, &once, Stop::when(&flag));
        for after in [0, 100, 400] {
            flag.store(false, Ordering::Relaxed);
            let late = std::thread::scope(|scope| {
                let work = scope.spawn(|| {
                    let made = rules::extract(&article, &document, &knowledge);
                    (made, Instant::now())
                });
                std::thread::sleep(Duration::from_millis(after));
                let stopped = Instant::now();
                flag.store(true, Ordering::Relaxed);
                let (made, end) = work.join().unwrap();
                assert!(made.claims.is_empty() && made.entities.is_empty());
                assert_eq!(made.document.id, "long");
                end.saturating_duration_since(stopped)
            });
            assert!(late < SOON, "{late:?} after {after} ms of {words}");
        }
    }
}

#[test]
fn an_analysis_that_is_not_wanted_is_not_made() {
    let text = Text::new("It rained in Salem, officials said.");
    let flag = AtomicBool::new(true);
    let model = Model::embedded();
    assert_eq!(model.analyze_unless(&[&text], Stop::when(&flag)), None);
    flag.store(false, Ordering::Relaxed);
    let made = model.analyze_unless(&[&text], Stop::when(&flag));
    assert_eq!(made, Some(model.analyze_all(&[&text])));
}

/// The worker that was at an article which took too long is the one that reads the next.
#[cfg(target_os = "linux")]
#[test]
fn an_article_given_up_leaves_no_thread_behind() {
    use std::io::{BufRead as _, Write as _};
    use std::process::Stdio;

    use crate::kit::Folder;

    let folder = Folder::new();
    let line = |id: &str, text: &str| {
        let line = serde_json::json!({"id": id, "text": text});
        format!("{line}\n")
    };
    let long = REPEATED.concat().repeat(1000);
    let mut command = folder.command(&["extract", "--max-article-time", "0.1", "-"]);
    let command = command.env("RAYON_NUM_THREADS", "2");
    let (child, mut stdin, stdout) = Folder::talk_with(command, Stdio::piped());
    let mut stdout = stdout.lines();
    for id in ["a", "b", "c", "d"] {
        stdin.write_all(line(id, &long).as_bytes()).unwrap();
    }
    stdin
        .write_all(line("short", "It rained.").as_bytes())
        .unwrap();
    assert!(stdout.next().unwrap().unwrap().contains("\"id\":\"short\""));
    let workers = std::fs::read_dir(format!("/proc/{}/task", child.id()))
        .unwrap()
        .filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok())
        .filter(|name| name.starts_with("claimgraph-work"))
        .count();
    assert_eq!(workers, 2);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let given_up = ["a", "b", "c", "d"].map(|id| {
        format!(
            "error: {id}: given up after 100ms\n\
             hint: allow more with --max-article-time, or split it\n"
        )
    });
    assert_eq!(stderr, given_up.concat());
    assert_eq!(output.status.code(), Some(1));
}
