//! `claimgraph timeline`: what is dated around an entity.

use claimgraph::publish::answers::{self, Options};
use claimgraph::publish::timeline::{self, Filter};
use claimgraph::store::Store;
use expect_test::{Expect, expect};

use crate::newsroom::{pier, store};

fn check(store: &Store, entity: &str, filter: &Filter, expected: Expect) {
    let entity = timeline::entity(store, entity).unwrap();
    let options = Options {
        format: Some("csv".to_owned()),
        ..Options::default()
    };
    let mut out = Vec::new();
    timeline::write(store, &entity, filter, &options, &mut out).unwrap();
    let rows = String::from_utf8(out).unwrap().replace("\r\n", "\n");
    expected.assert_eq(&rows);
}

/// The pier, whose closing is dated in two articles.
fn dated() -> Store {
    let store = store(&pier());
    let dates = "INSERT { GRAPH ?g { ?s sem:hasBeginTimeStamp ?day ; sem:hasEndTimeStamp ?day } }
        WHERE { GRAPH ?g { ?s a cg:Statement ; rdf:subject entity:organization-port-authority }
            VALUES (?g ?day) {
                (graph:pier-told \"2024-03-02\"^^xsd:date) (graph:pier-denied \"2024-03-01\"^^xsd:date) } }";
    answers::update(&store, dates, &Options::default()).unwrap();
    store
}

#[test]
fn what_is_stated_of_an_entity_comes_by_date_with_who_says_so() {
    check(
        &dated(),
        "pier nine",
        &Filter::default(),
        expect![[r#"
        date,until,what,statement,source,outlet,certainty,holds,article
        2024-03-01,,stated,not: Port Authority close Pier Nine,Lev Tamm,Gull Gazette,certain,no,pier-denied
        2024-03-02,,stated,Port Authority close Pier Nine,Mara Oduya,Tern Daily,certain,yes,pier-told
    "#]],
    );
}

#[test]
fn what_an_entity_says_is_dated_by_its_day() {
    check(
        &dated(),
        "Lev Tamm",
        &Filter::default(),
        expect![[r#"
        date,until,what,statement,source,outlet,certainty,holds,article
        2024-03-05,,says,that Port Authority closed Pier Nine,Lev Tamm,Gull Gazette,certain,no,pier-denied
        2024-03-07,,says,whether Port Authority did not close Pier Nine,Lev Tamm,Gull Gazette,unspecified,no,pier-asked
    "#]],
    );
    let stated = Filter {
        is_stated_only: true,
        ..Filter::default()
    };
    check(
        &dated(),
        "Lev Tamm",
        &stated,
        expect![[r#"
        date,until,what,statement,source,outlet,certainty,holds,article
    "#]],
    );
}

#[test]
fn filters_are_combined_and_what_is_typed_is_no_sparql() {
    let filter = Filter {
        by: Some("tamm".to_owned()),
        since: Some("2024-03-01".to_owned()),
        until: Some("2024-03".to_owned()),
        limit: Some(1),
        ..Filter::default()
    };
    check(
        &dated(),
        "Pier Nine",
        &filter,
        expect![[r#"
        date,until,what,statement,source,outlet,certainty,holds,article
        2024-03-01,,stated,not: Port Authority close Pier Nine,Lev Tamm,Gull Gazette,certain,no,pier-denied
    "#]],
    );
    let hostile = Filter {
        by: Some("\")) } # ".to_owned()),
        ..Filter::default()
    };
    check(
        &dated(),
        "Pier Nine",
        &hostile,
        expect![[r#"
        date,until,what,statement,source,outlet,certainty,holds,article
    "#]],
    );
}

#[test]
fn a_name_stands_for_one_entity_or_is_an_error_that_names_them() {
    let store = dated();
    let error = |words: &str| {
        let error = timeline::entity(&store, words).unwrap_err();
        format!("{error}\nhint: {}\n", error.hint().unwrap())
    };
    expect![[r#"
        no entity in the store is called "nobody", or has it in its name
        hint: `claimgraph entities --name` finds names by a part of them
    "#]]
    .assert_eq(&error("nobody"));
    expect![[r#"
        "a" may be entity:organization-gull-gazette, entity:organization-port-authority, entity:organization-tern-daily, entity:person-lev-tamm, entity:person-mara-oduya
        hint: give the one that is meant as entity:NAME
    "#]].assert_eq(&error("a"));
    let whole = timeline::entity(&store, "MARA ODUYA").unwrap();
    assert_eq!(
        timeline::entity(&store, "entity:person-mara-oduya").unwrap(),
        whole
    );
    assert_eq!(timeline::entity(&store, &whole.to_string()).unwrap(), whole);
}
