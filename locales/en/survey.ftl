### Running a public consultation, for officials.

survey-now = Public consultation
survey-public = Open the public page
# dynamic: survey-state-
survey-state-prepared = Set, not public yet
survey-state-open = Open
survey-state-closed = Closed, result not published
survey-state-published = Result published
survey-state-withdrawn = Given up
survey-title = Title
survey-title-hint = In the words of residents, for example “A waste transfer station on Longquan Road? Tell us what you think”
survey-about = What is to be decided
survey-about-hint = Say what is to be decided, what is still open, and what the answers are used for. No office language.
survey-period = Period
survey-version = Version of the questionnaire
survey-from = First day
survey-to = Last day
survey-to-hint = At least 30 days as a rule where decree 713 applies
survey-shortened = Why the period is shorter than the rule asks (shown to the public)
survey-questionnaire = Questionnaire
survey-prepare = Set a public consultation
survey-change = Change the settings
survey-prepare-do = Save
survey-questions = The questionnaire
survey-no-plan = Once the plan is adopted, the questionnaire is made for its groups.
survey-open = Open to the public
survey-open-lead = The questionnaire cannot be changed afterwards; residents can answer on the public page.
survey-close = Close
survey-close-lead = No more answers are taken, all are sealed, and attitudes by group go into the record of the consultation.
survey-early = Why before the last day (shown to the public)
survey-early-hint = Not needed after the last day
survey-extend = Extend
survey-extend-to = New last day
survey-reason = Reason
survey-give-up = Give it up
survey-publish = Publish the result
survey-publish-lead = Everybody will see the result and the statement below. Numbers that are too small are left out.
survey-earlier = Earlier consultations
survey-sheets = Poster and paper form
survey-prepared = Saved; not public yet.
survey-opened = Open to the public.
survey-extended = The period is extended.
survey-closed = Closed, and the answers are sealed.
survey-published = The result is published.
survey-given-up = Given up.
# dynamic: question-kind-
question-kind-attitude = Attitude
question-kind-single = One choice
question-kind-multiple = Several choices
question-kind-scale = Scale
question-kind-text = Text
survey-export = Take out the answers
survey-export-lead = Closed questions, one answer a row, for checking the statistics: no day, no free text, small groups merged, order shuffled. The log keeps every export.
survey-format = Format
survey-export-reason = What it is for
survey-export-do = Export
survey-taken = Exports so far
survey-taken-out = { $day }: { $rows } answers ({ $format })
# dynamic: answers-format-
answers-format-csv = CSV table
answers-format-xlsx = Excel workbook
answers-format-json-lines = JSON lines
texts-title = Free texts
texts-lead = What residents wrote is read before it is published: shown as it is, with personal data taken out, or not at all. Then texts become topics, and each topic is answered.
texts-open = Go through the texts
texts-back = Back to the consultation
texts-waiting = { $n } waiting
texts-proposed = This text has what looks like a telephone or identity number. It was taken out below; please check.
texts-done = What to do
# dynamic: moderation-
moderation-shown = Show as written
moderation-redacted = Show without some words
moderation-withheld = Do not show
# dynamic: moderated-
moderated-waiting = Waiting
moderated-shown = Shown as written
moderated-redacted = Shown without some words
moderated-withheld = Not shown
texts-fault = Reason
texts-fault-when = not for texts shown as written
# dynamic: text-fault-
text-fault-personal-data = Personal data
text-fault-threat = Threat
text-fault-abuse = Abuse
texts-shown = Words to show
texts-shown-hint = Take out only what has to go and keep the meaning; put “▇▇▇” in its place
texts-shown-when = only where some words are taken out
texts-save = Save, next text
texts-none = Every text has been looked at.
texts-groups = From texts to topics
texts-groups-lead = The texts of each group seem to say the same. Put it into one sentence; it then stands among the opinions, counted by this group, and has to be answered.
texts-groups-none = No text waits for a topic. Texts are grouped here once they were looked at.
texts-count = { $n ->
    [one] 1 text
   *[other] { $n } texts
}
texts-topic = In one sentence
texts-topic-save = Confirm as a topic
texts-topics = Confirmed topics
texts-states = Where it stands
texts-wait = Waiting
texts-reasons = Why texts are not shown as written
texts-rule = Every decision is in the log. Originals are sealed under a key of this consultation, which is destroyed at the end of the term; nobody can read them after that.
texts-saved = Saved.
texts-topic-saved = The topic is confirmed; please answer it on the consultation page.
