//! The tables the embedded gazetteer is packed from: `knowledge/gazetteer.tsv`, `organizations.tsv` and
//! `institutions.tsv`.

#[cfg(test)]
mod tests {
    use crate::knowledge::{Builder, Class, Role, Thing};
    use std::collections::BTreeMap;

    /// How often a body of `institutions.tsv` is meant: more often than any town of its name.
    const WELL_KNOWN: &str = "50000000";

    /// A row of `institutions.tsv` in the columns of the other tables.
    fn institution<'a>(row: &[&'a str]) -> Vec<&'a str> {
        let [id, name, aliases, country, _] = row else {
            panic!("five columns: {row:?}");
        };
        vec![
            id,
            "organization",
            name,
            country,
            "",
            WELL_KNOWN,
            id,
            "",
            aliases,
            "",
            "",
        ]
    }

    /// The names of one column.
    fn split(field: &str) -> impl Iterator<Item = &str> {
        field.split('|').filter(|name| !name.is_empty())
    }

    /// "Danes" and "Swedes", but "Japanese" and "Swiss" as they are.
    fn plural(people: &str) -> String {
        if let Some(stem) = people.strip_suffix("man")
            && stem.ends_with(['h', 's', 'c'])
        {
            return format!("{stem}men");
        }
        match people.chars().last() {
            Some('e') if !people.ends_with("ese") => format!("{people}s"),
            Some('n' | 't' | 'i' | 'k' | 'r' | 'b' | 'c' | 'o' | 'a') => format!("{people}s"),
            _ => people.to_owned(),
        }
    }

    fn thing(fields: &[&str], numbers: &BTreeMap<&str, u32>) -> Thing {
        let mut iris = Vec::new();
        if !fields[6].is_empty() {
            iris.push(format!("http://www.wikidata.org/entity/{}", fields[6]));
        }
        if !fields[7].is_empty() {
            iris.push(format!("https://sws.geonames.org/{}/", fields[7]));
        }
        let named = |field: &str, role: Role| {
            split(field)
                .map(|name| (name.to_owned(), role))
                .collect::<Vec<_>>()
        };
        let mut names = named(fields[8], Role::Alias);
        names.extend(named(fields[9], Role::Adjective));
        for people in split(fields[10]) {
            names.push((people.to_owned(), Role::People));
            names.push((plural(people), Role::People));
        }
        Thing {
            name: fields[2].to_owned(),
            class: match fields[1] {
                "country" => Class::Country,
                "capital" => Class::Capital,
                "city" => Class::City,
                "organization" => Class::Organization,
                _ => Class::Region,
            },
            iris,
            popularity: fields[5].parse().unwrap(),
            names,
            description: String::new(),
            country: numbers.get(fields[3]).copied(),
            region: numbers.get(fields[4]).copied(),
        }
    }

    #[test]
    fn the_embedded_gazetteer_is_the_one_its_table_makes() {
        let root = env!("CARGO_MANIFEST_DIR");
        let read = |name: &str| {
            let file = format!("{root}/knowledge/{name}");
            std::fs::read_to_string(file).unwrap()
        };
        let rows = |table: &'static str| {
            let lines = table.lines().filter(|line| !line.starts_with('#'));
            lines.map(|line| line.split('\t').collect::<Vec<&str>>())
        };
        let places = read("gazetteer.tsv").leak();
        let (bodies, known) = (
            read("organizations.tsv").leak(),
            read("institutions.tsv").leak(),
        );
        let known = rows(known).map(|row| institution(&row));
        let rows: Vec<Vec<&str>> = rows(places).chain(rows(bodies)).chain(known).collect();
        // A place may stand before its country in the table: countries first.
        let (states, others): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row[1] == "country");
        let mut builder = Builder::default();
        let mut numbers = BTreeMap::new();
        for row in states.into_iter().chain(others) {
            let number = builder.add(&thing(row, &numbers)).unwrap();
            numbers.insert(row[0], number);
        }
        let made = builder.finish();
        let file = format!("{root}/knowledge/gazetteer.bin");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&file, &made).unwrap();
        }
        assert!(
            made == std::fs::read(file).unwrap(),
            "run it with UPDATE_EXPECT=1"
        );
        assert!(made.len() < 4 << 20);
    }
}
