//! An installation with matters at several stops.

use app::demo::play::{Case, Script, Survey, Until};
use domain::codes::ProcedureCode;
use visitor::{Engine, Failure, Site, Stage, TestApp, Visitor};

/// A unit as the forms name it.
pub struct UnitFacts {
    pub id: String,
    pub code: String,
    pub kind: String,
}

/// The installation of a test.
pub struct World {
    pub stage: Stage,
    pub site: Site,
    /// Decided and under way.
    pub decided: Case,
    /// Experts rate blind.
    pub rating: Case,
    /// Proposed screening, to be confirmed.
    pub proposed: Case,
}

impl World {
    pub async fn new(engine: Engine) -> Result<Self, Failure> {
        let stage = TestApp::founded(engine).await?;
        let topic = app::demo::topics::GENERAL.first().copied().ok_or("no topic")?;
        let script = Script {
            // The public was asked, so that its pages have something to show.
            survey: Some(Survey { answers: 60, days: 0, votes: 90, letters: 0 }),
            ..Script::new("211302", topic, ProcedureCode::General)
        };
        let decided = stage.player().play(script, Until::CheckedIn).await?;
        let rating = play(&stage, 1, Until::PanelOpen).await?;
        let proposed = play(&stage, 2, Until::Proposed).await?;
        let site = Site::of(&stage.test.app);
        Ok(Self { stage, site, decided, rating, proposed })
    }

    /// Someone by the name of the demonstration.
    pub async fn person(&self, username: &str) -> Result<Visitor, Failure> {
        self.site.signed_in(username).await
    }

    /// The expert who has still to rate.
    pub async fn rater(&self) -> Result<Visitor, Failure> {
        let path = format!("/items/{}/panel/current", self.rating.number);
        for n in 1..=app::demo::EXPERTS {
            let mut expert = self.person(&format!("expert{n}")).await?;
            let page = expert.get(&path).await?;
            let Ok(action) = page_of_panel(&page.text, &self.rating.number) else {
                continue;
            };
            if page.form(&action, &[("act", "rate_blind")]).is_ok() {
                return Ok(expert);
            }
        }
        Err("no expert has still to rate".into())
    }

    /// The unit of a person of the cast.
    pub async fn unit_of(&self, username: &str) -> Result<UnitFacts, Failure> {
        let unit = self.stage.cast.person(username)?.unit.uuid();
        let mut reader = self.stage.test.app.store().read().await?;
        let units = self.stage.test.app.units(&mut reader).await?;
        let unit = units.get(&unit).ok_or("no such unit")?;
        Ok(UnitFacts { id: unit.id.to_string(), code: unit.code.clone(), kind: unit.kind.clone() })
    }

    /// The first post of a person of the cast.
    pub async fn post_of(&self, username: &str) -> Result<String, Failure> {
        let person = self.stage.cast.person(username)?.person.uuid();
        let mut reader = self.stage.test.app.store().read().await?;
        let posts = reader.posts_of(person).await?;
        Ok(posts.first().ok_or("a person without post")?.id.to_string())
    }
}

/// The address to which the panel's forms are sent.
pub fn page_of_panel(html: &str, number: &str) -> Result<String, Failure> {
    let start = format!("action=\"/items/{number}/panel/");
    let behind = html.split(&start).nth(1).ok_or("no form on the page of the panel")?;
    let id = behind.split('"').next().unwrap_or_default();
    Ok(format!("/items/{number}/panel/{id}"))
}

/// A matter of 双塔区, each of another kind.
pub async fn play(stage: &Stage, kind: usize, until: Until) -> Result<Case, Failure> {
    let topic = app::demo::topics::GENERAL.get(kind).copied().ok_or("no such topic")?;
    let script = Script::new("211302", topic, ProcedureCode::General);
    Ok(stage.player().play(script, until).await?)
}
