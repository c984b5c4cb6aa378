//! The command line, described in the reader's language.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, Command, error::ErrorKind, value_parser};
use locale::{L10n, Lang};

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

    /// The words of the call's language.
    pub const fn l10n(&self) -> L10n {
        L10n::new(self.lang)
    }
}

/// Parses the arguments. Help and version come back as "errors" of clap, which
/// know the stream and code that they belong to.
///
/// # Errors
/// Wrong use, or a request for help.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Call, clap::Error> {
    let args: Vec<OsString> = args.into_iter().collect();
    let lang = language(&args);
    let matches = command(L10n::new(lang)).try_get_matches_from(args)?;
    let Some((name, args)) = matches.subcommand() else {
        return Err(command(L10n::new(lang)).error(ErrorKind::MissingSubcommand, ""));
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
    let lang =
        Arg::new("lang").long("lang").global(true).value_parser(["zh", "en"]).help(l.t("cli-lang"));
    let json =
        Arg::new("json").long("json").global(true).action(ArgAction::SetTrue).help(l.t("cli-json"));
    Command::new("wenping")
        .version(env!("CARGO_PKG_VERSION"))
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
            backup(l),
            doctor(l),
            check_config(l),
        ])
}

fn sub(name: &'static str, l: L10n) -> Command {
    Command::new(name).about(l.t(&format!("cli-{name}")))
}

fn data(l: L10n) -> Arg {
    Arg::new("data").long("data").value_name("DIR").help(l.t("cli-data"))
}

fn config(l: L10n) -> Arg {
    Arg::new("config").long("config").value_name("FILE").help(l.t("cli-config"))
}

fn port(l: L10n) -> Arg {
    Arg::new("port")
        .long("port")
        .value_name("N")
        .value_parser(value_parser!(u16))
        .help(l.t("cli-port"))
}

fn acting(l: L10n) -> Arg {
    Arg::new("as").long("as").value_name("USERNAME").help(l.t("cli-as"))
}

fn flag(name: &'static str, l: L10n) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(l.t(&format!("cli-{name}")))
}

fn positional(name: &'static str, value: &'static str, l: L10n) -> Arg {
    Arg::new(name).value_name(value).help(l.t(&format!("cli-{name}")))
}

fn serve(l: L10n) -> Command {
    sub("serve", l).args([data(l), config(l), port(l)])
}

fn demo(l: L10n) -> Command {
    sub("demo", l)
        .args([data(l), config(l), port(l), flag("fresh", l), flag("full", l)])
        .arg(flag("today", l))
}

fn import(l: L10n) -> Command {
    sub("import", l).args([
        data(l),
        config(l),
        acting(l),
        flag("dry-run", l),
        positional("file", "FILE", l).required(true),
    ])
}

fn export(l: L10n) -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_parser(["csv", "xlsx"])
        .default_value("csv")
        .help(l.t("cli-format"));
    let out = Arg::new("out").long("out").value_name("FILE").required(true).help(l.t("cli-out"));
    sub("export", l).args([data(l), config(l), acting(l), format, out])
}

fn stats(l: L10n) -> Command {
    let year = Arg::new("year")
        .long("year")
        .value_name("Y")
        .value_parser(value_parser!(i16))
        .required(true)
        .help(l.t("cli-year"));
    sub("stats", l).args([data(l), config(l), year])
}

fn user(l: L10n) -> Command {
    let username = || positional("username", "USERNAME", l).required(true);
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
    let check = Command::new("check")
        .about(l.t("cli-rules-check"))
        .arg(Arg::new("dir").long("dir").value_name("DIR").help(l.t("cli-rules-dir")));
    let show = Command::new("show")
        .about(l.t("cli-rules-show"))
        .arg(positional("package", "PLACE@DAY", l).required(true));
    let diff = Command::new("diff")
        .about(l.t("cli-rules-diff"))
        .args([positional("a", "A", l).required(true), positional("b", "B", l).required(true)]);
    sub("rules", l).subcommand_required(true).subcommands([check, show, diff])
}

fn calc(l: L10n) -> Command {
    sub("calc", l)
        .args([positional("family", "FAMILY", l).required(true), positional("file", "FILE", l)])
}

fn link(l: L10n) -> Command {
    let file = |name: &'static str| {
        let help = l.t(&format!("cli-link-{name}"));
        Arg::new(name).long(name).value_name("FILE").required(true).help(help)
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

fn backup(l: L10n) -> Command {
    let to = Arg::new("to").long("to").value_name("DIR").required(true).help(l.t("cli-to"));
    sub("backup", l).args([data(l), config(l), to, flag("without-secret", l)])
}

fn doctor(l: L10n) -> Command {
    sub("doctor", l).args([data(l), config(l)])
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
        assert_eq!(error.exit_code(), 2);
    }
}
