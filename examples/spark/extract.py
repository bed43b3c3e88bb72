#!/usr/bin/env python3
"""Runs `claimgraph extract` on every partition of a folder of articles in JSON Lines under Spark.

    spark-submit --master 'local[2]' examples/spark/extract.py ARTICLES OUT [--claimgraph PATH]
                 [--base IRI] [--partitions N]

ARTICLES is anything Spark reads as text (a folder, a pattern, hdfs://, s3a://), one article a line, as
`docs/reading.md` describes it. OUT becomes a folder of gzipped N-Quads, one file a partition; every
article is a named graph. Load the files into any store that takes N-Quads; in which order does not
matter, and loading one twice changes nothing.

Every worker needs the claimgraph binary: at the same path, or shipped with `--files`.
"""

import argparse
import subprocess
import sys
import threading

from pyspark.sql import SparkSession


def extracted(command, lines):
    """One process a partition: articles go in on its standard input while quads come out."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    errors = []
    reader = threading.Thread(target=lambda: errors.extend(process.stderr.readlines()))
    reader.start()

    def feed():
        try:
            for line in lines:
                process.stdin.write(line.encode("utf-8") + b"\n")
        except BrokenPipeError:
            pass  # The exit code says why.
        finally:
            try:
                process.stdin.close()
            except BrokenPipeError:
                pass

    writer = threading.Thread(target=feed)
    writer.start()
    some = False
    for quad in process.stdout:
        some = True
        yield quad.decode("utf-8").rstrip("\n")
    writer.join()
    code = process.wait()
    reader.join()
    said = b"".join(errors).decode("utf-8", "replace")
    sys.stderr.write(said)
    # 1: some articles were refused, the others are there. Nothing in, nothing out is no failure.
    if code not in (0, 1) and (some or "no article could be read" not in said):
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {said}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("articles")
    parser.add_argument("out")
    parser.add_argument("--claimgraph", default="claimgraph")
    parser.add_argument("--base", default="https://example.org/claimgraph/")
    parser.add_argument("--partitions", type=int, default=0, help="cut the input into so many")
    arguments = parser.parse_args()
    spark = SparkSession.builder.appName("claimgraph").getOrCreate()
    lines = spark.sparkContext.textFile(arguments.articles)
    if arguments.partitions:
        lines = lines.repartition(arguments.partitions)
    command = [arguments.claimgraph, "extract", "--format", "nq", "--base", arguments.base, "-"]
    quads = lines.mapPartitions(lambda part: extracted(command, part))
    quads.saveAsTextFile(arguments.out, "org.apache.hadoop.io.compress.GzipCodec")
    spark.stop()


if __name__ == "__main__":
    main()
