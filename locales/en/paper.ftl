### Documents made from the record

paper-not-recorded = not recorded
paper-missing = First to be done: { $step }
paper-missing-by = First to be done: { $step } (by { $role })

# dynamic: paper-fault-

paper-fault-unknown = { $subject } has no such document
paper-fault-denied = Your post may not see this matter
paper-fault-not-found = There is no such matter, list or place, or it lies outside your area
paper-fault-app = The record could not be read: { $what }
paper-fault-format = This document is not made in that format: { $what }
paper-fault-no-template = No template is in force: { $what }
paper-fault-template = A template or a chapter has faults: { $what }
paper-fault-font = A font is missing: { $what }
paper-fault-too-large = A table is too large, use a spreadsheet: { $what }
paper-fault-setting = The pages could not be set: { $what }
paper-fault-workbook = The spreadsheet could not be written: { $what }
paper-fault-dossier = The file of all documents could not be made: { $what }
paper-fault-file = An attachment cannot be read, or is not what was kept: { $what }
paper-fault-internal = The document could not be made: { $what }

# dynamic: paper-kind-

paper-kind-circular = Circular
paper-kind-notice = Notice
paper-kind-rectification-notice = Notice of correction
paper-kind-reply = Reply
paper-kind-minutes = Minutes
paper-kind-letter = Letter
paper-kind-assessment-report = Assessment report
paper-kind-analysis-chapter = Analysis chapter
paper-kind-simplified-form = Simplified form
paper-kind-list-report = List report
paper-kind-screening-sheet = Screening sheet
paper-kind-plan = Assessment plan
paper-kind-publicity = Public notice
paper-kind-visit-record = Record of a visit
paper-kind-meeting-record = Record of a meeting
paper-kind-expert-review = Expert review
paper-kind-filing-form = Filing form
paper-kind-tracking-report = Tracking report
paper-kind-appraisal-sheet = Appraisal sheet
paper-kind-questionnaire = Questionnaire
paper-kind-survey-statistics = Survey statistics
paper-kind-responsibility-letter = Letter of responsibility
paper-kind-post-evaluation = Post-evaluation
paper-kind-certificate = Certificate
paper-kind-case-sheet = Case sheet
paper-kind-dossier = File

# dynamic: paper-archive-

paper-archive-1 = List and screening
paper-archive-2 = Plan and contract
paper-archive-3 = Publicity
paper-archive-4 = Survey
paper-archive-5 = Identification and scoring
paper-archive-6 = Versions of the report
paper-archive-7 = Review
paper-archive-8 = Filing
paper-archive-9 = Legality and decision
paper-archive-10 = Tracking
paper-archive-11 = Re-assessment
paper-archive-12 = Post-evaluation
paper-archive-13 = Correspondence

# dynamic: paper-column-

paper-column-number = No.
paper-column-name = Matter
paper-column-category = Type
paper-column-decision-unit = Decided by
paper-column-responsible-unit = Responsible unit
paper-column-planned = Decision planned
paper-column-procedure = Procedure
paper-column-remark = Remark
paper-column-place = Place
paper-column-listed = Listed
paper-column-assessed = Assessed
paper-column-filed = Filed
paper-column-stopped = Deferred or stopped
paper-column-question = Question
paper-column-answer = Answer
paper-column-answers = Answers
paper-column-share = Share
paper-column-low = Interval from
paper-column-high = Interval to
paper-column-from = From
paper-column-to = To
paper-column-issued = Given out
paper-column-returned = Returned
paper-column-valid = Valid
paper-column-talks = Meetings, visits and hearings
paper-column-support = In favour

# dynamic: paper-duty-

paper-duty-start = Before the start
paper-duty-tracking = Check-ins
paper-duty-triggers = To be reported at once, for a decision on a new assessment
paper-duty-grievances = Grievances

paper-part = { $name }
paper-of-kind = { $kind } ({ $part })
paper-held = { $kind }, { $day }
paper-mark = { $organ }
paper-draft = draft
paper-own-factor = of this matter alone
paper-lowered = Lowered by hand
paper-lowered-from = { $stage }: lowered from { $from } to { $to }, because: { $reason }
paper-survey-by = public consultation ({ $ways })
paper-question-row = { $question }: { $row }
paper-some-hidden = { $question } (choices of too few people are left out)
paper-attitude = Attitude towards the matter
paper-took-notices = public notices: { $count }
paper-took-answers = valid answers: { $count }
paper-took-talks = meetings, visits and hearings: { $count }
paper-took-topics = topics raised: { $count }
paper-from-survey = public consultation
paper-from-consultation = consultation
paper-unanswered = not answered yet
paper-before-start = { $code } { $text } (before the start)
paper-see-chapter = see the text of this part
paper-plan-aim = To find what in { $matter } may disturb social stability, to rate the risk, to propose measures, and so to give the decision its basis.
paper-plan-work = Assessment
paper-group-size = { $group } ({ $size } people)
paper-sample = { $count } answers are planned. Groups affected: { $groups }.
paper-measures-open = measures are being worked out
paper-channel-unit = takes opinions while the notice is up
paper-visit-heard = What was heard ({ $count } took part)
paper-all-present = those present
paper-no-revision = no revision recorded
paper-review-meeting = meeting to review the assessment report
paper-review-present = { $count } reviewers
paper-outcome = Outcome: { $outcome }
paper-request = the assessment of { $matter }, handed in for filing
paper-reply-to = the filing of the assessment of { $matter }
paper-no-conditions = No conditions
paper-check-in = Check-in; petitions since the last one: { $count }
paper-incident = { $account } (participants: { $count })
paper-trigger = Trigger of a re-assessment: { $kind }. { $reason }
paper-answer-trigger = Answer the trigger of a re-assessment: { $kind }
paper-overdue = Carry out the overdue measure { $code } { $text }
paper-no-proposals = No trigger waits and no measure is overdue
paper-tick-several = { $question } (several may be ticked)
paper-rank = { $question } (number them 1 to { $places })
paper-unscreened = not screened yet
paper-year-work = the assessment work of { $place } in { $year }
paper-year-basis = As counted from the records
paper-by-place = By place
paper-answers = Answers
paper-letter-purpose = To carry out the measures against the social risks of { $matter }
paper-rule-source = { $rule } ({ $source })
paper-sentence = { $text }.
paper-retention = by the retention schedule of the unit
