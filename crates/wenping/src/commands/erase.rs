//! `wenping erase`: one text or one attached file of a matter, with a reason.

use access::Permission;
use app::{AppError, Clock as _, erase::Erasable};
use locale::Msg;
use serde_json::json;

use super::Ended;
use crate::{
    cli::Call,
    installation::{SystemClock, acting, open_existing, settings},
    output::{Output, WELL},
};

/// Fewest digits by which a text is named.
const DIGITS: usize = 8;
/// So many letters of a text are listed.
const LETTERS: usize = 40;

/// Without a commitment the texts and files of the matter are listed, with the
/// digits by which each is named; with one it is erased.
pub(super) async fn run(call: &Call, out: &Output) -> Ended {
    let app = open_existing(call, &settings(call)?).await?;
    let ctx = acting(&app, call, Permission::ManageSystem).await?;
    let number = call.required("number");
    let found = match app::erase::erasable(&app, &ctx, number).await {
        Ok(found) => found,
        Err(AppError::NotFound) => {
            return Ok(out.misused(&out.l10n().t1("cli-erase-no-matter", "number", number)));
        }
        Err(other) => return Err(other.to_string()),
    };
    let Some(digits) = call.text("commitment") else {
        list(&found, out);
        app.store().close().await;
        return Ok(WELL);
    };
    let meant: Vec<&Erasable> = found
        .iter()
        .filter(|one| digits.len() >= DIGITS && one.commitment.to_string().starts_with(digits))
        .collect();
    let [one] = meant[..] else {
        return Ok(out.misused(&out.l10n().t1("cli-erase-which", "digits", digits)));
    };
    let Some(reason) = call.text("reason").filter(|reason| !reason.trim().is_empty()) else {
        return Ok(out.misused(&out.l10n().t("cli-erase-why")));
    };
    if one.words.is_none() {
        return Err(out.l10n().t("cli-erase-before"));
    }
    let done = app::erase::erase(&app, &ctx, number, one.commitment, reason).await;
    let done = done.map_err(|e| e.to_string())?;
    if done.unnamed {
        // The content of a file that nobody names any more, once it is a day old.
        app::upkeep::files(&app, SystemClock.now()).await.map_err(|e| e.to_string())?;
    }
    app.store().close().await;
    out.document(&json!({ "commitment": one.commitment.to_string(), "file": done.file }));
    out.say(&Msg::dynamic(if done.file { "cli-erased-file" } else { "cli-erased-text" }));
    out.say(&Msg::new("cli-erased-backups"));
    Ok(WELL)
}

fn list(found: &[Erasable], out: &Output) {
    let l = out.l10n();
    out.document(&json!(
        found
            .iter()
            .map(|one| json!({
                "commitment": one.commitment.to_string(),
                "file": one.is_file,
                "words": one.words,
            }))
            .collect::<Vec<_>>()
    ));
    if out.json() {
        return;
    }
    for one in found {
        let kind = l.t(if one.is_file { "cli-erase-file" } else { "cli-erase-text" });
        let words = one.words.as_ref().map_or_else(
            || l.t("case-erased"),
            |words| words.chars().take(LETTERS).collect::<String>().replace(['\n', '\r'], " "),
        );
        let digits: String = one.commitment.to_string().chars().take(16).collect();
        out.line(&format!("{digits}  {kind}  {words}"));
    }
}
