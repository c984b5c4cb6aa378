### A case: frame, overview, screening.

case-erased = Erased under the rules
case-subnav = Parts of this matter
case-acts = What you can do
case-act-waits = Waiting
case-act-after = First finish: { $steps }
case-suspended = Suspended
case-withdrawn = Withdrawn
case-archived = Archived
case-suspended-since = Suspended since { $day }; its terms do not run.
case-earlier = This is assessment { $nth } of { $all }. It can only be read.
case-latest = See the latest
case-step-now = Under way
case-step-due = Due { $day }
case-step-skipped = Not needed
case-step-not-carried-out = Not carried out, no tracking
case-step-to-archive = Not carried out, to be archived
case-bytes = { $n } bytes
case-kib = { $n } KB
case-mib = { $n } MB

# dynamic: case-sub-

case-sub-overview = Overview
case-sub-screening = Screening
case-sub-plan = Plan
case-sub-consultation = Consultation
case-sub-survey = Public survey
case-sub-risk = Risk
case-sub-measures = Measures
case-sub-report = Report
case-sub-review = Review
case-sub-filing = Filing and decision
case-sub-tracking = Tracking
case-sub-documents = Documents
case-sub-audit = Audit trail

# dynamic: matter-status-

matter-status-listed = To be screened
matter-status-screening-proposed = Screening to be confirmed
matter-status-exempt = No assessment needed
matter-status-covered = Covered by another assessment
matter-status-deferred = Screening deferred
matter-status-assessing = Being assessed
matter-status-withdrawn = Withdrawn

# dynamic: act-

act-amend-matter = Amend the registration
act-propose-screening = Propose the screening
act-send-back-screening = Send the screening back
act-confirm-screening = Confirm the screening
act-withdraw-matter = Withdraw the matter
act-adopt-plan = Adopt the plan
act-publish-notice = Record a notice
act-close-notice = Close a notice
act-record-activity = Record a consultation activity
act-announce-hearing = Announce a hearing
act-prepare-hearing = Record list and papers of a hearing
act-confirm-minutes = Confirm the record of a meeting
act-close-hearing = Close a hearing
act-record-opinion = Record an opinion
act-answer-opinion = Answer an opinion
act-close-consultation = Close the consultation
act-identify-factor = Record a risk factor
act-close-identification = Close the identification
act-open-panel = Call the expert panel
act-rate-blind = Rate alone
act-open-discussion = Open the discussion
act-rate-again = Rate after the discussion
act-replace-expert = Replace an expert who has not rated
act-close-panel = Close the panel
act-set-weights = Set the weights
act-determine-level = Determine the level
act-set-measure = Record a measure
act-close-measures = Settle the list of measures
act-report-progress = Report progress of a measure
act-freeze-report = Freeze the report
act-convene-review = Call the review
act-declare-conflict = Declare conflicts of interest
act-cast-vote = Give the reviewer’s opinion
act-replace-reviewer = Replace a reviewer who has not voted
act-conclude-review = Conclude the review
act-submit-filing = Submit for filing
act-return-filing = Return for correction
act-accept-filing = File
act-request-legality = Ask for the legality review
act-answer-legality = Answer the legality review
act-decide = Record the decision
act-change-decision = Change the decision
act-check-in = Record a check-in
act-record-incident = Record an incident
act-raise-trigger = Ask for a reassessment
act-answer-trigger = Answer the reassessment request
act-complete = Record the completion
act-post-evaluate = Record the post-evaluation
act-archive = Archive
act-suspend = Suspend
act-resume = Resume
act-extend-term = Extend a term
act-change-procedure = Change the procedure
act-withdraw = Withdraw the assessment
act-void-entry = Strike out an entry
act-name-executing = Name the executing unit
act-reassess = Reassess

### Overview.

case-index = Composite risk index
case-index-more = See the factors
case-index-none = Not rated yet. Index and level appear here once the initial level is determined.
case-index-before = { $level } before measures; not rated after measures yet.
case-index-after = { $level } expected once the measures are in place.
case-index-both = { $before } before measures, { $after } expected after them. The gravest criterion decides, so the level can be above the zone of the index.

# dynamic: case-ruler-

case-ruler-initial = Before
case-ruler-after = After
case-facts = Facts
case-lead = Lead unit
case-decision-maker = Decision maker
case-filing = Filing office
case-legality = Legality review
case-executing = Executing unit
case-place = Place
case-category = Kind
case-sector = Sector
case-planned = Planned decision
case-listed = Listed
case-households = Households
case-persons = Persons
case-investment = Investment
case-area = Area
case-check-code = Check code
case-content = What is planned
case-basis = Legal basis
case-n-households = { $n } households
case-n-persons = { $n } persons
case-n-investment = { $n } million yuan
case-n-area = { $n } m²
case-question = Question
case-answer = Answer
case-answer-basis = Reason
case-source = Source
case-screening-more = All questions
case-screening-note = The screening looks at the planned decision. No person is recorded or judged.
case-hits = { $yes } of { $all } questions were answered yes.
case-proposed-by = Proposed by { $name } on { $day }
case-confirmed-on = Confirmed on { $day }
case-rounds = Assessments
case-round = Assessment { $nth }
case-opened-on = Opened { $day }
case-checklist = Checklist
case-done-on = Done { $day }
case-overdue-since = Due { $day }, overdue
case-step-optional = Optional
case-step-later = Not started
case-due-why = How the due day is found
case-due-start = Counted from { $day }, that day not included.
case-due-term = Term of { $length } ({ $source }).
case-due-extended = Extended by { $days } days on { $day }.
case-due-paused = Suspended { $period }: { $days } days do not count ({ $cause }).
case-due-paused-open = Suspended since { $from }; the term does not run ({ $cause }).
case-due-result = Due { $day }; a last day that is not a working day moves to the next one.
case-due-period = { $from } to { $to }
case-term-calendar = { $n } days
case-term-working = { $n } working days
case-term-months = { $n } months
case-next = Next
case-next-step = { $step } due
case-next-valid = End of the filing’s validity
case-heard-more = See all
case-heard-activities = Activities
case-heard-times = { $n }
case-heard-attendance = Attendance
case-heard-people = { $n }
case-heard-answers = Answers
case-heard-copies = { $n }
case-heard-few = Fewer than { $n }, not shown
case-heard-about = { $n } or more

### Screening.

case-yes = Yes
case-no = No
case-effect = Effect
case-effect-requires = assessment required
case-effect-bars = assessment required, simplified procedure barred
case-effect-special = assessment required under the special procedure
case-effect-simplified = simplified procedure possible
case-effect-exempt = ground for no assessment
case-effect-unmet = condition of the simplified procedure not met
case-not-screened = Not screened yet. The lead unit proposes, the stability office confirms.
case-propose-lead = Answer every question with yes or no; a reason helps. You see the result before you propose it.
case-question-hint = Yes means: { $effect }. Source: { $source }
case-otherwise = Other cases
case-otherwise-lead = Fill in only if one of these applies, and give the reason.
case-exempt = Legal ground for no assessment
case-covered = Covered by the assessment of another matter
case-covered-hint = The number of that matter, or a few words of its title, for example LN-CY-2016-00412. Only matters that you may see can be chosen
case-covered-unknown = No such matter was found, or you may not see it
case-covered-several = { $count } matters were found; give the number of one of them: { $list }
case-defer = Defer the screening
case-defer-box = Documents are missing; the questions cannot be answered yet
case-reason = Reason
case-reason-hint = Required when no assessment follows, when another covers it, or when the screening is deferred
case-reason-is = Reason: { $reason }
case-reason-needed = This result needs a reason
case-answer-needed = Answer: { $question }
case-check = See the result
case-check-title = Check the screening
case-grounds = Rules that apply
case-your-answers = Your answers
case-propose = Propose this screening
case-change-answers = Change answers
case-confirm-lead = Once confirmed, a required assessment opens at once and its terms start.
case-note = Remark
case-back-reason = Reason
case-sent-back = Sent back
case-four-eyes = You proposed this screening; another person has to confirm it.
case-screening-proposed = Screening proposed. The stability office will confirm it.
case-screening-confirmed = Screening confirmed.
case-screening-sent-back = Screening sent back. The lead unit can propose it again.

case-may-use = { $procedure } possible

# dynamic: case-follows-

case-follows-required = Once confirmed, the assessment opens; the plan comes first.
case-follows-simplified-ok = Once confirmed, the assessment opens under that procedure.
case-follows-not-required = Once confirmed, no assessment follows; the matter can be screened again if things change.
case-follows-covered-by = Once confirmed, the other assessment counts for this matter.
case-follows-deferred = Propose the screening again once the documents are complete.
# dynamic: case-suggested-
case-suggested = Proposed by the rules: { $result }.
case-suggested-question = Words of the title, the content or the list fit the rules below, and the answers are filled in; questions that no word can decide are left open. Check each of them: a person decides.
case-suggested-scope = The matter falls under the scope below, but no word answers the questions. Please answer each of them.
case-suggested-none = No rule was found that fits.
case-suggested-nothing = No word of the title, the content or the list decides anything. Please judge and answer each question.
case-suggested-word = Word found: { $word }.
case-suggested-basis = “{ $word }” in title, content or list
case-suggested-skip = Screen this one later and go to the next
