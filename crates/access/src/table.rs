//! The table. It is the policy: read it from top to bottom. A line allows the
//! permissions to the role where the relation holds; nothing else is allowed.

use domain::codes::{Part, Role};

use crate::Permission::{self, self as P};

/// How a post must stand to a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Any matter, and what concerns no matter.
    Anywhere,
    /// The post's unit plays this part in the matter.
    OwnPart(Part),
    /// Some unit of the matter lies at or below the post's path.
    Subtree,
    /// The matter names the person.
    Named,
    /// The post's unit owns the matter (it is or becomes its lead unit).
    OwnUnit,
}

impl Relation {
    /// Stable code, as `docs/ACCESS.md` prints it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Anywhere => "ANYWHERE",
            Self::OwnPart(part) => part.code(),
            Self::Subtree => "SUBTREE",
            Self::Named => "NAMED",
            Self::OwnUnit => "OWN_UNIT",
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Roles that the line speaks of.
    pub roles: &'static [Role],
    /// How the post must stand to the matter.
    pub relation: Relation,
    /// What it then may do.
    pub permissions: &'static [Permission],
}

const fn line(
    roles: &'static [Role],
    relation: Relation,
    permissions: &'static [Permission],
) -> Entry {
    Entry { roles, relation, permissions }
}

/// Who may do what. The three administrators have no line that opens a matter
/// (DESIGN §2, invariant 12).
pub const TABLE: &[Entry] = &[
    // Everyone who is signed in.
    line(Role::ALL, Relation::Anywhere, &[P::ViewRules]),
    // The unit that proposes the matter and answers for the assessment.
    line(&[Role::LeadUnit], Relation::OwnUnit, &[P::ListMatter, P::ImportMatters, P::ReportList]),
    line(
        &[Role::LeadUnit],
        Relation::OwnPart(Part::Lead),
        &[
            P::ViewMatter,
            P::AmendMatter,
            P::ProposeScreening,
            P::Draft,
            P::OpenPanel,
            P::SubmitFiling,
            P::RequestLegality,
            P::ReportProgress,
            P::Track,
            P::HandleGrievance,
            P::RaiseTrigger,
            P::AnswerTrigger,
            P::Archive,
            P::Course,
            P::Export,
            P::ViewAudit,
        ],
    ),
    // The project unit is a party: it sees the case and rates nothing in it.
    line(&[Role::ProjectUnit], Relation::OwnPart(Part::Lead), &[P::ViewMatter]),
    // Those who carry the assessment out.
    line(
        &[Role::Assessor],
        Relation::OwnPart(Part::Assessor),
        &[P::ViewMatter, P::Draft, P::OpenPanel],
    ),
    line(
        &[Role::ThirdParty],
        Relation::OwnPart(Part::ThirdParty),
        &[P::ViewMatter, P::Draft, P::OpenPanel],
    ),
    // Experts see the case that names them, and no other.
    line(&[Role::Expert], Relation::Named, &[P::ViewMatter, P::Rate, P::Review]),
    // The stability office: it alone confirms and files, and it alone says that
    // a trigger needs no re-assessment (the owner may only call for one); its
    // superiors see and steer, but do not file in its place.
    line(
        &[Role::FilingOfficer],
        Relation::OwnPart(Part::Filing),
        &[P::ConfirmScreening, P::AnswerFiling, P::AnswerTrigger],
    ),
    line(&[Role::FilingOfficer], Relation::OwnPart(Part::Filing), FILING_CARE),
    line(&[Role::FilingOfficer], Relation::Subtree, FILING_CARE),
    line(
        &[Role::LegalityReviewer],
        Relation::OwnPart(Part::Legality),
        &[P::ViewMatter, P::AnswerLegality, P::ViewAudit],
    ),
    line(
        &[Role::DecisionMaker],
        Relation::OwnPart(Part::DecisionMaker),
        &[P::ViewMatter, P::Decide, P::ViewStats, P::ViewAudit],
    ),
    line(
        &[Role::ExecutingUnit],
        Relation::OwnPart(Part::Executing),
        &[P::ViewMatter, P::ReportProgress, P::Track, P::HandleGrievance],
    ),
    // Whoever stands at a gate learns whether a matter is cleared, and nothing
    // else. The approval office is the counter to which every number can be
    // brought (审批、立项、上会之前); the others stand at the gates that their own act
    // must pass: the decision maker's office before agenda and decision
    // (四不; 国令713号 art. 24, 25), the legality reviewer before taking a request
    // up (art. 26), the executing unit before it begins, the stability office
    // before it takes up what is not on the list.
    line(
        &[Role::ApprovalOfficer],
        Relation::Anywhere,
        &[
            P::CheckGate,
            P::GateList,
            P::GateAgenda,
            P::GateLegality,
            P::GateApproval,
            P::GateLandApplication,
            P::GateDecision,
            P::GateExecution,
        ],
    ),
    line(
        &[Role::DecisionMaker],
        Relation::Anywhere,
        &[P::CheckGate, P::GateAgenda, P::GateDecision],
    ),
    line(&[Role::LegalityReviewer], Relation::Anywhere, &[P::CheckGate, P::GateLegality]),
    line(&[Role::ExecutingUnit], Relation::Anywhere, &[P::CheckGate, P::GateExecution]),
    line(&[Role::FilingOfficer], Relation::Anywhere, &[P::CheckGate, P::GateList]),
    line(
        &[Role::Supervisor],
        Relation::Subtree,
        &[P::ViewMatter, P::RaiseTrigger, P::PostEvaluate, P::ViewStats, P::Export, P::ViewAudit],
    ),
    line(&[Role::Archivist], Relation::Subtree, &[P::ViewMatter, P::Archive, P::ViewAudit]),
    line(&[Role::Auditor], Relation::Subtree, &[P::ViewMatter, P::ViewAudit]),
    // The three administrators are three persons; none opens a matter.
    line(&[Role::AuditAdmin], Relation::Anywhere, &[P::ViewAudit, P::ViewSecurityLog]),
    line(&[Role::SystemAdmin], Relation::Anywhere, &[P::ManageUnits, P::ManageSystem]),
    line(&[Role::SecurityAdmin], Relation::Anywhere, &[P::ManageUsers]),
];

/// What a stability office does for the matters of its area.
const FILING_CARE: &[Permission] = &[
    P::ViewMatter,
    P::ImportMatters,
    P::ConveneReview,
    P::EscalateGrievance,
    P::RaiseTrigger,
    P::Course,
    P::ExtendTerm,
    P::ChangeProcedure,
    P::ReportList,
    P::ViewStats,
    P::Export,
    P::ViewAudit,
];
