//! How fast text becomes documents: `cargo bench --bench language`, tokens per second in the item column.

use divan::Bencher;
use divan::counter::ItemsCount;

use claimgraph::language::{Model, sentence, token};
use claimgraph::text::Text;

fn main() {
    divan::main();
}

/// Sentences of the length and the mixture of a news article.
const PARAGRAPHS: [&str; 5] = [
    "LAKESIDE — Two officials of the harbour authority said on Tuesday that the northern pier would stay closed \
     until March, citing damage from last week's storm. The repairs are expected to cost $4.5 million.",
    "“We didn't see this coming,” said Maria Okafor, the authority's director. “Nobody did.” She added that ferries \
     to the outer islands had been moved to the old dock, which was built in 1962 and handles about 300 passengers a day.",
    "Shop owners along the water were less patient. According to the Lakeside Herald, some of them have written to \
     the regional government, asking for help with rents that they say have doubled since 2019.",
    "A spokesman for the ministry of transport, Daniel Reyes, declined to comment on the letter, but he denied that \
     the ministry had ignored earlier warnings from engineers.",
    "Mr. Reyes told reporters that a report, due by Sept. 13, would look at the U.S.-made cranes, the pier and the \
     breakwater. It rained again on Wednesday.",
];

/// Articles of about 450 words.
fn articles(count: usize) -> Vec<Text> {
    let body = PARAGRAPHS.join("\n\n");
    (0..count)
        .map(|_| Text::new(format!("{body}\n\n{body}\n\n{body}")))
        .collect()
}

fn words(texts: &[Text]) -> usize {
    texts
        .iter()
        .map(|text| token::tokens(text.as_str()).len())
        .sum()
}

#[divan::bench]
fn tokenizer(bencher: Bencher<'_, '_>) {
    let texts = articles(10);
    bencher.counter(ItemsCount::new(words(&texts))).bench(|| {
        texts
            .iter()
            .map(|text| token::tokens(text.as_str()).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn tokenizer_and_sentences(bencher: Bencher<'_, '_>) {
    let texts = articles(10);
    bencher.counter(ItemsCount::new(words(&texts))).bench(|| {
        let count = |text: &Text| {
            let mut words = token::tokens(text.as_str());
            sentence::sentences(text.as_str(), &mut words).len()
        };
        texts.iter().map(count).sum::<usize>()
    });
}

#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn end_to_end_on_threads(bencher: Bencher<'_, '_>, threads: usize) {
    let texts = articles(10);
    let texts_ref: Vec<&Text> = texts.iter().collect();
    let model = Model::embedded();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("a small pool");
    bencher
        .counter(ItemsCount::new(words(&texts)))
        .bench(|| pool.install(|| model.analyze_all(&texts_ref).len()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn one_short_sentence(bencher: Bencher<'_, '_>) {
    let text = Text::new("The minister denied the report.");
    let model = Model::embedded();
    bencher.bench(|| model.analyze_all(&[&text]).len());
}
