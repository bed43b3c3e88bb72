//! The article as it was published, and how its graph was made.

use oxigraph::model::{Literal, NamedNode};

use crate::mapping::Origin;
use crate::mapping::iri::{self, Mint};
use crate::mapping::scene::Scene;
use crate::mapping::sink::Sink;
use crate::mapping::stamp::stamp;
use crate::ontology::borrowed::{prov, rdfs, schema};
use crate::ontology::terms::property;

/// Writes the document node, its authors and outlet, and the provenance of the graph.
pub(super) fn write(scene: &Scene<'_>, origin: &Origin<'_>, sink: &mut Sink<'_>) {
    let it = &scene.extraction.document;
    let document = scene.document();
    sink.class(document, schema::NEWS_ARTICLE);
    sink.class(document, prov::ENTITY);
    sink.add(document, schema::IDENTIFIER, plain(scene.id()));
    sink.add(document, schema::SHA256, plain(&iri::sha256(&it.text)));
    if let Some(title) = &it.title {
        sink.add(document, schema::HEADLINE, scene.literal(title));
    }
    for (property, date) in [
        (schema::DATE_PUBLISHED, &it.published),
        (schema::DATE_MODIFIED, &it.modified),
    ] {
        if let Some(date) = date.as_deref().and_then(stamp) {
            sink.add(document, property, date);
        }
    }
    for (property, text) in [
        (schema::URL, &it.url),
        (schema::IN_LANGUAGE, &it.language),
        (property::DATELINE, &it.dateline),
    ] {
        if let Some(text) = text {
            sink.add(document, property, plain(text));
        }
    }
    for (author, name) in &scene.cast.authors {
        sink.add(document, schema::AUTHOR, author.clone());
        let is_outlet = matches!(&scene.cast.outlet, Some((outlet, _)) if outlet == author);
        if !is_outlet {
            sink.class(author, schema::PERSON);
            sink.add(author, rdfs::LABEL, scene.literal(name));
        }
    }
    if let Some((outlet, name)) = &scene.cast.outlet {
        sink.add(document, schema::PUBLISHER, outlet.clone());
        sink.class(outlet, schema::ORGANIZATION);
        sink.add(outlet, rdfs::LABEL, scene.literal(name));
    }
    provenance(scene, &scene.mint, origin, sink);
}

fn provenance(scene: &Scene<'_>, mint: &Mint<'_>, origin: &Origin<'_>, sink: &mut Sink<'_>) {
    let extraction = mint.extraction();
    let graph: NamedNode = sink.graph().clone();
    let software = mint.software(origin.software, origin.version);
    let english = |words: &str| {
        let words = format!("{words} {}", scene.id());
        Literal::new_language_tagged_literal_unchecked(words, "en")
    };
    sink.class(&graph, prov::ENTITY);
    sink.add(&graph, rdfs::LABEL, english("what was read in"));
    sink.add(&graph, prov::WAS_GENERATED_BY, extraction.clone());
    sink.class(&extraction, prov::ACTIVITY);
    sink.add(&extraction, rdfs::LABEL, english("extraction from"));
    sink.add(&extraction, prov::USED, scene.document().clone());
    sink.add(&extraction, prov::WAS_ASSOCIATED_WITH, software.clone());
    if let Some(model) = origin.model {
        sink.add(&extraction, property::MODEL, plain(model));
    }
    if let Some(digest) = origin.input_digest {
        sink.add(&extraction, property::INPUT_DIGEST, plain(digest));
    }
    sink.class(&software, prov::SOFTWARE_AGENT);
    sink.add(&software, rdfs::LABEL, plain(origin.software));
    sink.add(&software, schema::SOFTWARE_VERSION, plain(origin.version));
}

fn plain(text: &str) -> Literal {
    Literal::new_simple_literal(text)
}
