//! The model file opened: a safetensors container as `models/README.md` describes it.

use std::collections::HashMap;

use rayon::prelude::*;
use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use serde_json::Value;

use crate::language::matmul::{Linear, Matrix};
use crate::language::model::Error;
use crate::language::network::DIM;

/// A linear map in full precision, `y = x W + b`: the heads, whose decisions hang on small differences.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) weight: Matrix,
    pub(crate) bias: Vec<f32>,
}

/// Scale and shift of a layer normalisation.
#[derive(Debug)]
pub(crate) struct Norm {
    pub(crate) weight: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// Rows of int8 with a scale each: too many to dequantise at start.
#[derive(Debug)]
pub(crate) struct Rows {
    values: Vec<i8>,
    scales: Vec<f32>,
    width: usize,
}

impl Rows {
    /// Adds a row to `out`; a row that does not exist adds nothing.
    pub(crate) fn add(&self, row: usize, out: &mut [f32]) {
        let Some(values) = self.values.get(row * self.width..(row + 1) * self.width) else {
            return;
        };
        let scale = self.scales.get(row).copied().unwrap_or_default();
        for (out, value) in out.iter_mut().zip(values) {
            *out += f32::from(*value) * scale;
        }
    }
}

/// One transformer layer.
#[derive(Debug)]
pub(crate) struct Layer {
    pub(crate) qkv: Linear,
    pub(crate) out: Linear,
    pub(crate) norm1: Norm,
    pub(crate) up: Linear,
    pub(crate) down: Linear,
    pub(crate) norm2: Norm,
}

/// Every tensor of the model.
#[derive(Debug)]
pub(crate) struct Weights {
    pub(crate) words: Rows,
    pub(crate) positions: Rows,
    pub(crate) cases: Vec<f32>,
    pub(crate) embedding_norm: Norm,
    pub(crate) layers: Vec<Layer>,
    pub(crate) upos: Head,
    pub(crate) xpos: Head,
    pub(crate) names: Head,
    pub(crate) kinds: Head,
    pub(crate) mlp: Head,
    /// What a dependent looks for in its head.
    pub(crate) arcs: Head,
    /// `[65, R · 65]`: a dependent's row times this is its R relations' rows to hold against a head.
    pub(crate) labels: Matrix,
    pub(crate) transitions: Vec<f32>,
    pub(crate) start: Vec<f32>,
    /// Whether a sentence starts at a word; older models do not say.
    pub(crate) borders: Option<Borders>,
}

/// Where sentences start inside what the rules took for one.
#[derive(Debug)]
pub(crate) struct Borders {
    /// What the word before (first half of the outputs) and the word itself have to say.
    pub(crate) pair: Head,
    /// One output: the two added.
    pub(crate) out: Head,
}

/// Rows of `label.V`: the width of the relations' projections and one for the bias.
const LABEL_ROWS: usize = 65;

/// The file and the strings beside its tensors.
pub(crate) struct File<'b> {
    tensors: SafeTensors<'b>,
    pub(crate) strings: HashMap<String, String>,
}

impl<'b> File<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Error> {
        let damaged = |reason: safetensors::SafeTensorError| Error::Container(reason.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(damaged)?;
        Ok(Self {
            tensors: SafeTensors::deserialize(bytes).map_err(damaged)?,
            strings: header.metadata().clone().unwrap_or_default(),
        })
    }

    /// Reads every tensor, in parallel where it is much.
    pub(crate) fn weights(&self, layers: usize) -> Result<Weights, Error> {
        let layers: Result<Vec<Layer>, Error> = (0..layers)
            .into_par_iter()
            .map(|number| self.layer(number))
            .collect();
        Ok(Weights {
            words: self.rows("embeddings.word")?,
            positions: self.rows("embeddings.position")?,
            cases: self.floats("embeddings.case.weight")?,
            embedding_norm: self.norm("embeddings.norm")?,
            layers: layers?,
            upos: self.head("upos")?,
            xpos: self.head("xpos")?,
            names: self.head("names")?,
            kinds: self.head("kinds")?,
            mlp: self.head("mlp")?,
            arcs: self.arcs()?,
            labels: Matrix::new(&self.floats("label.V")?, LABEL_ROWS)
                .ok_or_else(|| Error::Shape("label.V".to_owned()))?,
            transitions: self.floats("names.transitions")?,
            start: self.floats("names.start")?,
            borders: self.borders()?,
        })
    }

    fn layer(&self, number: usize) -> Result<Layer, Error> {
        let name = |part: &str| format!("layers.{number}.{part}");
        Ok(Layer {
            qkv: self.linear(&name("qkv"))?,
            out: self.linear(&name("out"))?,
            norm1: self.norm(&name("norm1"))?,
            up: self.linear(&name("up"))?,
            down: self.linear(&name("down"))?,
            norm2: self.norm(&name("norm2"))?,
        })
    }

    fn borders(&self) -> Result<Option<Borders>, Error> {
        if self.tensors.tensor("borders.pair.weight").is_err() {
            return Ok(None);
        }
        let (pair, out) = (self.head("borders.pair")?, self.head("borders.out")?);
        let fits = pair.weight.rows == DIM
            && out.weight.columns == 1
            && pair.weight.columns == 2 * out.weight.rows;
        fits.then_some(Some(Borders { pair, out }))
            .ok_or_else(|| Error::Shape("borders.pair".to_owned()))
    }

    /// `arc.U` is `[inputs + 1, outputs]`; its last row is the bias.
    fn arcs(&self) -> Result<Head, Error> {
        let tensor = self.tensor("arc.U", Dtype::F32)?;
        let shape = || Error::Shape("arc.U".to_owned());
        let [rows, outputs] = *tensor.shape() else {
            return Err(shape());
        };
        let inputs = rows.checked_sub(1).ok_or_else(shape)?;
        let mut weight = self.floats("arc.U")?;
        let bias = weight.split_off(inputs * outputs);
        let weight = Matrix::new(&weight, inputs).ok_or_else(shape)?;
        Ok(Head { weight, bias })
    }

    fn linear(&self, name: &str) -> Result<Linear, Error> {
        let rows = self.rows(name)?;
        let bias = self.floats(&format!("{name}.bias"))?;
        Linear::new(&rows.values, rows.scales, bias)
            .ok_or_else(|| Error::Shape(format!("{name}.bias")))
    }

    fn head(&self, name: &str) -> Result<Head, Error> {
        let rows = self.rows(name)?;
        let bias = self.floats(&format!("{name}.bias"))?;
        let outputs = rows.scales.len();
        let mut weight = vec![0.0; rows.values.len()];
        for (output, values) in rows.values.chunks_exact(rows.width).enumerate() {
            for (input, value) in values.iter().enumerate() {
                weight[input * outputs + output] = f32::from(*value) * rows.scales[output];
            }
        }
        Matrix::new(&weight, rows.width)
            .filter(|_| bias.len() == outputs)
            .map(|weight| Head { weight, bias })
            .ok_or_else(|| Error::Shape(format!("{name}.bias")))
    }

    fn norm(&self, name: &str) -> Result<Norm, Error> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"))?,
            bias: self.floats(&format!("{name}.bias"))?,
        })
    }

    fn rows(&self, name: &str) -> Result<Rows, Error> {
        let key = format!("{name}.weight");
        let tensor = self.tensor(&key, Dtype::I8)?;
        let [rows, width] = *tensor.shape() else {
            return Err(Error::Shape(key));
        };
        let scales = self.floats(&format!("{name}.scale"))?;
        if scales.len() != rows || width == 0 {
            return Err(Error::Shape(format!("{name}.scale")));
        }
        Ok(Rows {
            values: tensor
                .data()
                .iter()
                .map(|byte| byte.cast_signed())
                .collect(),
            scales,
            width,
        })
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, Error> {
        let tensor = self.tensor(name, Dtype::F32)?;
        let (chunks, _) = tensor.data().as_chunks::<4>();
        Ok(chunks
            .iter()
            .map(|bytes| f32::from_le_bytes(*bytes))
            .collect())
    }

    fn tensor(&self, name: &str, kind: Dtype) -> Result<TensorView<'_>, Error> {
        let tensor = self
            .tensors
            .tensor(name)
            .map_err(|_| Error::Missing(name.to_owned()))?;
        if tensor.dtype() == kind {
            Ok(tensor)
        } else {
            Err(Error::Shape(name.to_owned()))
        }
    }
}

/// A list of words in the configuration, read one by one.
pub(crate) fn labels<T>(
    config: &Value,
    key: &str,
    read: impl Fn(&str) -> T,
) -> Result<Vec<T>, Error> {
    let list = config[key].as_array();
    let words = list.ok_or_else(|| Error::Config(key.to_owned()))?;
    Ok(words
        .iter()
        .map(|word| read(word.as_str().unwrap_or_default()))
        .collect())
}
