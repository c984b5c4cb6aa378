### Why something was refused.

# dynamic: refusal-

refusal-step-not-in-procedure = The procedure of this case has no step “{ $step }”.
refusal-steps-missing = Steps before “{ $step }” are not done.
refusal-step-closed = “{ $step }” is closed and cannot be changed.
refusal-suspended = The case is paused. It has to go on first.
refusal-not-suspended = The case is not paused.
refusal-ended = The case is withdrawn or archived. Nothing more can happen to it.
refusal-unknown = What was chosen does not exist in this case. Please choose again.
refusal-invalid = { $detail }
refusal-too-short = The period is { $have } long, the rule asks for { $need }. Make it longer or give a reason.
refusal-too-late = The papers came { $have } days ahead, the rule asks for { $need }.
refusal-too-early = The day has not come. Possible from { $until }.
refusal-too-soon = The least time (at least { $need }) is not over; this can be done from { $until }. If it has to be earlier, give the reason.
refusal-before-step = The day cannot be before { $day }, when the step that this rests on was done.
refusal-future-date = The day cannot lie in the future.
refusal-same-person = You did “{ $first }” in this case and may not do “{ $then }”. Another person has to do it.
refusal-conflict = You have a conflict of interest in this case and have to step back.
refusal-not-named = You are not named for this task.
refusal-already = This was done already and cannot be done twice.
refusal-too-few = Not enough: { $need } needed, { $have } there.
refusal-packet-lacks = { $count ->
    [one] The packet lacks { $count } paper.
   *[other] The packet lacks { $count } papers.
}
refusal-must-be-odd = The number has to be odd; it is { $have }.
refusal-no-measure-for-fall = The ratings of { $factor } fell without a measure that reaches it. Add a measure or rate again.
refusal-reason-needed = A reason is needed.
refusal-weights-sum = The weights must add to 1; they add to { $have } ten-thousandths.
refusal-cannot-compute = The level cannot be computed: { $detail }
refusal-unanswered = { $count } are still unanswered.
refusal-level-too-high = The level is “{ $level }”, which does not allow this.
refusal-gate-closed = The gate “{ $gate }” is closed.
refusal-conditions-fail = The conditions of this procedure do not hold.
refusal-no-open = There is nothing open to act on.
refusal-halted = The decision does not let the matter go on.
refusal-erased = The answers were deleted on { $day } at the end of their term and cannot be taken out. Number, result and proofs of receipts remain.
refusal-undecided = { $count ->
    [one] One exclusion of answers was not decided by a second person.
   *[other] { $count } exclusions of answers were not decided by a second person.
}
refusal-texts-wait = { $count ->
    [one] One text of the public consultation has not been looked at. Please finish it on the page of the texts.
   *[other] { $count } texts of the public consultation have not been looked at. Please finish them on the page of the texts.
}

# dynamic: invalid-

invalid-against-level = The recommended conclusion does not fit the level after measures. Choose another one or rate again.
invalid-before-start = The last day lies before the first.
invalid-empty = This cannot be empty.
invalid-expired = The filing has expired; a new assessment is needed.
invalid-facts-changed = The facts have changed and the screening no longer fits. Please send it back, so that the lead unit proposes it again.
invalid-filing-area = The area of the filing unit does not cover the place of the matter.
invalid-filing-kind = This unit is not one that files.
invalid-trigger-not-due = The condition of this trigger is not reached, or it was raised already and is not raised twice.
invalid-filing-unit-only = That no re-assessment is needed can only be answered by the filing unit. If you think that one is needed, you may answer so yourself.
invalid-factor-without-weight = Some factors have no weight. Please fill in every one.
invalid-fewer-than-answers = There are more answers than participants. Please check.
invalid-fewer-than-groups = There are fewer participants than the groups add up to. Please check.
invalid-more-than-attended = More people than took part. Please check.
invalid-from-answers = An opinion found in answers has no meeting.
invalid-not-announced = A hearing is announced first, with how its participants are chosen. Record the hearing, then this activity.
invalid-no-hearing = Choose a hearing only for a hearing.
invalid-hearing-incomplete = The hearing lacks something and cannot be closed.
invalid-hearing-open = A hearing is not closed. Strike out one that does not meet the rule, and hold another.
invalid-not-participants = The record of a hearing is confirmed by those who took part.
invalid-no-hash = Enter the 64 digits of the hash.
invalid-past = The last day is over. Choose a day from today on.
invalid-printed = Letters were printed, so they cannot be done without. Give this consultation up and set another one.
invalid-too-many = Too many; please take several turns.
invalid-not-later = The new last day has to be later than the present one.
invalid-fewer-than-sealed = There are fewer answers than were sealed. Tell the system administrator at once.
invalid-not-all-counted = The counts by channel differ from the sealed number. Tell the system administrator at once.
invalid-outside-consultation = The discussion has to lie within the period of the consultation.
invalid-too-many-statements = There are as many statements as the rules allow; please withdraw some first.
invalid-round-open = The discussion is not over. Please end it first, then close the consultation.
invalid-not-of-the-votes = The counts of the discussion differ from the sealed votes. Tell the system administrator at once.
invalid-not-typed = Answers on the web are given by residents themselves.
invalid-has-answered = This person has answered already and cannot be replaced.
invalid-named-already = This person is named already; choose somebody else.
invalid-no-term = The rules set no term for this step.
invalid-not-fuller = Only a fuller procedure is possible.
invalid-not-lower = The chosen level is not below the computed one.
invalid-outside-calendar = The day lies outside the calendar of working days.
invalid-erased = The words were deleted at the end of their term and can no longer be dealt with.
invalid-too-long = Extensions together cannot be longer than the term itself, nor zero.
invalid-zero = The number cannot be zero.
invalid-questionnaire = The plan names a questionnaire that was not held.
invalid-interview = The plan names interviews that were not held.
invalid-field-visit = The plan names a field visit that was not held.
invalid-seminar = The plan names a meeting that was not held.
invalid-hearing = The plan names a hearing that was not held.
invalid-written-opinion = The plan names written opinions that were not asked for.

# dynamic: cannot-

cannot-counts-no-factor = there is no factor.
cannot-criteria-all-missing = no criterion is filled in.
cannot-criteria-missing = a criterion is missing.
cannot-criteria-no-answers = there are no answers from which a share could follow.
cannot-criteria-none = there is no criterion.
cannot-criteria-twice = a criterion is given twice.
cannot-index-no-factor = there is no factor.
cannot-index-no-weight = a factor has no weight.
cannot-index-out-of-range = a rating lies outside 0 to 1.
cannot-index-too-complex = the numbers have too many digits.
cannot-index-too-many = there are too many factors.
cannot-index-weights-sum = the weights do not add to 1.
cannot-no-weight = a factor has no weight.
cannot-no-weights = no weights are set.
cannot-opposition = the tallies cannot be read.
cannot-panel-cut = too many extreme values are cut.
cannot-panel-empty = nobody has rated yet.
cannot-panel-no-weight = an expert has no weight.
cannot-panel-out-of-range = a rating lies outside 0 to 1.
cannot-panel-shape = the experts rated different factors.
cannot-panel-too-complex = the numbers have too many digits.
cannot-panel-too-large = there are too many experts or factors.
cannot-panel-unrated = a factor has no rating at all.
cannot-panel-weights = the weights of the experts are wrong.

# dynamic: field-

field-choice = Choose one of the options
field-choose = Make a choice
field-decided = Somebody else has just decided on this one, and that stands; your decision was not saved
field-few = Fewer than { $min } were found; that is too few to be found in this way
field-no-sheet = No paper form with this number was counted
field-sheet = Numbers have up to six digits
field-one-of = Fill in either numbers or a set of alike answers
field-too-many-answers = At most 100000 at once; take them day by day
field-asks-who = “{ $word }” asks who somebody is. Answers have no names here: please put it otherwise or leave it out. Rule: { $rule }
field-form-attitude = The attitude has its five choices; they can be reworded, not added to
field-form-begun = There are questions already. To begin with another template, take them out first
field-form-choices = There are no choices, or more than 40 (10 in a ranking)
field-form-condition = What it depends on has to stand on an earlier step
field-form-empty = There is no question yet
field-form-full = There are too many; please remove some first
field-form-known = The question is there already
field-form-one-question = Choices of one question only
field-form-places = Enter a whole number from 1 to 5, no more than there are choices
field-form-problems = Something is left to do in this questionnaire: please open it
field-form-rows = One a line, at most 12
field-form-twice = “{ $word }” stands there twice
field-form-unknown = The question is not in the questionnaire
field-sha256 = Enter a SHA-256 of 64 digits (0–9, a–f)
field-control = Remove characters that cannot be shown
field-count = Enter a whole number between { $min } and { $max }
field-date = Write the date as 2016-11-18
field-file-required = Choose a file
field-judges-people = “{ $word }” judges people. Decisions are assessed here, not persons: please put it otherwise. Rule: { $rule }
field-none-ticked = Please tick at least one
field-password-short = The password is too short
field-password-wrong = The old password is wrong
field-period = Enter a day, month, quarter or year, for example Q4 2016
field-personal = This seems to hold an identity or mobile number. Decisions are assessed here, not persons: please take it out; give a landline for an office
field-required = Fill in this field
field-score = Enter a number between 0 and 1 with at most four decimals
field-taken = This is taken; choose another one
field-too-long = At most { $max } characters; there are { $have }
field-username = A user name has lower-case letters, digits, dots and hyphens only
field-weight = Enter a weight between 0 and 1 with at most four decimals

# dynamic: counted-

counted-experts = experts
counted-reviewers = reviewers
counted-votes = votes

missing-step = the step “{ $step }”
missing-field = { $field }
missing-more = { $of }: { $need } needed, { $have } there
errors-denied-permission = Your post does not carry the permission “{ $permission }”, or your unit has no part in this.
errors-key-reused = This form was already sent with other content. Please open a new form. Nothing was saved.
errors-done-before = This form was sent before. It had its effect once.

# dynamic: file-

file-kind = “{ $name }” is of a kind that is not taken. PDF, JPG, PNG, GIF, Word (docx), Excel (xlsx), text (txt, csv) and ZIP are.
file-mislabelled = The content of “{ $name }” is not what its ending says. Save it in the format of its ending, or choose another file.
file-macro = “{ $name }” holds macros and is not taken. Save it in a format without macros.
file-bomb = “{ $name }” unpacks to too much and is not taken. Upload only the papers that are needed, or split it and choose it again.
file-nested = “{ $name }” holds archives within archives, too deep to be checked, and is not taken. Unpack the inner ones and pack it again.
file-program = “{ $name }” holds a program or a script and is not taken. Pack documents, tables and pictures only.
file-locked = “{ $name }” cannot be opened: it may be damaged or locked with a password. Check the original, remove the password, then choose it again.
file-empty = “{ $name }” is empty (0 bytes). Check the original, then choose it again.
file-too-large = “{ $name }” was not uploaded: the files of one form together may have { $mib } MB. Make it smaller or split it and choose it again; everything else is still here.

# dynamic: permission-

permission-view-matter = read a matter
permission-list-matter = list a matter
permission-import-matters = import matters
permission-amend-matter = amend a matter
permission-propose-screening = propose a screening
permission-confirm-screening = confirm a screening
permission-draft = work on the assessment
permission-open-panel = call a rating panel
permission-rate = rate factors
permission-convene-review = call a review
permission-review = review
permission-submit-filing = submit for filing
permission-answer-filing = answer a filing
permission-request-legality = ask for the legality review
permission-answer-legality = answer the legality review
permission-decide = decide
permission-report-progress = report progress
permission-track = track the implementation
permission-raise-trigger = raise a trigger
permission-answer-trigger = answer a trigger
permission-post-evaluate = make the post-evaluation
permission-archive = close the file
permission-course = pause, resume, withdraw and strike out
permission-extend-term = extend a term
permission-change-procedure = change the procedure
permission-check-gate = ask a gate
permission-gate-list = ask whether a matter is listed
permission-gate-agenda = ask before an agenda
permission-gate-legality = ask before the legality review
permission-gate-approval = ask before an approval
permission-gate-land-application = ask before a land application
permission-gate-decision = ask before a decision
permission-gate-execution = ask before the execution
permission-report-list = report lists
permission-view-rules = read the rules
permission-view-stats = see statistics
permission-export = export
permission-view-audit = read the trail
permission-manage-units = manage units
permission-manage-users = manage accounts
permission-view-security-log = read the security log
permission-manage-system = manage the system
field-own-post = Your own posts are given by another administrator
field-no-rules = No rules of assessment apply on this day; please check it
