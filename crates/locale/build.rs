//! Reads `locales/zh-CN/*.ftl` and `locales/en/*.ftl`, refuses to build when
//! the two languages do not say the same things with the same arguments, and
//! embeds the files. A new `.ftl` file needs nothing but to exist in both
//! folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

const LANGS: [&str; 2] = ["zh-CN", "en"];

/// What one language says: key → (file, names of arguments).
type Keys = BTreeMap<String, (String, BTreeSet<String>)>;

#[derive(Default)]
struct Language {
    files: Vec<PathBuf>,
    keys: Keys,
    prefixes: BTreeSet<String>,
}

fn main() {
    let root = match env::var("CARGO_MANIFEST_DIR") {
        Ok(dir) => Path::new(&dir).join("../../locales"),
        Err(_) => return,
    };
    let mut problems = Vec::new();
    let languages = LANGS.map(|lang| read_language(&root.join(lang), &mut problems));
    compare(&languages, &mut problems);
    if !problems.is_empty() {
        problems.sort();
        for problem in &problems {
            println!("cargo::error={problem}");
        }
        return;
    }
    let [zh, en] = languages;
    let mut code = String::new();
    write_files(&mut code, "ZH_CN", &zh.files);
    write_files(&mut code, "EN", &en.files);
    write_list(&mut code, "KEYS", zh.keys.keys());
    write_list(&mut code, "DYNAMIC_PREFIXES", zh.prefixes.iter());
    let target = env::var("OUT_DIR").map(|dir| Path::new(&dir).join("resources.rs"));
    if let Ok(target) = target
        && let Err(error) = fs::write(&target, code)
    {
        println!("cargo::error=cannot write {}: {error}", target.display());
    }
}

fn read_language(dir: &Path, problems: &mut Vec<String>) -> Language {
    println!("cargo::rerun-if-changed={}", dir.display());
    let mut language = Language::default();
    let Ok(entries) = fs::read_dir(dir) else {
        problems.push(format!("{} cannot be read", dir.display()));
        return language;
    };
    language.files = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "ftl"))
        .collect();
    language.files.sort();
    for file in language.files.clone() {
        println!("cargo::rerun-if-changed={}", file.display());
        match fs::read_to_string(&file) {
            Ok(text) => read_file(&file, &text, &mut language, problems),
            Err(error) => problems.push(format!("{}: {error}", file.display())),
        }
    }
    language
}

fn read_file(file: &Path, text: &str, language: &mut Language, problems: &mut Vec<String>) {
    let name = file.display().to_string();
    let prefixes = text.lines().filter_map(|line| line.strip_prefix("# dynamic: "));
    language.prefixes.extend(prefixes.map(|prefix| prefix.trim().to_owned()));
    let resource = match parser::parse(text) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            for error in errors {
                let line = text.get(..error.pos.start).map_or(0, |s| s.lines().count());
                problems.push(format!("{name}:{line}: {}", error.kind));
            }
            return;
        }
    };
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name.to_owned();
        if !message.attributes.is_empty() {
            problems.push(format!("{name}: {key} has attributes; give each text its own key"));
        }
        let mut args = BTreeSet::new();
        match &message.value {
            Some(pattern) => collect_pattern(pattern, &mut args),
            None => problems.push(format!("{name}: {key} has no text")),
        }
        let old = language.keys.insert(key.clone(), (name.clone(), args));
        if let Some((first, _)) = old {
            problems.push(format!("{name}: {key} is already in {first}"));
        }
    }
}

fn collect_pattern(pattern: &Pattern<&str>, args: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_expression(expression, args);
        }
    }
}

fn collect_expression(expression: &Expression<&str>, args: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => collect_inline(inline, args),
        Expression::Select { selector, variants } => {
            collect_inline(selector, args);
            for variant in variants {
                collect_pattern(&variant.value, args);
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, args: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            args.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => collect_expression(expression, args),
        _ => {}
    }
}

fn compare(languages: &[Language; 2], problems: &mut Vec<String>) {
    let [zh, en] = languages;
    for (key, (file, args)) in &zh.keys {
        match en.keys.get(key) {
            None => problems.push(format!("{key} ({file}) is missing in en")),
            Some((other, others)) if args != others => problems.push(format!(
                "{key}: arguments differ: {args:?} in {file}, {others:?} in {other}"
            )),
            Some(_) => {}
        }
    }
    for (key, (file, _)) in &en.keys {
        if !zh.keys.contains_key(key) {
            problems.push(format!("{key} ({file}) is missing in zh-CN"));
        }
    }
    if zh.prefixes != en.prefixes {
        problems.push("the '# dynamic:' lines of both languages differ".to_owned());
    }
}

fn write_files(code: &mut String, name: &str, files: &[PathBuf]) {
    let _ = writeln!(code, "pub(crate) static {name}: &[&str] = &[");
    for file in files {
        let _ = writeln!(code, "    include_str!({:?}),", file.display().to_string());
    }
    let _ = writeln!(code, "];");
}

fn write_list<'a>(code: &mut String, name: &str, items: impl Iterator<Item = &'a String>) {
    let _ = writeln!(code, "pub(crate) static {name}: &[&str] = &[");
    for item in items {
        let _ = writeln!(code, "    {item:?},");
    }
    let _ = writeln!(code, "];");
}
