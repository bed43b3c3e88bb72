"""Reads the files of scripts/interop with Python's tools; fails where two of them disagree."""

import csv
import io
import json
import os
import sys
import warnings
from importlib.metadata import version

import pyoxigraph
import rdflib
from rdflib.compare import isomorphic

warnings.filterwarnings("ignore")
work, table = sys.argv[1:3]
TRIPLES = [("nt", "nt"), ("ttl", "turtle"), ("rdf", "xml")]
QUADS = [("nq", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")]


def row(tool, command, result):
    with open(table, "a", encoding="utf-8") as out:
        out.write(f"| {tool} | {version(tool)} | `{command}` | {result} |\n")


def quads(ending, name):
    dataset = rdflib.Dataset()
    dataset.parse(f"{work}/article.{ending}", format=name)
    return set(dataset.quads((None, None, None, None)))


graphs = {ending: rdflib.Graph().parse(f"{work}/article.{ending}", format=name) for ending, name in TRIPLES}
size = len(graphs["nt"])
assert size > 100
for ending, name in TRIPLES:
    assert isomorphic(graphs[ending], graphs["nt"]), ending
    row("rdflib", f"Graph().parse('article.{ending}', format='{name}')", f"{len(graphs[ending])} triples")
expected = quads("nq", "nquads")
for ending, name in QUADS:
    read = quads(ending, name)
    assert read == expected, (ending, len(read ^ expected), sorted(read ^ expected)[:4])
    assert len(read) == size
    row("rdflib", f"Dataset().parse('article.{ending}', format='{name}')", f"{len(read)} quads")

# Literals must survive to the letter, so terms are compared as their N-Quads.
read = {}
for ending, _ in TRIPLES + QUADS:
    with open(f"{work}/article.{ending}", "rb") as file:
        found = pyoxigraph.parse(file, format=pyoxigraph.RdfFormat.from_extension(ending))
        read[ending] = {(str(q.subject), str(q.predicate), str(q.object)) for q in found}
    assert read[ending] == read["nt"], ending
    row("pyoxigraph", f"parse('article.{ending}')", f"{len(read[ending])} statements")

import nanopub  # noqa: E402

whole = rdflib.Dataset()
whole.parse(f"{work}/nanopub.trig", format="trig")
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")
publications = sorted({s for s, _, _, _ in whole.quads((None, rdflib.RDF.type, NP.Nanopublication, None))})
assert publications
for publication in publications:
    one = rdflib.ConjunctiveGraph()
    for ending in ["-head", "-assertion", "-provenance", "-info"]:
        name = rdflib.URIRef(publication + ending)
        for triple in whole.graph(name):
            one.get_context(name).add(triple)
    made = nanopub.Nanopub(rdf=one, conf=nanopub.NanopubConf())
    assert made.is_valid, publication
row("nanopub", "Nanopub(rdf=...).is_valid", f"{len(publications)} valid nanopublications")

with open(f"{work}/annotation.jsonld", encoding="utf-8") as file:
    collection = json.load(file)
with open(f"{work}/article.extraction.jsonl", encoding="utf-8") as file:
    text = json.loads(file.readline())["document"]["text"]
count = 0
for annotation in collection["first"]["items"]:
    targets = annotation["target"]
    for target in targets if isinstance(targets, list) else [targets]:
        position, quote = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote.get("prefix", "")) and text[end:].startswith(quote.get("suffix", ""))
        assert start == 0 or quote["prefix"]
    count += 1
assert count == collection["total"]
print(f"{count} web annotations quote the article's own words")

CG = rdflib.Namespace("https://w3id.org/claimgraph/ns#")
SCHEMA = rdflib.Namespace("https://schema.org/")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
ENTITIES = {CG.Group, CG.AnonymousSource} | {
    SCHEMA[name]
    for name in "Person Organization Country Place CivicStructure Event Product CreativeWork Legislation Thing".split()
}


def expected_edges():
    """Who speaks of whom and what is stated of two, counted from the RDF."""
    whole = rdflib.Dataset()
    whole.parse(f"{work}/both.nq", format="nquads")
    count = {}
    for graph in whole.graphs():

        def is_node(name):
            kinds = set(graph.objects(name, rdflib.RDF.type)) & ENTITIES
            return bool(kinds) and not (kinds == {SCHEMA.Thing} and "/thing-" in name)

        def add(basis, one, other, act):
            if one and other and one != other and is_node(one) and is_node(other):
                key = (basis, str(one), str(other), act)
                count[key] = count.get(key, 0) + 1

        for claim in graph.subjects(rdflib.RDF.type, CG.Claim):
            act = (graph.value(claim, CG.act) or "").removeprefix(CG)
            for about in graph.objects(claim, SCHEMA.about):
                add("claim", graph.value(claim, PROV.wasAttributedTo), about, act)
            for statement in graph.objects(claim, CG.states):
                subject = graph.value(statement, rdflib.RDF.subject)
                add("statement", subject, graph.value(statement, rdflib.RDF.object), act)
                for argument in graph.objects(statement, CG.argument):
                    add("statement", subject, graph.value(argument, rdflib.RDF.value), act)
    assert {basis for basis, *_ in count} == {"claim", "statement"}
    return set(count.items())


def edges(network):
    """The same from a network as networkx read it."""
    count = {}
    for one, other, data in network.edges(data=True):
        key = (data["basis"], one, other, data["act"])
        count[key] = count.get(key, 0) + int(data["weight"])
    return set(count.items())


if os.path.exists(f"{work}/graph.ftm"):
    import networkx
    from followthemoney import model
    from followthemoney.exc import InvalidData

    # GEXF names its own version; networkx knows 1.2 and reads what both have in common.
    with open(f"{work}/graph.gexf", encoding="utf-8") as file:
        gexf = file.read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
    networks = {
        "read_graphml": networkx.read_graphml(f"{work}/graph.graphml", force_multigraph=True),
        "read_gexf": networkx.read_gexf(io.StringIO(gexf)),
    }
    sizes = {name: (len(network.nodes), len(network.edges)) for name, network in networks.items()}
    assert len(set(sizes.values())) == 1, sizes
    for name, network in networks.items():
        assert all(data["label"] and data["kind"] for _, data in network.nodes(data=True))
        assert all(data["weight"] >= 1 and data["certainty"] for _, _, data in network.edges(data=True))
        assert edges(network) == expected_edges(), edges(network) ^ expected_edges()
        row("networkx", name, "%d nodes, %d edges" % sizes[name])

    count = {}
    with open(f"{work}/graph.ftm", encoding="utf-8") as file:
        for line in file:
            data = json.loads(line)
            schema = model.get(data["schema"])
            try:
                schema.validate(data)
            except InvalidData as error:
                raise SystemExit(f"{data['id']}: {error} {error.errors}")
            proxy = model.get_proxy(data, cleaned=False)
            for name, values in data["properties"].items():
                assert len(proxy.get(name)) == len(values), (data["id"], name, values, proxy.get(name))
            count[schema.name] = count.get(schema.name, 0) + 1
    row("followthemoney", "model.get_proxy(..., cleaned=False)", ", ".join(f"{n} {s}" for s, n in sorted(count.items())))

TYPES = {
    "published": "date32[day]", "said_on": "date32[day]", "confidence": "double",
    "about": "list", "aliases": "list", "descriptions": "list", "exact_match": "list",
} | dict.fromkeys("start end statements articles mentions claims_by claims_about".split(), "int64")
for rows in ["claims", "entities", "mentions"]:
    if not os.path.exists(f"{work}/{rows}.csv"):
        continue
    with open(f"{work}/{rows}.csv", encoding="utf-8", newline="") as file:
        head, *cells = list(csv.reader(file, strict=True))
    assert cells and {len(line) for line in cells} == {len(head)}, rows
    print(f"{rows}.csv: {len(cells)} rows")

    import duckdb
    import pyarrow.parquet

    # Parquet must say what CSV says; lists, numbers and days by their types.
    name = f"{work}/{rows}.parquet"
    read = pyarrow.parquet.read_table(name)
    assert read.column_names == head
    for field in read.schema:
        assert str(field.type).split("<")[0] == TYPES.get(field.name, "string"), field
    between = {"aliases": "; ", "descriptions": "; "}

    def shown(column, value):
        if isinstance(value, list):
            return between.get(column, " ").join(value)
        return "" if value is None else str(value)

    found = [[shown(column, row[column]) for column in head] for row in read.to_pylist()]
    assert found == cells, next((one, other) for one, other in zip(found, cells) if one != other)
    row("pyarrow", f"parquet.read_table('{rows}.parquet')", f"{read.num_rows} rows, those of the CSV")
    by_duckdb = duckdb.sql(f"SELECT * FROM '{name}'").fetchall()
    assert [[shown(*pair) for pair in zip(head, line)] for line in by_duckdb] == cells
    row("duckdb", f"SELECT * FROM '{rows}.parquet'", f"{len(by_duckdb)} rows, those of the CSV")


# The shapes, held against good and broken graphs by two validators that know nothing of each other.
import subprocess  # noqa: E402

import pyshacl  # noqa: E402

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
shapes = rdflib.Graph().parse(f"{work}/shapes.ttl")
ontology = rdflib.Graph().parse(f"{work}/ontology.ttl")
derived = os.path.exists(f"{work}/both.nt")
for data, without in [
    ("article", None),
    ("article", "directness"),
    ("both", None),
    ("both", "outletsFor"),
    ("both", "role"),
]:
    if data == "both" and not derived:
        continue
    graph = rdflib.Graph().parse(f"{work}/{data}.nt", format="nt")
    if without:
        assert (None, CG[without], None) in graph, without
        graph.remove((None, CG[without], None))
    whole = graph + ontology
    whole.serialize(f"{work}/shacl.nt", format="nt", encoding="utf-8")
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, ont_graph=ontology)
    expected = {(str(report.value(it, SH.focusNode)), str(report.value(it, SH.sourceConstraintComponent)).removeprefix(SH))
                for it in report.subjects(rdflib.RDF.type, SH.ValidationResult)}
    run = subprocess.run([os.environ["CLAIMGRAPH_SHACL"], f"{work}/shapes.ttl", f"{work}/shacl.nt"],
                         capture_output=True, text=True)
    assert run.returncode == (0 if conforms else 1), (data, without, run.returncode, run.stderr, run.stdout[:500])
    found = [line.split("\t")[1:] for line in run.stdout.splitlines()]
    found = {(focus.strip("<>"), part.strip("<>").removeprefix(SH)) for focus, part in found}
    assert found == expected, (data, without, sorted(found ^ expected)[:6])
    assert conforms == (without is None), (data, without, sorted(expected)[:3])
    what = f"{data}.nt" + (f" without cg:{without}" if without else "")
    result = "conforms" if conforms else f"{len(expected)} violations, those of pySHACL"
    with open(table, "a", encoding="utf-8") as out:
        out.write(f"| rudof's `shacl` | 0.3.37 | `claimgraph-shacl shapes.ttl {what}` | {result} |\n")
