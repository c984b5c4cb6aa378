### Measures of a case and across cases.

measures-title = Measures
measures-count = { $count ->
    [one] { $count } measure
   *[other] { $count } measures
}
measures-not-carried-out = The matter is not carried out, so no measure counts as overdue.
measures-late = { $count ->
    [one] { $count } measure is overdue.
   *[other] { $count } measures are overdue.
}
measures-empty = No measures yet.
measures-measure = Measure
measures-hierarchy = Hierarchy
measures-factors = Factors
measures-owner = Responsible unit
measures-helper = with { $unit }
measures-term = Term
measures-dates = { $from } to { $to }
measures-status = State
measures-acceptance = Done when: { $text }
measures-before-start = Must be done before the start
measures-progress = { $count ->
    [one] { $count } note on progress
   *[other] { $count } notes on progress
}
measures-opinions = Opinions and answers
measures-topics = { $count ->
    [one] { $count } topic
   *[other] { $count } topics
}
measures-no-opinions = No opinions yet.
measures-topic = Topic
measures-times = Times raised
measures-raised = { $count ->
    [one] { $count } time
   *[other] { $count } times
}
measures-disposition = Answer
measures-unanswered = not answered
measures-contingency = Contingency plan
measures-across-lead = Measures of all cases, by due day.
measures-all = All
measures-matter = Matter
measures-due = Due
measures-none-title = No measures match
measures-none-lead = Try fewer conditions.
measures-shown = { $count ->
    [one] { $count } on this page
   *[other] { $count } on this page
}

# dynamic: measures-state-

measures-state-open = Open
measures-state-overdue = Overdue
measures-state-done = Done
measures-state-failed = Failed
