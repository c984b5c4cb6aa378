//! The command line, described in the reader's language.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind, value_parser};
use locale::{L10n, Lang};

use crate::words;

/// A parsed call.
#[derive(Debug)]
pub struct Call {
    /// Name of the command; two words for `rules diff` and the like.
    pub name: String,
    /// Its arguments.
    pub args: ArgMatches,
    /// Language of everything that is printed.
    pub lang: Lang,
}

impl Call {
    /// A text argument.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.args.try_get_one::<String>(name).ok().flatten().map(String::as_str)
    }

    /// A text argument that the command cannot do without; clap made sure of it.
    pub fn required(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    /// A flag.
    pub fn flag(&self, name: &str) -> bool {
        self.args.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
    }

    /// A number argument.
    pub fn number(&self, name: &str) -> Option<u32> {
        self.args.try_get_one::<u32>(name).ok().flatten().copied()
    }

    /// The words of the call's language.
    pub const fn l10n(&self) -> L10n {
        L10n::new(self.lang)
    }
}

/// A call that is none: help, version, or wrong use.
#[derive(Debug)]
pub struct NoCall {
    /// What the parser says of it.
    pub error: clap::Error,
    /// Language in which it is told.
    pub lang: Lang,
}

/// Parses the arguments. Help and version come back as "errors" of clap, which
/// know the stream and code that they belong to.
///
/// # Errors
/// Wrong use, or a request for help.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Call, Box<NoCall>> {
    let mut args: Vec<OsString> = args.into_iter().collect();
    let lang = language(&args);
    // `wenping help rules` asks for what `wenping rules --help` tells.
    if args.get(1).is_some_and(|word| word == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    let none = |error| Box::new(NoCall { error, lang });
    let matches = command(L10n::new(lang)).try_get_matches_from(args).map_err(none)?;
    let Some((name, args)) = matches.subcommand() else {
        return Err(none(command(L10n::new(lang)).error(ErrorKind::MissingSubcommand, "")));
    };
    let (name, args) = match args.subcommand() {
        Some((second, args)) => (format!("{name} {second}"), args.clone()),
        None => (name.to_owned(), args.clone()),
    };
    Ok(Call { name, args, lang })
}

/// `--lang` wins, then the locale of the terminal; Chinese without either.
fn language(args: &[OsString]) -> Lang {
    let mut texts = args.iter().filter_map(|a| a.to_str());
    while let Some(text) = texts.next() {
        let given = match text.strip_prefix("--lang=") {
            Some(code) => Some(code),
            None if text == "--lang" => texts.next(),
            None => None,
        };
        if let Some(lang) = given.and_then(Lang::from_code) {
            return lang;
        }
    }
    let terminal = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|v| std::env::var(v).ok());
    terminal.and_then(|t| Lang::from_code(&t)).unwrap_or_default()
}

fn command(l: L10n) -> Command {
    words::worded(described(l), "", l)
}

fn described(l: L10n) -> Command {
    let lang = Arg::new("lang")
        .long("lang")
        .global(true)
        .value_name("zh|en")
        .value_parser(["zh", "en"])
        .hide_possible_values(true)
        .help(l.t("cli-lang"));
    let json =
        Arg::new("json").long("json").global(true).action(ArgAction::SetTrue).help(l.t("cli-json"));
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(l.t("cli-help-version"));
    Command::new("wenping")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(version)
        .about(l.t("cli-about"))
        .subcommand_required(true)
        .arg(lang)
        .arg(json)
        .subcommands([serve(l), demo(l), import(l), export(l), stats(l), user(l), rules(l)])
        .subcommands([
            calc(l),
            link(l),
            verify(l),
            rebuild(l),
            consultation(l),
            erase(l),
            backup(l),
            documents(l),
            doctor(l),
            check_config(l),
        ])
}

fn sub(name: &'static str, l: L10n) -> Command {
    Command::new(name).about(l.t(&format!("cli-{name}")))
}

fn data(l: L10n) -> Arg {
    Arg::new("data").long("data").value_name(l.t("cli-value-dir")).help(l.t("cli-data"))
}

fn config(l: L10n) -> Arg {
    Arg::new("config").long("config").value_name(l.t("cli-value-file")).help(l.t("cli-config"))
}

/// `--dir` is what `rules check` called it before.
fn rules_dir(l: L10n) -> Arg {
    Arg::new("rules")
        .long("rules")
        .alias("dir")
        .value_name(l.t("cli-value-dir"))
        .help(l.t("cli-rules-dir"))
}

fn port(l: L10n) -> Arg {
    Arg::new("port")
        .long("port")
        .value_name(l.t("cli-value-number"))
        .value_parser(value_parser!(u16))
        .help(l.t("cli-port"))
}

fn acting(l: L10n) -> Arg {
    Arg::new("as").long("as").value_name(l.t("cli-value-username")).help(l.t("cli-as"))
}

fn flag(name: &'static str, l: L10n) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(l.t(&format!("cli-{name}")))
}

fn positional(name: &'static str, value: &str, l: L10n) -> Arg {
    Arg::new(name).value_name(l.t(&format!("cli-value-{value}"))).help(l.t(&format!("cli-{name}")))
}

fn serve(l: L10n) -> Command {
    sub("serve", l).args([data(l), config(l), rules_dir(l), port(l)])
}

fn demo(l: L10n) -> Command {
    sub("demo", l)
        .args([data(l), config(l), rules_dir(l), port(l), flag("fresh", l), flag("full", l)])
        .arg(flag("today", l))
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name(l.t("cli-value-number"))
                .num_args(0..=1)
                .default_missing_value("1")
                .value_parser(value_parser!(u32).range(1..=200))
                .conflicts_with("full")
                .help(l.t("cli-scale")),
        )
}

fn import(l: L10n) -> Command {
    sub("import", l).args([
        data(l),
        config(l),
        acting(l),
        flag("dry-run", l),
        positional("file", "file", l).required(true),
    ])
}

fn export(l: L10n) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_parser(["csv", "xlsx"])
        .default_value("csv")
        .value_name("csv|xlsx")
        .hide_possible_values(true)
        .hide_default_value(true)
        .help(l.t("cli-format"));
    let out = Arg::new("out")
        .long("out")
        .value_name(l.t("cli-value-file"))
        .required(true)
        .help(l.t("cli-out"));
    sub("export", l).args([data(l), config(l), acting(l), format, out])
}

fn consultation(l: L10n) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_parser(["csv", "xlsx", "jsonl"])
        .value_name("csv|xlsx|jsonl")
        .hide_possible_values(true)
        .help(l.t("cli-consultation-format"));
    let out = Arg::new("out")
        .long("out")
        .value_name(l.t("cli-value-file"))
        .required(true)
        .help(l.t("cli-out"));
    let reason = Arg::new("reason")
        .long("reason")
        .value_name(l.t("cli-value-reason"))
        .help(l.t("cli-consultation-reason"));
    let slug = positional("slug", "slug", l).required(true);
    let export = Command::new("export").about(l.t("cli-consultation-export"));
    let export = export.args([data(l), config(l), acting(l), slug, format, out, reason]);
    let channel = Arg::new("channel")
        .long("channel")
        .value_parser(["paper", "phone", "visit"])
        .default_value("paper")
        .value_name("paper|phone|visit")
        .hide_possible_values(true)
        .hide_default_value(true)
        .help(l.t("cli-consultation-channel"));
    let slug = positional("slug", "slug", l).required(true);
    let file = positional("file", "file", l).required(true);
    let import = Command::new("import").about(l.t("cli-consultation-import"));
    let import =
        import.args([data(l), config(l), acting(l), flag("dry-run", l), slug, file, channel]);
    sub("consultation", l).subcommand_required(true).subcommands([export, import])
}

fn stats(l: L10n) -> Command {
    let year = Arg::new("year")
        .long("year")
        .value_name(l.t("cli-value-year"))
        .value_parser(value_parser!(i16))
        .required(true)
        .help(l.t("cli-year"));
    sub("stats", l).args([data(l), config(l), year])
}

fn user(l: L10n) -> Command {
    let username = || positional("username", "username", l).required(true);
    let list = Command::new("list").about(l.t("cli-user-list")).args([data(l), config(l)]);
    let unlock =
        Command::new("unlock").about(l.t("cli-user-unlock")).args([data(l), config(l), username()]);
    let password = Command::new("password").about(l.t("cli-user-password")).args([
        data(l),
        config(l),
        username(),
    ]);
    sub("user", l).subcommand_required(true).subcommands([list, unlock, password])
}

fn rules(l: L10n) -> Command {
    let check = Command::new("check").about(l.t("cli-rules-check")).arg(rules_dir(l));
    let show = Command::new("show")
        .about(l.t("cli-rules-show"))
        .args([positional("package", "package", l).required(true), rules_dir(l)]);
    let diff = Command::new("diff")
        .about(l.t("cli-rules-diff"))
        .arg(rules_dir(l))
        .args([positional("a", "a", l).required(true), positional("b", "b", l).required(true)]);
    sub("rules", l).subcommand_required(true).subcommands([check, show, diff])
}

fn calc(l: L10n) -> Command {
    sub("calc", l)
        .args([positional("family", "family", l).required(true), positional("file", "input", l)])
}

fn link(l: L10n) -> Command {
    let file = |name: &'static str| {
        let help = l.t(&format!("cli-link-{name}"));
        Arg::new(name).long(name).value_name(l.t("cli-value-file")).required(true).help(help)
    };
    let explain = Arg::new("explain")
        .long("explain")
        .action(ArgAction::SetTrue)
        .help(l.t("cli-link-explain"));
    sub("link", l).args([file("plans"), file("register"), file("out"), explain])
}

fn verify(l: L10n) -> Command {
    sub("verify", l).args([data(l), config(l)])
}

fn rebuild(l: L10n) -> Command {
    sub("rebuild", l).args([data(l), config(l)])
}

fn erase(l: L10n) -> Command {
    let reason = Arg::new("reason")
        .long("reason")
        .value_name(l.t("cli-value-reason"))
        .help(l.t("cli-reason"));
    sub("erase", l).args([
        data(l),
        config(l),
        acting(l),
        reason,
        positional("number", "matter", l).required(true),
        positional("commitment", "commitment", l),
    ])
}

fn backup(l: L10n) -> Command {
    let to = Arg::new("to")
        .long("to")
        .value_name(l.t("cli-value-dir"))
        .required(true)
        .help(l.t("cli-to"));
    sub("backup", l).args([data(l), config(l), to, flag("without-secret", l)])
}

fn documents(l: L10n) -> Command {
    let own = |name: &'static str, value: &str| {
        let help = l.t(&format!("cli-documents-{name}"));
        Arg::new(name).value_name(l.t(&format!("cli-value-{value}"))).help(help)
    };
    let samples = Command::new("samples")
        .about(l.t("cli-documents-samples"))
        .args([config(l), own("dir", "dir").required(true)]);
    let render = Command::new("render").about(l.t("cli-documents-render")).args([
        data(l),
        config(l),
        acting(l),
        own("part", "part").long("part"),
        own("out", "file").long("out").required(true),
        own("kind", "kind").required(true),
        own("subject", "subject").required(true),
    ]);
    let check = Command::new("check").about(l.t("cli-documents-check")).args([
        config(l),
        own("template", "file").required(true),
        own("out", "file").long("out"),
    ]);
    sub("documents", l).subcommand_required(true).subcommands([samples, render, check])
}

fn doctor(l: L10n) -> Command {
    sub("doctor", l).args([data(l), config(l), rules_dir(l)])
}

fn check_config(l: L10n) -> Command {
    sub("check-config", l).arg(config(l))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_sound_in_both_languages() {
        for lang in Lang::ALL {
            command(L10n::new(lang)).debug_assert();
        }
    }

    #[test]
    fn two_words_make_one_name() {
        let call = parse(["wenping", "rules", "diff", "a", "b"].map(Into::into)).unwrap();
        assert_eq!(call.name, "rules diff");
        assert_eq!(call.required("b"), "b");
    }

    #[test]
    fn an_unknown_command_is_wrong_use() {
        let error = parse(["wenping", "frobnicate"].map(Into::into)).unwrap_err();
        assert_eq!(error.error.exit_code(), 2);
    }

    /// The help of a command and of all below it.
    fn helps(command: &mut Command, found: &mut Vec<String>) {
        found.push(command.render_long_help().to_string());
        command.get_subcommands_mut().for_each(|below| helps(below, found));
    }

    /// Words of a Chinese help that are no words of Chinese: names of commands,
    /// options, formats and columns.
    fn foreign(help: &str) -> Vec<String> {
        let mut names: Vec<String> = ["wenping", "TOML", "CSV", "XLSX", "JSON", "zh", "en"]
            .into_iter()
            .chain("csv xlsx jsonl pdf docx html zip assessment-report h V".split(' '))
            .map(str::to_owned)
            .collect();
        let mut all = command(L10n::new(Lang::ZhCn));
        all.build();
        let mut queue: Vec<&Command> = vec![&all];
        while let Some(command) = queue.pop() {
            names.push(command.get_name().to_owned());
            names.extend(command.get_arguments().filter_map(Arg::get_long).map(str::to_owned));
            queue.extend(command.get_subcommands());
        }
        help.split(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_')))
            .map(|word| word.trim_matches('-'))
            .filter(|word| !word.is_empty() && !word.contains('_'))
            .filter(|word| !names.iter().any(|name| name == word))
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn every_help_is_in_one_language() {
        for lang in Lang::ALL {
            let mut all = command(L10n::new(lang));
            all.build();
            let mut found = Vec::new();
            helps(&mut all, &mut found);
            assert!(found.len() > 18, "only {} commands", found.len());
            for help in found {
                if lang == Lang::ZhCn {
                    // Columns of tables and kinds of calculation are names too.
                    let known = ["name", "city", "district", "year", "region", "unit"];
                    let kinds = ["index", "ahp", "fuzzy", "agreement", "uncertainty", "survey"];
                    let more = ["opinion", "comments", "COMMITMENT"];
                    let channels = ["paper", "phone", "visit"];
                    let mut words = foreign(&help);
                    words.retain(|w| {
                        let all = [&known[..], &kinds[..], &more[..], &channels[..]].concat();
                        !all.contains(&w.as_str())
                    });
                    assert!(words.is_empty(), "{words:?} in\n{help}");
                } else {
                    assert!(help.is_ascii() || !help.contains(['用', '选', '命', '参']), "{help}");
                }
            }
        }
    }

    #[test]
    fn wrong_use_is_told_in_the_language_of_the_reader() {
        let calls: [&[&str]; 7] = [
            &["wenping"],
            &["wenping", "frobnicate"],
            &["wenping", "rules"],
            &["wenping", "serve", "--port", "99999"],
            &["wenping", "serve", "--port"],
            &["wenping", "serve", "--porto", "1"],
            &["wenping", "export"],
        ];
        for call in calls {
            let none = |lang: &str| {
                let args = call.iter().copied().chain(["--lang", lang]);
                parse(args.map(Into::into)).unwrap_err()
            };
            let told = |none: &NoCall| words::misuse(&none.error, L10n::new(none.lang));
            let (zh, en) = (told(&none("zh")), told(&none("en")));
            assert!(!zh.contains("error") && zh.contains("wenping"), "{call:?}: {zh}");
            assert!(en.contains("--help") && !en.contains('。'), "{call:?}: {en}");
            assert_ne!(zh, words::misuse(&none("en").error, L10n::new(Lang::En)));
        }
    }

    #[test]
    fn help_of_a_command_can_be_asked_for_in_two_ways() {
        let help = |args: &[&str]| {
            parse(args.iter().map(Into::into)).unwrap_err().error.render().to_string()
        };
        assert_eq!(
            help(&["wenping", "help", "rules", "diff"]),
            help(&["wenping", "rules", "diff", "--help"])
        );
    }
}
