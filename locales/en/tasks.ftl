### The work list.

tasks-sub = { $unit }, { $day }
tasks-count = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
tasks-late = { $count ->
    [one] { $count } measure is overdue.
   *[other] { $count } measures are overdue.
}
tasks-late-many = More than { $count } measures are overdue.
tasks-more = There are many matters; only those due first were looked at here.
tasks-more-link = See all matters
tasks-late-link = See them
tasks-waits = Waiting for { $step }
tasks-suspended = Suspended
tasks-colon = :{" "}
tasks-no-term = no term
tasks-overdue-days = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}
tasks-today = today
tasks-rule = By rule: { $rule } ({ $source })
tasks-next-check-in = The next check-in is due by { $day }, counted from { $from }. { $rule }
tasks-summary = At a glance
tasks-how = Where tasks come from
tasks-how-lead = Tasks follow from the step of each case and the terms of the local rules. When a step is done, the next one appears by itself in the list of whoever has to act.
tasks-register = Register a matter
tasks-empty-title = Nothing to do
tasks-empty-lead = Your post has nothing to do at the moment.

# dynamic: tasks-group-

tasks-group-overdue = Overdue
tasks-group-today = Due today
tasks-group-week = Due within seven days
tasks-group-later = Later
tasks-group-waiting = Waiting for others
