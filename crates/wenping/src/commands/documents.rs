//! `wenping documents`: samples of every kind, and a document of the record.

use std::path::Path;

use access::Permission;
use app::AppError;
use documents::{
    docx,
    fonts::{Fonts, StandIn},
    model::{Kind, Language},
    pdf::{self, PdfSettings},
    samples::write,
};
use locale::{L10n, Lang, Msg};
use papers::{Format, Made, Order, PaperError, template_name};
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{acting, chain, font_settings, kit, open_existing, settings},
    output::{Output, WELL},
};

/// Writes a sample of every kind.
pub(super) fn samples(call: &Call, out: &Output) -> Ended {
    let settings = font_settings(&settings(call)?);
    let fonts = Fonts::new(&settings).map_err(|e| e.to_string())?;
    let dir = Path::new(call.required("dir"));
    let written = write(dir, language(call), &fonts).map_err(|e| chain(&e))?;
    let paths: Vec<String> = written.iter().map(|path| path.display().to_string()).collect();
    out.document(&json!({ "files": paths }));
    if !out.json() {
        paths.iter().for_each(|path| out.line(path));
    }
    Ok(WELL)
}

/// Tries a template with made-up data, and writes what it makes of them.
pub(super) fn check(call: &Call, out: &Output) -> Ended {
    let path = Path::new(call.required("template"));
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let kit = kit(&settings(call)?)?;
    let document = match kit.try_template(&template_name(path), &text) {
        Ok(document) => document,
        Err(error) => return Err(chain(&error)),
    };
    let l10n = out.l10n();
    if let Some(to) = call.text("out") {
        let bytes = match Path::new(to).extension().and_then(|e| e.to_str()) {
            Some("pdf") => {
                let made = pdf::render(&document, &kit.fonts, &PdfSettings::default());
                made.map_err(|e| chain(&e))?.bytes
            }
            Some("docx") => {
                docx::render(&document, &kit.fonts, &kit.typefaces).map_err(|e| chain(&e))?
            }
            _ => return Ok(out.misused(&l10n.t1("cli-documents-no-format", "path", to))),
        };
        std::fs::write(to, bytes).map_err(|e| format!("{to}: {e}"))?;
        out.say(&Msg::new("cli-documents-written").with("path", to));
    }
    out.say(&Msg::new("cli-documents-right").with("path", call.required("template")));
    Ok(WELL)
}

/// Makes a document of the record.
pub(super) async fn render(call: &Call, out: &Output) -> Ended {
    let l10n = out.l10n();
    let path = call.required("out");
    let Ok(kind) = call.required("kind").parse::<Kind>() else {
        return Ok(out.misused(&no_kind(call, l10n)));
    };
    let ending = Path::new(path).extension().and_then(|e| e.to_str()).unwrap_or_default();
    let format = Format::of_ending(ending).filter(|f| Format::of_kind(kind).contains(f));
    let Some(format) = format else {
        return Ok(out.misused(&l10n.t1("cli-documents-no-format", "path", path)));
    };
    let config = settings(call)?;
    let kit = kit(&config)?;
    let app = open_existing(call, &config).await?;
    let ctx = acting(&app, call, permission(kind, call.text("as").is_some())).await?;
    let order = Order {
        kind,
        subject: call.required("subject").to_owned(),
        part: call.text("part").map(str::to_owned),
        language: language(call),
        format,
    };
    let mut bytes = Vec::new();
    let made = papers::make(&app, &ctx, &kit, &order, &mut bytes).await;
    app.store().close().await;
    match made {
        Ok(made) => {
            std::fs::write(path, bytes).map_err(|e| format!("{path}: {e}"))?;
            say(out, path, &made);
            Ok(WELL)
        }
        Err(error @ (PaperError::Unknown { .. } | PaperError::App(AppError::NotFound))) => {
            Ok(out.misused(&l10n.say(&error.msg())))
        }
        Err(error) => Err(l10n.say(&error.msg())),
    }
}

/// What somebody must be able to do to have a document of a kind. Where nobody is named it is
/// one who may take records out: many posts see matters, but only those they are named in.
fn permission(kind: Kind, named: bool) -> Permission {
    match kind {
        Kind::ListReport => Permission::ReportList,
        Kind::Circular => Permission::ViewStats,
        _ if named => Permission::ViewMatter,
        _ => Permission::Export,
    }
}

fn no_kind(call: &Call, l10n: L10n) -> String {
    let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
    let kind = ("kind", call.required("kind"));
    l10n.t2("cli-documents-no-kind", kind, ("known", l10n.join(&known)))
}

fn say(out: &Output, path: &str, made: &Made) {
    let stand_in = |s: &StandIn| json!({ "wanted": s.wanted, "used": s.used });
    let stand_ins: Vec<_> = made.stand_ins.iter().map(stand_in).collect();
    out.document(&json!({
        "path": path,
        "pages": made.pages,
        "stand_ins": stand_ins,
        "left_out": made.left_out,
    }));
    let msg = match made.pages {
        Some(pages) => Msg::new("cli-documents-pages").with("pages", pages),
        None => Msg::new("cli-documents-written"),
    };
    out.say(&msg.with("path", path));
    for font in &made.stand_ins {
        let msg = Msg::new("cli-documents-stand-in").with("wanted", font.wanted.as_str());
        out.say(&msg.with("used", font.used.as_str()));
    }
    if !made.left_out.is_empty() {
        let names = out.l10n().join(&made.left_out);
        out.say(&Msg::new("cli-documents-left-out").with("names", names));
    }
}

/// The language of a document is that of the call.
const fn language(call: &Call) -> Language {
    match call.lang {
        Lang::ZhCn => Language::Zh,
        Lang::En => Language::En,
    }
}
