//! Collects style, script and icons for embedding.
//!
//! Our own files come from `assets/`, third-party ones from `node_modules` of
//! the repository, which is fetched once with `npm ci` when it is missing.
//! `WENPING_ASSETS=DIR` names another folder with the same layout, for builds
//! without network. Each file gets a name with a hash of its content and a gzip
//! copy; `assets.rs` includes the table that is written here.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Name in pages, media type, parts that are joined: `own:` is `assets/`, `npm:`
/// is `node_modules`.
const FILES: [(&str, &str, &[&str]); 4] = [
    (
        "app.css",
        "text/css; charset=utf-8",
        &["npm:modern-normalize/modern-normalize.css", "own:app.css"],
    ),
    ("app.js", "text/javascript; charset=utf-8", &["own:app.js"]),
    ("htmx.js", "text/javascript; charset=utf-8", &["npm:htmx.org/dist/htmx.min.js"]),
    ("icon.svg", "image/svg+xml", &["own:icon.svg"]),
];

fn main() {
    if let Err(error) = run() {
        for line in error.to_string().lines() {
            println!("cargo::error={line}");
        }
    }
}

fn run() -> Outcome<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../..").canonicalize()?;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let own = root.join("assets");
    println!("cargo::rerun-if-changed={}", own.display());
    println!("cargo::rerun-if-changed={}", root.join("package-lock.json").display());
    println!("cargo::rerun-if-env-changed=WENPING_ASSETS");
    let npm = third_party(&root)?;
    let mut code = String::from("pub(crate) static FILES: &[Asset] = &[\n");
    for (name, media, parts) in FILES {
        write_asset(&mut code, &out, (name, media), &read_parts(parts, &own, &npm)?)?;
    }
    code.push_str("];\n\npub(crate) static ICONS: &[(&str, &str)] = &[\n");
    for (name, svg) in icons(&own, &npm)? {
        writeln!(code, "    ({name:?}, {svg:?}),")?;
    }
    code.push_str("];\n");
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

/// The folder of third-party packages.
fn third_party(root: &Path) -> Outcome<PathBuf> {
    if let Some(dir) = env::var_os("WENPING_ASSETS") {
        let dir = PathBuf::from(dir);
        println!("cargo::rerun-if-changed={}", dir.display());
        return check_layout(dir);
    }
    let dir = root.join("node_modules");
    if missing(&dir).is_some() {
        fetch(root)?;
    }
    check_layout(dir)
}

fn check_layout(dir: PathBuf) -> Outcome<PathBuf> {
    match missing(&dir) {
        None => Ok(dir),
        Some(part) => Err(format!(
            "{} lacks {part}; WENPING_ASSETS must name a copy of node_modules made by `npm ci --omit=dev`",
            dir.display()
        )
        .into()),
    }
}

fn missing(dir: &Path) -> Option<&'static str> {
    [
        "htmx.org/dist/htmx.min.js",
        "modern-normalize/modern-normalize.css",
        "@tabler/icons/icons/outline",
    ]
    .into_iter()
    .find(|part| !dir.join(part).exists())
}

fn fetch(root: &Path) -> Outcome<()> {
    let help = "run `npm ci --ignore-scripts --omit=dev` in the repository, \
                or set WENPING_ASSETS to a folder with these packages";
    let output = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--omit=dev"])
        .current_dir(root)
        .output()
        .map_err(|error| {
            format!(
                "style, script and icons are missing and npm cannot be started ({error}): {help}"
            )
        })?;
    if output.status.success() {
        return Ok(());
    }
    let reason = String::from_utf8_lossy(&output.stderr);
    Err(format!("style, script and icons are missing and npm failed: {help}\n{reason}").into())
}

fn read_parts(parts: &[&str], own: &Path, npm: &Path) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    for part in parts {
        let path = match part.split_once(':') {
            Some(("npm", path)) => npm.join(path),
            Some((_, path)) => own.join(path),
            None => continue,
        };
        let text = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        bytes.extend(text);
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn write_asset(
    code: &mut String,
    out: &Path,
    (name, media): (&str, &str),
    bytes: &[u8],
) -> Outcome<()> {
    let digest = hex::encode(Sha256::digest(bytes));
    let hash = digest.get(..12).ok_or("short digest")?;
    let (stem, kind) = name.split_once('.').ok_or("a file has no extension")?;
    let hashed = format!("{stem}-{hash}.{kind}");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    let plain = out.join(&hashed);
    let gzip = out.join(format!("{hashed}.gz"));
    fs::write(&plain, bytes)?;
    fs::write(&gzip, encoder.finish()?)?;
    writeln!(
        code,
        "    Asset {{ name: {name:?}, hashed: {hashed:?}, media: {media:?}, plain: include_bytes!({plain:?}), gzip: include_bytes!({gzip:?}) }},"
    )?;
    Ok(())
}

/// The listed icons, sorted, as the markup inside `<svg>`.
fn icons(own: &Path, npm: &Path) -> Outcome<Vec<(String, String)>> {
    let list = fs::read_to_string(own.join("icons.txt"))?;
    let names =
        list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut icons = Vec::new();
    for name in names {
        let path = npm.join("@tabler/icons/icons/outline").join(format!("{name}.svg"));
        let svg = fs::read_to_string(&path).map_err(|error| {
            format!("assets/icons.txt names {name}, but {}: {error}", path.display())
        })?;
        icons.push((name.to_owned(), inner(&svg)));
    }
    icons.sort();
    icons.dedup();
    Ok(icons)
}

/// The drawing of an icon file without its frame, comments and bounding box.
fn inner(svg: &str) -> String {
    let start = svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default();
    let body = start.split_once('>').map_or("", |(_, body)| body);
    let body = body.split("</svg>").next().unwrap_or_default();
    body.lines().map(str::trim).filter(|line| !line.starts_with("<path stroke=\"none\"")).collect()
}
