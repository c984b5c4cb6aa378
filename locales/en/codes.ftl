### Code lists: one key for each code, `list-code`.

# dynamic: category-

category-decision = Major decision
category-policy = Policy
category-project = Project
category-reform = Reform
category-event = Event

# dynamic: procedure-

procedure-general = General procedure
procedure-simplified = Simplified procedure
procedure-special = Special procedure

# dynamic: step-

step-listing = Listing
step-screening = Screening
step-plan = Assessment plan
step-publicity = Publicity
step-consultation = Consultation
step-identification = Identification of factors
step-initial-rating = Initial rating
step-measures = Measures
step-after-rating = Rating after measures
step-report = Report
step-review = Review
step-filing = Filing
step-legality = Legality review
step-decision = Decision
step-tracking = Tracking
step-completion = Completion
step-post-evaluation = Post-evaluation
step-archive = Archive

# dynamic: stage-

stage-listed = Listed
stage-screening = Screening
stage-participation = Participation
stage-rating = Rating
stage-measures = Measures
stage-review = Review
stage-filing-decision = Filing and decision
stage-tracking = Tracking

# dynamic: screening-

screening-required = Assessment required
screening-simplified-ok = Simplified procedure possible
screening-not-required = No assessment required
screening-covered-by = Covered by another assessment
screening-deferred = Not decided yet

# dynamic: gate-

gate-list = List
gate-agenda = Agenda
gate-legality = Legality review
gate-approval = Approval
gate-land-application = Land application
gate-decision = Decision
gate-execution = Execution

# dynamic: conclusion-

conclusion-implement = Go ahead
conclusion-conditional = Go ahead with conditions
conclusion-partial = Go ahead in part
conclusion-staged = Go ahead in stages
conclusion-defer = Defer
conclusion-stop = Stop
conclusion-revise = Revise and assess again

# dynamic: disposition-

disposition-adopted = Adopted
disposition-partly = Partly adopted
disposition-not-adopted = Not adopted
disposition-explained = Explained

# dynamic: attitude-

attitude-support = Support
attitude-conditional = Support with conditions
attitude-indifferent = No preference
attitude-oppose = Oppose
attitude-unsure = Not sure

# dynamic: phase-

phase-decision = Decision
phase-preparation = Preparation
phase-implementation = Implementation
phase-operation = Operation

# dynamic: hierarchy-

hierarchy-avoid = Avoid
hierarchy-reduce = Reduce
hierarchy-restore = Restore
hierarchy-compensate = Compensate

# dynamic: measure-status-

measure-status-not-started = Not started
measure-status-in-progress = In progress
measure-status-done = Done
measure-status-failed = Failed
measure-status-overdue = Overdue

# dynamic: rating-

rating-initial = Initial (before measures)
rating-after = Expected (after measures)
rating-live = Current

# dynamic: activity-

activity-questionnaire = Questionnaire
activity-interview = Interviews
activity-field-visit = Field visit
activity-seminar = Discussion meeting
activity-hearing = Hearing
activity-written-opinion = Written opinions

# dynamic: vote-

vote-pass = Pass
vote-pass-after-revision = Pass after revision
vote-fail = Fail

# dynamic: cause-

cause-owner-unit = Decision unit
cause-third-party = Third party
cause-filing-unit = Filing office
cause-superior = Superior authority
cause-external = External cause

# dynamic: legality-

legality-lawful = Lawful
legality-amend-first = Lawful after amendment
legality-unlawful = Unlawful

# dynamic: role-

role-decision-maker = Decision maker
role-lead-unit = Lead unit
role-assessor = Assessor
role-project-unit = Project unit
role-third-party = Third-party agency
role-expert = Expert
role-filing-officer = Filing officer
role-supervisor = Inspector
role-legality-reviewer = Legality reviewer
role-executing-unit = Executing unit
role-approval-officer = Approval officer
role-archivist = Archivist
role-auditor = Auditor
role-system-admin = System administrator
role-security-admin = Security administrator
role-audit-admin = Audit administrator

# dynamic: unit-kind-

unit-kind-party = Party committee
unit-kind-government = Government
unit-kind-stability-office = Assessment office
unit-kind-development-reform = Development and reform
unit-kind-natural-resources = Natural resources
unit-kind-housing = Housing and construction
unit-kind-justice = Justice
unit-kind-petition = Complaints office
unit-kind-inspection = Inspection office
unit-kind-finance = Finance
unit-kind-environment = Environment
unit-kind-human-resources = Human resources
unit-kind-state-assets = State assets
unit-kind-public-security = Public security
unit-kind-department = Other department
unit-kind-township = Township
unit-kind-project-unit = Project unit
unit-kind-agency = Third-party agency
unit-kind-expert-pool = Pool of experts
unit-kind-grass-roots = Grass-roots body
unit-kind-approval-office = Approval office

# dynamic: part-

part-lead = Lead
part-decision-maker = Decides
part-filing = Files
part-assessor = Assesses
part-third-party = Third party
part-executing = Executes
part-legality = Reviews legality
part-approval = Approves
part-consulted = Consulted

# dynamic: holder-

holder-lead = Lead unit of the matter
holder-decision-maker = Deciding body of the matter
holder-filing = Filing officer of the matter
holder-assessor = Assessor of the matter
holder-third-party = Agency commissioned with the assessment
holder-executing = Executing unit of the matter
holder-legality = Legality reviewer of the matter
holder-approval = Approval desk of the matter

# dynamic: deed-

deed-drafted = Drafted
deed-rated = Rated
deed-reviewed = Reviewed
deed-filed = Filed
deed-legality-reviewed = Reviewed legality
deed-decided = Decided
deed-post-evaluated = Post-evaluated
deed-procedure-proposed = Proposed the procedure
deed-procedure-confirmed = Confirmed the procedure
deed-level-lowered = Lowered the level
deed-propose-exclusion = Proposed an exclusion
deed-confirm-exclusion = Confirmed an exclusion

# dynamic: certainty-

certainty-a = Full legal text
certainty-b = Excerpt of an official text
certainty-c = Secondary page
certainty-d = Paraphrase of a standard
certainty-s = Liaoning Legal Daily, 27 Feb 2017
certainty-k = Professional knowledge
certainty-p = Default of this product

# dynamic: sector-

sector-expropriation = Expropriation
sector-planning = Planning
sector-transport = Transport
sector-energy = Energy
sector-reservoir = Water works and resettlement
sector-nimby = Unwanted facilities
sector-petrochemical = Petrochemicals
sector-state-enterprise = State enterprise reform
sector-public-institution = Public institution reform
sector-social-security = Social security
sector-employment = Employment and wages
sector-education = Education
sector-health = Health
sector-housing-property = Housing
sector-price = Prices and charges
sector-finance = Finance
sector-rural = Agriculture and rural areas
sector-forest-mining = Forest and mining
sector-religion-culture = Ethnic, religious and cultural affairs
sector-veterans = Veterans
sector-division = Change of divisions
sector-large-event = Large events
sector-food-drug = Food and drug safety
sector-reconstruction = Reconstruction
sector-other = Other

# dynamic: exempt-

exempt-emergency = Emergency
exempt-secret = Secret
exempt-macro-control = Macro control
exempt-lawmaking = Law-making
exempt-already-assessed = Already assessed
exempt-no-public-interest = No public interest affected

# dynamic: trigger-

trigger-material-change = Material change
trigger-not-carried-out = Not carried out in time
trigger-level-rose = Level rose
trigger-incident = Incident
trigger-petitions = Many complaints
trigger-measure-overdue = Measure overdue
trigger-new-rule = New rule
trigger-demand = Demanded by a superior
trigger-grievances = More grievances

# dynamic: level-

level-low = Low risk
level-medium = Medium risk
level-high = High risk
level-none = Not rated

# dynamic: degree-

degree-n = Negligible
degree-l = Minor
degree-m = Moderate
degree-h = Major
degree-s = Severe

# dynamic: confirmer-

confirmer-chair = Chair
confirmer-recorder = Recorder
confirmer-host = Host unit
confirmer-participants = Participants

# dynamic: group-kind-

group-kind-residents = Residents
group-kind-villagers = Villagers
group-kind-traders = Traders
group-kind-enterprises = Enterprises
group-kind-staff = Staff
group-kind-users = Users and consumers
group-kind-institutions = Schools, hospitals and the like
group-kind-vulnerable = People who need help, such as the elderly
group-kind-other = Other

# dynamic: extent-

extent-low = Low
extent-medium = Medium
extent-high = High
