//! A case whose consultation is set, and what its tests do with it.

use app::{
    App, Ctx,
    consultation::{Given, Sheet, give, open, prepare_form},
    demo::play::{Case, Until},
    form::RawForm,
    view,
};
use domain::{
    assessment::{Command, acts::notice::CloseNotice},
    codes::{Channel, ProcedureCode},
    consultation::{Consultation, answer::Filled},
};
use jiff::{ToSpan as _, civil::Date};
use testkit::{Engine, Failure, Stage, TestApp};
use uuid::Uuid;

pub(crate) struct Asked {
    pub(crate) stage: Stage,
    pub(crate) case: Case,
    pub(crate) slug: String,
    pub(crate) from: Date,
    pub(crate) to: Date,
}

pub(crate) fn raw(fields: &[(&str, &str)]) -> RawForm {
    let mut raw = RawForm::default();
    for (name, value) in fields {
        raw.set(*name, *value);
    }
    raw
}

/// A case in its consultation, with a questionnaire set for ten days.
pub(crate) async fn prepared(engine: Engine, letters: &str) -> Result<Asked, Failure> {
    let stage = TestApp::founded(engine).await?;
    let case = stage.case(ProcedureCode::General, Until::NoticeUp).await?;
    let from = stage.test.clock.day();
    let to = from.checked_add(10.days())?;
    let mut asked = Asked { stage, case, slug: String::new(), from, to };
    let form = raw(&[
        ("questionnaire", "FACILITY"),
        ("title", "要不要建垃圾转运站，请您提意见"),
        ("about", "还没有决定。您的意见会影响建不建、建在哪。"),
        ("from", &from.to_string()),
        ("to", &to.to_string()),
        ("shortened", "示例：法定期限内另有公示"),
        ("letters", letters),
    ]);
    let assessment = asked.case.assessment.ok_or("an assessment")?;
    asked.slug = prepare_form(asked.app(), &asked.ctx()?, assessment, &form).await?;
    Ok(asked)
}

pub(crate) async fn opened(engine: Engine, letters: &str) -> Result<Asked, Failure> {
    let asked = prepared(engine, letters).await?;
    open(asked.app(), &asked.ctx()?, &asked.slug).await?;
    Ok(asked)
}

impl Asked {
    pub(crate) fn app(&self) -> &App {
        &self.stage.test.app
    }

    /// An operation of the owner.
    pub(crate) fn ctx(&self) -> Result<Ctx, Failure> {
        let owner = self.stage.cast.site("211302")?.desk.owner.clone();
        Ok(self.stage.test.ctx(&owner))
    }

    pub(crate) async fn view(&self) -> Result<view::Case, Failure> {
        Ok(view::case(self.app(), &self.ctx()?, &self.case.number, None).await?)
    }

    pub(crate) async fn id(&self) -> Result<Uuid, Failure> {
        Ok(Sheet::read(self.app(), &self.slug).await?.consultation.id)
    }

    pub(crate) async fn state(&self) -> Result<Consultation, Failure> {
        let mut reader = self.app().store().read().await?;
        let loaded = reader.load::<Consultation>(self.id().await?).await?;
        Ok(loaded.ok_or("a consultation")?.state)
    }

    /// Gives an answer as the public page would; the receipt code.
    pub(crate) async fn receipt(&self, key: u32, filled: &Filled) -> Result<String, Failure> {
        match self.give(key, filled).await? {
            Given::Receipt { code, .. } => Ok(code),
            other => Err(format!("{other:?}").into()),
        }
    }

    pub(crate) async fn give(&self, key: u32, filled: &Filled) -> Result<Given, Failure> {
        let now = self.app().clock().now();
        let key = format!("{key:064x}");
        Ok(give(self.app(), &self.slug, &key, filled, Channel::Web, now).await?)
    }

    /// Takes the notice down: from then on the assessment takes counts.
    pub(crate) async fn take_down(&mut self) -> Result<(), Failure> {
        let notice = self.case.state.notices.first().ok_or("a notice")?;
        let close = CloseNotice { notice: notice.id, objections: 0, proof: Vec::new() };
        let owner = self.stage.cast.site("211302")?.desk.owner.clone();
        let player = self.stage.player();
        let command = Command::CloseNotice(close);
        Ok(player.act(&mut self.case, &owner, command, player.vault()).await?)
    }
}

pub(crate) fn filled(stratum: &str, attitude: &str) -> Filled {
    let fields =
        [("stratum", stratum), ("ATT", attitude), ("KNOW", "3"), ("WORRY", "AIR"), ("TRUST", "4")];
    fields.map(|(field, value)| (field.to_owned(), vec![value.to_owned()])).into()
}

/// An answer with another value in a field.
pub(crate) fn with(mut filled: Filled, field: &str, value: &str) -> Filled {
    filled.insert(field.to_owned(), vec![value.to_owned()]);
    filled
}
