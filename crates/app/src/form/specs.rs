//! The forms of all acts. The order of the fields is the order on the page.

use super::{ActSpec, Field, Kind, Source, may, need};

const LEVELS: Source = Source::Codes(&["LOW", "MEDIUM", "HIGH"], "level");
const STAGES: Source = Source::Codes(&["INITIAL", "AFTER"], "rating");
const CONCLUSIONS: Source = Source::Codes(
    &["IMPLEMENT", "CONDITIONAL", "PARTIAL", "STAGED", "DEFER", "STOP", "REVISE"],
    "conclusion",
);
const ACTIVITIES: Source = Source::Codes(
    &["QUESTIONNAIRE", "INTERVIEW", "FIELD_VISIT", "SEMINAR", "HEARING", "WRITTEN_OPINION"],
    "activity",
);
const CONFIRMERS: Source =
    Source::Codes(&["CHAIR", "RECORDER", "HOST", "PARTICIPANTS"], "confirmer");
const GROUP_KINDS: Source = Source::Codes(
    &[
        "RESIDENTS",
        "VILLAGERS",
        "TRADERS",
        "ENTERPRISES",
        "STAFF",
        "USERS",
        "INSTITUTIONS",
        "VULNERABLE",
        "OTHER",
    ],
    "group-kind",
);
const EXTENTS: Source = Source::Codes(&["LOW", "MEDIUM", "HIGH"], "extent");
const PHASES: Source =
    Source::Codes(&["DECISION", "PREPARATION", "IMPLEMENTATION", "OPERATION"], "phase");
const HIERARCHY: Source = Source::Codes(&["AVOID", "REDUCE", "RESTORE", "COMPENSATE"], "hierarchy");
const MEASURE_STATUS: Source =
    Source::Codes(&["NOT_STARTED", "IN_PROGRESS", "DONE", "FAILED"], "measure-status");
const DISPOSITIONS: Source =
    Source::Codes(&["ADOPTED", "PARTLY", "NOT_ADOPTED", "EXPLAINED"], "disposition");
const VOTES: Source = Source::Codes(&["PASS", "PASS_AFTER_REVISION", "FAIL"], "vote");
const CAUSES: Source =
    Source::Codes(&["OWNER_UNIT", "THIRD_PARTY", "FILING_UNIT", "SUPERIOR", "EXTERNAL"], "cause");
const LEGALITY: Source = Source::Codes(&["LAWFUL", "AMEND_FIRST", "UNLAWFUL"], "legality");
const TRIGGERS: Source = Source::Codes(
    &[
        "MATERIAL_CHANGE",
        "NOT_CARRIED_OUT",
        "LEVEL_ROSE",
        "INCIDENT",
        "PETITIONS",
        "MEASURE_OVERDUE",
        "NEW_RULE",
        "DEMAND",
        "GRIEVANCES",
    ],
    "trigger",
);
const EXEMPT: Source = Source::Codes(
    &[
        "EMERGENCY",
        "SECRET",
        "MACRO_CONTROL",
        "LAWMAKING",
        "ALREADY_ASSESSED",
        "NO_PUBLIC_INTEREST",
    ],
    "exempt",
);
/// Kinds of decision.
pub const CATEGORIES: Source =
    Source::Codes(&["DECISION", "POLICY", "PROJECT", "REFORM", "EVENT"], "category");
/// Sectors.
pub const SECTORS: Source = Source::Codes(
    &[
        "EXPROPRIATION",
        "PLANNING",
        "TRANSPORT",
        "ENERGY",
        "RESERVOIR",
        "NIMBY",
        "PETROCHEMICAL",
        "STATE_ENTERPRISE",
        "PUBLIC_INSTITUTION",
        "SOCIAL_SECURITY",
        "EMPLOYMENT",
        "EDUCATION",
        "HEALTH",
        "HOUSING_PROPERTY",
        "PRICE",
        "FINANCE",
        "RURAL",
        "FOREST_MINING",
        "RELIGION_CULTURE",
        "VETERANS",
        "DIVISION",
        "LARGE_EVENT",
        "FOOD_DRUG",
        "RECONSTRUCTION",
        "OTHER",
    ],
    "sector",
);

const MANY_PEOPLE: u32 = 100_000_000;
const REASON: Kind = Kind::Long(2_000);
const GROUP: &[Field] = &[
    need("name", Kind::Text(60)),
    need("size", Kind::Count(1, MANY_PEOPLE)),
    may("direct", Kind::Flag),
    may("kind", Kind::One(GROUP_KINDS)),
    may("influence", Kind::One(EXTENTS)),
    may("affected", Kind::One(EXTENTS)),
    may("channel", Kind::One(ACTIVITIES)),
    may("need", Kind::Text(300)),
];
const ATTENDED: &[Field] =
    &[need("group", Kind::Text(60)), need("size", Kind::Count(1, MANY_PEOPLE))];
const TALLY: &[Field] = &[need("group", Kind::Text(60)), may("counts", Kind::Attitudes)];

/// The facts of a matter, in its registration form.
pub const FACTS: &[Field] = &[
    need("title", Kind::Text(200)),
    need("category", Kind::One(CATEGORIES)),
    need("sector", Kind::One(SECTORS)),
    need("division", Kind::One(Source::Divisions)),
    may("planned", Kind::Period),
    may("content", Kind::Long(5_000)),
    may("basis", Kind::Long(2_000)),
    may("households", Kind::Count(0, MANY_PEOPLE)),
    may("persons", Kind::Count(0, MANY_PEOPLE)),
    may("investment", Kind::Count(0, 1_000_000_000)),
    may("area", Kind::Count(0, 1_000_000_000)),
    may("is_plan", Kind::Flag),
];

/// What is said besides when the facts of a matter are amended.
pub const AMENDMENT: ActSpec =
    ActSpec { code: "amend_matter", fields: &[need("reason", REASON)], dated: true };

/// Units that take part, in the registration form.
pub const PARTIES: &[Field] = &[
    need("decision_maker", Kind::One(Source::Units)),
    need("filing", Kind::One(Source::Units)),
    may("legality", Kind::One(Source::Units)),
    may("executing", Kind::One(Source::Units)),
];

const fn act(code: &'static str, fields: &'static [Field]) -> ActSpec {
    ActSpec { code, fields, dated: true }
}

const fn now(code: &'static str, fields: &'static [Field]) -> ActSpec {
    ActSpec { code, fields, dated: false }
}

/// Acts on a matter. `amend_matter` has a page of its own.
pub const MATTER: &[ActSpec] = &[
    act(
        "propose_screening",
        &[
            need("answers", Kind::Answers),
            may("exempt", Kind::One(EXEMPT)),
            may("covered_by", Kind::One(Source::Matters)),
            may("defer", Kind::Flag),
            may("reason", REASON),
        ],
    ),
    act("send_back_screening", &[need("reason", REASON)]),
    act("confirm_screening", &[need("assessment", Kind::NewId), may("note", REASON)]),
    act("withdraw_matter", &[need("reason", REASON)]),
];

/// Acts on an assessment.
pub const ASSESSMENT: &[ActSpec] = &[
    act(
        "adopt_plan",
        &[
            need("scope", Kind::Long(2_000)),
            need("groups", Kind::Rows(GROUP)),
            need("methods", Kind::Many(ACTIVITIES)),
            need("sample_target", Kind::Count(0, MANY_PEOPLE)),
            need("from", Kind::Date),
            need("to", Kind::Date),
            may("third_party", Kind::One(Source::Agencies)),
            may("budget_yuan", Kind::Count(0, 1_000_000_000)),
        ],
    ),
    act(
        "publish_notice",
        &[
            need("id", Kind::NewId),
            need("place", Kind::Text(200)),
            need("text", Kind::Long(5_000)),
            need("from", Kind::Date),
            need("to", Kind::Date),
            may("shortened", REASON),
            may("proof", Kind::Files),
        ],
    ),
    act(
        "close_notice",
        &[
            need("notice", Kind::One(Source::OpenNotices)),
            need("objections", Kind::Count(0, MANY_PEOPLE)),
            may("proof", Kind::Files),
        ],
    ),
    act(
        "record_activity",
        &[
            need("id", Kind::NewId),
            need("kind", Kind::One(ACTIVITIES)),
            need("on", Kind::Date),
            need("place", Kind::Text(200)),
            may("hearing", Kind::One(Source::OpenHearings)),
            need("attendance", Kind::Count(0, MANY_PEOPLE)),
            may("groups", Kind::Rows(ATTENDED)),
            may("tallies", Kind::Rows(TALLY)),
            need("minutes", Kind::Long(20_000)),
            need("proof", Kind::Files),
        ],
    ),
    act(
        "announce_hearing",
        &[
            need("id", Kind::NewId),
            need("on", Kind::Date),
            need("place", Kind::Text(200)),
            need("selection", Kind::Long(5_000)),
            need("selection_on", Kind::Date),
        ],
    ),
    act(
        "prepare_hearing",
        &[
            need("hearing", Kind::One(Source::OpenHearings)),
            may("list_sha256", Kind::Sha256),
            may("list_on", Kind::Date),
            may("papers_on", Kind::Date),
        ],
    ),
    act(
        "confirm_minutes",
        &[
            need("activity", Kind::One(Source::Unconfirmed)),
            need("confirmed_by", Kind::One(CONFIRMERS)),
            need("confirmed_on", Kind::Date),
        ],
    ),
    act("close_hearing", &[need("hearing", Kind::One(Source::OpenHearings))]),
    act(
        "record_opinion",
        &[
            need("topic", Kind::Text(300)),
            need("count", Kind::Count(1, MANY_PEOPLE)),
            may("raised_at", Kind::One(Source::Meetings)),
        ],
    ),
    act(
        "answer_opinion",
        &[
            need("index", Kind::One(Source::OpenOpinions)),
            need("disposition", Kind::One(DISPOSITIONS)),
            need("reply", Kind::Long(2_000)),
            may("factors", Kind::Many(Source::Factors)),
            may("measures", Kind::Many(Source::Measures)),
        ],
    ),
    act("close_consultation", &[need("summary", Kind::Long(5_000)), may("shortened", REASON)]),
    act(
        "identify_factor",
        &[
            need("id", Kind::NewId),
            may("catalogue", Kind::One(Source::Catalogue)),
            need("name", Kind::Text(100)),
            need("phase", Kind::One(PHASES)),
            need("cause", Kind::Long(2_000)),
        ],
    ),
    act("close_identification", &[]),
    act(
        "open_panel",
        &[
            need("id", Kind::NewId),
            need("stage", Kind::One(STAGES)),
            need("experts", Kind::Many(Source::Experts)),
        ],
    ),
    now("rate_blind", &[need("panel", Kind::Ref), need("ratings", Kind::Ratings)]),
    now("open_discussion", &[need("panel", Kind::Ref)]),
    now("rate_again", &[need("panel", Kind::Ref), need("ratings", Kind::Ratings)]),
    act(
        "replace_expert",
        &[
            need("panel", Kind::Ref),
            need("expert", Kind::One(Source::SilentExperts)),
            may("successor", Kind::One(Source::Successors)),
            need("reason", REASON),
        ],
    ),
    act("close_panel", &[need("panel", Kind::Ref), need("minutes", Kind::Long(10_000))]),
    act("set_weights", &[need("weights", Kind::Weights), need("source", Kind::Long(1_000))]),
    act(
        "determine_level",
        &[
            need("stage", Kind::One(STAGES)),
            need("overall", Kind::One(LEVELS)),
            need("event", Kind::One(LEVELS)),
            need("participants", Kind::Count(0, MANY_PEOPLE)),
            may("lower_to", Kind::One(LEVELS)),
            may("reason", REASON),
        ],
    ),
    act(
        "set_measure",
        &[
            need("id", Kind::NewId),
            need("factors", Kind::Many(Source::Factors)),
            need("title", Kind::Text(200)),
            need("hierarchy", Kind::One(HIERARCHY)),
            need("owner", Kind::One(Source::Units)),
            may("helper", Kind::One(Source::Units)),
            need("start", Kind::Date),
            need("due", Kind::Date),
            need("acceptance", Kind::Long(1_000)),
            may("before_start", Kind::Flag),
        ],
    ),
    act("close_measures", &[need("contingency", Kind::Long(10_000))]),
    act(
        "report_progress",
        &[
            need("measure", Kind::One(Source::Measures)),
            need("status", Kind::One(MEASURE_STATUS)),
            need("note", Kind::Long(2_000)),
            may("proof", Kind::Files),
        ],
    ),
    act(
        "freeze_report",
        &[
            need("id", Kind::NewId),
            need("sections", Kind::Sections),
            need("recommends", Kind::One(CONCLUSIONS)),
            may("revision_note", REASON),
            may("files", Kind::Files),
        ],
    ),
    act(
        "convene_review",
        &[need("id", Kind::NewId), need("reviewers", Kind::Many(Source::Experts))],
    ),
    now("declare_conflict", &[need("review", Kind::Ref), need("free", Kind::YesNo)]),
    now(
        "cast_vote",
        &[
            need("review", Kind::Ref),
            need("vote", Kind::One(VOTES)),
            need("opinion", Kind::Long(5_000)),
        ],
    ),
    act(
        "replace_reviewer",
        &[
            need("review", Kind::Ref),
            need("reviewer", Kind::One(Source::SilentReviewers)),
            may("successor", Kind::One(Source::Successors)),
            need("reason", REASON),
        ],
    ),
    act("conclude_review", &[need("review", Kind::Ref), need("minutes", Kind::Long(10_000))]),
    act("submit_filing", &[need("id", Kind::NewId), need("packet", Kind::Many(Source::Packet))]),
    act(
        "return_filing",
        &[
            need("filing", Kind::Ref),
            need("reasons", Kind::Many(Source::ReturnReasons)),
            need("note", REASON),
        ],
    ),
    act("accept_filing", &[need("filing", Kind::Ref), need("note", REASON)]),
    act("request_legality", &[]),
    act(
        "answer_legality",
        &[need("opinion", Kind::One(LEGALITY)), need("note", Kind::Long(5_000))],
    ),
    act(
        "decide",
        &[
            need("meeting", Kind::Text(200)),
            need("conclusion", Kind::One(CONCLUSIONS)),
            may("conditions", REASON),
            may("reason", REASON),
            may("files", Kind::Files),
        ],
    ),
    act(
        "change_decision",
        &[
            need("meeting", Kind::Text(200)),
            need("conclusion", Kind::One(CONCLUSIONS)),
            may("conditions", REASON),
            need("reason", REASON),
            may("files", Kind::Files),
        ],
    ),
    act(
        "check_in",
        &[
            need("trigger", Kind::NewId),
            need("petitions_trigger", Kind::NewId),
            need("report", Kind::Long(5_000)),
            need("petitions", Kind::Count(0, 1_000_000)),
            may("ratings", Kind::Ratings),
            may("proof", Kind::Files),
        ],
    ),
    act(
        "record_incident",
        &[
            need("id", Kind::NewId),
            need("trigger", Kind::NewId),
            need("on", Kind::Date),
            need("account", Kind::Long(5_000)),
            need("participants", Kind::Count(0, MANY_PEOPLE)),
            may("factors", Kind::Many(Source::Factors)),
        ],
    ),
    act(
        "raise_trigger",
        &[need("id", Kind::NewId), need("kind", Kind::One(TRIGGERS)), need("reason", REASON)],
    ),
    act(
        "answer_trigger",
        &[
            need("trigger", Kind::One(Source::OpenTriggers)),
            need("answer", REASON),
            may("reassess", Kind::Flag),
        ],
    ),
    act("complete", &[need("summary", Kind::Long(5_000))]),
    act(
        "post_evaluate",
        &[
            may("came_true", Kind::Many(Source::Factors)),
            need("level_was_right", Kind::YesNo),
            need("findings", Kind::Long(10_000)),
            may("shortened", REASON),
        ],
    ),
    act("archive", &[need("leaves", Kind::Count(1, 100_000)), need("note", REASON)]),
    act("suspend", &[need("cause", Kind::One(CAUSES)), need("reason", REASON)]),
    act("resume", &[need("note", REASON)]),
    act(
        "extend_term",
        &[
            need("step", Kind::One(Source::Steps)),
            need("days", Kind::Count(1, 365)),
            need("reason", REASON),
        ],
    ),
    act("change_procedure", &[need("to", Kind::One(Source::Procedures)), need("reason", REASON)]),
    act("withdraw", &[need("reason", REASON)]),
    act("void_entry", &[need("entry", Kind::Entry), need("reason", REASON)]),
    act("name_executing", &[need("unit", Kind::One(Source::Units))]),
];

/// Setting a public consultation; which questionnaire is not typed but chosen
/// from what the rules of the case offer.
pub const PREPARE_CONSULTATION: ActSpec = ActSpec {
    code: "prepare_consultation",
    fields: &[
        need("title", Kind::Text(60)),
        need("about", Kind::Long(1_000)),
        need("from", Kind::Date),
        need("to", Kind::Date),
        may("shortened", REASON),
        may("letters", Kind::Flag),
    ],
    dated: false,
};

/// The form of an act, by its code.
#[must_use]
pub fn find(code: &str) -> Option<&'static ActSpec> {
    MATTER.iter().chain(ASSESSMENT).find(|s| s.code == code)
}
