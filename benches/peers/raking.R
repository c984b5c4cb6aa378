# Raking of 100,000 answers to four margins by the R package survey.
#
# The columns are drawn as in crates/opinion/benches/survey.rs: categories evenly, base weights
# from 0.5 to 2. Prints CPU seconds of raking alone, and with the standard error of a mean.

suppressMessages(library(survey))
set.seed(20161118)
answers <- 100000
parts <- list(sex = c(.51, .49), age = c(.18, .34, .30, .18), edu = c(.45, .35, .20), area = c(.38, .62))
data <- as.data.frame(lapply(parts, function(p) factor(sample(letters[seq_along(p)], answers, TRUE))))
data$weight <- runif(answers, .5, 2)
data$yes <- as.numeric(runif(answers) < .4)
design <- svydesign(ids = ~1, weights = ~weight, data = data)
formulas <- lapply(names(parts), function(name) as.formula(paste0("~", name)))
margins <- lapply(names(parts), function(name) {
  setNames(data.frame(letters[seq_along(parts[[name]])], parts[[name]] * 1e7), c(name, "Freq"))
})
cpu <- function(times) sum(times[c("user.self", "sys.self")])
runs <- sapply(1:5, function(run) {
  raked <- NULL
  raking <- cpu(system.time(
    raked <- rake(design, formulas, margins, control = list(maxit = 100, epsilon = 1e-9))
  ))
  error <- cpu(system.time(svymean(~yes, raked)))
  c(raking, raking + error)
})
cat(sprintf("r_survey_version=%s\n", packageVersion("survey")))
cat(sprintf("r_raking_seconds=%.4f\n", median(runs[1, ])))
cat(sprintf("r_raking_with_error_seconds=%.4f\n", median(runs[2, ])))
