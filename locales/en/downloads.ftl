### Documents: those that can be made, how far they have come, downloads.

# dynamic: download-stage-
# dynamic: download-language-
# dynamic: download-state-
# dynamic: download-step-

download-lead = Documents are made from the record, one after the other. A finished one waits under “My documents”.
download-language = Language
download-language-zh = Chinese
download-language-en = English
download-format = Format
download-preview = Preview
download-preview-lead = The preview shows the record as it stands. The layout is that of the downloaded file.
download-print-this = Print
download-print = Print the case sheet
download-own = My documents
download-own-lead = Documents made in the last 7 days
download-none = No documents yet
download-none-lead = Open a matter and choose what to make on its page of documents.
download-week = A file is kept for 7 days, then deleted. It can be made again.
download-document = Document
download-record = Matter
download-ordered-at = Ordered at
download-state = State
download-state-ready = Waiting
download-state-running = In progress
download-state-done = Done
download-state-failed = Not made
download-waits = It waits for its turn and then begins by itself.
download-step-wait = It begins in a moment.
download-step-read = Reading the record.
download-step-leaves = Setting the parts one after the other.
download-step-set = Setting pages.
download-step-write = Writing the file.
download-progress = { $step } { $done } of { $steps } done.
download-left-out = These attached files are of no known type and are not in it:
download-look-again = Look again
download-do = Download
download-name = Name of the file
download-pages = Pages
download-pages-n = { $n } { $n ->
    [one] page
   *[other] pages
}
download-kept-until = Kept until
download-sha256 = SHA-256
download-stand-ins = This server lacks the following fonts; others stand in:
download-stand-in = { $wanted }, set in { $used }
download-next = Next
download-back = Back to the documents of the matter
download-ordered = The document is ordered.
download-order = Make it
download-too-many = { $n } of your documents are still waiting. Order more when some of them are done.
download-failed-next = Once it is supplied or corrected, order it again. If the problem stays, tell the system administrator.
download-fault-unknown = It was not made; the reason is not known.
download-fault-gave-up = The work was cut off several times and is given up. Ask the system administrator to look into the log of the server.
download-fault-post = The person who ordered it no longer holds the post, so it was not made.
download-no-fonts = This server has no fonts to make documents with, so nothing can be made or previewed here. Tell the system administrator.
download-across-lead = For a year and for { $unit }; the numbers are counted from the record.
download-list-report = Make the list report
download-no-list = Your unit has not handed in its list for this year. Make the report once it has.
download-circular = Make a circular
download-stage-whole = The whole
download-stage-1 = List and screening
download-stage-2 = Plan and commission
download-stage-3 = Publicity
download-stage-4 = Survey
download-stage-5 = Identification and scoring
download-stage-6 = Report
download-stage-7 = Review
download-stage-8 = Filing
download-stage-9 = Legality review and decision
download-stage-10 = Tracking
download-stage-11 = Reassessment
download-stage-12 = Evaluation afterwards
download-stage-13 = Correspondence
