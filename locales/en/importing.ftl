### Bringing lists in, and handing them in by period.

importing-sub = Read and checked first; listed once you confirm
importing-file = File with the list
importing-lead = Choose the list as the units handed it in; nothing needs to be changed. Every cell says what was understood and what was not, and you confirm.
importing-file-hint = CSV or XLSX, up to { $mib } MB
importing-no-file = Choose a file
importing-read = Read the file
importing-columns-title = Columns that are recognised
importing-columns = Title (required), unit, kind, sector, place, planned date, households, persons, investment, content, basis, document number, source. Other headings are recognised too; unknown columns are kept as printed.
importing-people = Columns about persons (names, telephone or identity numbers) are thrown away while reading and never stored.
importing-formulas = Formulas and texts that begin with =, +, - or @ are not used: with such a title the whole row is refused, in another column only the cell. A number below zero is read as a number.
importing-earlier = Recent imports
importing-check = Check the import
importing-other-file = Another file
importing-outcomes = By outcome
importing-all = All { $n }
importing-tab = { $word } { $n }
importing-shown = { $shown } of { $total } rows
importing-none = No rows of this kind
importing-none-lead = Choose another outcome.
importing-see-all = See all
importing-row = Row { $n }
importing-made = Listed as:
importing-no-title = (no title)
importing-split-into = Split, these would be listed:
importing-printed-unit = Unit as printed
importing-period = { $period } (printed: { $printed })
importing-screening = Proposed screening
importing-screening-by = { $result }. Reason: { $rule } ({ $source })
importing-screening-nothing = { $result }. No rule fits the title.
importing-could-be = Could be: { $names }
importing-type-unit = Full name of the unit; the list offers names
importing-type-place = Full name of the place; the list offers names
importing-unit-unknown = There is no unit “{ $name }”
importing-place-unknown = There is no place “{ $name }”
importing-duplicate = Possible duplicate
importing-not-duplicate = It is another matter
importing-what = What to do
importing-later = Not now
importing-cells = Cell by cell
importing-column = Column
importing-printed = As printed
importing-value = Understood as
importing-remark = Remark
importing-confirm = Confirm this page
importing-nothing-chosen = Choose what to do with at least one row
importing-done = { $listed } listed, { $skipped } rows skipped, { $left } rows could not be listed. Listed matters still have to be screened one by one.

# dynamic: importing-outcome-

importing-outcome-ready = Ready
importing-outcome-open = To be confirmed
importing-outcome-outside = Outside the territory
importing-outcome-refused = Refused
importing-outcome-taken = Listed
importing-outcome-skipped = Skipped

# dynamic: importing-cell-

importing-cell-understood = Used
importing-cell-open = To be confirmed
importing-cell-kept = Kept as printed
importing-cell-empty = Left empty
importing-cell-refused = Refused

# dynamic: importing-action-

importing-action-accept = List it
importing-action-split = Split and list
importing-action-skip = Skip
lists-title = List reports
lists-sub = Each unit hands in its planned decisions by period, or says that there are none
lists-periods = Periods
lists-year = Year { $year }
lists-quarter = Quarter { $q }
lists-who = Who has handed in
lists-sum = { $done } of { $all } units
lists-unit = Unit
lists-due = Due
lists-state = State
lists-matters = Matters
lists-on = Handed in { $day }
lists-late = Late, { $day }
lists-missing = Overdue
lists-open = Open
lists-empty = Nothing planned
lists-hand-in = Hand in your list
lists-complete = Complete the list
lists-own = Matters of your unit
lists-no-own = Your unit has no matters yet.
lists-empty-note = Statement that nothing is planned
lists-empty-hint = Fill in when there is no planned decision in this period
lists-reason = Why it is completed
lists-handed-in = List handed in.
lists-completed = List completed.
lists-none = No unit in your area has to hand in lists.
importing-screen-next = Screen the next matter
importing-all-screened = No other matter of this import waits to be screened by your unit.
lists-who-of = Units that report to { $unit }
lists-to = Handed in to
lists-filed = Filed
lists-tracked = Tracked
lists-top = Gathered here; there is no higher office.
lists-to-office = Handed in to { $office }.
lists-due-on = Due { $day }.
lists-gathered = Gathered from the lists that the units below handed in: { $n } matters.
lists-not-asked = The rules of the place do not ask this unit for a list.
scoring-title = Check of a scoring table
scoring-sub = Checked, not stored: indicators that judge people are refused and the others are added up
scoring-stages = Points by stage
scoring-stage = Stage
scoring-taken = Taken
scoring-refused = Refused
scoring-summed = Sum of all indicators
scoring-total = Total of those taken
scoring-stated = Total as stated
scoring-contradicts = States { $stated }, but its rows add up to { $summed }; the stated total is not taken
scoring-unproven = States { $stated } without items that could be added up; the stated total is not taken
scoring-refused-rows = Refused indicators
scoring-none-refused = No indicator was refused.
scoring-indicator = Indicator
scoring-why = Reason
