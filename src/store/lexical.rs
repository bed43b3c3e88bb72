//! How a number was written: Oxigraph keeps a decimal's value and gives `1` back for `1.0`.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Quad, Term};

/// The quad with a digit after the point of a whole decimal, the canonical form of XML Schema 1.0
/// (section 3.2.3.2), in which the graphs were written and which Turtle needs no quotes for.
#[must_use]
pub fn as_written(mut quad: Quad) -> Quad {
    if let Term::Literal(literal) = &quad.object
        && literal.datatype() == xsd::DECIMAL
        && !literal.value().contains('.')
    {
        let value = format!("{}.0", literal.value());
        quad.object = Literal::new_typed_literal(value, xsd::DECIMAL).into();
    }
    quad
}

#[cfg(test)]
mod tests {
    use oxigraph::model::vocab::xsd;
    use oxigraph::model::{GraphName, Literal, NamedNode, Quad};

    use super::as_written;

    #[test]
    fn only_a_whole_decimal_gets_a_point() {
        let node = NamedNode::new_unchecked("https://example.org/a");
        for (value, datatype, expected) in [
            ("1", xsd::DECIMAL, "1.0"),
            ("-0", xsd::DECIMAL, "-0.0"),
            ("0.97", xsd::DECIMAL, "0.97"),
            ("1", xsd::INTEGER, "1"),
            ("1", xsd::STRING, "1"),
        ] {
            let object = Literal::new_typed_literal(value, datatype);
            let quad = Quad::new(node.clone(), node.clone(), object, GraphName::DefaultGraph);
            let expected = Literal::new_typed_literal(expected, datatype);
            assert_eq!(as_written(quad).object, expected.into());
        }
    }
}
