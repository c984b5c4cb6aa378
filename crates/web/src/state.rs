//! What handlers share.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use app::demo::Summary;
use app::lists::Hash;
use app::{App, directory::Session};
use config::Config;
use papers::queue::Press;
use rand::rngs::SysRng;
use rand::{Rng, SeedableRng, TryRng};
use rand_chacha::ChaCha20Rng;

use crate::error::WebError;
use crate::guard::{Guard, Question};
use crate::limit::Limiter;
use crate::session::TokenHash;

/// Shared by all requests; one pointer, because every layer takes a copy.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// What is shared.
#[derive(Clone)]
pub struct Shared {
    /// Settings of the installation.
    pub config: Arc<Config>,
    /// Source of tokens, keys of forms and reference numbers.
    pub entropy: Entropy,
    /// The use cases; absent only on the style page.
    app: Option<App>,
    /// Sessions that are known without a database: the style page and tests.
    sessions: Arc<BTreeMap<TokenHash, SignedIn>>,
    /// What the demonstration holds of 2016, counted at the start.
    pub demo: Option<Arc<Summary>>,
    /// What makes documents; absent on the style page and without fonts.
    pub press: Option<Press>,
    /// How often callers asked lately.
    limiter: Arc<Limiter>,
    guard: Arc<Guard>,
    setup_code: Arc<str>,
}

impl AppState {
    /// The state of an installation.
    #[must_use]
    pub fn new(config: Config, entropy: Entropy) -> Self {
        let setup_code = entropy.code::<12>().into();
        Self(Arc::new(Shared {
            config: Arc::new(config),
            entropy,
            app: None,
            sessions: Arc::default(),
            limiter: Arc::default(),
            guard: Arc::default(),
            setup_code,
            demo: None,
            press: None,
        }))
    }

    /// The code that the first run asks for: `7K3M-2P9Q-W4XT`, another one at
    /// each start. Who starts the program reads it on the terminal; a stranger
    /// who finds the page first does not know it.
    #[must_use]
    pub fn setup_code(&self) -> &str {
        &self.setup_code
    }

    /// Counts a request of a caller, who is named by a kind and some bytes.
    ///
    /// # Errors
    /// [`WebError::TooMany`] above `most` in a minute.
    pub(crate) fn count(&self, caller: (&str, &[u8]), most: u32) -> Result<(), WebError> {
        self.limiter
            .take(caller, most, Instant::now(), &self.entropy)
            .map_err(|seconds| WebError::TooMany { seconds })
    }

    /// A question for whoever sends answers while there are too many.
    pub(crate) fn ask(&self) -> Question {
        self.guard.ask(Instant::now(), &self.entropy)
    }

    /// Whether such a question was answered.
    pub(crate) fn solved(&self, question: &str, typed: &str) -> bool {
        self.guard.solved(question, typed)
    }

    /// The state with sessions that exist from the start.
    #[must_use]
    pub fn with_sessions(mut self, sessions: BTreeMap<TokenHash, SignedIn>) -> Self {
        Arc::make_mut(&mut self.0).sessions = Arc::new(sessions);
        self
    }

    /// The state with the use cases behind it.
    #[must_use]
    pub fn with_app(mut self, app: App) -> Self {
        Arc::make_mut(&mut self.0).app = Some(app);
        self
    }

    /// The state of a demonstration, with what it holds of 2016.
    #[must_use]
    pub fn with_demo(mut self, holds: Summary) -> Self {
        Arc::make_mut(&mut self.0).demo = Some(Arc::new(holds));
        self
    }

    /// The state with what makes documents.
    #[must_use]
    pub fn with_press(mut self, press: Press) -> Self {
        Arc::make_mut(&mut self.0).press = Some(press);
        self
    }

    /// The use cases.
    ///
    /// # Errors
    /// [`WebError::NotFound`] where the site runs without them.
    pub fn app(&self) -> Result<&App, WebError> {
        self.app.as_ref().ok_or(WebError::NotFound)
    }

    /// Who holds the session with this hash.
    pub async fn session_of(&self, hash: &TokenHash) -> Option<SignedIn> {
        let Some(app) = &self.app else { return self.sessions.get(hash).cloned() };
        let now = app.clock().now();
        match app::directory::session(app, &Hash(*hash), now).await {
            Ok(session) => session.map(SignedIn::of),
            Err(error) => {
                tracing::error!(error = %error, "a session could not be read");
                None
            }
        }
    }
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// A person at work: who, for which unit, in which roles.
#[derive(Debug, Clone, Default)]
pub struct SignedIn {
    /// Opaque id of the person.
    pub person: String,
    /// Name as shown in the top bar.
    pub name: String,
    /// Unit of the current post.
    pub unit: String,
    /// Name of the unit of the current post.
    pub unit_name: String,
    /// Codes of the roles of the current post, for example `LEAD_UNIT`.
    pub roles: Vec<String>,
    /// Open tasks, for the number in the navigation. `None`: not counted.
    pub open_tasks: Option<u32>,
    /// The session as the use cases see it; absent only on the style page.
    pub session: Option<Arc<Session>>,
}

impl SignedIn {
    fn of(session: Session) -> Self {
        Self {
            person: session.actor.person.to_string(),
            name: session.name.clone(),
            unit: session.actor.unit.to_string(),
            unit_name: session.unit_name.clone(),
            roles: vec![session.actor.role.code().to_owned()],
            open_tasks: None,
            session: Some(Arc::new(session)),
        }
    }

    /// Whether the current post carries one of these roles.
    #[must_use]
    pub fn has_any(&self, roles: &[&str]) -> bool {
        self.roles.iter().any(|role| roles.contains(&role.as_str()))
    }
}

/// Randomness as a parameter: seeded from the system in the product and from a
/// constant in tests.
#[derive(Clone)]
pub struct Entropy(Arc<Mutex<ChaCha20Rng>>);

impl Entropy {
    /// A reproducible source.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed))))
    }

    /// A source seeded by the operating system.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub fn from_system() -> Result<Self, rand::rngs::SysError> {
        let mut seed = [0; 32];
        SysRng.try_fill_bytes(&mut seed)?;
        Ok(Self::from_seed(seed))
    }

    /// Fills `bytes`.
    pub fn fill(&self, bytes: &mut [u8]) {
        // A panic elsewhere leaves the generator usable.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }

    /// A short reference for people to read out: `7K3M-2P9Q` (40 bits, Crockford
    /// base 32).
    #[must_use]
    pub fn reference(&self) -> String {
        self.code::<8>()
    }

    /// So many random digits (Crockford base 32) in groups of four.
    fn code<const DIGITS: usize>(&self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let mut bytes = [0; DIGITS];
        self.fill(&mut bytes);
        let mut text = String::with_capacity(DIGITS + DIGITS / 4);
        for (n, byte) in bytes.iter().enumerate() {
            if n > 0 && n % 4 == 0 {
                text.push('-');
            }
            text.extend(ALPHABET.get(usize::from(byte & 31)).copied().map(char::from));
        }
        text
    }
}
