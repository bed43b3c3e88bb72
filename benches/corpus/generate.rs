//! News articles by rule: any number of them from a seed, the same ones every time.
//!
//! They are for measuring speed, memory and size, not quality: the sentences are templates. Names,
//! dates, figures, quotations and lengths vary as they do in news, so that caches, indexes and
//! dictionaries meet realistic variety: about 250,000 names of people, lengths from 80 to 2,500 words
//! around a median of 430, a quarter of the sentences with direct speech.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "chance has no last digit"
)]

/// A generator of numbers (SplitMix64): the same on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        (self.roll() % bound.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// Between 0 and 1.
    fn share(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Words of an article: log-normal around 430, as newspapers have it.
    fn length(&mut self) -> usize {
        let normal: f64 = (0..12).map(|_| self.share()).sum::<f64>() - 6.0;
        ((430f64.ln() + 0.55 * normal).exp() as usize).clamp(80, 2500)
    }
}

const FIRST: &[&str] = &[
    "Ana", "Bram", "Carla", "Dmitri", "Elif", "Farid", "Grace", "Hiroshi", "Ines", "Jonas",
    "Kavita", "Liam", "Maria", "Noah", "Olga", "Pedro", "Qiang", "Rosa", "Samuel", "Tariq", "Uma",
    "Viktor", "Wanda", "Ximena", "Yusuf", "Zofia", "Aaron", "Beatriz", "Chidi", "Dana", "Emeka",
    "Freya", "Goran", "Helen", "Ivan", "Joyce", "Karl", "Leila", "Mateo", "Nadia", "Oscar",
    "Priya", "Robert", "Sofia", "Thomas", "Ursula", "Vera", "Walter",
];
const LAST: [&[&str]; 2] = [
    &[
        "Ander", "Berg", "Castel", "Dal", "Eng", "Fern", "Gold", "Hart", "Isak", "Jans", "Kov",
        "Lind", "Mar", "Nor", "Okaf", "Pet", "Quis", "Ram", "Sand", "Tav", "Ulr", "Var", "West",
        "Yam", "Zim", "Alb", "Bran", "Cor", "Dor", "Esp", "Fal", "Grun", "Holl", "Jor", "Kal",
        "Lam", "Mont", "Nov", "Ost", "Per", "Rey", "Stein", "Thor", "Vel", "Wal", "Bel", "Cam",
        "Del", "Far", "Gil",
    ],
    &[
        "son", "mann", "ez", "ovic", "berg", "stad", "ura", "hart", "enko", "ini", "ley", "ard",
        "ola", "esh", "quist", "oux", "aar", "ton", "wick", "ero", "ides", "ian", "ska", "feld",
        "or", "ant", "elli", "vik", "ström", "ard", "awa", "eau", "ler", "nes", "ric", "mont",
        "dale", "ford", "house", "land", "man", "ner", "otti", "ping", "rup", "sen", "tsu",
        "ullah", "well", "yan",
    ],
];
const PLACES: &[&str] = &[
    "Lisbon", "Nairobi", "Oslo", "Lima", "Toronto", "Jakarta", "Vienna", "Accra", "Manila",
    "Warsaw", "Chicago", "Salem", "Osaka", "Hamburg", "Bogotá", "Tunis", "Dublin", "Perth",
    "Geneva", "Denver", "Krakow", "Porto", "Lagos", "Hanoi", "Quito", "Riga", "Cairo", "Mumbai",
    "Austin", "Leeds",
];
const COUNTRIES: &[&str] = &[
    "Portugal",
    "Kenya",
    "Norway",
    "Peru",
    "Canada",
    "Indonesia",
    "Austria",
    "Ghana",
    "Poland",
    "Japan",
    "Germany",
    "Colombia",
    "Tunisia",
    "Ireland",
    "Vietnam",
    "Ecuador",
    "Latvia",
    "Egypt",
];
const ROLES: &[&str] = &[
    "the mayor",
    "a spokeswoman for the ministry",
    "the company's chief executive",
    "a union leader",
    "the head of the port authority",
    "the opposition leader",
    "a senior analyst",
    "the governor",
    "the lead author of the study",
    "the deputy minister of transport",
    "the district judge",
    "the club's manager",
    "a professor of economics",
    "the police chief",
];
const GROUPS: &[&str] = &[
    "Officials",
    "Residents",
    "Two ministers",
    "Critics",
    "Aid workers",
    "Several lawmakers",
    "Engineers",
    "Union leaders",
    "Prosecutors",
    "American and European diplomats",
    "Doctors",
    "People familiar with the talks",
    "Shop owners",
    "Election observers",
    "Investigators",
];
const KINDS: &[&str] = &[
    "Energy",
    "Shipping",
    "Steel",
    "Foods",
    "Airlines",
    "Bank",
    "Motors",
    "Rail",
    "Pharma",
    "Mining",
    "Insurance",
    "Telecom",
    "Institute",
    "University",
    "Foundation",
    "Council",
];
const THINGS: &[&str] = &[
    "the harbor bridge",
    "the new budget",
    "the peace plan",
    "the dam",
    "the strike",
    "the merger",
    "the election law",
    "the vaccine program",
    "the northern pipeline",
    "the refugee camp",
    "the tax on fuel",
    "the trade agreement",
    "the airport's second runway",
    "the housing project",
    "the water supply",
    "the investigation",
    "the stadium",
    "the ferry line",
    "the school reform",
];
const EVENTS: &[&str] = &[
    "would be delayed until next year",
    "had failed twice in a month",
    "could cost twice as much",
    "was close to completion",
    "had been approved in secret",
    "would go ahead as planned",
    "might be abandoned",
    "had saved hundreds of lives",
    "was never discussed with the union",
    "would create thousands of jobs",
    "had divided the coalition",
    "was stopped by a court",
    "could be finished by spring",
    "had to be paid by the state",
];
const SPEECH: &[&str] = &[
    "We will not yield",
    "Nobody told us the truth",
    "This is a good day for the city",
    "The numbers speak for themselves",
    "It was a mistake, and we have learned from it",
    "I have never seen anything like it",
    "People are tired of waiting",
    "We need help now, not in a year",
    "There is no plan, there never was one",
    "The court will decide, not the street",
    "Our patience has an end",
    "It is too early to celebrate",
];
const SAY: &[&str] = &[
    "said",
    "told reporters",
    "wrote in a statement",
    "added",
    "insisted",
    "acknowledged",
];
const CLAIM: &[&str] = &[
    "said",
    "warned",
    "denied",
    "claimed",
    "announced",
    "confirmed",
    "argued",
    "believed",
    "predicted",
    "insisted",
    "suggested",
    "admitted",
];
const OUTLETS: &[&str] = &[
    "The Harbor Courier",
    "Northern Telegraph",
    "Daily Ledger",
    "The Meridian Post",
    "City Observer",
    "The Lakeside Herald",
    "Weekly Standard of Trade",
    "Coastline News",
    "The Valley Tribune",
];
const DAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// An article as a line of JSON.
pub(crate) fn article(seed: u64, number: u64) -> String {
    let mut dice = Dice::new(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
    let people: Vec<String> = (0..3 + dice.below(4)).map(|_| person(&mut dice)).collect();
    let firms: Vec<String> = (0..=dice.below(3)).map(|_| firm(&mut dice)).collect();
    let (place, outlet) = (dice.pick(PLACES), dice.pick(OUTLETS));
    let wanted = dice.length();
    let (mut text, mut words, mut known) = (String::new(), 0, 0);
    while words < wanted {
        let mut paragraph = Vec::new();
        for _ in 0..=dice.below(4) {
            let sentence = sentence(&mut dice, &people, &firms, &mut known);
            words += sentence.split(' ').count();
            paragraph.push(sentence);
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&paragraph.join(" "));
    }
    let thing = dice.pick(THINGS).trim_start_matches("the ");
    let title = format!("{place} argues over {thing}");
    let (year, month, day) = (
        2010 + dice.below(15),
        1 + dice.below(12),
        1 + dice.below(28),
    );
    serde_json::json!({
        "id": format!("s{seed}-{number}"),
        "title": title,
        "outlet": outlet,
        "authors": [person(&mut dice)],
        "published": format!("{year}-{month:02}-{day:02}"),
        "dateline": place.to_uppercase(),
        "text": text,
    })
    .to_string()
}

fn person(dice: &mut Dice) -> String {
    format!(
        "{} {}{}",
        dice.pick(FIRST),
        dice.pick(LAST[0]),
        dice.pick(LAST[1])
    )
}

fn firm(dice: &mut Dice) -> String {
    format!(
        "{}{} {}",
        dice.pick(LAST[0]),
        dice.pick(LAST[1]),
        dice.pick(KINDS)
    )
}

/// People are named in full the first time and by their last name later, as newspapers do.
fn somebody(dice: &mut Dice, people: &[String], known: &mut usize) -> String {
    let at = dice.below(people.len());
    if at >= *known {
        *known = at + 1;
        return match dice.below(2) {
            0 => format!("{}, {},", people[at], dice.pick(ROLES)),
            _ => people[at].clone(),
        };
    }
    let last = people[at].rsplit(' ').next().unwrap_or_default();
    match dice.below(3) {
        0 => format!("Mr. {last}"),
        1 => last.to_owned(),
        _ => people[at].clone(),
    }
}

fn sentence(dice: &mut Dice, people: &[String], firms: &[String], known: &mut usize) -> String {
    let who = somebody(dice, people, known);
    let firm = &firms[dice.below(firms.len())];
    let (thing, event) = (dice.pick(THINGS), dice.pick(EVENTS));
    let (say, claim, day) = (dice.pick(SAY), dice.pick(CLAIM), dice.pick(DAYS));
    let (place, country, group) = (dice.pick(PLACES), dice.pick(COUNTRIES), dice.pick(GROUPS));
    let (number, year) = (2 + dice.below(900), 1990 + dice.below(34));
    let date = format!("{} {}", dice.pick(MONTHS), 1 + dice.below(28));
    let speech = dice.pick(SPEECH);
    match dice.below(14) {
        0 => format!("“{speech},” {} {say} on {day}.", who.trim_end_matches(',')),
        1 => format!("{who} {say} that {thing} {event}."),
        2 => format!("{group} {claim} on {day} that {thing} in {place} {event}."),
        3 => format!(
            "“{speech},” said {}. “{}.”",
            who.trim_end_matches(','),
            dice.pick(SPEECH)
        ),
        4 => {
            format!("According to {firm}, {thing} {event}, at a price of {number} million dollars.")
        }
        5 => format!(
            "{firm} opened its office in {place}, {country}, in {year} and employs {number} people there."
        ),
        6 => format!("The government of {country} {claim} that {thing} {event}."),
        7 => format!(
            "On {date}, {year}, {} met {group_small} in {place}.",
            who.trim_end_matches(','),
            group_small = group.to_lowercase()
        ),
        8 => format!(
            "{who} called the decision “{}” and left the meeting in {place}.",
            speech.to_lowercase()
        ),
        9 => format!("It was not clear whether {thing} {event}."),
        10 => format!("{group} fear that {firm} will close {number} of its shops by {date}."),
        11 => format!(
            "A court in {place} ruled on {day} that {firm} must pay {number},000 dollars to {country}."
        ),
        12 => format!(
            "More than {number} people were hurt in {place} when {thing} {event}, {} said.",
            group.to_lowercase()
        ),
        _ => format!("{who} plans to travel to {country} by {date} to discuss {thing}."),
    }
}
