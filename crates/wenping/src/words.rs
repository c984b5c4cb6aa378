//! Help and wrong use in the reader's language: headings, usage and mistakes,
//! which the parser would otherwise word in English.

use clap::{
    Arg, ArgAction, Command,
    error::{ContextKind, ContextValue, ErrorKind},
};
use locale::L10n;

/// A description with everything that the parser adds by itself worded in the
/// reader's language, for the command and all below it. `path` is what is typed
/// up to the command.
pub fn worded(command: Command, path: &str, l: L10n) -> Command {
    let path = if path.is_empty() {
        command.get_name().to_owned()
    } else {
        format!("{path} {}", command.get_name())
    };
    let parent = command.has_subcommands();
    let help =
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(l.t("cli-help-help"));
    let usage = usage(&command, &path, l);
    let template = template(&command, l);
    command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help)
        .override_usage(usage)
        .help_template(template)
        .next_line_help(!parent)
        .mut_subcommands(|below| worded(below, &path, l))
}

fn usage(command: &Command, path: &str, l: L10n) -> String {
    let mut words = vec![path.to_owned(), format!("[{}]", l.t("cli-help-options"))];
    for arg in command.get_arguments().filter(|arg| !arg.is_positional() && arg.is_required_set()) {
        let long = arg.get_long().unwrap_or_default();
        words.push(format!("--{long} <{}>", placeholder(arg)));
    }
    for arg in command.get_positionals() {
        let name = placeholder(arg);
        words.push(if arg.is_required_set() { format!("<{name}>") } else { format!("[{name}]") });
    }
    if command.has_subcommands() {
        words.push(format!("<{}>", l.t("cli-help-command")));
    }
    words.join(" ")
}

fn placeholder(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    names.first().map_or_else(|| arg.get_id().to_string(), ToString::to_string)
}

fn template(command: &Command, l: L10n) -> String {
    let mut parts = vec!["{about}".to_owned(), l.t("cli-help-usage") + "{usage}"];
    let mut part = |heading: &str, tag: &str| parts.push(l.t(heading) + "\n" + tag);
    if command.has_subcommands() {
        part("cli-help-commands", "{subcommands}");
    }
    if command.get_positionals().next().is_some() {
        part("cli-help-arguments", "{positionals}");
    }
    part("cli-help-options-are", "{options}");
    parts.join("\n\n") + "\n"
}

/// What was wrong with a call, and where help is.
pub fn misuse(error: &clap::Error, l: L10n) -> String {
    let of = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(all)) => l.join(all),
        _ => String::new(),
    };
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let command = of(ContextKind::InvalidSubcommand);
    let said = match error.kind() {
        ErrorKind::UnknownArgument => l.t1("cli-misuse-unknown", "arg", arg),
        ErrorKind::InvalidSubcommand => l.t1("cli-misuse-command", "command", command),
        ErrorKind::MissingRequiredArgument => l.t1("cli-misuse-missing", "arg", arg),
        ErrorKind::InvalidValue if value.is_empty() => l.t1("cli-misuse-no-value", "arg", arg),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            l.t2("cli-misuse-value", ("arg", arg), ("value", value))
        }
        ErrorKind::ArgumentConflict => l.t1("cli-misuse-twice", "arg", arg),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            l.t("cli-misuse-no-command")
        }
        _ => l.t("cli-misuse-other"),
    };
    format!("{said}\n{}", l.t("cli-misuse-help"))
}
