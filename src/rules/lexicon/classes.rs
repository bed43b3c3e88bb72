//! Classes of words that a rule tells apart by what they mean (`classes.tsv`).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::rules::lexicon::rows;

/// Declares the classes with their names in the table.
macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal,)*) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Class {
            $($(#[$doc])* $class,)*
        }

        impl Class {
            /// The class with this name in the table.
            fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($name => Some(Self::$class),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// What asks many people.
    Poll = "poll",
    /// What is found out and written down.
    Study = "study",
    /// What is done in or with a poll, and not told by it.
    Sampling = "sampling",
    /// Where somebody stands in a poll.
    Standing = "standing",
    /// What is done in a document.
    Stating = "stating",
    /// What only people do.
    Speaking = "speaking",
    /// What makes a plan somebody's.
    Making = "making",
    /// What one tries to, while it is not known.
    Finding = "finding",
    /// Verbs that only lend their subject to a noun of saying.
    Lending = "lending",
    /// What the one who is praised does.
    Receiving = "receiving",
    /// Nouns for what others think of somebody.
    Received = "received",
    /// How words that are written down are given out.
    Releasing = "releasing",
    /// What carries words and has no will.
    Carrier = "carrier",
    /// What something is said in.
    Medium = "medium",
    /// What things are done according to.
    Yardstick = "yardstick",
    /// What those who take part in an event do.
    Holding = "holding",
    /// What events do, and is done with them, at a time.
    Dating = "dating",
    /// Lengths of time that are no events.
    Span = "span",
    /// What lays down what is to be done.
    Binding = "binding",
    /// Things in which something is to be seen or read.
    Showing = "showing",
    /// What one claims by taking it.
    Claimed = "claimed",
    /// What one says by custom.
    Ritual = "ritual",
    /// What happens to the demand of a market.
    Market = "market",
    /// What somebody says, by its kind.
    Utterance = "utterance",
    /// Those who speak for the country whose office they hold.
    Envoy = "envoy",
    /// Offices that end many a title and no surname.
    Office = "office",
    /// Those who attack with other things than words.
    Fighter = "fighter",
    /// What is given or kept from somebody.
    Granted = "granted",
}

/// Whether a base form is in a class.
#[must_use]
pub fn is(class: Class, lemma: &str) -> bool {
    static WORDS: OnceLock<BTreeMap<Class, Vec<&'static str>>> = OnceLock::new();
    WORDS
        .get_or_init(|| {
            rows(include_str!("classes.tsv"))
                .filter_map(read_class)
                .collect()
        })
        .get(&class)
        .is_some_and(|words| words.contains(&lemma))
}

/// One line of the table.
fn read_class(line: &'static str) -> Option<(Class, Vec<&'static str>)> {
    let fields: Vec<&'static str> = line.split('\t').collect();
    let &[class, _, lemmas] = fields.as_slice() else {
        return None;
    };
    Some((Class::from_word(class)?, lemmas.split(' ').collect()))
}

#[cfg(test)]
mod tests {
    use super::{Class, is, read_class};
    use crate::rules::lexicon::rows;

    #[test]
    fn every_row_is_a_class() {
        for line in rows(include_str!("classes.tsv")) {
            assert!(read_class(line).is_some(), "{line}");
        }
        assert!(is(Class::Poll, "survey") && !is(Class::Poll, "vote"));
    }
}
