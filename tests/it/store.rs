//! The store: one graph an article, whole or not at all, and clear words when the world is in the way.

use std::collections::BTreeSet;

use claimgraph::store::Store;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, Quad};

const SCHEMA: &str = "https://schema.org/";
const CG: &str = "https://w3id.org/claimgraph/ns#";

fn graph(id: &str) -> NamedNode {
    NamedNode::new(format!("https://example.org/claimgraph/graph/{id}")).unwrap()
}

/// A small article's graph: its node, its digest, and claims.
fn article(id: &str, digest: &str, claims: usize) -> Vec<Quad> {
    let iri = |text: String| NamedNode::new(text).unwrap();
    let graph = graph(id);
    let document = iri(format!("https://example.org/claimgraph/doc/{id}"));
    let quad = |subject: &NamedNode, predicate: NamedNode, object: oxigraph::model::Term| {
        Quad::new(subject.clone(), predicate, object, graph.clone())
    };
    let class = |name: &str| iri(name.to_owned()).into();
    let mut quads = vec![
        quad(
            &document,
            rdf::TYPE.into_owned(),
            class(&format!("{SCHEMA}NewsArticle")),
        ),
        quad(
            &document,
            iri(format!("{SCHEMA}identifier")),
            Literal::new_simple_literal(id).into(),
        ),
        quad(
            &document,
            iri(format!("{CG}inputDigest")),
            Literal::new_simple_literal(digest).into(),
        ),
    ];
    for number in 0..claims {
        let claim = iri(format!("{}/claim-{number}", document.as_str()));
        quads.push(quad(
            &claim,
            rdf::TYPE.into_owned(),
            class(&format!("{CG}Claim")),
        ));
    }
    quads
}

/// Everything the store is to do, whatever keeps its data.
fn check_contract(store: &Store) {
    store
        .replace(&graph("rain"), &article("rain", "1", 3))
        .unwrap();
    store
        .replace(&graph("snow"), &article("snow", "1", 2))
        .unwrap();
    assert_eq!(store.stats().unwrap().claims, 5);
    assert_eq!(store.stats().unwrap().articles, 2);
    assert_eq!(store.stats().unwrap().quads, 11);
    assert_eq!(
        store.fingerprint(&graph("rain")).unwrap().unwrap().digest,
        "1"
    );
    assert_eq!(store.fingerprint(&graph("hail")).unwrap(), None);

    store
        .replace(&graph("rain"), &article("rain", "2", 1))
        .unwrap();
    let found: BTreeSet<String> = store
        .graph(&graph("rain"))
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let wanted: BTreeSet<String> = article("rain", "2", 1)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, wanted, "nothing of the old graph is left");

    let both = [
        (graph("rain"), article("rain", "3", 2)),
        (graph("hail"), article("hail", "1", 4)),
    ];
    store
        .replace_all(
            both.iter()
                .map(|(graph, quads)| (graph, quads.iter().cloned())),
        )
        .unwrap();
    assert_eq!(store.stats().unwrap().claims, 2 + 2 + 4);
    let ids: Vec<String> = store
        .articles()
        .unwrap()
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    assert_eq!(ids, ["hail", "rain", "snow"]);

    assert!(store.remove(&graph("snow")).unwrap());
    assert!(!store.remove(&graph("snow")).unwrap());
    assert!(!store.contains(&graph("snow")).unwrap());

    let present = store
        .bulk_load([article("fog", "1", 1), article("rain", "4", 1)].concat())
        .unwrap_err();
    assert_eq!(
        present.to_string(),
        "https://example.org/claimgraph/graph/rain is already in the store"
    );
    assert!(!store.contains(&graph("fog")).unwrap(), "all or nothing");
    store.bulk_load(article("fog", "1", 1)).unwrap();
    assert_eq!(
        store.fingerprint(&graph("fog")).unwrap().unwrap().digest,
        "1"
    );
}

#[test]
fn a_store_in_memory_keeps_the_contract() {
    check_contract(&Store::memory());
    assert_eq!(
        Store::memory_with_base("https://news.example/").base(),
        "https://news.example/"
    );
}

#[cfg(feature = "rocksdb")]
mod on_disk {
    use std::collections::BTreeSet;
    use std::fs;
    use std::io::BufRead as _;
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    use claimgraph::store::{self, Store};

    use super::{article, check_contract, graph};
    use crate::kit::{Folder, Run};

    const RAIN: &str =
        "SALEM — It rained on Tuesday, the mayor said. “We will stay,” said Ann Lee.\n";
    const SNOW: &str = "Officials in Salem warned that the snow could close the Harbor Bridge.\n";

    fn ingested() -> Folder {
        let folder = Folder::new();
        folder.write("in/rain.txt", RAIN);
        folder.write("in/snow.txt", SNOW);
        let run = folder.run(&["ingest", "in"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        folder
    }

    /// A run that did nothing, and said exactly this.
    fn check_refused(run: &Run, stderr: &str) {
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert_eq!(run.stderr, stderr);
    }

    fn ids(folder: &Folder, store: &str) -> String {
        let query =
            "SELECT ?id WHERE { ?a a schema:NewsArticle ; schema:identifier ?id } ORDER BY ?id";
        let run = folder.run(&["query", "-l", store, "-q", query, "--format", "tsv"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout.lines().skip(1).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_store_on_disk_keeps_the_contract() {
        let folder = Folder::new();
        let location = folder.path().join("a.store");
        check_contract(&Store::open(&location, None).unwrap());
        let store = Store::open_read_only(&location).unwrap();
        assert_eq!(store.stats().unwrap().articles, 3);
        assert_eq!(
            store.fingerprint(&graph("rain")).unwrap().unwrap().digest,
            "3"
        );
    }

    #[test]
    fn a_store_that_may_settle_merges_the_files_of_first_loads() {
        let folder = Folder::new();
        let location = folder.path().join("a.store");
        let store = Store::open(&location, None).unwrap();
        let ids: Vec<String> = (0..30).map(|number| format!("rain-{number}")).collect();
        for id in &ids {
            store.bulk_load(article(id, "1", 50)).unwrap();
        }
        store.settle(|| true).unwrap();
        let files = || -> BTreeSet<_> {
            let entries = fs::read_dir(&location).unwrap();
            entries.map(|it| it.unwrap().file_name()).collect()
        };
        let settled = files();
        // Each of the eight indexes has got a file from each of the loads.
        assert!(settled.len() < 8 * ids.len(), "{}", settled.len());
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(files(), settled, "the database is still at work");
        for id in &ids {
            assert_eq!(store.graph(&graph(id)).unwrap().len(), 53, "{id}");
        }
        // Who does not wait has everything, too.
        store.bulk_load(article("snow", "1", 50)).unwrap();
        store.settle(|| false).unwrap();
        assert!(store.contains(&graph("snow")).unwrap());
    }

    #[test]
    fn the_base_is_remembered_and_another_one_refused() {
        let folder = Folder::new();
        folder.write("rain.txt", RAIN);
        let base = "https://news.example/graph/";
        let ingest = ["ingest", "--base", base, "rain.txt"];
        assert_eq!(folder.run(&ingest).code, 0);
        folder.write("snow.txt", SNOW);
        assert_eq!(folder.run(&["ingest", "snow.txt"]).code, 0);
        let dump = folder.run(&["dump", "--format", "nq"]).stdout;
        assert!(dump.contains("<https://news.example/graph/doc/snow>"));
        assert!(!dump.contains("example.org"));
        check_refused(
            &folder.run(&["ingest", "--base", "https://other.example/", "snow.txt"]),
            "error: claimgraph.store was made with the base https://news.example/graph/, not \
             https://other.example/\nhint: leave out --base, or ingest into a new store\n",
        );
    }

    #[test]
    fn an_unchanged_article_is_passed_over_and_a_changed_one_replaced() {
        let folder = ingested();
        let again = folder.run(&["ingest", "in"]);
        assert!(
            again
                .stderr
                .starts_with("0 articles stored, 2 unchanged, 0 refused; 0 claims;"),
            "{}",
            again.stderr
        );
        folder.write("in/rain.txt", "It rained on Monday, the mayor said.\n");
        let changed = folder.run(&["ingest", "in"]);
        assert!(
            changed
                .stderr
                .starts_with("1 article stored (1 in place of an earlier version), 1 unchanged"),
            "{}",
            changed.stderr
        );
        let dump = folder.run(&["dump"]).stdout;
        assert!(dump.contains("Monday") && !dump.contains("Tuesday"));
        assert!(
            !dump.contains("Ann Lee"),
            "nothing of the old graph is left"
        );
    }

    #[test]
    fn a_second_process_is_told_and_does_not_wait() {
        let folder = ingested();
        let (mut child, mut stdin, mut stdout) =
            folder.talk(&["ingest", "--list", "-"], Stdio::null());
        // The store is open once the first article is reported.
        std::io::Write::write_all(
            &mut stdin,
            b"{\"id\": \"fog\", \"text\": \"Fog closed the port, officials said.\"}\n",
        )
        .unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(line, "fog\n");
        let begin = Instant::now();
        let said = format!(
            "error: another claimgraph is using claimgraph.store (pid {})\n\
             hint: wait until it is done, or work on another store with --location\n",
            child.id()
        );
        check_refused(&folder.run(&["ingest", "in"]), &said);
        check_refused(&folder.run(&["stats"]), &said);
        assert!(begin.elapsed() < Duration::from_secs(20));
        drop(stdin);
        assert!(child.wait().unwrap().success());
        assert_eq!(
            ids(&folder, "claimgraph.store"),
            "\"fog\" \"rain\" \"snow\""
        );
    }

    #[test]
    fn a_store_of_a_later_version_is_left_alone() {
        let folder = ingested();
        folder.write(
            "claimgraph.store/claimgraph.json",
            "{\"format\": 7, \"base\": {\"iri\": \"https://example.org/\"}}\n",
        );
        for arguments in [&["ingest", "in"][..], &["stats"], &["backup", "copy"]] {
            check_refused(
                &folder.run(arguments),
                "error: claimgraph.store is a store of format 7; this version reads up to 1\n\
                 hint: use the version of claimgraph that wrote it, or a later one\n",
            );
        }
    }

    #[test]
    fn a_folder_with_other_things_is_no_store() {
        let folder = Folder::new();
        folder.write("in/rain.txt", RAIN);
        check_refused(
            &folder.run(&["ingest", "-l", "in", "in"]),
            "error: in is no claimgraph store\nhint: name an empty or new folder with --location\n",
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_store_that_may_not_be_written_is_still_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = ingested();
        let location = folder.path().join("claimgraph.store");
        let may = |mode: u32, file_mode: u32| {
            for entry in fs::read_dir(&location).unwrap() {
                let path = entry.unwrap().path();
                fs::set_permissions(&path, fs::Permissions::from_mode(file_mode)).unwrap();
            }
            fs::set_permissions(&location, fs::Permissions::from_mode(mode)).unwrap();
        };
        may(0o555, 0o444);
        // Root may write everywhere: then the test goes as far as another user can.
        let (run, stats) = as_nobody(&folder);
        may(0o755, 0o644);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert_eq!(
            run.stderr,
            "error: claimgraph.store/claimgraph.lock may not be written: Permission denied (os error 13)\n\
             hint: check the permissions of the folder and its disk\n"
        );
        assert_eq!(stats.code, 0, "{}", stats.stderr);
        assert!(stats.stdout.starts_with("articles               2\n"));
    }

    /// An ingest and a reading command by a user who may not write.
    #[cfg(unix)]
    fn as_nobody(folder: &Folder) -> (Run, Run) {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        use std::os::unix::process::CommandExt as _;
        let is_root = fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0);
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let run = |arguments: &[&str]| {
            let mut command = folder.command(arguments);
            if is_root {
                // A copy that another user may execute, wherever the build lies.
                let copy = folder.path().join("claimgraph");
                fs::copy(env!("CARGO_BIN_EXE_claimgraph"), &copy).unwrap();
                let mut other = std::process::Command::new(&copy);
                other.args(arguments).current_dir(folder.path()).uid(65534);
                command = other;
            }
            folder.finish(&mut command)
        };
        (run(&["ingest", "in"]), run(&["stats"]))
    }

    #[cfg(unix)]
    #[test]
    fn a_store_that_is_deleted_under_its_writer_is_not_reported_stored() {
        let folder = ingested();
        let (child, mut stdin, stdout) = folder.talk(&["ingest", "--list", "-"], Stdio::piped());
        let mut lines = stdout.lines();
        let fog = b"{\"id\": \"fog\", \"text\": \"Fog closed the port, officials said.\"}\n";
        std::io::Write::write_all(&mut stdin, fog).unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), "fog");
        // The database may make a file while its folder is emptied.
        let removed =
            (0..100).any(|_| fs::remove_dir_all(folder.path().join("claimgraph.store")).is_ok());
        assert!(removed);
        let hail = b"{\"id\": \"hail\", \"text\": \"Hail broke the windows, officials said.\"}\n";
        std::io::Write::write_all(&mut stdin, hail).unwrap();
        drop(stdin);
        assert!(lines.next().is_none(), "nothing is reported any more");
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "error: claimgraph.store was removed or replaced while it was in use\n\
             hint: what it held is lost; restore a backup, or ingest the articles again\n"
        );
    }

    /// Articles enough to outgrow a few megabytes.
    fn many(count: usize) -> String {
        (0..count)
            .map(|number| {
                let text = (0..40)
                    .map(|line| format!("Official {number}-{line} said that pier {line} of port {number} would close. "))
                    .collect::<Vec<_>>()
                    .concat();
                format!("{{\"id\": \"n{number}\", \"text\": \"{text}\"}}\n")
            })
            .collect()
    }

    #[cfg(unix)]
    #[test]
    fn a_limit_on_the_size_of_files_loses_nothing() {
        let folder = ingested();
        folder.write("many.jsonl", many(60));
        // A file may have 200 blocks of 1024 bytes; the signal is ignored, so that the write fails.
        let command = format!(
            "trap '' XFSZ; ulimit -f 200; exec {} ingest many.jsonl",
            env!("CARGO_BIN_EXE_claimgraph")
        );
        let run = folder.finish(
            std::process::Command::new("bash")
                .args(["-c", &command])
                .current_dir(folder.path()),
        );
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(
            run.stderr
                .starts_with("error: claimgraph.store may not grow: "),
            "{}",
            run.stderr
        );
        assert!(
            run.stderr.ends_with(
                "hint: raise the quota or the limit (`ulimit -f`); what was reported stored is safe\n"
            ),
            "{}",
            run.stderr
        );
        let left = ids(&folder, "claimgraph.store");
        assert!(
            left.contains("\"rain\"") && left.contains("\"snow\""),
            "{left}"
        );
        let after = folder.run(&["ingest", "many.jsonl"]);
        assert_eq!(after.code, 0, "{}", after.stderr);
        assert!(ids(&folder, "claimgraph.store").contains("\"n59\""));
    }

    /// A disk of six megabytes, where the system lets us have one.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_said_and_what_was_stored_is_still_read() {
        let folder = Folder::new();
        let disk = folder.path().join("disk");
        fs::create_dir(&disk).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "none"])
            .arg(&disk)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|it| it.success());
        if !mounted {
            // Only root may mount; the test above fills a file instead of a disk.
            return;
        }
        let _unmount = Unmount(disk);
        folder.write("in/rain.txt", RAIN);
        folder.write("in/snow.txt", SNOW);
        folder.write("many.jsonl", many(120));
        assert_eq!(folder.run(&["ingest", "-l", "disk/s", "in"]).code, 0);
        let before = folder.run(&["dump", "-l", "disk/s"]).stdout;
        let run = folder.run(&["ingest", "-l", "disk/s", "many.jsonl"]);
        check_refused(
            &run,
            "error: no space left on the disk of disk/s\n\
             hint: free some space; what was reported stored is safe\n",
        );
        let left = folder.run(&[
            "dump",
            "-l",
            "disk/s",
            "--article",
            "rain",
            "--article",
            "snow",
        ]);
        assert_eq!((left.code, left.stdout), (0, before), "{}", left.stderr);
    }

    #[cfg(target_os = "linux")]
    struct Unmount(std::path::PathBuf);

    #[cfg(target_os = "linux")]
    impl Drop for Unmount {
        fn drop(&mut self) {
            let _ = std::process::Command::new("umount").arg(&self.0).status();
        }
    }

    #[test]
    fn a_backup_is_a_store_and_restore_makes_one_of_it() {
        let folder = ingested();
        let dump = folder.run(&["dump"]).stdout;
        let backup = folder.run(&["backup", "backups/monday"]);
        assert_eq!((backup.code, backup.stderr.as_str()), (0, ""));
        let names: Vec<_> = fs::read_dir(folder.path().join("backups"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, ["monday"], "no draft is left");
        check_refused(
            &folder.run(&["backup", "backups/monday"]),
            "error: backups/monday already exists\nhint: name a folder that does not exist yet\n",
        );
        folder.run(&["remove", "rain", "snow"]);
        check_refused(
            &folder.run(&["restore", "backups/monday"]),
            "error: claimgraph.store already exists\nhint: name a folder that does not exist yet\n",
        );
        assert_eq!(
            folder
                .run(&["restore", "backups/monday", "-l", "again"])
                .code,
            0
        );
        assert_eq!(folder.run(&["dump", "-l", "again"]).stdout, dump);
        assert_eq!(folder.run(&["remove", "-l", "again", "rain"]).code, 0);
        assert_eq!(
            folder.run(&["dump", "-l", "backups/monday"]).stdout,
            dump,
            "what is done to the restored store does not reach the backup"
        );
        check_refused(
            &folder.run(&["restore", "in", "-l", "new"]),
            "error: in is no claimgraph store\nhint: name an empty or new folder with --location\n",
        );
        check_refused(
            &folder.run(&["restore", "nowhere", "-l", "new"]),
            "error: no store at nowhere\n\
             hint: make one with `claimgraph ingest`, or name another with --location\n",
        );
    }

    #[test]
    fn a_damaged_backup_is_found_out_before_it_is_a_store() {
        let folder = ingested();
        assert_eq!(folder.run(&["backup", "copy"]).code, 0);
        fs::remove_file(folder.path().join("copy/CURRENT")).unwrap();
        let run = folder.run(&["restore", "copy", "-l", "again"]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(!folder.path().join("again").exists());
        assert!(!folder.path().join(".again.part").exists());
    }

    #[test]
    fn a_backup_under_an_open_writer_has_one_moment_of_it() {
        let folder = Folder::new();
        let store = Store::open(&folder.path().join("a"), None).unwrap();
        store
            .replace(&graph("rain"), &article("rain", "1", 2))
            .unwrap();
        store.backup(&folder.path().join("b")).unwrap();
        store
            .replace(&graph("snow"), &article("snow", "1", 2))
            .unwrap();
        let copy = Store::open_read_only(&folder.path().join("b")).unwrap();
        assert_eq!(copy.stats().unwrap().articles, 1);
        store::restore(&folder.path().join("b"), &folder.path().join("c")).unwrap();
        let restored = Store::open(&folder.path().join("c"), None).unwrap();
        restored
            .replace(&graph("hail"), &article("hail", "1", 1))
            .unwrap();
        assert_eq!(copy.stats().unwrap().articles, 1);
        assert_eq!(store.stats().unwrap().articles, 2);
    }

    /// What an ingest has reported stored is in a backup that is made while it waits for more.
    #[test]
    fn an_ingest_at_work_makes_the_backup_that_another_process_wants() {
        use std::io::{BufRead as _, Write as _};
        use std::process::Stdio;

        let folder = Folder::new();
        let (child, mut stdin, mut stdout) =
            folder.talk(&["ingest", "--list", "-"], Stdio::piped());
        let mut store = |id: &str| {
            let line = serde_json::json!({"id": id, "text": "It rained in Salem."});
            writeln!(stdin, "{line}").unwrap();
            let mut said = String::new();
            stdout.read_line(&mut said).unwrap();
            assert_eq!(said.trim_end(), id);
        };
        store("rain");
        // Left by a process that was killed: nobody waits for it any more.
        folder.write(
            "claimgraph.store/claimgraph.backup.request",
            format!("1\n{}", folder.path().join("nobody").display()),
        );
        let run = folder.run(&["backup", "one"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let again = folder.run(&["backup", "one"]);
        check_refused(
            &again,
            "error: one already exists\nhint: name a folder that does not exist yet\n",
        );
        folder.write("file", "");
        let run = folder.run(&["backup", "file/two"]);
        assert_eq!(run.code, 2);
        assert!(
            run.stderr.starts_with("error: file/two: "),
            "{}",
            run.stderr
        );
        store("snow");
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let ids = |location: &str| {
            let store = Store::open_read_only(&folder.path().join(location)).unwrap();
            let articles = store.articles().unwrap().into_iter();
            articles.map(|(id, _)| id).collect::<Vec<_>>()
        };
        assert_eq!(ids("one"), ["rain"]);
        assert_eq!(ids("claimgraph.store"), ["rain", "snow"]);
        assert!(!folder.path().join("nobody").exists());
        assert_eq!(folder.run(&["check", "-l", "one"]).code, 0);
    }

    #[test]
    fn what_a_killed_first_load_left_behind_is_cleared() {
        let folder = ingested();
        folder.write("claimgraph.store/bulk-123.sst", "half a file");
        assert_eq!(folder.run(&["ingest", "in"]).code, 0);
        assert!(!folder.path().join("claimgraph.store/bulk-123.sst").exists());
    }
}
