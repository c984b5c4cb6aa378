//! The design of the survey that a plan sets: the sample that the rules ask for,
//! spread over the groups, and how precise a share will be.

use domain::{
    assessment::parts::Plan,
    matter::Matter,
    rulebook::{Package, SampleRule},
};

use super::coverage::{least, parts, precision, rule};

/// What the plan's survey has to reach, and what it will tell.
#[derive(Debug, Clone, PartialEq)]
pub struct SurveyDesign {
    /// The rule; none where the package has none for such a matter.
    pub rule: Option<SampleRule>,
    /// Persons in all groups.
    pub population: u64,
    /// Answers that the rule asks for.
    pub needed: Option<u64>,
    /// The part of each group in the order of the plan; none without a rule.
    pub parts: Vec<Option<u64>>,
    /// Half the width of the interval of a share of one half, from 0 to 1, with as
    /// many answers as the rule asks for.
    pub precision_needed: Option<f64>,
    /// The same with as many answers as the plan sets.
    pub precision_planned: Option<f64>,
}

/// The design of a plan's survey.
#[must_use]
pub fn survey_design(package: &Package, matter: &Matter, plan: &Plan) -> SurveyDesign {
    let sizes: Vec<u32> = plan.groups.iter().map(|group| group.size).collect();
    let population: u64 = sizes.iter().map(|size| u64::from(*size)).sum();
    let rule = rule(package, matter, population);
    let needed = rule.map(|rule| least(rule, population));
    let found = needed.and_then(|needed| parts(&sizes, needed));
    let part = |at: usize| found.as_ref().and_then(|parts| parts.get(at).copied());
    SurveyDesign {
        rule: rule.cloned(),
        population,
        needed,
        parts: (0..sizes.len()).map(part).collect(),
        precision_needed: needed.and_then(precision),
        precision_planned: precision(plan.sample_target.into()),
    }
}
