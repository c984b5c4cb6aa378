### Risk: matrix, panels, workbench.

risk-matrix = Risk matrix
risk-index = Composite risk index
risk-workbench = Rating workbench
risk-workbench-open = Open the workbench
risk-workbench-lead = a trial only, nothing is stored
risk-no-index = No index yet: the panel has to close and weights have to be set first.
risk-cuts = Medium risk begins at { $medium }, high risk at { $high }.
risk-how = How the index is computed
risk-rule = { $words } ({ $source })
risk-level = Level
risk-after-expected = After measures (expected)
risk-determined-on = determined { $day }
risk-criteria = By each criterion
risk-criterion = Criterion
risk-source = Source
risk-deciding = deciding
risk-persons = { $count ->
    [one] { $count } person
   *[other] { $count } persons
}
risk-register = Risk register
risk-factors = { $count ->
    [one] { $count } factor
   *[other] { $count } factors
}
risk-label = No.
risk-factor = Risk factor
risk-weight = Weight
risk-pq-before = p × q before
risk-pq-after = p × q after
risk-r-before = R before
risk-r-after = R after
risk-change = Degree
risk-measures = Measures
risk-spread = Experts' R
risk-spread-words = { $count ->
    [one] { $count } expert, from { $low } to { $high }
   *[other] { $count } experts, from { $low } to { $high }
}
risk-spread-legend = Each dot is one expert's R, without a name; the lines are the thresholds.
risk-panels = Expert panels
risk-no-panels = No panel has been called yet.
risk-panel-progress = { $rated } of { $all } experts have rated
risk-empty-title = No risk factors yet
risk-empty-lead = Matrix, index and register appear here once factors are entered.
risk-lowered = { $stage }: lowered from { $from } to { $to } ({ $who }, { $day }).
risk-p = Likelihood p
risk-q = Impact q
risk-scale-hint = 0 to 1, at most 4 decimals
risk-points = Points from the catalogue
risk-send = Send ratings
risk-yours = Your rating (p × q)
risk-side-by-side = All ratings (p × q)
risk-expert = Expert { $letter }
risk-expert-you = Expert { $letter } (you)
risk-open-lead = Opening the discussion shows all ratings to the panel, without names.
risk-minutes = Minutes of the discussion
risk-minutes-hint = Reasons and differences; no names.
risk-panel = Rating
risk-panel-lead = Everyone rates alone first. After the discussion each may rate again; both ratings are kept.
risk-scales = Scales
risk-range = Value
risk-panel-alone = Please rate alone. Until the discussion opens nobody sees your rating, and you see nobody else's.
risk-panel-yours-in = Your rating is in. All ratings can be seen once the discussion opens.
risk-panel-hidden = The experts are rating alone; their ratings are not open yet.
risk-panel-open = The discussion is open. All ratings are below; experts may rate again.
risk-panel-closed = The panel is closed. The last rating of each expert counts.
risk-panel-done = Done: { $act }
risk-share = Share of the index
risk-trial = Trial index
risk-sum = Sum of weights
risk-distance = To the threshold
risk-exact = Exact value
risk-above = { $gap } above the threshold of { $level } ({ $cut })
risk-below = { $gap } below the threshold of { $level } ({ $cut })
risk-try = Try
risk-back = Back to the rating
risk-trial-lead = A trial stores nothing and changes no level. Weights and level are set by their own acts and stay on record.
risk-stage = Stage of the rating
risk-weights-sum = The weights add to { $sum }; they must add to 1.
risk-cannot = No index can be computed from these numbers; please check them.
risk-fields-wrong = { $count ->
    [one] { $count } number needs a change: 0 to 1, at most 4 decimals.
   *[other] { $count } numbers need a change: 0 to 1, at most 4 decimals.
}
risk-fields-empty = { $count ->
    [one] { $count } number is missing. What nobody rated is not zero; fill it in to try.
   *[other] { $count } numbers are missing. What nobody rated is not zero; fill them in to try.
}

# dynamic: criterion-

criterion-overall = Overall attitude
criterion-event = Gravest possible event
criterion-participants = Possible participants
criterion-counts = Number of grave factors
criterion-index = Composite index
criterion-opposition = Share of opposition
criterion-demerit = Demerits

# dynamic: panel-state-

panel-state-blind = rating alone
panel-state-discussion = in discussion
panel-state-closed = closed

# dynamic: risk-warning-

risk-warning-index-weights-not-one = The weights do not add to 1.
risk-warning-index-all-zero = Every factor has R = 0; please check the ratings.
risk-warning-index-zero-banded-up = A factor with R = 0 was raised by its band.
risk-warning-index-unweighted-factor = A factor has no weight and does not enter the index.
risk-warning-index-grave-factor-hidden = The index is low, but one factor alone is grave; explain it.
risk-warning-counts-many-moderate = There are many moderate factors; judge them together.
risk-warning-counts-no-factor = There is no factor to count.
risk-warning-panel-incomplete-experts = Some experts did not rate every factor.
risk-warning-panel-single-rating = A factor was rated by one expert only.
risk-warning-panel-no-complete-expert = No expert rated every factor.
risk-warning-criteria-missing = A criterion has no value; the level rests on the others.
risk-warning-criteria-no-answers = There are no answers, so no share of opposition.
risk-warning-ahp-inconsistent = The judgements contradict one another (consistency ratio 0.10 or more); check the pair that is furthest off first.
risk-warning-ahp-outside-scale = A judgement lies outside the scale of 1 to 9.
risk-warning-ahp-completed = Missing judgements were filled in as consistently as possible, so the consistency ratio is too low.
risk-warning-fuzzy-weights-not-one = The weights do not add to 1.
risk-warning-fuzzy-tie = Two or more grades share the highest membership; they do not set a level.
risk-warning-fuzzy-operators-differ = The four operators name different grades; state which one is used and why.
risk-warning-agreement-undefined = The ratings do not vary, or nothing can be compared; there is no figure of agreement.
risk-warning-agreement-few-units = Fewer than 10 things were rated by two or more, so the figure is unsteady.
risk-warning-agreement-no-ratio-scale = Some ratings are negative, so the ratio scale does not apply.
risk-warning-agreement-small-sample = With few experts and few factors the chi-square test is only a hint.
risk-warning-uncertainty-weights-not-one = The weights do not add to 1.
risk-warning-uncertainty-no-spread = The ratings do not differ, so no factor can be named as the one that matters most.
risk-warning-uncertainty-small-panel = A factor has fewer than 5 ratings, so the distribution is only a hint.

risk-agreement-reliable = The experts agree; the ratings can be used.
risk-agreement-tentative = The experts mostly agree; leave room in the conclusion.
risk-agreement-weak = The experts differ widely; discuss, and rate again.
risk-agreement-chance = The experts show no agreement; these ratings should not be used.
risk-agreement-close = The experts are close together: on no factor do their risk values differ by more than { $gap }. The factors are much alike as well, so a low alpha does not show disagreement here.
risk-agreement-undefined = The ratings do not vary, or nothing can be compared; agreement cannot be judged.

risk-sure = How sure the result is
risk-sure-agreement = Agreement of experts
risk-sure-alpha = { " " }(Krippendorff α = { $alpha })
risk-sure-order = Order of factors
risk-sure-w = { " " }(Kendall W = { $w })
risk-sure-apart = Factors they disagree on most
risk-sure-range = Range of the index (nine in ten)
risk-sure-between = { $low } to { $high }
risk-sure-levels = Chance of each level by the index
risk-sure-level = { $level } { $chance }
risk-sure-moves = What moves the index most
risk-sure-cross = Distance to the next level
risk-sure-part = { $name } ({ $share })
risk-sure-assumes = Each expert’s rating counts as equally likely and factors as independent; numbers tried out count as certain. This is for information and changes no level.
risk-cross-up = { $gap } short. With { $factors } at the highest rating that an expert gave, the index is { $after } and reaches { $level }.
risk-cross-up-never = { $gap } short. Even with every factor at the highest rating that an expert gave, the index is { $after } and does not reach { $level }.
risk-cross-down = { $gap } above the threshold. With { $factors } at the lowest rating that an expert gave, the index is { $after } and no longer { $level }.
risk-cross-down-never = { $gap } above the threshold. Even with every factor at the lowest rating that an expert gave, the index is { $after } and still { $level }.

# dynamic: risk-order-

risk-order-agreement-reliable = They put the factors into the same order
risk-order-agreement-tentative = They put the factors into much the same order
risk-order-agreement-weak = They differ much about the order of the factors
risk-order-agreement-chance = Whether they agree on the order of the factors cannot be told yet
