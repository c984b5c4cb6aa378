//! The permissions: what a post can be allowed to do.

domain::codes! {
    /// A permission. Its code is stable in logs, tests and locale keys.
    Permission {
        /// Read a matter and its assessments.
        ViewMatter = "VIEW_MATTER",
        /// Put a matter on the list of planned decisions.
        ListMatter = "LIST_MATTER",
        /// Import a file of matters.
        ImportMatters = "IMPORT_MATTERS",
        /// Amend the facts of a matter.
        AmendMatter = "AMEND_MATTER",
        /// Propose the result of a screening.
        ProposeScreening = "PROPOSE_SCREENING",
        /// Confirm the result of a screening, or send it back.
        ConfirmScreening = "CONFIRM_SCREENING",
        /// Work on the content: plan, notices, consultation, factors, weights,
        /// levels, measures, report.
        Draft = "DRAFT",
        /// Call a rating panel, open its discussion, close it.
        OpenPanel = "OPEN_PANEL",
        /// Rate factors as an expert.
        Rate = "RATE",
        /// Call a review and conclude it.
        ConveneReview = "CONVENE_REVIEW",
        /// Declare on conflicts of interest and vote as a reviewer.
        Review = "REVIEW",
        /// Submit a packet for filing.
        SubmitFiling = "SUBMIT_FILING",
        /// File a packet or send it back.
        AnswerFiling = "ANSWER_FILING",
        /// Ask for the legality review.
        RequestLegality = "REQUEST_LEGALITY",
        /// Answer the legality review.
        AnswerLegality = "ANSWER_LEGALITY",
        /// Decide the matter, or change the decision.
        Decide = "DECIDE",
        /// Report progress of a measure.
        ReportProgress = "REPORT_PROGRESS",
        /// Check in, record incidents, end the implementation.
        Track = "TRACK",
        /// Raise a trigger of re-assessment.
        RaiseTrigger = "RAISE_TRIGGER",
        /// Deal with grievances: enter, read, answer, close.
        HandleGrievance = "HANDLE_GRIEVANCE",
        /// Take a grievance to the level above.
        EscalateGrievance = "ESCALATE_GRIEVANCE",
        /// Answer a trigger and open a re-assessment.
        AnswerTrigger = "ANSWER_TRIGGER",
        /// Make the post-evaluation.
        PostEvaluate = "POST_EVALUATE",
        /// Close the file.
        Archive = "ARCHIVE",
        /// Suspend, resume, withdraw, strike out an entry, name the executing unit.
        Course = "COURSE",
        /// Give a step more time.
        ExtendTerm = "EXTEND_TERM",
        /// Move a case to a fuller procedure.
        ChangeProcedure = "CHANGE_PROCEDURE",
        /// Stand at a gate: ask about a matter by its number, see what one's unit
        /// asked before. Which gates are open to the post is said by the next.
        CheckGate = "CHECK_GATE",
        /// Ask before a matter is taken up: is it on the list?
        GateList = "GATE_LIST",
        /// Ask before a matter goes on an agenda.
        GateAgenda = "GATE_AGENDA",
        /// Ask before a matter goes into the legality review.
        GateLegality = "GATE_LEGALITY",
        /// Ask before a project is approved.
        GateApproval = "GATE_APPROVAL",
        /// Ask before land is applied for.
        GateLandApplication = "GATE_LAND_APPLICATION",
        /// Ask before the decision.
        GateDecision = "GATE_DECISION",
        /// Ask before the execution begins.
        GateExecution = "GATE_EXECUTION",
        /// Hand in or complete a list report.
        ReportList = "REPORT_LIST",
        /// Read the rules.
        ViewRules = "VIEW_RULES",
        /// See statistics of one's scope.
        ViewStats = "VIEW_STATS",
        /// Take lists out as a file.
        Export = "EXPORT",
        /// Read the log of a matter.
        ViewAudit = "VIEW_AUDIT",
        /// Set up, change and close units.
        ManageUnits = "MANAGE_UNITS",
        /// Manage accounts and posts.
        ManageUsers = "MANAGE_USERS",
        /// Read the log of sign-ins and refusals.
        ViewSecurityLog = "VIEW_SECURITY_LOG",
        /// See to the running of the system.
        ManageSystem = "MANAGE_SYSTEM",
    }
}

impl Permission {
    /// Whether the permission always concerns one matter. The others also
    /// concern lists, files or the system as a whole.
    #[must_use]
    pub const fn on_a_matter(self) -> bool {
        !matches!(
            self,
            Self::ViewMatter
                | Self::ListMatter
                | Self::ImportMatters
                | Self::CheckGate
                | Self::GateList
                | Self::GateAgenda
                | Self::GateLegality
                | Self::GateApproval
                | Self::GateLandApplication
                | Self::GateDecision
                | Self::GateExecution
                | Self::ReportList
                | Self::ViewRules
                | Self::ViewStats
                | Self::Export
                | Self::ViewAudit
                | Self::ManageUnits
                | Self::ManageUsers
                | Self::ViewSecurityLog
                | Self::ManageSystem
        )
    }
}
