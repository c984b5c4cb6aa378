//! What the tests need on the machine, and how to get it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command::{is_root, must, output, quietly, which};
use crate::{Outcome, heading, postgres, say};

/// The browser that the browser tests drive.
pub const CHROMIUM: &str = "/usr/bin/chromium";

/// The oldest Node.js whose test runner has what the browser tests use.
const OLDEST_NODE: u32 = 18;

/// Installs Debian packages without letting any of them start a service.
///
/// Debian asks `policy-rc.d` before it starts one; 101 means "not allowed".
const INSTALL: &str = r"
set -eu
guard=/usr/sbin/policy-rc.d
made=
if [ ! -e $guard ]; then
  printf '#!/bin/sh\nexit 101\n' >$guard
  chmod 755 $guard
  made=yes
fi
trap '[ -z $made ] || rm -f $guard' EXIT
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet
apt-get install --yes --quiet --no-install-recommends $*
";

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Missing {
    what: String,
    /// The Debian package that brings it.
    package: &'static str,
}

/// Makes sure that everything is there, installing it when that is allowed.
///
/// # Errors
/// With the whole list, when something is missing and cannot be installed.
pub fn ensure(root: &Path) -> Outcome<()> {
    heading("What the tests need");
    let missing = missing();
    if missing.is_empty() {
        say("everything is installed");
    } else {
        install(&missing)?;
    }
    node_modules(root)
}

fn missing() -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut need = |there: bool, what: &str, package: &'static str| {
        if !there {
            missing.push(Missing { what: what.to_owned(), package });
        }
    };
    need(which("cc").is_some(), "a C compiler (gcc)", "gcc");
    need(Path::new("/usr/include/stdio.h").exists(), "the C library's headers", "libc6-dev");
    need(node_version().is_some_and(|it| it >= OLDEST_NODE), "Node.js 18 or newer", "nodejs");
    need(which("npm").is_some(), "npm", "npm");
    need(Path::new(CHROMIUM).exists(), "Chromium at /usr/bin/chromium", "chromium");
    need(postgres::programs().is_some(), "a PostgreSQL server, version 15 or newer", "postgresql");
    need(chinese_fonts(), "the Chinese fonts of Noto", "fonts-noto-cjk");
    // Programs that nobody here wrote look at the documents.
    need(which("qpdf").is_some(), "qpdf", "qpdf");
    need(which("pdftotext").is_some(), "pdftotext and its sisters", "poppler-utils");
    need(which("soffice").is_some(), "LibreOffice Writer", "libreoffice-writer-nogui");
    need(which("python3").is_some(), "Python 3", "python3");
    need(python_makes_environments(), "venv of Python 3", "python3-venv");
    missing
}

/// The first number of what `node --version` prints.
fn node_version() -> Option<u32> {
    let printed = output(Command::new("node").arg("--version")).ok()?;
    printed.trim().trim_start_matches('v').split('.').next()?.parse().ok()
}

fn python_makes_environments() -> bool {
    quietly(Command::new("python3").args(["-c", "import venv, ensurepip"]))
}

/// The Python whose packages look at the documents: an environment of its own
/// below the target folder, made anew when the list of packages has changed.
///
/// # Errors
/// When the packages cannot be fetched.
pub fn python(root: &Path, target: &Path) -> Outcome<PathBuf> {
    let wanted = root.join("crates/documents/tests/outside.txt");
    let folder = target.join("outside");
    let (python, had) = (folder.join("bin/python3"), folder.join("outside.txt"));
    let list = std::fs::read(&wanted)?;
    if python.exists() && std::fs::read(&had).is_ok_and(|it| it == list) {
        return Ok(python);
    }
    must(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]);
    must(pip.arg(&wanted))?;
    std::fs::write(&had, list)?;
    Ok(python)
}

/// Without them every Chinese character on a screenshot is an empty box, and
/// lines of documents end elsewhere.
fn chinese_fonts() -> bool {
    let folder = Path::new("/usr/share/fonts/opentype/noto");
    ["NotoSansCJK", "NotoSerifCJK"]
        .iter()
        .all(|family| folder.join(format!("{family}-Regular.ttc")).exists())
}

fn install(missing: &[Missing]) -> Outcome<()> {
    for it in missing {
        say(&format!("missing: {} (Debian package {})", it.what, it.package));
    }
    let packages: Vec<&str> = missing.iter().map(|it| it.package).collect();
    let by_hand = format!("apt-get install --no-install-recommends {}", packages.join(" "));
    let Some(mut command) = installer() else {
        return Err(format!("these have to be installed first, for example by\n  {by_hand}").into());
    };
    // The first word after the script is its own name, `$0`.
    must(command.args(["sh", "-c", INSTALL, "install"]).args(&packages))?;
    let left = self::missing();
    if left.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = left.iter().map(|it| it.what.as_str()).collect();
    Err(format!("still missing after the installation: {}", names.join(", ")).into())
}

/// The command that runs another one with the right to install, when there is one.
fn installer() -> Option<Command> {
    let forbidden = std::env::var("WENPING_TEST_INSTALL").is_ok_and(|value| value == "never");
    if forbidden || which("apt-get").is_none() {
        return None;
    }
    if is_root() {
        return Some(Command::new("env"));
    }
    let mut sudo = Command::new("sudo");
    sudo.arg("-n");
    quietly(Command::new("sudo").args(["-n", "true"])).then_some(sudo)
}

/// Packages that the browser tests import; a build alone does not fetch them.
const TEST_PACKAGES: &[&str] = &["axe-core", "playwright-core"];

/// Fetches the packages of the lock file unless they are there already.
///
/// # Errors
/// When npm fails.
pub fn node_modules(root: &Path) -> Outcome<()> {
    let written =
        |path: &str| std::fs::metadata(root.join(path)).and_then(|about| about.modified());
    let newest = match (written("node_modules/.package-lock.json"), written("package-lock.json")) {
        (Ok(installed), Ok(wanted)) => installed >= wanted,
        _ => false,
    };
    let complete = TEST_PACKAGES
        .iter()
        .all(|name| root.join("node_modules").join(name).join("package.json").exists());
    if newest && complete {
        return Ok(());
    }
    must(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(root),
    )
}
