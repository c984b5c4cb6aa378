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
shell-about = About this system
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

help-title = Help

# dynamic: help-

help-begin = Where to begin
help-begin-text =
    After signing in, look at “My tasks”: what is yours to do, the next step and its due day are listed there, one click away.
    If the list is empty nothing is asked of you for now; “Matters” shows everything that your unit may see.
help-file = Carrying a matter through
help-file-text =
    The general procedure goes: listing, screening, plan, publicity and consultation, factors, expert rating, measures, report, review, filing, legality review, decision, tracking, archive. The simplified one leaves some of them out; its conditions and the term of every step stand under “Rules”.
    Each page asks only for what this step needs. A mistake is explained beside its field; if somebody acts on the same matter at the same time you are told what changed, and what you typed is kept.
help-level = Where a level comes from
help-level-text =
    Levels, shares and totals are computed from the stored ratings, opinions and measures; nobody can type them. Every level lists the criteria that were used and the one that decided.
    Whoever lowers a level gives a reason; the reason and the post stay in the audit trail.
help-gate = The gate
help-gate-text =
    Before an agenda, an approval, a decision or the start of work, enter the matter’s number or its filing number under “Clearance check”. A refusal says which rule, what is missing and who can supply it.
    Every check is on record.
help-refused = When something is refused
help-refused-text =
    The message says why, by which rule, and what can be done. Where your post may not act, the posts that may are named.
    If a reference number appears, give it to the administrator: the record of that moment is found by it.
help-public = How residents take part
help-public-text =
    Open consultations are listed under /c; no sign-in, by phone or on paper. Everyone gets a receipt, by which they can check that the answer was counted and what was replied.

privacy-title = Privacy

# dynamic: privacy-

privacy-whom = Decisions are assessed, never people
privacy-whom-text =
    The system records decisions and the work on them. It keeps no list, file, score or profile of any resident, and has no field for one.
privacy-answers = Answers of residents
privacy-answers-text =
    No name, phone, identity number or address is asked, no network address or device is recorded, and only the day, never the time. What is kept: the group that people choose, the channel, the day, the choices.
    Small counts are not shown and cannot be found by subtraction. The browser keeps language, theme and text size, nothing else.
privacy-texts = What people write
privacy-texts-text =
    A text is encrypted as it arrives and may be published only after an official has read it; personal data in it is taken out. The key is destroyed at the end of its term, and the original can then be read by nobody.
privacy-officials = Officials
privacy-officials-text =
    Post, time and reason of each act go into the audit trail, because the use of power has to be checked. Passwords are kept as hashes that cannot be reversed.
privacy-proof = How to check
privacy-proof-text =
    All acts form a verifiable log in which any change is found. What is kept and for how long stands in the RETENTION document that comes with the program.

accessibility-title = Accessibility

# dynamic: accessibility-

accessibility-aim = Aim
accessibility-aim-text =
    The pages are made to WCAG 2.1 level AA and GB/T 37668-2019, so that older people and people with disabilities can use them.
accessibility-ways = Ways to use it
accessibility-ways-text =
    Everything works by keyboard alone, and without script.
    Large print is switched at the top right; language, theme and text size under “Display settings”. At 400 % zoom nothing has to be scrolled sideways.
    Figures have words or tables beside them, and colour is never the only difference. Consultations can be answered on paper, by telephone or in person as well.
accessibility-checked = What was checked
accessibility-checked-text =
    With every change the main pages are checked by an automatic tool in a real browser (light, dark, desktop, tablet, phone). Automatic checks do not find everything; users of screen readers have not yet tried every page.
accessibility-tell = If something is difficult
accessibility-tell-text =
    Tell the unit in charge or the stability office which page it was and what happened; officials can also help you in person.
