//! What officials do with a grievance that came in.

use domain::{
    assessment::acts::cluster::RaiseCluster,
    codes::{EscalationLevel, ReturnedAs},
    grievance::{Command, Grievance, Link},
    ids::{FactorId, MeasureId, TriggerId},
};
use jiff::civil::Date;
use store::{Loaded, Tx};

use super::{Found, carry_out, found, may};
use crate::{
    App, Ctx, assessment_env, consultation::course::words, error::Outcome, form::worded, once,
    rules::pin, vault::Vault,
};

/// An act as it comes from a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act<'a> {
    /// Take it up.
    Acknowledge,
    /// Put it to a risk and to a measure.
    Link {
        /// The risk.
        factor: Option<FactorId>,
        /// The measure.
        measure: Option<MeasureId>,
    },
    /// Put the answer off.
    Extend {
        /// Why.
        reason: &'a str,
    },
    /// Take it to the level above.
    Escalate {
        /// To whom.
        level: EscalationLevel,
        /// Why.
        reason: &'a str,
    },
    /// Answer it.
    Answer {
        /// The answer.
        answer: &'a str,
    },
    /// Close it.
    Close {
        /// What was done.
        note: &'a str,
    },
    /// Say that it is not dealt with here.
    Return {
        /// The ground.
        reason: ReturnedAs,
        /// Where to turn instead.
        note: &'a str,
    },
}

impl<'a> Act<'a> {
    const fn code(&self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge_grievance",
            Self::Link { .. } => "link_grievance",
            Self::Extend { .. } => "extend_grievance",
            Self::Escalate { .. } => "escalate_grievance",
            Self::Answer { .. } => "answer_grievance",
            Self::Close { .. } => "close_grievance",
            Self::Return { .. } => "return_grievance",
        }
    }

    /// The field and the words that are kept; none for an act without words.
    const fn said(&self) -> Option<(&'static str, &'a str)> {
        match self {
            Self::Acknowledge | Self::Link { .. } => None,
            Self::Extend { reason } => Some(("extend", reason)),
            Self::Escalate { reason, .. } => Some(("why", reason)),
            Self::Answer { answer } => Some(("answer", answer)),
            Self::Close { note } => Some(("closing", note)),
            Self::Return { note, .. } => Some(("note", note)),
        }
    }

    fn command(&self, said: Option<&str>, vault: &mut Vault<'_>) -> Command {
        let text = vault.text(said.unwrap_or_default());
        match *self {
            Self::Acknowledge => Command::Acknowledge,
            Self::Link { factor, measure } => {
                Command::Link(Link { factor, catalogue: None, measure })
            }
            Self::Extend { .. } => Command::Extend { reason: text },
            Self::Escalate { level, .. } => Command::Escalate { level, reason: text },
            Self::Answer { .. } => Command::Answer { answer: text },
            Self::Close { .. } => Command::Close { note: text },
            Self::Return { reason, .. } => Command::Return { reason, note: text },
        }
    }
}

/// Carries out an act. Where it puts a grievance to a risk and the number of the
/// rules is reached, the risk is opened again by a trigger of the assessment.
///
/// # Errors
/// A field out of order, a refusal, denied access, a conflict.
pub async fn act(app: &App, ctx: &Ctx, number: &str, act: &Act<'_>) -> Outcome<()> {
    let mut tx = app.store().write().await?;
    once::guard(&mut tx, ctx).await?;
    let found = found(&mut tx, number).await?;
    let case = (&found.matter.state, &found.assessment.state);
    may(app, ctx, &mut tx, act.code(), case).await?;
    let said = match act.said() {
        Some((field, text)) => {
            let package = app.pinned(&mut tx, &pin(&found.assessment.state.rules_hash)).await?;
            let text = words(field, text)?;
            worded(field, text, &package.prohibited)?;
            Some(text)
        }
        None => None,
    };
    let mut vault = Vault::new(app.ids());
    let command = match said {
        Some(_) => act.command(said, &mut vault),
        // Nothing was said, so that nothing is kept.
        None => act.command(None, &mut Vault::new(app.ids())),
    };
    let saved = carry_out(app, ctx, &mut tx, &found, (&command, vault)).await?;
    if matches!(act, Act::Link { .. }) {
        reopen(app, ctx, &mut tx, (&found, &saved)).await?;
    }
    once::seal(&mut tx, ctx, Some(number.to_owned())).await?;
    tx.commit().await?;
    Ok(())
}

/// Raises the trigger of the risk that the grievance is about, when the store
/// counts enough of them.
async fn reopen(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx,
    (found, saved): (&Found, &Loaded<Grievance>),
) -> Outcome<()> {
    let (case, state) = (&found.assessment, &saved.state);
    let (Some(factor), Some(look)) = (state.link.factor, &state.looked) else { return Ok(()) };
    // The rules whose terms apply are those that know the window.
    let package = app.pinned(tx, &pin(&state.rules)).await?;
    let Some(mark) = case.state.cluster_mark(&package, factor, ctx.today) else { return Ok(()) };
    let from = mark.from.unwrap_or(Date::MIN);
    let count = tx.grievances_about(case.id, factor.uuid(), from).await?;
    let raise = RaiseCluster {
        id: TriggerId::new(app.ids().id(ctx.now)),
        factor,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        reason: look.summary,
    };
    let env = assessment_env(app, ctx, &package);
    let events = raise.decide(&case.state, &env)?;
    if !events.is_empty() {
        let hash = pin(&case.state.rules_hash);
        tx.commit_record(case.clone(), &ctx.act(Some(hash)), &events, &[]).await?;
    }
    Ok(())
}
