### Files of answers that are taken in.

batch-title = Import answers from a file
batch-lead = Answers on paper, by telephone or at a visit that were typed elsewhere, as a table made from the template. Every cell is checked first; the file is counted only when all of it is right.
batch-file = Table
batch-read = Check the file
batch-template = Template
batch-template-lead = The template is made from this questionnaire: one column a question, filled in with the words or the code of a choice. No columns with names or telephone numbers.
batch-template-xlsx = Download as Excel workbook
batch-template-csv = Download as CSV
batch-template-file = answers-template
batch-sheet-answers = Answers
batch-sheet-choices = What to fill in
batch-col-sheet = Number
batch-col-stratum = Group
batch-col-part = { $question } ({ $part })
batch-code = Code
batch-words = Words
batch-sheet-hint = The number on the paper, at most six digits; for telephone and visits the number of the record, running on over all files
batch-text-hint = In the person's own words, at most 500 characters
batch-multiple-hint = Several may be filled in, with semicolons between them
batch-row = Row
batch-column = Column
batch-fault = What is wrong
batch-allowed = What may stand there
batch-wrong = { $n ->
    [one] One cell has to be put right
   *[other] { $n } cells have to be put right
 }; nothing of the file was counted.
batch-wrong-title = Cells to put right
batch-wrong-lead = Put them right, then choose the file and check it again.
batch-more = { $n } more are not listed.
batch-known-file = This file was counted on { $day }; nothing was counted again.
batch-found = { $said } (now “{ $found }”)
batch-place = Row { $row }, column { $column } { $header }
batch-line = { $line } Possible: { $allowed }
# dynamic: batch-fault-
batch-fault-no-header = No header was found. Use that of the template.
batch-fault-unknown-column = The questionnaire has no such column. Delete it.
batch-fault-personal-column = This column looks like personal data of residents, which is not taken. Delete it.
batch-fault-repeated-column = This column stands there twice. Delete one.
batch-fault-missing-column = This column is missing. Keep its header even when it is empty.
batch-fault-extra-cells = This cell lies outside the header. Empty it.
batch-fault-formula = This cell is a formula. Put its value there.
batch-fault-formula-like = It begins with =, +, - or @ and would be taken for a formula. Put a quotation mark or a word in front.
batch-fault-cell-too-long = It is too long.
batch-fault-control = It holds control characters. Delete them.
batch-fault-sheet = A number is needed, digits only, at most six.
batch-fault-repeated-sheet = This number stands in the file twice.
batch-fault-required = This cell has to be filled in.
batch-fault-choice = It is none of the choices.
batch-fault-several = Only one may stand here.
batch-fault-too-long = More than 500 characters.
batch-ready = The file is right and can be counted
batch-ready-lead = Counting cannot be undone. The log keeps how many answers came, by which way, and the hash of the file. Free texts are sealed and wait for a moderator.
batch-hash = Hash of the file (SHA-256)
batch-encoding = Encoding
batch-rows = Answers
batch-texts = Free texts
batch-known = Numbers counted before
batch-known-are = These numbers were counted before and are not counted again: { $numbers }.
batch-take = { $n ->
    [one] Count 1 answer
   *[other] Count { $n } answers
 }
batch-other = Another file
batch-taken = { $counted } answers were counted; the file holds { $rows }.
batch-taken-before = This file was counted before; nothing was counted again.
batch-taken-title = Files taken in
batch-taken-line = { $day }, { $channel }: { $rows } answers, { $counted } counted ({ $file }…)
