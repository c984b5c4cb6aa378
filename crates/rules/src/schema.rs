//! The form of a rule file as data: which keys stand where, of what kind, and
//! which must be there. Reading, checking and shaping all walk these tables, so
//! that a new key is one line here and one field in `domain::rulebook`.

use domain::codes::{
    Category, Certainty, Conclusion, Deed, ExemptReason, Gate, GrievanceTerm, Hierarchy, Level,
    Part, ProcedureCode, QuestionKind, Role, Sector, Step, TriggerKind, UnitKind,
};
use domain::rulebook::numbers;
use serde_json::Value;

/// A list of codes.
pub(crate) struct Codes {
    /// Its name in messages.
    pub(crate) name: &'static str,
    /// Every code.
    pub(crate) all: fn() -> Vec<&'static str>,
}

/// The kind of a value.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A text that is not empty.
    Text,
    /// An exact number as text, for example `"0.36"` (no binary floats in law).
    Ratio,
    /// A whole number within a range.
    Count(i64, i64),
    Flag,
    Code(&'static Codes),
    CodeList(&'static Codes),
    TextList,
    /// `[Chinese, English]`.
    Pair,
    PairList,
    /// A table from names to whole numbers.
    Numbers,
    /// A table without words, replaced as a whole.
    Plain(&'static Plain),
    /// A list of such tables, replaced as a whole.
    PlainList(&'static Plain),
    /// One item with words, merged field by field.
    One(&'static Shape),
    /// Items with words, merged by code.
    Many(&'static Shape),
}

/// When a key must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Once all layers are merged.
    Merged,
    Optional,
}

/// One key.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) need: Need,
}

/// A table without words.
pub(crate) struct Plain {
    pub(crate) fields: &'static [Field],
    /// Checks the whole with the type that will hold it.
    pub(crate) verify: fn(&Value) -> Result<(), String>,
}

/// How an item is laid out in `domain::rulebook`.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    /// Words beside the fields.
    Flat,
    /// Words beside the fields, and the code also under this name.
    FlatAlso(&'static str),
    /// Words under `item`.
    Nested,
    /// Words under `item`, the code under this name.
    NestedAs(&'static str),
    /// The field of this name alone, and the words beside it as `<key>_item`.
    Split(&'static str),
}

/// An item with words.
pub(crate) struct Shape {
    pub(crate) fields: &'static [Field],
    /// The list that its codes must belong to, if it is closed.
    pub(crate) codes: Option<&'static Codes>,
    pub(crate) layout: Layout,
}

const fn must(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, need: Need::Merged }
}

const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, need: Need::Optional }
}

const fn flat(fields: &'static [Field]) -> Shape {
    Shape { fields, codes: None, layout: Layout::Flat }
}

macro_rules! code_list {
    ($($id:ident = $name:literal $ty:ty;)+) => {
        $(pub(crate) static $id: Codes =
            Codes { name: $name, all: || <$ty>::ALL.iter().map(|c| c.code()).collect() };)+
    };
}

code_list! {
    CATEGORY = "category" Category;
    CERTAINTY = "certainty" Certainty;
    CONCLUSION = "conclusion" Conclusion;
    DEED = "deed" Deed;
    EXEMPT = "exempt reason" ExemptReason;
    GATE = "gate" Gate;
    GRIEVANCE = "term for grievances" GrievanceTerm;
    HIERARCHY = "measure hierarchy" Hierarchy;
    LEVEL = "level" Level;
    PART = "part" Part;
    PROCEDURE = "procedure" ProcedureCode;
    QUESTION = "kind of question" QuestionKind;
    ROLE = "role" Role;
    SECTOR = "sector" Sector;
    STEP = "step" Step;
    TRIGGER = "trigger" TriggerKind;
    UNIT_KIND = "unit kind" UnitKind;
}

pub(crate) static S_CODES: Codes = Codes {
    name: "mechanism (S-code)",
    all: || {
        vec![
            "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13",
            "S14", "S15", "S16", "S17", "S18", "S19", "S20", "S21", "S22", "S23", "S24", "S25",
            "S26", "S27",
        ]
    },
};
static EFFECT: Codes =
    Codes { name: "screening effect", all: || vec!["requires", "bars_simplified", "special"] };
static REQUIREMENT: Codes = Codes {
    name: "gate requirement",
    all: || {
        vec![
            "listed",
            "screened",
            "filed",
            "valid",
            "lawful",
            "decided_to_proceed",
            "not_halted",
            "measures_before_start",
        ]
    },
};
static TERM_UNIT: Codes =
    Codes { name: "term unit", all: || vec!["calendar", "working", "months"] };
static TIER: Codes =
    Codes { name: "tier", all: || vec!["town", "department", "county", "city", "province"] };
static TAKE_R: Codes = Codes { name: "way of taking R", all: || vec!["exact", "banded"] };
static AGGREGATION: Codes = Codes { name: "aggregation", all: || vec!["mean", "median"] };
static EDGE: Codes = Codes { name: "edge", all: || vec!["lower", "upper"] };
static ASPECT: Codes =
    Codes { name: "aspect", all: || vec!["LEGAL", "REASON", "FEAS", "CONTROL", "SAFETY"] };
static JUDGED: Codes = Codes { name: "judged criterion", all: || vec!["OVERALL", "EVENT"] };

fn any(_: &Value) -> Result<(), String> {
    Ok(())
}

fn reads_as<T: serde::de::DeserializeOwned>(value: &Value) -> Result<(), String> {
    serde_json::from_value::<T>(value.clone()).map(|_| ()).map_err(|e| e.to_string())
}

const MANY: i64 = 1_000_000;

static TERM: Plain = Plain {
    fields: &[must("count", Kind::Count(1, 3660)), must("unit", Kind::Code(&TERM_UNIT))],
    verify: any,
};
static CUT: Plain =
    Plain { fields: &[must("at", Kind::Ratio), must("edge", Kind::Code(&EDGE))], verify: any };
static LEVEL_RULE: Plain = Plain {
    fields: &[must("low_medium", Kind::Plain(&CUT)), must("medium_high", Kind::Plain(&CUT))],
    verify: reads_as::<numbers::LevelRule>,
};
static DEGREE_CUTS: Plain = Plain {
    fields: &[
        must("negligible", Kind::Ratio),
        must("minor", Kind::Ratio),
        must("moderate", Kind::Ratio),
        must("major", Kind::Ratio),
    ],
    verify: reads_as::<numbers::DegreeCuts>,
};
static COUNT_RULE: Plain = Plain {
    fields: &[
        must("high_grave", Kind::Count(1, 1000)),
        must("high_major", Kind::Count(1, 1000)),
        must("medium_grave", Kind::Count(1, 1000)),
        must("medium_major", Kind::Count(1, 1000)),
        must("low_major", Kind::Count(1, 1000)),
        must("low_moderate", Kind::Count(1, 1000)),
        must("judge_moderate", Kind::Count(1, 1000)),
    ],
    verify: reads_as::<numbers::CountRule>,
};
static SUPPLIER: Plain = Plain {
    fields: &[
        must("requirement", Kind::Code(&REQUIREMENT)),
        must("part", Kind::Code(&PART)),
        must("role", Kind::Code(&ROLE)),
    ],
    verify: any,
};

static WORDS: Shape = flat(&[]);
static ASPECTS: Shape = Shape { fields: &[], codes: Some(&ASPECT), layout: Layout::Flat };
static NUMBERING: Shape = flat(&[must("letters", Kind::Text), must("sign", Kind::Text)]);
static HIERARCHIES: Shape = Shape { fields: &[], codes: Some(&HIERARCHY), layout: Layout::Flat };
static ROLES: Shape = Shape { fields: &[], codes: Some(&ROLE), layout: Layout::Flat };
static SCOPE: Shape = flat(&[
    may("categories", Kind::CodeList(&CATEGORY)),
    may("sectors", Kind::CodeList(&SECTOR)),
    may("keywords", Kind::TextList),
]);
static SCREENING: Shape =
    flat(&[must("effect", Kind::Code(&EFFECT)), may("keywords", Kind::TextList)]);
static EXEMPTION: Shape =
    Shape { fields: &[], codes: Some(&EXEMPT), layout: Layout::FlatAlso("reason") };
static STEP_RULE: Shape = Shape {
    fields: &[
        must("required", Kind::Flag),
        must("role", Kind::Code(&ROLE)),
        may("due", Kind::Plain(&TERM)),
        may("minimum", Kind::Plain(&TERM)),
        may("firm", Kind::Flag),
        may("form", Kind::Text),
    ],
    codes: Some(&STEP),
    layout: Layout::NestedAs("step"),
};
static CONDITION: Shape =
    flat(&[may("question_no", Kind::Text), may("households_below", Kind::Count(1, MANY))]);
static PROCEDURE_SHAPE: Shape = Shape {
    fields: &[
        must("steps", Kind::Many(&STEP_RULE)),
        may("conditions", Kind::Many(&CONDITION)),
        may("total", Kind::Plain(&TERM)),
    ],
    codes: Some(&PROCEDURE),
    layout: Layout::NestedAs("code"),
};
static UPGRADE: Shape = flat(&[
    may("level_above", Kind::Code(&LEVEL)),
    may("objections_percent", Kind::Count(1, 100)),
    may("on_demand", Kind::Flag),
]);
static PANEL: Shape = flat(&[must("min_experts", Kind::Count(1, 99))]);
static REVIEW: Shape = flat(&[
    must("min_reviewers", Kind::Count(1, 99)),
    must("min_reviewers_elevated", Kind::Count(1, 99)),
    must("simplified_opinions", Kind::Count(0, 99)),
    must("pass_percent", Kind::Count(1, 100)),
]);
static FILING: Shape = flat(&[
    must("valid_months", Kind::Count(1, 120)),
    must("valid_months_plans", Kind::Count(1, 240)),
    must("packet", Kind::TextList),
    must("unit_kinds", Kind::CodeList(&UNIT_KIND)),
]);
static DISCLOSURE: Shape =
    flat(&[must("public_below", Kind::Count(1, MANY)), must("staff_below", Kind::Count(1, MANY))]);
static ALIKE: Shape =
    flat(&[must("at_least", Kind::Count(10, MANY)), must("percent", Kind::Count(1, 100))]);
static KEPT: Shape = flat(&[must("years", Kind::Count(1, 100))]);
static ROUND: Shape = flat(&[
    must("min_statements", Kind::Count(1, 100)),
    must("max_statements", Kind::Count(1, 1000)),
    must("sample", Kind::Count(1, 100)),
    must("max_characters", Kind::Count(10, 500)),
    must("min_group", Kind::Count(30, MANY)),
    must("min_votes", Kind::Count(1, 100)),
]);
static HEARING: Shape = flat(&[must("papers_days", Kind::Count(0, 90))]);
static GATE_RULE: Shape = Shape {
    fields: &[
        must("requires", Kind::CodeList(&REQUIREMENT)),
        may("max_level", Kind::Code(&LEVEL)),
        must("suppliers", Kind::PlainList(&SUPPLIER)),
    ],
    codes: Some(&GATE),
    layout: Layout::NestedAs("gate"),
};
static TRACKING: Shape =
    flat(&[must("level", Kind::Code(&LEVEL)), must("months", Kind::Count(1, 60))]);
static TRIGGER_RULE: Shape = Shape {
    fields: &[
        may("threshold", Kind::Count(1, MANY)),
        may("threshold_plans", Kind::Count(1, MANY)),
        may("window_days", Kind::Count(1, 3660)),
    ],
    codes: Some(&TRIGGER),
    layout: Layout::FlatAlso("kind"),
};
static GRIEVANCE_RULE: Shape = Shape {
    fields: &[must("term", Kind::Plain(&TERM))],
    codes: Some(&GRIEVANCE),
    layout: Layout::FlatAlso("kind"),
};
static SEPARATION: Shape =
    flat(&[must("first", Kind::Code(&DEED)), must("then", Kind::Code(&DEED))]);
static FACTOR: Shape = flat(&[
    must("group_zh", Kind::Text),
    must("group_en", Kind::Text),
    must("points_zh", Kind::Text),
    must("points_en", Kind::Text),
    must("core", Kind::Flag),
]);
static CATALOGUE: Shape =
    flat(&[may("categories", Kind::CodeList(&CATEGORY)), must("factors", Kind::Many(&FACTOR))]);
static QUESTION_RULE: Shape = flat(&[
    must("kind", Kind::Code(&QUESTION)),
    must("step", Kind::Count(1, 3)),
    may("required", Kind::Flag),
    may("choices", Kind::Many(&WORDS)),
    may("rows", Kind::Many(&WORDS)),
    may("places", Kind::Count(1, 5)),
    may("categories", Kind::CodeList(&CATEGORY)),
    may("factors", Kind::TextList),
    may("only_if", Kind::Text),
    may("only_if_any", Kind::TextList),
]);
static QUESTIONNAIRE: Shape = flat(&[
    may("categories", Kind::CodeList(&CATEGORY)),
    must("questions", Kind::Many(&QUESTION_RULE)),
]);
static SAMPLE: Shape = flat(&[
    may("sectors", Kind::CodeList(&SECTOR)),
    must("above", Kind::Count(0, MANY)),
    must("min_percent", Kind::Count(0, 100)),
    must("min_count", Kind::Count(0, MANY)),
]);
static PROHIBITED: Shape = flat(&[must("patterns", Kind::TextList)]);
static IDENTIFYING: Shape =
    flat(&[must("patterns", Kind::TextList), may("unless", Kind::TextList)]);
static LIST_REPORT: Shape = flat(&[
    must("yearly_due_day", Kind::Count(1, 31)),
    must("quarterly_due_day", Kind::Count(1, 31)),
    may("tiers", Kind::CodeList(&TIER)),
]);
static PARTNER: Shape = flat(&[
    must("unit_kinds", Kind::CodeList(&UNIT_KIND)),
    must("answer_days", Kind::Count(1, 365)),
]);
static MECHANISM: Shape =
    flat(&[must("s_code", Kind::Code(&S_CODES)), may("settings", Kind::Numbers)]);
static MEETING: Shape = flat(&[
    must("every_months", Kind::Count(1, 12)),
    must("members", Kind::CodeList(&UNIT_KIND)),
    must("agenda", Kind::PairList),
]);
static LEVEL_RULE_SHAPE: Shape = flat(&[must("rule", Kind::Plain(&LEVEL_RULE))]);
static INDEX: Shape = Shape {
    fields: &[must("rule", Kind::Plain(&LEVEL_RULE))],
    codes: None,
    layout: Layout::Split("rule"),
};
static COUNTS: Shape = flat(&[must("rule", Kind::Plain(&COUNT_RULE))]);
static JUDGED_SHAPE: Shape = Shape {
    fields: &[must("low", Kind::Pair), must("medium", Kind::Pair), must("high", Kind::Pair)],
    codes: Some(&JUDGED),
    layout: Layout::Flat,
};
static LEVEL_MAP: Shape =
    flat(&[must("level", Kind::Code(&LEVEL)), must("conclusions", Kind::CodeList(&CONCLUSION))]);
static METHOD: Shape = Shape {
    fields: &[
        must("take_r", Kind::Code(&TAKE_R)),
        must("aggregation", Kind::Code(&AGGREGATION)),
        must("degree_cuts", Kind::Plain(&DEGREE_CUTS)),
        must("index", Kind::One(&INDEX)),
        must("counts", Kind::One(&COUNTS)),
        must("participants", Kind::One(&LEVEL_RULE_SHAPE)),
        may("opposition", Kind::One(&LEVEL_RULE_SHAPE)),
        must("judged", Kind::Many(&JUDGED_SHAPE)),
        must("conclusions", Kind::Many(&LEVEL_MAP)),
    ],
    codes: None,
    layout: Layout::Nested,
};

/// What a version may hold beside its head.
pub(crate) static SECTIONS: &[Field] = &[
    must("scope", Kind::Many(&SCOPE)),
    must("screening", Kind::Many(&SCREENING)),
    must("exemptions", Kind::Many(&EXEMPTION)),
    must("procedures", Kind::Many(&PROCEDURE_SHAPE)),
    must("upgrades", Kind::Many(&UPGRADE)),
    must("method", Kind::One(&METHOD)),
    must("panel", Kind::One(&PANEL)),
    must("review", Kind::One(&REVIEW)),
    must("filing", Kind::One(&FILING)),
    must("disclosure", Kind::One(&DISCLOSURE)),
    may("alike", Kind::One(&ALIKE)),
    may("answers_kept", Kind::One(&KEPT)),
    may("grievances_kept", Kind::One(&KEPT)),
    may("round", Kind::One(&ROUND)),
    may("hearing", Kind::One(&HEARING)),
    must("gates", Kind::Many(&GATE_RULE)),
    must("tracking", Kind::Many(&TRACKING)),
    must("triggers", Kind::Many(&TRIGGER_RULE)),
    must("return_reasons", Kind::Many(&WORDS)),
    must("separations", Kind::Many(&SEPARATION)),
    must("forms", Kind::Many(&WORDS)),
    must("catalogues", Kind::Many(&CATALOGUE)),
    must("roles", Kind::Many(&ROLES)),
    must("samples", Kind::Many(&SAMPLE)),
    must("prohibited", Kind::Many(&PROHIBITED)),
    must("list_report", Kind::One(&LIST_REPORT)),
    may("partners", Kind::Many(&PARTNER)),
    may("mechanisms", Kind::Many(&MECHANISM)),
    may("meetings", Kind::Many(&MEETING)),
    must("hierarchy", Kind::Many(&HIERARCHIES)),
    must("aspects", Kind::Many(&ASPECTS)),
    must("report_sections", Kind::Many(&WORDS)),
    may("questionnaires", Kind::Many(&QUESTIONNAIRE)),
    may("bank", Kind::Many(&QUESTION_RULE)),
    may("identifying", Kind::Many(&IDENTIFYING)),
    may("numbering", Kind::Many(&NUMBERING)),
    may("grievance_terms", Kind::Many(&GRIEVANCE_RULE)),
];
