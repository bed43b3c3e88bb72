//! Keeps code, `ontology/*.ttl` and the golden graphs saying the same thing.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use claimgraph::ontology::{
    BORROWED, CHECKS, CLAIMGRAPH, NAMESPACE, PATHS, PREFIXES, SHAPES, VERSION,
};
use expect_test::expect_file;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";

/// Own terms that no golden graph uses, each with its reason.
const UNUSED: &[&str] = &[
    // Classes of terms, which stand in the ontology only.
    "Finding",
    "Assertable",
    "Act",
    "Directness",
    "Voice",
    "Polarity",
    "Certainty",
    "Temporality",
    "MentionKind",
    // Derived over all articles: tests/it/derive.rs.
    "Proposition",
    "proposition",
    "outletsFor",
    "outletsAgainst",
    "copyOf",
    "articlesDigest",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn parse(turtle: &str, name: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(turtle.as_bytes())
        .map(|quad| quad.unwrap_or_else(|error| panic!("{name}: {error}")))
        .collect()
}

/// Files below a folder of the repository with an extension, in order.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{folder}");
    found
}

fn goldens() -> Vec<(PathBuf, Vec<Quad>)> {
    let files = files("tests/articles", "ttl");
    files
        .into_iter()
        .map(|path| {
            let turtle = fs::read_to_string(&path).unwrap();
            let quads = parse(&turtle, &path.display().to_string());
            (path, quads)
        })
        .collect()
}

/// One term of an ontology file: its types and the values of each property.
#[derive(Default)]
struct Entry(BTreeMap<String, Vec<Term>>);

impl Entry {
    fn all(&self, property: &str) -> Vec<String> {
        let values = self.0.get(property).into_iter().flatten();
        values
            .map(|term| match term {
                Term::NamedNode(node) => node.as_str().to_owned(),
                Term::Literal(literal) => literal.value().to_owned(),
                other => other.to_string(),
            })
            .collect()
    }

    fn one(&self, property: &str, term: &str) -> String {
        let all = self.all(property);
        assert_eq!(all.len(), 1, "{term} needs exactly one {property}");
        all.into_iter().next().unwrap()
    }
}

fn entries(turtle: &str) -> BTreeMap<String, Entry> {
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    for quad in parse(turtle, "ontology") {
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            let entry = entries.entry(subject.into_string()).or_default();
            let values = entry.0.entry(quad.predicate.into_string()).or_default();
            values.push(quad.object);
        }
    }
    entries
}

fn own() -> BTreeMap<String, Entry> {
    let mut own = entries(CLAIMGRAPH);
    own.retain(|iri, _| iri.starts_with(NAMESPACE));
    own
}

fn module(kind: &str) -> &'static str {
    match kind.strip_prefix(OWL) {
        Some("Class") => "class",
        Some("ObjectProperty" | "DatatypeProperty") => "property",
        _ => "value",
    }
}

#[test]
fn every_file_parses_and_has_no_blank_terms() {
    for (name, turtle) in [
        ("claimgraph", CLAIMGRAPH),
        ("borrowed", BORROWED),
        ("shapes", SHAPES),
    ] {
        assert!(!parse(turtle, name).is_empty());
    }
    for path in files("ontology/examples", "ttl") {
        parse(
            &fs::read_to_string(&path).unwrap(),
            &path.display().to_string(),
        );
    }
}

#[test]
fn every_own_term_is_described_once_with_domain_and_range_that_exist() {
    let own = own();
    let borrowed = entries(BORROWED);
    let known = |iri: &str| {
        own.contains_key(iri)
            || borrowed.contains_key(iri)
            || iri.starts_with("http://www.w3.org/2001/XMLSchema#")
            || [format!("{RDF}langString"), format!("{RDFS}Literal")].contains(&iri.to_owned())
    };
    for (iri, entry) in &own {
        let kind = entry.one(&format!("{RDF}type"), iri);
        assert!(!entry.one(&format!("{RDFS}label"), iri).is_empty());
        assert!(
            entry.one(&format!("{RDFS}comment"), iri).ends_with('.'),
            "{iri}"
        );
        assert_eq!(
            entry.one(&format!("{RDFS}isDefinedBy"), iri),
            NAMESPACE.trim_end_matches('#')
        );
        match module(&kind) {
            "property" => {
                for end in ["domain", "range"] {
                    let end = entry.one(&format!("{RDFS}{end}"), iri);
                    assert!(known(&end), "{iri}: {end} is not defined");
                }
            }
            "value" => assert!(own.contains_key(&kind), "{iri}: {kind} is not defined"),
            _ => {}
        }
    }
    let header = entries(CLAIMGRAPH);
    let header = &header[NAMESPACE.trim_end_matches('#')];
    assert_eq!(
        header.one(&format!("{OWL}versionInfo"), "ontology"),
        VERSION
    );
}

#[test]
fn the_constants_are_fresh() {
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    for (iri, entry) in own() {
        let kind = entry.one(&format!("{RDF}type"), &iri);
        let comment = entry.one(&format!("{RDFS}comment"), &iri);
        let local = iri.strip_prefix(NAMESPACE).unwrap();
        let code = modules.entry(module(&kind).to_owned()).or_default();
        code.push_str(&constant(local, &comment, &iri));
    }
    let docs = |name: &str| match name {
        "class" => "Classes.".to_owned(),
        "property" => "Properties.".to_owned(),
        _ => "Values of properties.".to_owned(),
    };
    let code = file("ontology/claimgraph.ttl", "Our own terms", &modules, docs);
    expect_file!["../../src/ontology/terms.rs"].assert_eq(&code);

    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    for (iri, entry) in entries(BORROWED) {
        let (prefix, local) = split(&iri).unwrap_or_else(|| panic!("{iri} has no prefix"));
        let comment = entry.one(&format!("{RDFS}comment"), &iri);
        entry.one(&format!("{RDFS}label"), &iri);
        entry.one(&format!("{RDFS}isDefinedBy"), &iri);
        let code = modules.entry(prefix.to_owned()).or_default();
        code.push_str(&constant(local, &comment, &iri));
    }
    let docs = |name: &str| {
        let (_, namespace) = PREFIXES.iter().find(|(prefix, _)| *prefix == name).unwrap();
        format!("Terms of <{namespace}>.")
    };
    let code = file(
        "ontology/borrowed.ttl",
        "Terms of other vocabularies",
        &modules,
        docs,
    );
    expect_file!["../../src/ontology/borrowed.rs"].assert_eq(&code);
}

fn file(
    from: &str,
    what: &str,
    modules: &BTreeMap<String, String>,
    docs: impl Fn(&str) -> String,
) -> String {
    let mut code =
        format!("//! {what}. Generated from `{from}`: `UPDATE_EXPECT=1 cargo test ontology`.\n");
    for (name, constants) in modules {
        let docs = docs(name);
        write!(
            code,
            "\n/// {docs}\n#[rustfmt::skip]\npub mod {name} {{\n    use oxigraph::model::NamedNodeRef;\n{constants}}}\n"
        )
        .unwrap();
    }
    code
}

fn constant(local: &str, comment: &str, iri: &str) -> String {
    let name = screaming_snake(local);
    // Names of terms are code to rustdoc.
    let words = comment.split(' ').map(|word| {
        let bare = word.trim_end_matches(['.', ',', ';', ':']);
        if bare.contains(':') {
            format!("`{bare}`{}", &word[bare.len()..])
        } else {
            word.to_owned()
        }
    });
    let comment = words.collect::<Vec<_>>().join(" ");
    format!(
        "\n    /// {comment}\n    pub const {name}: NamedNodeRef<'static> =\n        \
         NamedNodeRef::new_unchecked(\"{iri}\");\n"
    )
}

fn screaming_snake(local: &str) -> String {
    let mut name = String::new();
    for (index, letter) in local.char_indices() {
        if letter.is_uppercase() && index > 0 {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    name
}

fn split(iri: &str) -> Option<(&'static str, &str)> {
    let found = PREFIXES
        .iter()
        .filter(|(prefix, _)| *prefix != "wd")
        .find(|(_, namespace)| iri.starts_with(namespace))?;
    Some((found.0, &iri[found.1.len()..]))
}

#[test]
fn golden_graphs_use_only_defined_terms() {
    let mut defined: BTreeSet<String> = own().into_keys().collect();
    defined.extend(entries(BORROWED).into_keys());
    let mut undefined = BTreeSet::new();
    for (path, quads) in goldens() {
        for quad in quads {
            let class = quad.predicate.as_str() == format!("{RDF}type");
            let mut used = vec![quad.predicate.into_string()];
            if let Term::NamedNode(object) = quad.object {
                let own = object.as_str().starts_with(NAMESPACE);
                used.extend((class || own).then(|| object.into_string()));
            }
            for iri in used {
                if !defined.contains(&iri) {
                    undefined.insert(format!("{}: {iri}", path.display()));
                }
            }
        }
    }
    assert!(undefined.is_empty(), "not in ontology/: {undefined:#?}");
}

#[test]
fn every_own_term_is_used_by_a_golden_graph() {
    let mut used = BTreeSet::new();
    for (_, quads) in goldens() {
        for quad in quads {
            used.insert(quad.predicate.into_string());
            if let Term::NamedNode(object) = quad.object {
                used.insert(object.into_string());
            }
        }
    }
    let unused: Vec<String> = own()
        .into_keys()
        .filter(|iri| !used.contains(iri))
        .map(|iri| iri[NAMESPACE.len()..].to_owned())
        .filter(|local| !UNUSED.contains(&local.as_str()))
        .collect();
    assert!(unused.is_empty(), "dead vocabulary: {unused:?}");
}

/// What a check finds in a graph, a line each.
fn violations(query: &str, quads: &[Quad]) -> Vec<String> {
    let store = Store::new().unwrap();
    for quad in quads {
        let mut quad = quad.clone();
        quad.graph_name = GraphName::DefaultGraph;
        store.insert(&quad).unwrap();
    }
    let prepared = SparqlEvaluator::new().parse_query(query).unwrap();
    let QueryResults::Solutions(solutions) = prepared.on_store(&store).execute().unwrap() else {
        panic!("a check is a SELECT");
    };
    solutions
        .map(|solution| format!("{:?}", solution.unwrap()))
        .collect()
}

#[test]
fn checks_are_quiet_on_golden_graphs_and_fire_on_their_counter_examples() {
    let goldens = goldens();
    for check in CHECKS {
        let name = check.name;
        for (path, quads) in &goldens {
            let found = violations(check.query, quads);
            assert!(found.is_empty(), "{name} on {}: {found:#?}", path.display());
        }
        let path = root().join(format!("tests/checks/{name}.ttl"));
        let quads = parse(&fs::read_to_string(&path).unwrap(), name);
        assert!(
            !violations(check.query, &quads).is_empty(),
            "{name} cannot fail"
        );
    }
}

#[test]
fn every_check_file_is_embedded_with_a_rule_and_a_counter_example() {
    let names = |folder: &str, extension: &str| -> BTreeSet<String> {
        let files = files(folder, extension);
        let stems = files
            .iter()
            .map(|path| path.file_stem().unwrap().to_str().unwrap());
        stems.map(str::to_owned).collect()
    };
    let embedded: BTreeSet<String> = CHECKS.iter().map(|check| check.name.to_owned()).collect();
    assert_eq!(embedded, names("ontology/checks", "rq"));
    assert_eq!(embedded, names("tests/checks", "ttl"));
    for check in CHECKS {
        assert!(check.rule().ends_with('.'), "{}", check.name);
    }
}

#[test]
fn every_prefix_is_unique_and_used() {
    let mut prefixes = BTreeSet::new();
    let mut namespaces = BTreeSet::new();
    for (prefix, namespace) in PREFIXES.iter().chain(PATHS) {
        assert!(prefixes.insert(*prefix), "{prefix} twice");
        assert!(namespaces.insert(*namespace), "{namespace} twice");
    }
    let mut texts = vec![
        CLAIMGRAPH.to_owned(),
        BORROWED.to_owned(),
        SHAPES.to_owned(),
    ];
    for path in files("tests/articles", "ttl") {
        texts.push(fs::read_to_string(path).unwrap());
    }
    for (prefix, namespace) in PREFIXES {
        let used = texts.iter().any(|text| {
            text.lines()
                .filter(|line| !line.trim_start().starts_with("@prefix"))
                .any(|line| line.contains(&format!("{prefix}:")) || line.contains(namespace))
        });
        assert!(used, "{prefix}: is used nowhere");
    }
}
