//! What each kind of document knows: typed, serialisable, checked before anything is poured.
//!
//! A value that the record may lack is an `Option`; a template shows it as missing. Shares are
//! from 0 to 1, days are civil days of the record. No context holds the name or the telephone
//! number of a resident.

/// Plain records whose every field is public and may be used by a template.
macro_rules! record {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )*
    };
}

mod closing;
mod forms;
mod matter;
mod official;
mod report;
mod sample;
mod sheet;

use std::collections::BTreeMap;

pub use closing::*;
pub use forms::*;
pub use matter::*;
pub use official::*;
pub use report::*;
pub use sample::{SampleFault, sample};
pub use sheet::*;

use crate::model::Kind;
use crate::template::Input;

macro_rules! contexts {
    ($($kind:ident,)*) => {
        /// The context of one document.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Context {
            $(
                #[doc = concat!("Of a document of the kind [`Kind::", stringify!($kind), "`].")]
                $kind(Box<$kind>),
            )*
        }

        impl Context {
            /// The kind of document it is for.
            pub fn kind(&self) -> Kind {
                match self { $(Context::$kind(_) => Kind::$kind,)* }
            }

            /// Its values by name; what the record does not have is null.
            ///
            /// # Errors
            /// When a value cannot be written as JSON.
            pub fn values(&self) -> Result<serde_json::Value, serde_json::Error> {
                match self { $(Context::$kind(context) => serde_json::to_value(context),)* }
            }

            /// A context from values as [`Context::values`] gives them.
            ///
            /// # Errors
            /// When a value is unknown, of another type, or missing and must not be.
            pub fn from_values(
                kind: Kind,
                values: serde_json::Value,
            ) -> Result<Self, serde_json::Error> {
                match kind {
                    $(Kind::$kind => {
                        Ok(Context::$kind(Box::new(serde_json::from_value(values)?)))
                    })*
                }
            }

            fn from_toml(kind: Kind, table: toml::Table) -> Result<Self, toml::de::Error> {
                match kind {
                    $(Kind::$kind => Ok(Context::$kind(Box::new(table.try_into()?))),)*
                }
            }
        }
    };
}

contexts! {
    Circular, Notice, RectificationNotice, Reply, Minutes, Letter,
    AssessmentReport, AnalysisChapter, SimplifiedForm,
    ListReport, ScreeningSheet, Plan, Publicity, VisitRecord, MeetingRecord, ExpertReview,
    FilingForm, TrackingReport, AppraisalSheet, Questionnaire, SurveyStatistics,
    ResponsibilityLetter, PostEvaluation,
    Certificate, CaseSheet, Dossier,
}

impl Context {
    /// What is poured into a template: the values, the chapters that people wrote, no pictures.
    ///
    /// # Errors
    /// As [`Context::values`].
    pub fn input(&self) -> Result<Input, serde_json::Error> {
        Ok(Input {
            values: self.values()?,
            chapters: self.chapters().cloned().unwrap_or_default(),
            images: BTreeMap::new(),
        })
    }

    fn chapters(&self) -> Option<&BTreeMap<String, String>> {
        match self {
            Context::AssessmentReport(report) => Some(&report.chapters),
            Context::AnalysisChapter(chapter) => Some(&chapter.chapters),
            _ => None,
        }
    }
}
