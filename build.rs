//! Packs what the binary embeds: the model and the gazetteer take three megabytes less that way.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// What is embedded, and how hard Zstandard tries: on 8-bit weights no level gains over the lowest, but
/// on word pieces and lemmas, which the model carries too; higher levels than this only take longer.
const EMBEDDED: [(&str, i32); 2] = [
    ("models/claimgraph-en.safetensors", 12),
    ("knowledge/gazetteer.bin", 19),
];

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    for (path, level) in EMBEDDED {
        println!("cargo::rerun-if-changed={path}");
        let name = Path::new(path).file_name().ok_or("a file has a name")?;
        let mut packed = Path::new(&out).join(name).into_os_string();
        packed.push(".zst");
        fs::write(packed, zstd::bulk::compress(&fs::read(path)?, level)?)?;
    }
    Ok(())
}
