# Import and export
# dynamic: import-file-
# dynamic: import-encoding-
# dynamic: import-note-
# dynamic: import-field-

import-file-too-large = The file has { $size } MB; at most { $limit } MB are taken.
import-file-empty = The file is empty; there is no row to import.
import-file-encoding = The encoding is not known ({ $found }). Save it as CSV in UTF-8 or GB18030, or as XLSX.
import-encoding-binary = not a text file
import-encoding-unknown = an unknown encoding
import-encoding-damaged-utf-8 = UTF-8, but damaged
import-encoding-utf-16 = UTF-16
import-file-kind = This kind of file is not taken ({ $found }). Bring CSV or XLSX.
import-file-macro = The file holds macros ({ $part }) and is refused. Save it as XLSX without macros.
import-file-zip-bomb = The file unpacks to far too much ({ $part }) and is refused.
import-file-damaged = The file is damaged and cannot be read: { $reason }
import-file-too-many-rows = There are more than { $limit } rows; import them in parts.
import-file-too-many-columns = The table has { $found } columns; at most { $limit } are taken.
import-file-no-header = No header was found. It needs at least a column with the title of the matter.
import-labelled = { $label }: { $text }
import-field-title = Title
import-field-unit = Owner unit
import-field-place = Place
import-field-decision-maker = Deciding unit
import-field-filing = Filing unit
import-note-formula = The cell is a formula and is not used. Put its result there and import again.
import-note-formula-like = The cell begins with =, +, - or @, which a spreadsheet runs as a formula; it is not used. Remove the mark and import again; if the name is really so, register the matter by its form.
import-note-control = The cell holds control characters and is not used.
import-note-cell-too-long = The cell is too long and is not used.
import-note-personal-value = The cell holds a mobile or identity number and was thrown away.
import-note-personal-column = The column names residents; it was thrown away and is not stored.
import-note-extra-cells = The row has more cells than the header; the rest is not used.
import-note-empty = Empty in the file.
import-note-column-unknown = The column was not recognised; it is kept as printed.
import-note-period-unknown = No date could be understood; left empty, the print is kept.
import-note-year-unknown = No year could be understood; left empty.
import-note-count-unknown = Not a number; left empty.
import-note-count-negative = It must not be negative; left empty.
import-note-code-unknown = No such code; proposed from the title instead.
import-note-level-not-taken = A level stated elsewhere is not taken over; the assessment determines it.
import-note-place-unknown = The place is not stated; choose it.
import-note-place-several = Several places bear this name: { $names }. Choose one.
import-note-outside = { $place } lies outside the territory of this installation; the row stays in the staging list.
import-note-title-missing = There is no title.
import-note-title-too-long = The title has { $have } characters; at most { $max } are taken.
import-note-several-titles = The cell holds { $count } titles; say whether to split them.
import-note-judges-people = The wording “{ $word }” judges people and is refused (rule { $rule }).
import-note-unit-missing = No owner unit is stated; choose it.
import-note-unit-unknown = No unit fits “{ $printed }”; choose it.
import-note-unit-several = “{ $printed }” names several units; say which leads.
import-note-unit-open = The unit is still to be said.
import-note-unit-not-asked = Kept as printed.
import-note-unit-normalised = Matched after short names and the place were written out.
import-note-unit-contained = Matched because one name holds the other.
import-note-decision-maker-unknown = The deciding unit was not found; choose it.
import-note-filing-unknown = The filing unit was not found; choose it.
import-note-filing-unfit = The unit named may not file this matter: it has to be the stability office of its place or of one above it. Choose another.
import-note-not-your-unit = You cannot list matters for { $unit }.
import-note-duplicate-row = The same as row { $row }.
import-note-duplicate-matter = The same as { $number }, which is on the list.
import-note-taken-meanwhile = Another confirmation has dealt with this row.

export-sheet = Matters
export-number = Matter number
export-title = Matter
export-category = Category
export-sector = Sector
export-division = Division code
export-unit = Owner unit
export-year = Year
export-listed = Listed on
export-status = Status
export-procedure = Procedure
export-level-initial = Initial level
export-level-after = Level after measures
export-assessed = Assessed on
export-filed-number = Filing number
export-filed = Filed on
export-conclusion = Decision
export-decided = Decided on
export-due = Next due day
