//! Single pages, and the file.

use jiff::civil::Date;

use super::{Matter, Measure, Rating, Survey};

record! {
    /// 备案凭证.
    Certificate {
        /// Number of the certificate.
        number: String,
        /// The matter.
        matter: Matter,
        /// Who issues it.
        organ: String,
        /// Day of issue.
        date: Date,
        /// Last day on which it holds.
        valid_to: Date,
        /// Level: `low`, `medium` or `high`.
        level: String,
        /// Composite index.
        index: f64,
        /// T from which the level is medium.
        threshold_medium: f64,
        /// T above which the level is high.
        threshold_high: f64,
        /// What was concluded.
        conclusion: String,
        /// Conditions that must be kept.
        conditions: Vec<String>,
        /// Hash of the report, in groups.
        report_hash: String,
        /// Address of the check, with its code.
        check_address: String,
        /// The signed clearance, when there is one.
        clearance: Option<String>,
    }
    /// 评估事项单.
    CaseSheet {
        /// The matter.
        matter: Matter,
        /// Who keeps it.
        organ: String,
        /// Day of the state that is shown.
        date: Date,
        /// Level, once it was rated.
        rating: Option<Rating>,
        /// Survey, where one was made.
        survey: Option<Survey>,
        /// Measures.
        measures: Vec<Measure>,
        /// What was concluded.
        conclusion: String,
        /// Decision, with its day and meeting.
        decision: Option<String>,
        /// The certificate.
        filing: Option<Filing>,
    }
    /// A certificate in short.
    Filing {
        /// Its number.
        number: String,
        /// Who issued it.
        organ: String,
        /// Day of issue.
        date: Date,
        /// Last day on which it holds.
        valid_to: Date,
        /// Short hash against forgery.
        hash: String,
        /// Address of the check.
        check_address: String,
    }
    /// 卷宗: cover and list of leaves.
    Dossier {
        /// The matter.
        matter: Matter,
        /// Who keeps the file.
        organ: String,
        /// Number of the file in the archive.
        number: Option<String>,
        /// Day on which the file was closed.
        date: Option<Date>,
        /// How long it is kept.
        retention: String,
        /// Pages of all leaves.
        pages: u64,
        /// The parts in archive order, with their leaves.
        parts: Vec<DossierPart>,
    }
    /// A part of the file.
    DossierPart {
        /// Its title.
        title: String,
        /// Its leaves.
        leaves: Vec<Leaf>,
    }
    /// A paper in the file.
    Leaf {
        /// Its title.
        title: String,
        /// Who made it.
        maker: String,
        /// Its day.
        date: Option<Date>,
        /// First page in the file; none of what lies beside the pages.
        page: Option<u64>,
        /// How many pages it has.
        pages: Option<u64>,
        /// First digits of its hash.
        hash: String,
    }
}
