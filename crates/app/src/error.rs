//! How a use case can end badly. The edge turns each into a page or an API
//! answer; only `Internal` is a failure of the product.

use access::Denial;
use domain::{ids::PersonId, record::UpcastError, refusal::Refusal};
use jiff::Timestamp;
use store::{AppendError, StoreError};

use crate::form::FieldError;

/// How a use case can end badly.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Fields of the form are out of order.
    #[error("{} field(s) out of order", .0.len())]
    Invalid(Vec<FieldError>),
    /// The rules say no.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// The actor may not do this; who may is named.
    #[error("access denied: {:?}", .0.permission)]
    Denied(Box<Denial>),
    /// There is no such thing, or it lies outside the actor's scope.
    #[error("not found")]
    NotFound,
    /// Someone else was faster.
    #[error("conflict at version {found}")]
    Conflict {
        /// The version that stands now.
        found: u64,
        /// Who wrote it.
        by: Option<PersonId>,
        /// When.
        at: Option<Timestamp>,
    },
    /// The same form was done before; nothing was done again.
    #[error("done before")]
    Repeated {
        /// What the first time led to, as the use case noted it.
        location: Option<String>,
    },
    /// The same key was sent with other content.
    #[error("the key was used for another request")]
    Reused {
        /// What the first form led to, where it was of the same page.
        location: Option<String>,
    },
    /// A failure of the product.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<UpcastError> for AppError {
    fn from(error: UpcastError) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<AppendError> for AppError {
    fn from(error: AppendError) -> Self {
        match error {
            AppendError::Conflict { found, by, at, .. } => Self::Conflict { found, by, at },
            other => Self::Internal(other.to_string()),
        }
    }
}

/// The answer of a use case.
pub type Outcome<T> = Result<T, AppError>;
