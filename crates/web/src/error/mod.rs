//! What can go wrong on the way from request to answer, and how it is told.
//!
//! A handler returns `Result<_, WebError>`. The answer is made at the edge by
//! [`render`], which knows the language and whether a person, htmx or a program
//! asks: a page, a fragment or `application/problem+json`. Every answer carries
//! the reference number of the request; internal reasons go to the log and
//! nowhere else.

mod render;

use std::error::Error;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use locale::Msg;

use crate::form::rescue::Kept;

pub(crate) use render::render;

/// An error at the edge.
#[derive(Debug)]
pub enum WebError {
    /// There is nothing at this address, or it is not for this person to know.
    NotFound,
    /// A gate was asked about a number that no matter has.
    UnknownNumber,
    /// The method is not answered here.
    MethodNotAllowed,
    /// A session is needed.
    SignIn,
    /// The person may not do or see this.
    Forbidden(Box<Denial>),
    /// Somebody else changed the record in the meantime.
    Conflict(Box<Conflict>),
    /// The act is refused by a rule.
    Refused(Box<Refusal>),
    /// The form was not made by a page of this browser, or is too old. What was
    /// typed is kept when the browser vouches that it comes from this site.
    StaleForm(Option<Box<Kept>>),
    /// The form cannot be read; the reason is for people.
    Unreadable(Msg),
    /// The body is larger than allowed.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Too many requests; try again after this many seconds.
    TooMany {
        /// Seconds to wait.
        seconds: u32,
    },
    /// The request took too long.
    Timeout,
    /// The database or another part does not answer at the moment.
    Unavailable(Box<dyn Error + Send + Sync>),
    /// A mistake of the product. The reason is logged, not shown.
    Internal(Box<dyn Error + Send + Sync>),
}

/// Why a person may not: never the content, but whose it is and whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Denial {
    /// Unit to which the item belongs.
    pub owner: Option<String>,
    /// Who can give access.
    pub ask: Option<Msg>,
    /// Posts that may do it.
    pub may: Vec<Msg>,
    /// What forbids it.
    pub rule: Option<Msg>,
    /// Where that is written.
    pub source: Option<String>,
}

/// Two people acted on one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conflict {
    /// Who acted first (a post or a blind name, as the page may show it).
    pub who: String,
    /// When, as local time.
    pub at: String,
    /// Fields that differ.
    pub fields: Vec<ConflictField>,
    /// Address of the record as it is now.
    pub reload: String,
}

/// One field that two people filled in differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConflictField {
    /// Label of the field.
    pub label: String,
    /// What is stored now.
    pub theirs: String,
    /// What this person typed.
    pub yours: String,
}

/// A rule says no. A refusal explains itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code for programs.
    pub code: String,
    /// What the rule says.
    pub rule: Msg,
    /// Where the rule is written, for example `国令713号 art. 15`.
    pub source: String,
    /// What is missing.
    pub missing: Vec<Msg>,
    /// Who can supply it.
    pub supplier: Option<Msg>,
    /// Where to go on.
    pub back: Option<String>,
}

impl WebError {
    /// A mistake of the product, told by a sentence.
    #[must_use]
    pub fn internal(reason: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal(reason.into())
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound | Self::UnknownNumber => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) | Self::StaleForm(_) => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::Refused(_) | Self::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Timeout | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The last part of the problem type and of the text keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::UnknownNumber => "unknown-number",
            Self::MethodNotAllowed => "method",
            Self::SignIn => "sign-in",
            Self::Forbidden(_) => "forbidden",
            Self::Conflict(_) => "conflict",
            Self::Refused(_) => "refused",
            Self::StaleForm(_) => "stale-form",
            Self::Unreadable(_) => "unreadable",
            Self::TooLarge { .. } => "too-large",
            Self::TooMany { .. } => "too-many",
            Self::Timeout => "timeout",
            Self::Unavailable(_) => "unavailable",
            Self::Internal(_) => "internal",
        }
    }

    /// The error for a status that a layer answered without words.
    fn from_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge { limit: 0 },
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => Self::Timeout,
            StatusCode::BAD_REQUEST
            | StatusCode::UNPROCESSABLE_ENTITY
            | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                Self::Unreadable(Msg::new("errors-unreadable-request"))
            }
            _ => return None,
        })
    }
}

/// Carries the error from the handler to [`render`].
#[derive(Clone)]
struct Raised(Arc<WebError>);

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Raised(Arc::new(self)));
        response
    }
}

/// The denial that an answer carries, before it has its words.
pub(crate) fn denial_of(response: &Response) -> Option<Denial> {
    match response.extensions().get::<Raised>()?.0.as_ref() {
        WebError::Forbidden(denial) => Some((**denial).clone()),
        _ => None,
    }
}

impl From<askama::Error> for WebError {
    fn from(error: askama::Error) -> Self {
        Self::internal(error)
    }
}
