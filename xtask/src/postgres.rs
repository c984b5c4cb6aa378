//! A PostgreSQL server for one run of the tests, in a folder of its own.
//!
//! It listens on the loopback address only, knows nothing of any other server
//! on the machine and is gone afterwards. Tests find it by [`URL_VARIABLE`] and
//! create a database each.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::ErrorKind;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{is_root, must, output, quietly, which};
use crate::{Outcome, complain};

/// The oldest server version that the product supports.
pub const OLDEST: u32 = 15;

/// Environment variable with the address of the test server, for example
/// `postgres://wenping@127.0.0.1:40123/postgres`.
pub const URL_VARIABLE: &str = "WENPING_TEST_POSTGRES";

/// A running server; dropping it stops the server and removes its folder.
#[derive(Debug)]
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
    /// Address that a client connects to.
    pub url: String,
}

impl Server {
    /// Starts an empty server for the workspace at `root`.
    ///
    /// # Errors
    /// When no server programs are installed or the server does not start.
    pub fn start(root: &Path) -> Outcome<Self> {
        let programs = programs().ok_or("no PostgreSQL server programs are installed")?;
        clear_away(root, &programs);
        let folder = fresh_folder(root)?;
        let port = free_port()?;
        let url = format!("postgres://wenping@127.0.0.1:{port}/postgres");
        let server = Self { programs, folder, url };
        server.initialise()?;
        server.launch(port)?;
        Ok(server)
    }

    /// The folder with everything that the server writes.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn initialise(&self) -> Outcome<()> {
        let mut command = self.program("initdb");
        command.arg("--pgdata").arg(self.data()).args([
            "--username=wenping",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]);
        // Its many lines are of interest only when it fails.
        output(&mut command).map(drop)
    }

    fn launch(&self, port: u16) -> Outcome<()> {
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{}' -c max_connections=200",
            self.folder.display()
        );
        must(
            self.program("pg_ctl")
                .args(["start", "--wait", "--silent", "--timeout=60", "--pgdata"])
                .arg(self.data())
                .arg("--log")
                .arg(self.folder.join("server.log"))
                .args(["--options", &options]),
        )
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// One of the server's programs; as root it runs under the account
    /// `postgres`, because the server refuses to run as root.
    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(std::env::temp_dir());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            let mut stop = self.program("pg_ctl");
            stop.args(["stop", "--mode=immediate", "--wait", "--pgdata"]).arg(self.data());
            if !quietly(&mut stop) && runs(&self.data()) {
                complain(&format!("the test server in {} may still run", self.folder.display()));
                return;
            }
        }
        if self.folder.exists()
            && let Err(error) = std::fs::remove_dir_all(&self.folder)
        {
            complain(&format!("{} could not be removed: {error}", self.folder.display()));
        }
    }
}

/// The folder with `initdb` and `pg_ctl` of the newest supported version.
#[must_use]
pub fn programs() -> Option<PathBuf> {
    let debian =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().filter_map(
            |entry| {
                let version = entry.file_name().to_str()?.parse::<u32>().ok()?;
                Some((version, entry.path().join("bin")))
            },
        );
    let newest = debian.filter(|(version, folder)| *version >= OLDEST && complete(folder)).max();
    newest.map(|(_, folder)| folder).or_else(|| {
        let folder = which("initdb")?.parent()?.to_owned();
        complete(&folder).then_some(folder)
    })
}

fn complete(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"].iter().all(|name| folder.join(name).is_file())
}

/// The folders of servers for one workspace begin with this.
fn prefix(root: &Path) -> String {
    let mut hasher = DefaultHasher::new();
    root.hash(&mut hasher);
    format!("wenping-test-postgres-{:016x}-", hasher.finish())
}

/// A folder that nobody has used, short enough for the path of a Unix socket
/// and outside the home folder, which the account `postgres` may not enter.
fn fresh_folder(root: &Path) -> Outcome<PathBuf> {
    let prefix = prefix(root);
    let process = std::process::id();
    for number in 0..10_000 {
        let folder = std::env::temp_dir().join(format!("{prefix}{process}-{number}"));
        match std::fs::create_dir(&folder) {
            Ok(()) => return own(&folder).map(|()| folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(format!("{}: {error}", folder.display()).into()),
        }
    }
    Err(format!("{} holds too many old test servers", std::env::temp_dir().display()).into())
}

/// Stops and removes the servers of interrupted runs as far as that can be
/// done. What stays is in nobody's way, since each run has a folder of its own.
fn clear_away(root: &Path, programs: &Path) {
    let prefix = prefix(root);
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(&prefix)).and_then(owner);
        if owner.is_some_and(|owner| owner == std::process::id() || !lives(owner)) {
            let (programs, folder) = (programs.to_owned(), entry.path());
            drop(Server { programs, folder, url: String::new() });
        }
    }
}

/// The process that a folder's name tells: the first number after the prefix.
fn owner(rest: &str) -> Option<u32> {
    rest.split('-').next()?.parse().ok()
}

fn lives(process: u32) -> bool {
    Path::new("/proc").join(process.to_string()).exists()
}

/// Whether the server that left its number in a data folder is still there.
///
/// After a restart of the machine another program may have that number.
fn runs(data: &Path) -> bool {
    let written = std::fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    let Some(process) = written.lines().next().and_then(|line| line.trim().parse::<u32>().ok())
    else {
        return false;
    };
    let name = Path::new("/proc").join(process.to_string()).join("comm");
    std::fs::read_to_string(name).is_ok_and(|name| name.trim() == "postgres")
}

fn own(folder: &Path) -> Outcome<()> {
    if is_root() {
        must(Command::new("chown").arg("postgres").arg(folder))?;
    }
    must(Command::new("chmod").arg("700").arg(folder))
}

/// A port of the loopback address that nobody uses at the moment.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
