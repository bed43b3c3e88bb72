//! Holds graphs against SHACL shapes with rudof's validator: `claimgraph-shacl SHAPES.ttl DATA.nt...`.
//!
//! Writes a line for each thing that breaks a shape: the file, the thing, the constraint. Exit codes as of
//! pySHACL: 0 all graphs conform, 1 one does not, 2 something could not be read.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::process::ExitCode;

use rudof_rdf::rdf_core::RDFFormat;
use shacl::validator::processor::{GraphValidation, ShaclProcessor};
use shacl::validator::store::ShaclDataManager;
use shacl::validator::{ShaclConfig, ShaclValidationMode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((shapes, graphs)) = arguments.split_first().filter(|(_, rest)| !rest.is_empty())
    else {
        eprintln!("usage: claimgraph-shacl SHAPES.ttl DATA.nt...");
        return ExitCode::from(2);
    };
    match validate(shapes, graphs) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether all graphs conform.
fn validate(shapes: &str, graphs: &[String]) -> Result<bool, Box<dyn Error>> {
    let mut reader = BufReader::new(File::open(shapes)?);
    let schema = ShaclDataManager::load(&mut reader, shapes, &RDFFormat::Turtle, None)?;
    let mut conform = true;
    for graph in graphs {
        let mut data = GraphValidation::from_path(graph, RDFFormat::NTriples, None)?;
        let report = data.validate(
            &schema,
            &ShaclValidationMode::Native,
            &ShaclConfig::default(),
        )?;
        conform &= report.conforms();
        let broken: BTreeSet<String> = report
            .results()
            .iter()
            .map(|it| format!("{}\t{}", it.focus_node(), it.constraint_component()))
            .collect();
        for line in broken {
            println!("{graph}\t{line}");
        }
    }
    Ok(conform)
}
