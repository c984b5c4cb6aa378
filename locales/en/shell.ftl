### The frame of every page.

lang-name = English
shell-name = Decision Risk
shell-org = Liaoning social stability risk assessment
shell-skip = Skip to content
shell-menu = Menu
shell-main-nav = Main navigation
shell-crumbs = Breadcrumb
shell-search-gate = Check a number
shell-search = Search by title or reference
shell-theme = Theme
shell-other-language = 中文
shell-other-language-short = 中文
shell-account = account
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-preferences = Display settings
shell-display = Display
shell-size-large = Larger text
shell-size-normal = Normal text
shell-title-error = Error:{" "}
shell-reference = Request { $id }
shell-foot = The subject is the decision. The system neither records nor judges any person.
shell-demo-note = Sample data. Matters, figures and units are invented.
shell-demo-small = Sample data, counted at the start: { $assessed } assessed in 2016, { $halted } deferred or stopped, { $chaoyang } assessed in Chaoyang. This is a part; demo --full --fresh builds the whole year of Liaoning Legal Daily, 27 Feb 2017: 2,246, 39 and 605. Matters and units are invented.
shell-demo-full = Sample data, counted at the start: { $assessed } assessed in 2016, { $halted } deferred or stopped, { $chaoyang } assessed in Chaoyang. Liaoning Legal Daily, 27 Feb 2017, gives 2,246, 39 and 605; all else is invented.
nav-group-work = Work
nav-group-oversight = Oversight
nav-group-system = System
nav-overview = Overview
nav-tasks = My tasks
nav-items = Matters
nav-gate = Clearance check
nav-measures = Measures
nav-campaigns = Inspections
nav-stats = Statistics
nav-rules = Rules
nav-admin = Settings
nav-audit = Audit trail
steps-label = Stages
steps-done = {" "}(done)
steps-skipped = {" "}(not needed in this procedure)
pager-label = Pages
pager-first = Back to the start
pager-previous = Previous
pager-next = Next
pager-shown = { $shown } of { $total } shown
filters-search = Search
filters-reset = Reset
filters-more = More filters
matrix-caption = Risk matrix: likelihood p down, impact q across
matrix-corner = p / q
matrix-before = Before measures
matrix-after = After measures

# dynamic: p-band-

p-band-1 = Very low
p-band-2 = Low
p-band-3 = Medium
p-band-4 = High
p-band-5 = Very high

# dynamic: q-band-

q-band-1 = Very small
q-band-2 = Small
q-band-3 = Medium
q-band-4 = Large
q-band-5 = Severe
verdict-passed = Cleared
verdict-refused = Not cleared
preferences-title = Display settings
preferences-language = Language
preferences-theme = Theme
preferences-theme-system = Follow the system
preferences-theme-light = Light
preferences-theme-dark = Dark
preferences-size = Text size
preferences-size-normal = Normal
preferences-size-large = Larger
preferences-save = Save settings
