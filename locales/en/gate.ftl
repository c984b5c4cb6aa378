### Gates: checks before agenda, approval, decision and start.

door-lead = Check the assessment before approval, agenda or start
door-one = Check one matter
door-number = Number
door-number-hint = For example LN-CY-2016-00412; the number of the filing works too, and you may add the check code
door-number-empty = Enter the number of the matter or of its filing
door-number-form = The format of the number is not right. Write it as on the certificate, for example LN-CY-2016-00412, CY-2016-0412-7K3M or 朝稳备〔2016〕412号
door-gate = Gate
door-do = Check
door-no-rule = The rules of that place have no such gate.
door-agenda = Check a whole agenda
door-agenda-lines = Agenda
door-agenda-hint = Paste it, one item a line, each with its number. At most 100 lines.
door-agenda-do = Check line by line
door-agenda-title = Agenda checked
door-agenda-sum = { $cleared } of { $all } cleared
door-line = Item
door-no-number = no number
door-no-number-lead = This line has no number and cannot be checked.
door-cleared = cleared
door-refused = refused
door-reason = Reason
door-reason-between = { "; " }
door-result = Result
door-log-title = Checks on record
door-log-unit = Checks of { $unit }
door-log-empty = No checks yet
door-day = Day
door-matter = Matter
door-points = Requirement by requirement
door-need = Requirement
door-met = met
door-missing = missing
door-elsewhere = Not recorded here; check the original
door-ask-elsewhere = { $what }: not recorded here; please check the original.
door-supplier = Who can supply it
door-who = { $unit } ({ $role })
door-record = What was found
door-next = What to do now
door-next-no = Send it back; once { $who } has supplied what is missing, check again.
door-next-back = Send it back to its owner with the reasons above.
door-next-exempt = Note in the papers that screening found no assessment due, with the number of this check.
door-next-list = Send it back to its owner to be listed, then check again.
door-this-check = This check
door-check-number = Check number
door-unit = Checked by
door-rule = Rule
door-source = Source
door-print = Print the receipt
door-superseded = A later assessment took the place of the one that was filed under this number. What is said here is said of the later one.
door-receipt = Receipt of a gate check
door-signature = Checked by (signature)
door-signature-day = Day
door-again = Check another
door-lead-unit = Lead unit
door-decision-maker = Decision maker
door-filing-unit = Filing unit
door-covered-by = Covered by assessment
door-filing = Filing number
door-level = Level after measures
door-conclusion = Conclusion
door-recommended = Report recommends
door-undecided = Not decided yet
door-conclusion-none = Does not apply
door-valid = Valid until
door-exempt = Screening confirmed that no assessment is due.
door-concluded = { $conclusion }.
door-with-conditions = { $conclusion }. Make sure that these conditions stand in the papers of this gate.
door-all-met = Every requirement is met.
door-all-met-recommended = Everything required is there. The report recommends: { $conclusion }. Nothing is decided yet.
door-why = Because:
door-too-high = The level after measures is { $level }, above what this gate lets pass.
door-lookup-title = Check an assessment
door-lookup-lead = With number and check code you see conclusion, conditions and validity.
door-lookup-hint = Both are printed on the certificate
door-code = Check code
door-code-needed = Enter the check code as well. A number alone shows nothing.
door-code-wrong = Number or check code is wrong. Please compare with the certificate.
door-public-title = Result of the assessment
door-public-valid = Filed and valid.
door-public-expired = The filing has expired.
door-public-unfiled = Not filed yet.
door-public-decided = Filed; the decision was not to go ahead, see below.
door-public-halted = Filed; the assessment is suspended or something has to be dealt with first. It may not pass now.
door-public-level = Filed; the risk level is above what approval lets pass. It may not pass now.
door-public-open = Filed; something that is required is still missing. It may not pass now.
door-public-exempt = Screening confirmed that no assessment is due.
door-public-lead = Only conclusion, conditions and validity are shown here. Ask the filing unit for anything else.
door-conditions = Conditions
door-api-gate = There is no such gate. Codes: LIST, AGENDA, LEGALITY, APPROVAL, LAND_APPLICATION, DECISION, EXECUTION.

# dynamic: door-at-

door-at-list = List
door-at-agenda = Before a meeting
door-at-legality = Legality review
door-at-approval = Approval
door-at-land-application = Land application
door-at-decision = Decision
door-at-execution = Start of implementation

# dynamic: door-yes-

door-yes-list = On the list: may be taken up
door-yes-agenda = Cleared for the agenda
door-yes-legality = Cleared for the legality review
door-yes-approval = Cleared for approval
door-yes-land-application = Cleared for the land application
door-yes-decision = Cleared for decision
door-yes-execution = Cleared to start

# dynamic: door-no-

door-no-list = Not on the list: not to be taken up
door-no-agenda = Refused: not for the agenda
door-no-legality = Refused: not for the legality review
door-no-approval = Refused: not to be approved
door-no-land-application = Refused: not for the land application
door-no-decision = Refused: not to be decided
door-no-execution = Refused: not to be started

# dynamic: door-then-

door-then-list = It can be screened. Being listed is the beginning and does not mean that it is assessed.
door-then-agenda = Put it on the agenda, with report and conclusion among the papers of the meeting.
door-then-legality = Take up the review, with the filed report among its papers.
door-then-approval = Put conclusion, conditions and filing number into the document of approval.
door-then-land-application = Add report and filing number to the land application.
door-then-decision = Put it to collective decision; the minutes state conclusion and conditions.
door-then-execution = It may start. Carry out conditions and measures in time and record their progress.

# dynamic: door-need-

door-need-listed = On the list
door-need-screened = Screening confirmed
door-need-filed = Filed
door-need-valid = Filing valid
door-need-lawful = Found lawful
door-need-decided-to-proceed = Decided to go on
door-need-not-halted = Not halted
door-need-measures-before-start = Measures before the start done

# dynamic: door-lack-

door-lack-listed = It is not on the list.
door-lack-screened = The screening is not confirmed.
door-lack-filed = The assessment is not filed.
door-lack-valid = The filing has expired or does not exist.
door-lack-expired = The filing has expired.
door-lack-lawful = It was not found lawful.
door-lack-decided-to-proceed = There is no decision that lets it go on.
door-lack-not-halted = It is suspended, stopped or to be assessed anew.
door-lack-measures-before-start = Measures due before the start are not done.
