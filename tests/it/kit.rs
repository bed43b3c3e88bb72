//! A temporary folder to run the binary in, and what came out of it.

use std::fs;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

/// A folder of its own for one test, gone when dropped.
pub struct Folder {
    inner: tempfile::TempDir,
}

/// What a run of the binary left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit code; 128 + signal is not distinguished from -1.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error, with the folder's path written as `DIR`.
    pub stderr: String,
}

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            inner: tempfile::tempdir().unwrap(),
        }
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        self.inner.path()
    }

    /// Writes a file, its parents included, and gives its path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// Runs the binary in the folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with_input(arguments, b"")
    }

    /// Runs the binary in the folder with something on standard input.
    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // Writing from a thread: a binary that answers before it has read all would block us both.
        let writer = std::thread::spawn(move || {
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        self.outcome(output)
    }

    /// Starts the binary in the folder for a talk: what it is told, and what it says.
    #[cfg(feature = "rocksdb")]
    pub fn talk(
        &self,
        arguments: &[&str],
        stderr: Stdio,
    ) -> (Child, ChildStdin, BufReader<ChildStdout>) {
        Self::talk_with(&mut self.command(arguments), stderr)
    }

    /// Starts a command of one's own making for a talk.
    pub fn talk_with(
        command: &mut Command,
        stderr: Stdio,
    ) -> (Child, ChildStdin, BufReader<ChildStdout>) {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .unwrap();
        let stdin = child.stdin.take().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        (child, stdin, stdout)
    }

    /// The command with a hermetic environment, for tests that need more than [`Folder::run`].
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimgraph"));
        command
            .args(arguments)
            .current_dir(self.path())
            .env_remove("CLAIMGRAPH_LOCATION")
            .env_remove("CLAIMGRAPH_SAME_AS")
            .env("NO_COLOR", "1")
            .env("COLUMNS", "100");
        command
    }

    /// Runs a command of one's own making to its end.
    pub fn finish(&self, command: &mut Command) -> Run {
        self.outcome(command.output().unwrap())
    }

    fn outcome(&self, output: Output) -> Run {
        let folder = self.path().to_str().unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr)
                .unwrap()
                .replace(folder, "DIR"),
        }
    }
}
