//! The label sets of the analysis: universal word classes, Penn tags, UD relations.
//!
//! The words are those of Universal Dependencies v2 (<https://universaldependencies.org/en/>) and
//! of the Penn Treebank as UD English writes them in XPOS.

/// Declares an enum of labels with their spelling, a parser and a default for what is unknown.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident, $unknown:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(clippy::doc_markdown, reason = "labels are quoted as they are spelled")]
        pub enum $name { $($(#[$vdoc])* #[doc = $word] $variant,)+ }

        impl $name {
            /// Every label.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// As the treebanks spell it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The label with this spelling; the catch-all label for any other.
            #[must_use]
            pub fn from_word(word: &str) -> Self {
                match word { $($word => Self::$variant,)+ _ => Self::$unknown }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

labels! {
    /// Universal part-of-speech tags.
    Upos, X {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
        Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
        Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

labels! {
    /// Penn Treebank tags.
    Xpos, Unknown {
        Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", In = "IN", Jj = "JJ", Jjr = "JJR",
        Jjs = "JJS", Ls = "LS", Md = "MD", Nn = "NN", Nns = "NNS", Nnp = "NNP", Nnps = "NNPS",
        Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpPoss = "PRP$", Rb = "RB", Rbr = "RBR",
        Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD",
        Vbg = "VBG", Vbn = "VBN", Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP",
        WpPoss = "WP$", Wrb = "WRB", Add = "ADD", Afx = "AFX", Gw = "GW", Hyph = "HYPH",
        Nfp = "NFP", Comma = ",", Period = ".", Colon = ":", LeftQuote = "``", RightQuote = "''",
        LeftBracket = "-LRB-", RightBracket = "-RRB-", Dollar = "$", Unknown = "XX",
    }
}

labels! {
    /// Universal dependency relations, with the subtypes of UD English.
    Relation, Dep {
        Root = "root",
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl",
        Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass",
        Case = "case", Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound",
        CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj",
        CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep", Det = "det",
        DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
        Expl = "expl", Fixed = "fixed", Flat = "flat", FlatForeign = "flat:foreign",
        Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark", Nmod = "nmod",
        NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked",
        Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod",
        Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum",
        Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Relation {
    /// The universal relation without its subtype.
    #[must_use]
    pub const fn base(self) -> Self {
        match self {
            Self::AclRelcl => Self::Acl,
            Self::AdvclRelcl => Self::Advcl,
            Self::AuxPass => Self::Aux,
            Self::CcPreconj => Self::Cc,
            Self::CompoundPrt => Self::Compound,
            Self::CsubjOuter | Self::CsubjPass => Self::Csubj,
            Self::DetPredet => Self::Det,
            Self::FlatForeign => Self::Flat,
            Self::NmodDesc | Self::NmodPoss | Self::NmodUnmarked => Self::Nmod,
            Self::NsubjOuter | Self::NsubjPass => Self::Nsubj,
            Self::OblAgent | Self::OblUnmarked => Self::Obl,
            other => other,
        }
    }
}

labels! {
    /// What the thing a noun or pronoun refers to is (the entity types of the GUM corpus).
    Kind, None {
        None = "none", Abstract = "abstract", Animal = "animal", Event = "event",
        Object = "object", Organization = "organization", Person = "person", Place = "place",
        Plant = "plant", Substance = "substance", Time = "time",
    }
}

labels! {
    /// The type of a flat name.
    NameType, Other {
        Person = "person", Organization = "organization", Group = "group", Country = "country",
        Place = "place", Facility = "facility", Event = "event", Product = "product",
        Work = "work", Law = "law", Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::{Relation, Upos, Xpos};

    #[test]
    fn spelling_round_trips_and_the_unknown_falls_to_the_catch_all() {
        for label in Xpos::ALL {
            assert_eq!(Xpos::from_word(label.word()), *label);
        }
        assert_eq!(Upos::from_word("WHAT"), Upos::X);
        assert_eq!(Relation::from_word("nsubj:pass").base(), Relation::Nsubj);
    }
}
