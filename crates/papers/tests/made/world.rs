//! A played case and the tools to make its documents.

use std::sync::OnceLock;

use app::{
    Ctx,
    demo::play::{Case, Survey, Until},
};
use documents::{
    context::Context,
    docx::Typefaces,
    fonts::FontSettings,
    model::{Kind, Language},
};
use domain::codes::ProcedureCode;
use papers::{Format, Kit, Made, Order, PaperError};
use testkit::{Engine, Failure, Stage, TestApp};

/// Fonts are looked for once.
pub fn kit() -> Result<Kit, Failure> {
    static KIT: OnceLock<Result<Kit, String>> = OnceLock::new();
    let made = KIT.get_or_init(|| {
        Kit::new(&FontSettings::default(), Typefaces::default()).map_err(|e| e.to_string())
    });
    Ok(made.clone()?)
}

/// A case and those who played it.
pub struct World {
    pub stage: Stage,
    pub played: Case,
}

impl World {
    /// A case carried to a stop; a general one with a public consultation.
    pub async fn until(procedure: ProcedureCode, until: Until) -> Result<Self, Failure> {
        let stage = TestApp::founded(Engine::Sqlite).await?;
        let mut script = testkit::script(procedure)?;
        if procedure == ProcedureCode::General {
            script.survey = Some(Survey { answers: 600, days: 0, votes: 0, letters: 0 });
        }
        let played = stage.player().play(script, until).await?;
        Ok(Self { stage, played })
    }

    /// A case with a closed file.
    pub async fn archived(procedure: ProcedureCode) -> Result<Self, Failure> {
        Self::until(procedure, Until::Archived).await
    }

    /// Somebody of the unit that owns the case.
    pub fn owner(&self) -> Result<Ctx, Failure> {
        let site = self.stage.cast.site("211302")?;
        Ok(self.stage.test.ctx(&site.desk.owner))
    }

    /// The case as its pages show it.
    pub async fn case(&self) -> Result<app::view::Case, Failure> {
        let app = &self.stage.test.app;
        Ok(app::view::case(app, &self.owner()?, &self.played.number, None).await?)
    }

    /// What a document of the case says.
    pub async fn context(&self, kind: Kind) -> Result<Context, Failure> {
        let order = self.order(kind, Format::Html);
        Ok(papers::context(&self.stage.test.app, &self.owner()?, &order, None).await?)
    }

    /// An order in Chinese.
    pub fn order(&self, kind: Kind, format: Format) -> Order {
        let subject = self.played.number.clone();
        Order { kind, subject, part: None, language: Language::Zh, format }
    }

    pub async fn make(&self, order: &Order) -> Result<(Made, Vec<u8>), Failure> {
        self.make_as(&self.owner()?, order).await
    }

    pub async fn make_as(&self, ctx: &Ctx, order: &Order) -> Result<(Made, Vec<u8>), Failure> {
        let kit = kit()?;
        let mut bytes = Vec::new();
        let made = papers::make(&self.stage.test.app, ctx, &kit, order, &mut bytes).await;
        Ok((made.map_err(|e| format!("{order:?}: {}", chain(&e)))?, bytes))
    }

    pub async fn text(&self, order: &Order) -> Result<String, Failure> {
        self.text_as(&self.owner()?, order).await
    }

    pub async fn text_as(&self, ctx: &Ctx, order: &Order) -> Result<String, Failure> {
        Ok(String::from_utf8(self.make_as(ctx, order).await?.1)?)
    }
}

fn chain(error: &PaperError) -> String {
    locale::L10n::new(locale::Lang::En).say(&error.msg())
}
