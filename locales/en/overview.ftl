### Figures of a year.

overview-sub = { $year }, counted from the records
overview-year = Year
overview-cities = City by city
overview-city = City
overview-counties = County by county
overview-county = County
overview-own = { $name }, own matters
overview-bar = Bar
overview-simplified = Simplified
overview-levels = Levels after measures
overview-kinds = Kinds of decision
overview-none = No assessment completed yet.

# dynamic: overview-figure-

overview-figure-listed = Listed
overview-figure-assessed = Assessed
overview-figure-filed = Filed
overview-figure-halted = Deferred or stopped

# dynamic: overview-basis-

overview-basis-listed-on = by day of listing
overview-basis-assessed-on = by day of the rating after measures
overview-basis-filed-on = by day of filing
overview-basis-decided-on = by day of the decision
