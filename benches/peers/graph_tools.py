"""How long rdflib and pyoxigraph take to load and dump a graph, to stand beside ours in the same run.

    python graph_tools.py CLAIMGRAPH EXTRACTIONS.jsonl

CLAIMGRAPH is the program, EXTRACTIONS what `claimgraph extract --format jsonl` wrote. Ours reads the
extractions, maps them to quads and stores them; the others load the same quads from N-Quads. Dumps are
N-Quads into a file, ours in reading order. Wall time, best of three in turn, of whole processes but for
rdflib, of which only the two calls are timed.
Needs `pip install rdflib pyoxigraph`.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

LOAD_PYOXIGRAPH = """
import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[1])
store.bulk_load(path=sys.argv[2], format=pyoxigraph.RdfFormat.N_QUADS)
store.flush()
"""
DUMP_PYOXIGRAPH = """
import sys, pyoxigraph
pyoxigraph.Store.read_only(sys.argv[1]).dump(sys.argv[2], format=pyoxigraph.RdfFormat.N_QUADS)
"""
# In memory, as rdflib has no store on disk of its own; it times itself, so that a dump needs no second load.
RDFLIB = """
import sys, time, rdflib
graph = rdflib.Dataset()
start = time.perf_counter()
graph.parse(sys.argv[1], format="nquads")
loaded = time.perf_counter()
graph.serialize(sys.argv[2], format="nquads")
print(loaded - start, time.perf_counter() - loaded)
"""


def seconds(*command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def python(script, *arguments):
    return seconds(sys.executable, "-c", script, *map(str, arguments))


def round_of(program, extractions, folder):
    ours, quads, dump = folder / "ours.store", folder / "quads.nq", folder / "dump.nq"
    figures = {
        "load, claimgraph": seconds(program, "ingest", "--location", ours, extractions),
        "dump, claimgraph": seconds(program, "dump", "--location", ours, "--format", "nq", "-o", quads),
        "load, pyoxigraph": python(LOAD_PYOXIGRAPH, folder / "theirs.store", quads),
        "dump, pyoxigraph": python(DUMP_PYOXIGRAPH, folder / "theirs.store", dump),
    }
    rdflib = subprocess.run([sys.executable, "-c", RDFLIB, quads, dump], check=True, capture_output=True, text=True)
    figures["load, rdflib"], figures["dump, rdflib"] = map(float, rdflib.stdout.split())
    with quads.open("rb") as lines:
        return sum(1 for _ in lines), figures


def main():
    program, extractions = sys.argv[1:]
    rounds = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            rounds.append(round_of(program, extractions, Path(folder)))
    quads = rounds[0][0]
    print(f"{quads} quads")
    for what in rounds[0][1]:
        best = min(figures[what] for _, figures in rounds)
        print(f"{what}: {best:.2f} s, {quads / best:.0f} quads/s")


main()
