//! Code lists of the field (`docs/ARCHITECTURE.md` names their source). Each
//! code is stable in the log; its wording is in the locale files.

use serde::{Deserialize, Serialize};

/// Declares a code list: an enum with its stable codes.
#[macro_export]
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every code of the list, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
            /// Reads a code; `None` when it is not in the list.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    )+};
}

codes! {
    /// Kind of decision (domain reference, `decision_category`).
    Category { Decision = "DECISION", Policy = "POLICY", Project = "PROJECT", Reform = "REFORM", Event = "EVENT" }
    /// Procedure of assessment.
    ProcedureCode { General = "GENERAL", Simplified = "SIMPLIFIED", Special = "SPECIAL" }
    /// A step of a procedure, in the order in which steps can follow.
    Step {
        Listing = "LISTING", Screening = "SCREENING", Plan = "PLAN", Publicity = "PUBLICITY",
        Consultation = "CONSULTATION", Identification = "IDENTIFICATION",
        InitialRating = "INITIAL_RATING", Measures = "MEASURES", AfterRating = "AFTER_RATING",
        Report = "REPORT", Review = "REVIEW", Filing = "FILING", Legality = "LEGALITY",
        Decision = "DECISION", Tracking = "TRACKING", Completion = "COMPLETION",
        PostEvaluation = "POST_EVALUATION", Archive = "ARCHIVE",
    }
    /// The eight stages that a step bar shows.
    Stage {
        Listed = "LISTED", Screening = "SCREENING", Participation = "PARTICIPATION",
        Rating = "RATING", Measures = "MEASURES", Review = "REVIEW",
        FilingDecision = "FILING_DECISION", Tracking = "TRACKING",
    }
    /// Result of screening.
    ScreeningResult {
        Required = "REQUIRED", SimplifiedOk = "SIMPLIFIED_OK", NotRequired = "NOT_REQUIRED",
        CoveredBy = "COVERED_BY", Deferred = "DEFERRED",
    }
    /// A gate that refuses what is not cleared.
    Gate {
        List = "LIST", Agenda = "AGENDA", Legality = "LEGALITY", Approval = "APPROVAL",
        LandApplication = "LAND_APPLICATION", Decision = "DECISION", Execution = "EXECUTION",
    }
    /// Conclusion recommended or decided.
    Conclusion {
        Implement = "IMPLEMENT", Conditional = "CONDITIONAL", Partial = "PARTIAL",
        Staged = "STAGED", Defer = "DEFER", Stop = "STOP", Revise = "REVISE",
    }
    /// What became of an opinion.
    Disposition {
        Adopted = "ADOPTED", Partly = "PARTLY", NotAdopted = "NOT_ADOPTED", Explained = "EXPLAINED",
    }
    /// Attitude towards the matter, kept apart from other questions.
    Attitude {
        Support = "SUPPORT", Conditional = "CONDITIONAL", Indifferent = "INDIFFERENT",
        Oppose = "OPPOSE", Unsure = "UNSURE",
    }
    /// Kind of question of a public consultation.
    QuestionKind {
        Attitude = "ATTITUDE", Single = "SINGLE", Multiple = "MULTIPLE", Scale = "SCALE",
        Matrix = "MATRIX", Ranking = "RANKING", Text = "TEXT",
    }
    /// The way by which an answer came.
    Channel { Web = "WEB", Paper = "PAPER", Phone = "PHONE", Visit = "VISIT" }
    /// Form in which stored answers are taken out row by row.
    ExportFormat { Csv = "CSV", Xlsx = "XLSX", JsonLines = "JSON_LINES" }
    /// What a moderator did with a free text of an answer.
    Moderation { Shown = "SHOWN", Redacted = "REDACTED", Withheld = "WITHHELD" }
    /// Why a free text is not shown as it was written.
    TextFault { PersonalData = "PERSONAL_DATA", Threat = "THREAT", Abuse = "ABUSE" }
    /// Why answers of a consultation are not counted.
    ExclusionCause {
        Identical = "IDENTICAL", EntryError = "ENTRY_ERROR", Test = "TEST",
    }
    /// Vote of a resident on a statement of a discussion round.
    Stance { Agree = "AGREE", Disagree = "DISAGREE", Pass = "PASS" }
    /// The way by which a grievance came.
    GrievanceChannel { Web = "WEB", Phone = "PHONE", Visit = "VISIT", Letter = "LETTER" }
    /// What a term of the grievance mechanism is for.
    GrievanceTerm {
        Acknowledge = "ACKNOWLEDGE", Answer = "ANSWER", Extended = "EXTENDED",
        Escalated = "ESCALATED", Close = "CLOSE",
    }
    /// To whom a grievance is taken when it is not answered, or not well; each is
    /// above the one before.
    EscalationLevel { Lead = "LEAD", Filing = "FILING", Superior = "SUPERIOR" }
    /// Why a grievance is not dealt with here.
    ReturnedAs {
        OtherMatter = "OTHER_MATTER", OtherBody = "OTHER_BODY", Repeated = "REPEATED",
        NotClear = "NOT_CLEAR",
    }
    /// Phase in which a factor can arise.
    Phase { Decision = "DECISION", Preparation = "PREPARATION", Implementation = "IMPLEMENTATION", Operation = "OPERATION" }
    /// Hierarchy of measures (IFC PS1): avoid before reduce, restore, compensate.
    Hierarchy { Avoid = "AVOID", Reduce = "REDUCE", Restore = "RESTORE", Compensate = "COMPENSATE" }
    /// State of a measure. Overdue is computed from its due day, not stored.
    MeasureStatus { NotStarted = "NOT_STARTED", InProgress = "IN_PROGRESS", Done = "DONE", Failed = "FAILED" }
    /// When a rating was made.
    RatingStage { Initial = "INITIAL", After = "AFTER", Live = "LIVE" }
    /// Kind of consultation activity (国令713号 art. 14).
    ActivityKind {
        Questionnaire = "QUESTIONNAIRE", Interview = "INTERVIEW", FieldVisit = "FIELD_VISIT",
        Seminar = "SEMINAR", Hearing = "HEARING", WrittenOpinion = "WRITTEN_OPINION",
    }
    /// The post that confirms the record of a meeting; never a name.
    Confirmer {
        Chair = "CHAIR", Recorder = "RECORDER", Host = "HOST", Participants = "PARTICIPANTS",
    }
    /// Kind of an affected group.
    GroupKind {
        Residents = "RESIDENTS", Villagers = "VILLAGERS", Traders = "TRADERS",
        Enterprises = "ENTERPRISES", Staff = "STAFF", Users = "USERS",
        Institutions = "INSTITUTIONS", Vulnerable = "VULNERABLE", Other = "OTHER",
    }
    /// How much: the influence of a group on the matter, and of the matter on it.
    Extent { Low = "LOW", Medium = "MEDIUM", High = "HIGH" }
    /// Vote of a reviewer.
    Vote { Pass = "PASS", PassAfterRevision = "PASS_AFTER_REVISION", Fail = "FAIL" }
    /// Who caused a pause.
    CauseParty {
        OwnerUnit = "OWNER_UNIT", ThirdParty = "THIRD_PARTY", FilingUnit = "FILING_UNIT",
        Superior = "SUPERIOR", External = "EXTERNAL",
    }
    /// Opinion of the legality review (国令713号 arts 25–28).
    LegalityOpinion { Lawful = "LAWFUL", AmendFirst = "AMEND_FIRST", Unlawful = "UNLAWFUL" }
    /// A role that a post carries.
    Role {
        DecisionMaker = "DECISION_MAKER", LeadUnit = "LEAD_UNIT", Assessor = "ASSESSOR",
        ProjectUnit = "PROJECT_UNIT", ThirdParty = "THIRD_PARTY", Expert = "EXPERT",
        FilingOfficer = "FILING_OFFICER", Supervisor = "SUPERVISOR",
        LegalityReviewer = "LEGALITY_REVIEWER", ExecutingUnit = "EXECUTING_UNIT",
        ApprovalOfficer = "APPROVAL_OFFICER", Archivist = "ARCHIVIST", Auditor = "AUDITOR",
        SystemAdmin = "SYSTEM_ADMIN", SecurityAdmin = "SECURITY_ADMIN", AuditAdmin = "AUDIT_ADMIN",
    }
    /// Kind of unit.
    UnitKind {
        Party = "PARTY", Government = "GOVERNMENT", StabilityOffice = "STABILITY_OFFICE",
        DevelopmentReform = "DEVELOPMENT_REFORM", NaturalResources = "NATURAL_RESOURCES",
        Housing = "HOUSING", Justice = "JUSTICE", Petition = "PETITION", Inspection = "INSPECTION",
        Finance = "FINANCE", Environment = "ENVIRONMENT", HumanResources = "HUMAN_RESOURCES",
        StateAssets = "STATE_ASSETS", PublicSecurity = "PUBLIC_SECURITY", Department = "DEPARTMENT",
        Township = "TOWNSHIP", ProjectUnit = "PROJECT_UNIT", Agency = "AGENCY",
        GrassRoots = "GRASS_ROOTS", ApprovalOffice = "APPROVAL_OFFICE",
        ExpertPool = "EXPERT_POOL",
    }
    /// A part that a unit plays in one matter.
    Part {
        Lead = "LEAD", DecisionMaker = "DECISION_MAKER", Filing = "FILING", Assessor = "ASSESSOR",
        ThirdParty = "THIRD_PARTY", Executing = "EXECUTING", Legality = "LEGALITY",
        Approval = "APPROVAL", Consulted = "CONSULTED",
    }
    /// What a person did in one assessment: the base of four-eyes and recusal.
    Deed {
        Drafted = "DRAFTED", Rated = "RATED", Reviewed = "REVIEWED", Filed = "FILED",
        LegalityReviewed = "LEGALITY_REVIEWED", Decided = "DECIDED", PostEvaluated = "POST_EVALUATED",
        ProcedureProposed = "PROCEDURE_PROPOSED", ProcedureConfirmed = "PROCEDURE_CONFIRMED",
        LevelLowered = "LEVEL_LOWERED", ProposeExclusion = "PROPOSE_EXCLUSION",
        ConfirmExclusion = "CONFIRM_EXCLUSION",
    }
    /// How sure a rule is, and where it comes from.
    Certainty {
        /// Full primary legal text.
        Law = "A",
        /// Official text read as an excerpt.
        Official = "B",
        /// Secondary page.
        Secondary = "C",
        /// Second-hand paraphrase of a standard.
        Paraphrase = "D",
        /// Review of one year's work (辽宁法制报, 2017-02-27).
        Seed = "S",
        /// Professional knowledge without a found source.
        Knowledge = "K",
        /// Default proposed by this product.
        Default = "P",
    }
    /// Economic and social sector of a matter.
    Sector {
        Expropriation = "EXPROPRIATION", Planning = "PLANNING", Transport = "TRANSPORT",
        Energy = "ENERGY", Reservoir = "RESERVOIR", Nimby = "NIMBY", Petrochemical = "PETROCHEMICAL",
        StateEnterprise = "STATE_ENTERPRISE", PublicInstitution = "PUBLIC_INSTITUTION",
        SocialSecurity = "SOCIAL_SECURITY", Employment = "EMPLOYMENT", Education = "EDUCATION",
        Health = "HEALTH", HousingProperty = "HOUSING_PROPERTY", Price = "PRICE", Finance = "FINANCE",
        Rural = "RURAL", ForestMining = "FOREST_MINING", ReligionCulture = "RELIGION_CULTURE",
        Veterans = "VETERANS", Division = "DIVISION", LargeEvent = "LARGE_EVENT",
        FoodDrug = "FOOD_DRUG", Reconstruction = "RECONSTRUCTION", Other = "OTHER",
    }
    /// Why a matter needs no assessment.
    ExemptReason {
        Emergency = "EMERGENCY", Secret = "SECRET", MacroControl = "MACRO_CONTROL",
        Lawmaking = "LAWMAKING", AlreadyAssessed = "ALREADY_ASSESSED", NoPublicInterest = "NO_PUBLIC_INTEREST",
    }
    /// Why an implementation problem reopens an assessment.
    TriggerKind {
        MaterialChange = "MATERIAL_CHANGE", NotCarriedOut = "NOT_CARRIED_OUT", LevelRose = "LEVEL_ROSE",
        Incident = "INCIDENT", Petitions = "PETITIONS", MeasureOverdue = "MEASURE_OVERDUE",
        NewRule = "NEW_RULE", Demand = "DEMAND", Grievances = "GRIEVANCES",
    }
}

impl Step {
    /// The stage of the step bar in which this step lies.
    #[must_use]
    pub const fn stage(self) -> Stage {
        match self {
            Self::Listing => Stage::Listed,
            Self::Screening => Stage::Screening,
            Self::Plan | Self::Publicity | Self::Consultation => Stage::Participation,
            Self::Identification | Self::InitialRating => Stage::Rating,
            Self::Measures | Self::AfterRating => Stage::Measures,
            Self::Report | Self::Review => Stage::Review,
            Self::Filing | Self::Legality | Self::Decision => Stage::FilingDecision,
            Self::Tracking | Self::Completion | Self::PostEvaluation | Self::Archive => {
                Stage::Tracking
            }
        }
    }
}

impl Conclusion {
    /// Whether the conclusion counts as "暂缓、叫停" (deferred or stopped).
    #[must_use]
    pub const fn halts(self) -> bool {
        matches!(self, Self::Defer | Self::Stop)
    }

    /// Whether the matter may go on under it. REVISE counts neither as halted
    /// nor as going on: the draft is changed and assessed anew.
    #[must_use]
    pub const fn goes_on(self) -> bool {
        !matches!(self, Self::Defer | Self::Stop | Self::Revise)
    }
}

/// A level is set by `risk`; this alias keeps the field's word.
pub use risk::scale::{Degree, Level};

/// A division code of GB/T 2260, six digits, for example `211300`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DivisionCode(String);

impl DivisionCode {
    /// The province's code, `xx0000`.
    #[must_use]
    pub fn province(&self) -> String {
        format!("{}0000", &self.0[..2])
    }
    /// The city's code, `xxyy00`.
    #[must_use]
    pub fn city(&self) -> String {
        format!("{}00", &self.0[..4])
    }
    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Whether a place is this one or lies in it: a province covers its cities,
    /// a city its counties.
    #[must_use]
    pub fn covers(&self, place: &Self) -> bool {
        self == place || self.0 == place.city() || self.0 == place.province()
    }
}

impl TryFrom<String> for DivisionCode {
    type Error = DivisionCodeError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(text))
        } else {
            Err(DivisionCodeError)
        }
    }
}

impl From<DivisionCode> for String {
    fn from(code: DivisionCode) -> Self {
        code.0
    }
}

/// A text that is not six digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a division code is six digits (GB/T 2260)")]
pub struct DivisionCodeError;
