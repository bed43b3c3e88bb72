//! x
use claimgraph::article::Article;
use claimgraph::language::*;
use claimgraph::text::Text;
use std::collections::BTreeMap;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut arts: BTreeMap<String, serde_json::Value> = BTreeMap::new();
    let mut order = Vec::new();
    for l in std::fs::read_to_string(&args[1]).unwrap().lines() {
        let v: serde_json::Value = serde_json::from_str(l).unwrap();
        let id = v["id"].as_str().unwrap().to_owned();
        order.push(id.clone());
        arts.insert(id, v);
    }
    let mut docs: BTreeMap<String, Vec<(usize, Vec<Vec<String>>)>> = BTreeMap::new();
    let mut cur = String::new();
    for l in std::fs::read_to_string(&args[2]).unwrap().lines() {
        let f: Vec<String> = l.split('\t').map(str::to_owned).collect();
        if f[0] == "#S" {
            cur = f[1].clone();
            docs.entry(cur.clone())
                .or_default()
                .push((f[2].parse().unwrap(), vec![]));
        } else {
            docs.get_mut(&cur).unwrap().last_mut().unwrap().1.push(f);
        }
    }
    for id in order {
        let v = &arts[&id];
        let s = |k: &str| v[k].as_str().map(str::to_owned);
        let text = Text::new(v["text"].as_str().unwrap());
        let mut tokens = Vec::new();
        let mut sentences = Vec::new();
        for (par, rows) in docs.get(&id).map(|x| x.as_slice()).unwrap_or(&[]) {
            let base = tokens.len();
            for f in rows {
                let h: usize = f[5].parse().unwrap();
                tokens.push(Token {
                    span: text
                        .span_of_chars(f[0].parse().unwrap()..f[1].parse().unwrap())
                        .unwrap(),
                    upos: Upos::from_word(&f[2]),
                    xpos: Xpos::from_word(&f[3]),
                    lemma: f[4].clone(),
                    head: h.checked_sub(1).map(|x| x + base),
                    relation: Relation::from_word(&f[6]),
                    kind: Kind::from_word(&f[7]),
                });
            }
            sentences.push(Sentence {
                tokens: base..tokens.len(),
                paragraph: *par,
            });
        }
        let article = Article {
            id: id.clone(),
            url: None,
            title: s("title"),
            outlet: None,
            authors: vec![],
            published: s("published"),
            modified: None,
            dateline: None,
            language: None,
            text: text.clone(),
            residue: vec![],
            original: Default::default(),
        };
        let document = Document {
            text: &text,
            tokens,
            sentences,
            names: vec![],
        };
        let knowledge = Default::default();
        let e = claimgraph::rules::extract(&article, &document, &knowledge);
        println!("{}", serde_json::to_string(&e).unwrap());
    }
}
