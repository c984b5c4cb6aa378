//! Test support: the product in a fresh folder or database, with a clock that a
//! test moves and identifiers from a seed, and the demonstration's players.
//! Not part of the product.

use access::Actor;
use app::{
    App, Clock as _, Ctx, Settings,
    demo::{
        self, Cast, DemoClock, SeededIds,
        play::{Case, Player, Script, Until},
    },
};
use domain::codes::ProcedureCode;
use futures_util::future::BoxFuture;
use jiff::civil::Date;
use rules::RuleBook;
use store::Database;
pub use store::testing::{Engine, Failure, everything};
use tempfile::TempDir;

/// Runs each of these tests on both engines.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() -> Result<(), $crate::Failure> {
                super::$name($crate::Engine::Sqlite).await
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() -> Result<(), $crate::Failure> {
                super::$name($crate::Engine::Postgres).await
            })+
        }
    };
}

/// A picture of one dot, in PNG.
pub const PICTURE: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
    \0\0\0\nIDAT\x78\xda\x63\xf8\x0f\0\x01\x01\x01\0\x1c\xb0\x8c\x99\0\0\0\0IEND\xae\x42\x60\x82";

/// The product of one test; its folder vanishes with it.
pub struct TestApp {
    /// The product.
    pub app: App,
    /// Its clock; it stands until a test moves it.
    pub clock: DemoClock,
    _folder: TempDir,
}

impl TestApp {
    /// An empty installation on 2016-01-04, 09:00, with seeded identifiers.
    ///
    /// # Errors
    /// When PostgreSQL is missing, or folder or store cannot be opened.
    pub async fn new(engine: Engine) -> Result<Self, Failure> {
        Self::within(engine, tempfile::tempdir()?).await
    }

    /// As [`TestApp::new`], in a given folder.
    ///
    /// # Errors
    /// As [`TestApp::new`].
    pub fn within(engine: Engine, folder: TempDir) -> BoxFuture<'static, Result<Self, Failure>> {
        Box::pin(async move {
            let mut settings = Settings::on(folder.path().to_owned());
            settings.demo = true;
            if engine == Engine::Postgres {
                let url = store::testing::fresh_postgres().await?;
                settings.database = Database::Postgres { url, answers_url: None };
            }
            let clock = DemoClock::on(demo::FIRST_DAY);
            let ids = Box::new(SeededIds::new(demo::SEED));
            let book = RuleBook::embedded().map_err(|e| format!("{e:?}"))?;
            let app = app::open(settings, book, Box::new(clock.clone()), ids).await?;
            Ok(Self { app, clock, _folder: folder })
        })
    }

    /// Another server on the same PostgreSQL database, with a folder of its own.
    ///
    /// # Errors
    /// When folder or store cannot be opened.
    pub fn beside<'a>(&'a self) -> BoxFuture<'a, Result<Self, Failure>> {
        Box::pin(async move {
            let folder = tempfile::tempdir()?;
            let settings =
                Settings { data_dir: folder.path().to_owned(), ..self.app.settings().clone() };
            let ids = Box::new(SeededIds::new(demo::SEED + 1));
            let book = RuleBook::embedded().map_err(|e| format!("{e:?}"))?;
            let app = app::open(settings, book, Box::new(self.clock.clone()), ids).await?;
            Ok(Self { app, clock: self.clock.clone(), _folder: folder })
        })
    }

    /// As [`TestApp::new`], with every unit, the sign-ins of the demonstration
    /// and the staff of 双塔区 and 朝阳市.
    ///
    /// # Errors
    /// As [`TestApp::new`].
    pub async fn founded(engine: Engine) -> Result<Stage, Failure> {
        let test = Self::new(engine).await?;
        let cast = demo::found(&test.app, &test.clock, &["211302", "211300"]).await?;
        Ok(Stage { test, cast })
    }

    /// An operation of a person now.
    #[must_use]
    pub fn ctx(&self, who: &Actor) -> Ctx {
        Ctx::new(who.clone(), self.clock.now(), "test".to_owned())
    }

    /// Moves the clock forward to the morning of a day.
    pub fn go_to(&self, day: Date) {
        self.clock.forward_to(day);
    }
}

/// An installation with units and people.
pub struct Stage {
    /// The installation.
    pub test: TestApp,
    /// Its people.
    pub cast: Cast,
}

impl Stage {
    /// The player of all parts.
    #[must_use]
    pub fn player(&self) -> Player<'_> {
        Player::new(&self.test.app, &self.test.clock, &self.cast)
    }

    /// A matter of 双塔区 under a procedure, carried to a stop.
    ///
    /// # Errors
    /// Whatever a use case refuses.
    pub async fn case(&self, procedure: ProcedureCode, until: Until) -> Result<Case, Failure> {
        let script = script(procedure)?;
        Ok(self.player().play(script, until).await?)
    }
}

/// A script for 双塔区 under a procedure.
///
/// # Errors
/// When the demonstration has no topic for it.
pub fn script(procedure: ProcedureCode) -> Result<Script, Failure> {
    let topics = match procedure {
        ProcedureCode::Simplified => demo::topics::SIMPLIFIED,
        _ => demo::topics::GENERAL,
    };
    let topic = topics.first().copied().ok_or("no topic")?;
    Ok(Script::new("211302", topic, procedure))
}
