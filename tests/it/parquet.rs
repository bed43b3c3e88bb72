//! Tables as Parquet, read back by the library's reader.

use std::fs::File;
use std::io::Write as _;

use claimgraph::publish::dump::Selection;
use claimgraph::publish::export::{self, Export, Table, TableFormat};
use claimgraph::store::Store;
use expect_test::expect;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::schema::printer::print_schema;

use crate::newsroom::{pier, store};

const BASE: &str = "https://example.org/claimgraph/";

fn written(store: &Store, table: Table, format: TableFormat) -> Vec<u8> {
    let mut out = Vec::new();
    let export = Export::Table(table, format);
    export::write(store, &Selection::default(), export, &mut out).unwrap();
    out
}

/// The schema and the rows of a table.
fn read(bytes: &[u8]) -> (String, Vec<String>) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let reader: SerializedFileReader<File> = SerializedFileReader::new(file).unwrap();
    let mut schema = Vec::new();
    print_schema(&mut schema, reader.metadata().file_metadata().schema());
    let rows = reader.get_row_iter(None).unwrap();
    let rows = rows.map(|row| row.unwrap().to_string().replace(BASE, "…"));
    (String::from_utf8(schema).unwrap(), rows.collect())
}

#[test]
fn days_numbers_and_lists_have_their_types() {
    let store = store(&pier());
    let (schema, rows) = read(&written(&store, Table::Claims, TableFormat::Parquet));
    expect![[r#"
        message claims {
          REQUIRED BYTE_ARRAY claim (STRING);
          REQUIRED BYTE_ARRAY article (STRING);
          OPTIONAL INT32 published (DATE);
          OPTIONAL BYTE_ARRAY outlet (STRING);
          REQUIRED BYTE_ARRAY source (STRING);
          OPTIONAL BYTE_ARRAY source_label (STRING);
          OPTIONAL BYTE_ARRAY source_kind (STRING);
          OPTIONAL BYTE_ARRAY act (STRING);
          OPTIONAL BYTE_ARRAY cue (STRING);
          OPTIONAL BYTE_ARRAY directness (STRING);
          OPTIONAL BYTE_ARRAY polarity (STRING);
          OPTIONAL BYTE_ARRAY certainty (STRING);
          OPTIONAL BYTE_ARRAY temporality (STRING);
          OPTIONAL INT32 said_on (DATE);
          OPTIONAL BYTE_ARRAY text (STRING);
          REQUIRED group about (LIST) {
            REPEATED group list {
              REQUIRED BYTE_ARRAY element (STRING);
            }
          }
          OPTIONAL BYTE_ARRAY within (STRING);
          OPTIONAL INT64 start;
          OPTIONAL INT64 end;
          OPTIONAL INT64 statements;
          OPTIONAL DOUBLE confidence;
        }
    "#]]
    .assert_eq(&schema);
    expect![[r#"
        {claim: "…doc/pier-again/claim-5177cdcd10", article: "…doc/pier-again", published: 2024-03-06, outlet: "Gull Gazette", source: "…entity/person-mara-oduya", source_label: "Mara Oduya", source_kind: "named", act: "confirm", cue: "confirmed", directness: "indirect", polarity: "positive", certainty: "certain", temporality: "nonFuture", said_on: null, text: "Port Authority closed Pier Nine", about: ["…entity/facility-pier-nine", "…entity/organization-port-authority"], within: null, start: 29, end: 60, statements: 1, confidence: 0.75}
        {claim: "…doc/pier-asked/claim-107ef394b4", article: "…doc/pier-asked", published: 2024-03-07, outlet: "Gull Gazette", source: "…entity/person-lev-tamm", source_label: "Lev Tamm", source_kind: "named", act: "ask", cue: "asked", directness: "indirect", polarity: "negative", certainty: "unspecified", temporality: "nonFuture", said_on: null, text: "whether Port Authority did not close Pier Nine", about: ["…entity/facility-pier-nine", "…entity/organization-port-authority"], within: null, start: 15, end: 61, statements: 1, confidence: 0.75}
        {claim: "…doc/pier-denied/claim-63f9b730af", article: "…doc/pier-denied", published: 2024-03-05, outlet: "Gull Gazette", source: "…entity/person-lev-tamm", source_label: "Lev Tamm", source_kind: "named", act: "deny", cue: "denied", directness: "indirect", polarity: "positive", certainty: "certain", temporality: "nonFuture", said_on: null, text: "that Port Authority closed Pier Nine", about: ["…entity/facility-pier-nine", "…entity/organization-port-authority"], within: null, start: 16, end: 52, statements: 1, confidence: 0.75}
        {claim: "…doc/pier-told/claim-fb4ac0db3f", article: "…doc/pier-told", published: 2024-03-04, outlet: "Tern Daily", source: "…entity/person-mara-oduya", source_label: "Mara Oduya", source_kind: "named", act: "assert", cue: "said", directness: "indirect", polarity: "positive", certainty: "certain", temporality: "nonFuture", said_on: null, text: "Port Authority closed Pier Nine", about: ["…entity/facility-pier-nine", "…entity/organization-port-authority"], within: null, start: 16, end: 47, statements: 1, confidence: 0.75}
        {claim: "…doc/pier-told/claim-1a182ee155", article: "…doc/pier-told", published: 2024-03-04, outlet: "Tern Daily", source: "…doc/pier-told/source-clerk", source_label: "clerk", source_kind: "anonymous", act: "assert", cue: "added", directness: "indirect", polarity: "positive", certainty: "certain", temporality: "nonFuture", said_on: null, text: "that Mara Oduya praised Port Authority", about: ["…entity/organization-port-authority", "…entity/person-mara-oduya"], within: null, start: 63, end: 101, statements: 1, confidence: 0.75}"#]].assert_eq(&rows.join("\n"));
    let (schema, rows) = read(&written(&store, Table::Entities, TableFormat::Parquet));
    expect![[r#"
        message entities {
          REQUIRED BYTE_ARRAY entity (STRING);
          OPTIONAL BYTE_ARRAY kind (STRING);
          OPTIONAL BYTE_ARRAY label (STRING);
          REQUIRED group aliases (LIST) {
            REPEATED group list {
              REQUIRED BYTE_ARRAY element (STRING);
            }
          }
          REQUIRED group descriptions (LIST) {
            REPEATED group list {
              REQUIRED BYTE_ARRAY element (STRING);
            }
          }
          REQUIRED group exact_match (LIST) {
            REPEATED group list {
              REQUIRED BYTE_ARRAY element (STRING);
            }
          }
          OPTIONAL INT64 articles;
          OPTIONAL INT64 mentions;
          OPTIONAL INT64 claims_by;
          OPTIONAL INT64 claims_about;
        }
    "#]]
    .assert_eq(&schema);
    expect![[r#"
        {entity: "…entity/facility-pier-nine", kind: "facility", label: "Pier Nine", aliases: [], descriptions: [], exact_match: [], articles: 4, mentions: 4, claims_by: 0, claims_about: 4}
        {entity: "…entity/organization-gull-gazette", kind: "organization", label: "Gull Gazette", aliases: [], descriptions: [], exact_match: [], articles: 3, mentions: 0, claims_by: 0, claims_about: 0}"#]].assert_eq(&rows[..2].join("\n"));
}

#[test]
fn each_table_has_the_rows_of_its_csv_and_the_same_bytes_each_time() {
    for store in [store(&pier()), Store::memory()] {
        for table in [Table::Claims, Table::Entities, Table::Mentions] {
            let bytes = written(&store, table, TableFormat::Parquet);
            assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
            assert_eq!(bytes, written(&store, table, TableFormat::Parquet));
            let (_, rows) = read(&bytes);
            let csv = String::from_utf8(written(&store, table, TableFormat::Csv)).unwrap();
            assert_eq!(rows.len() + 1, csv.lines().count(), "{table:?}");
            let head = csv.lines().next().unwrap();
            for (row, line) in rows.iter().zip(csv.lines().skip(1)) {
                let names = head
                    .split(',')
                    .filter(|name| row.contains(&format!("{name}: ")));
                assert_eq!(names.count(), head.split(',').count(), "{row}");
                let first = line.replace('"', "").replace(BASE, "…");
                let first = first.split("claim-").next().unwrap_or_default();
                assert!(
                    row.contains(&first[..first.find(',').unwrap_or(first.len())]),
                    "{row}"
                );
            }
        }
    }
}
