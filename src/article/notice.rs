//! Paragraphs that are not the article's prose: syndication notes, credits, calls to subscribe.

use std::sync::LazyLock;

use regex::{Regex, RegexSet, RegexSetBuilder};

/// What a paragraph that is no prose says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Notice {
    /// The outlet that a syndication note names.
    pub(super) outlet: Option<String>,
}

/// Bytes of the longest paragraph that is looked at: notices are short, and prose is not searched
/// for them.
const LONGEST: usize = 600;

/// "This article originally appeared in The Springfield Courier."
static ORIGIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"^[\[(*_]*(?i:this|the) (?i:article|story|post|piece|report|column|op-ed|essay|interview|analysis|content)(?i: has| is| was|, which)?(?i: been| also| originally| first| republished| adapted)*(?i: appeared| published| posted| ran| produced| reported| written| provided| republished| reprinted| syndicated| distributed)(?i: \w+ly| online| here| first)? (?i:in|on|by|at|from|through|with permission from) (?:(?i:the) website of )?(?P<outlet>(?:[Tt]he )?\p{Lu}[\p{L}\p{N}&.’' -]*?)(?:,? (?i:on|in|under|and|with|as part|for|where|by)(?-u:\b).*|, \d.*)?[.\])*_]*(?: (?i:read the original|republished|copyright|©|it (?:was|is|has)).*)?$",
    )
    .ok()
});

/// Whole paragraphs, by their form.
static FORMS: LazyLock<Option<RegexSet>> = LazyLock::new(|| {
    RegexSetBuilder::new([
        // (Reporting by Ann Lee; Editing by Dana Wu)
        r"^[\[(*_]*(?i:additional |further )?(?i:reporting|writing|editing|compiled|translat(?:ed|ion)|graphics?|photography|production)(?i: was contributed| and \w+| assistance)? by \p{Lu}.*$",
        // Ann Lee in Lisbon and Dana Wu contributed to this report.
        r"^[\[(*_]*(?:(?i:the )?(?:[\p{Lu}&][\p{L}.’'-]*|(?i:and|in|of|from|for|the|staff|writers?|reporters?|correspondents?|researchers?|de|van|von|al)|AP|,|;)[, ;]*)+(?i:also )?contributed(?i: additional)?(?i: reporting| research| to (?:this|the) (?:report|story|article)| from \p{Lu}).*$",
        // Ann Lee reported from Lisbon, and Dana Wu from Porto.
        r"^[\[(*_]*(?:\p{Lu}[\p{L}.’'-]*[, ]+(?:and )?)+reported from \p{Lu}.*$",
        // © 2023 Example. All rights reserved.
        r"^(?:©|\(c\) ?\d{4}|(?i:copyright)(?-u:\b) ?(?:©|\(c\)|\d{4}|\p{Lu})).*$",
        r"^.*(?-u:\b)(?i:all rights reserved|may not be published, broadcast|reproduced without permission)(?-u:\b).*$",
        // Read more: ...
        r"^[\[(*_>→•-]*\s*(?i:read more|more on this|read also|also read|read next|related(?: (?:stories|articles|content|coverage|news))?|see also|see more|watch(?: (?:now|live|more|the video))?|listen(?: now)?|more from [\p{L} ]+|more:|don[’']t miss|recommended|trending|you may also like|up next|in pictures)\s*(?::|»|>|\||$).*$",
        r"^(?i:read|click|tap) (?i:more|here|the full|the rest|the original)(?-u:\b).*$",
        // Photo: ..., (AP Photo/Ann Lee), Ann Lee/Getty Images
        r"^[\[(*_]*(?i:(?:file )?(?:photo|image|picture|photograph|illustration|graphic|video)s?(?: credit| by| courtesy)?|credits?)\s*(?::|(?-u:\b)by(?-u:\b)|(?-u:\b)courtesy(?-u:\b)|/).*$",
        r"^[\[(].*(?:(?i:photo|images)(?-u:\b)|Getty|Shutterstock|EPA).*[\])]\.?$",
        r"^.*(?:/ ?(?:Getty Images|AP|AP Photo|Reuters|AFP|EPA|Shutterstock|The New York Times)|(?:Getty Images|AP Photo|AFP via Getty Images))[)\].]*$",
        // Sign up for our newsletter
        r"^(?i:sign up|subscribe|get (?:the|our|your)|join (?:our|the|us)|download (?:our|the)|follow (?:us|our|\w+ on|the)|like us|support (?:our|us|independent)|want more|enjoy(?:ing|ed)? (?:this|our)|never miss|stay (?:up to date|informed|on top|connected)|register|log ?in|already a subscriber)(?-u:\b).*(?i:newsletters?|inbox|e-?mail|subscri|app(?-u:\b)|twitter|facebook|instagram|telegram|whatsapp|youtube|account|alerts?|journalism|notifications?|news(?-u:\b)|channel|free(?-u:\b)).*$",
        r"^(?i:our) (?:[\p{L}]+ )*(?i:newsletter).*$",
        // Furniture
        r"^(?i:advertisement|story continues below(?: advertisement)?|article continues (?:below|after).*|continue reading(?: the main story)?|skip (?:advertisement|to .*)|loading\W*|share (?:this|on|via).*|comments?|print|save|sponsored(?: content)?|most (?:read|popular)|top stories|tags?:.*|topics?:.*|filed under:.*|keywords?:.*|__+|\*\s*\*\s*\*|#+|-30-|\(?ends?\)|end of article|view comments|show more|back to top)$",
        // ABSTRACT. Correction appended. A picture's source alone on its line.
        r"^(?i:abstract|corrections? appended|getty(?: images)?|screenshot|(?:via )?(?:twitter|facebook|instagram|youtube))\.?$",
        // Our Standards: The Example Principles.
        r"^(?i:our standards|terms of use|privacy policy)\s*:.*$",
        // Watch the whole interview above.
        r"^(?i:watch|see|view|listen to|read|hear) (?i:the|this|our|his|her|their)(?-u:\b)[^.]*(?-u:\b)(?i:above|below|here)[.:!]*$",
        // Editor's note: the photo was exchanged.
        r"^[\[(*_]*(?i:editor(?:[’']?s|s[’'])? note|author[’']?s note)\s*[:—–-].*$",
        // Contact Ann Lee at ann@example.org; Follow @ann
        r"^[\[(*_“\x22]*(?i:contact|e-?mail|follow|on twitter,? follow|reach|write to|send|have (?:a|any)|got a)(?-u:\b)(?:[^.!?]|[.!?]\S)*(?:@\w|https?://)\S*(?:\s.{0,80})?$",
        r"^(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+)[.)\]]*$",
        // Editor's note: This story was updated. Not a correction, which is about the matter.
        r"^[\[(*_]*(?i:this (?:article|story|post|report|breaking news story|is a developing story|is a breaking)[\w ,’']{0,40}(?: was| has been| will be| is being) (?:\w+ )?(?:updated|corrected|edited|amended|revised|translated)|this is a (?:developing|breaking)).*$",
        // The views expressed are the author's own.
        r"^[\[(*_]*(?i:(?:the )?(?:views|opinions)(?-u:\b).*(?-u:\b)expressed(?-u:\b)).*$",
    ])
    // With less, the set is too large for an automaton, and ten times slower.
    .dfa_size_limit(32 << 20)
    .build()
    .ok()
});

/// Reads a paragraph as a notice; `None` for prose.
pub(super) fn find(paragraph: &str) -> Option<Notice> {
    let paragraph = paragraph.trim();
    if paragraph.is_empty() || paragraph.len() > LONGEST || paragraph.contains('\n') {
        return None;
    }
    if let Some(origin) = ORIGIN.as_ref()?.captures(paragraph) {
        let outlet = origin["outlet"].trim().trim_end_matches('.').to_owned();
        return Some(Notice {
            outlet: Some(outlet),
        });
    }
    FORMS
        .as_ref()?
        .is_match(paragraph)
        .then_some(Notice { outlet: None })
}

#[cfg(test)]
mod tests {
    use super::{FORMS, ORIGIN, find};

    #[test]
    fn syndication_notes_name_the_outlet() {
        assert!(ORIGIN.is_some() && FORMS.is_some());
        let check = |note: &str, outlet: &str| {
            let found = find(note).unwrap_or_else(|| panic!("prose: {note}"));
            assert_eq!(found.outlet.as_deref(), Some(outlet), "{note}");
        };
        check(
            "This article originally appeared in The Springfield Courier.",
            "The Springfield Courier",
        );
        check(
            "This story was originally published by the Salem Herald on March 2, 2021.",
            "the Salem Herald",
        );
        check(
            "This article is republished from The Conversation under a Creative Commons license. Read the original article.",
            "The Conversation",
        );
        check(
            "(This story first ran in The Porto Observer)",
            "The Porto Observer",
        );
    }

    #[test]
    fn credits_and_calls_are_notices() {
        for notice in [
            "(Reporting by Ann Lee in Lisbon; Editing by Dana Wu)",
            "Additional reporting by Carl de Vries",
            "Ann Lee in Lisbon and Dana Wu contributed to this report.",
            "Associated Press writer Ann Lee contributed from Porto.",
            "Ann Lee reported from Lisbon, and Dana Wu from Porto.",
            "© 2021 The Springfield Courier",
            "Copyright 2021 The Associated Press. All rights reserved.",
            "READ MORE: The bridge that never opened",
            "Related stories",
            "Photo: Ann Lee",
            "(AP Photo/Ann Lee)",
            "The bridge at dusk. Ann Lee/Getty Images",
            "Sign up for our morning newsletter.",
            "Follow us on Twitter",
            "Advertisement",
            "Story continues below advertisement",
            "Contact Ann Lee at ann@example.org",
            "This story has been updated with comments from the mayor.",
            "* * *",
            "ABSTRACT.",
            "Watch the whole interview above.",
            "Editor’s note: The photo was exchanged.",
            "Follow Ann Lee on Twitter @annlee.",
        ] {
            assert!(find(notice).is_some(), "{notice}");
        }
    }

    #[test]
    fn prose_is_no_notice() {
        for prose in [
            "This article of the constitution was written in 1976.",
            "This story ends well.",
            "Reporting by the agency showed that the bridge was unsafe, the mayor said.",
            "Ann Lee contributed $500 to the campaign of the mayor's rival.",
            "The mayor reported from the bridge that it was open.",
            "Related costs rose by 5%, the ministry said.",
            "Watch what they do, she said.",
            "Copyright law protects the song, the court ruled.",
            "The photo shows the bridge.",
            "Subscribers left the service in droves.",
            "Get out of the car, the officer said.",
            "Follow the money, she said.",
            "The newsletter was late.",
            "See the bridge from above, the guide said.",
            "@ann",
            "Join the army, the poster said.",
        ] {
            assert_eq!(find(prose), None, "{prose}");
        }
    }
}
