//! Sections about the course of a case: scope, screening, procedures, review,
//! filing, gates, tracking.

use domain::rulebook::{Condition, GateRequirement, Package, Procedure, StepRule, UpgradeRule};

use super::section::{Group, Row, Section, Writer};

impl Writer {
    pub(super) fn scope(self, package: &Package) -> Section {
        let rows = package.scope.iter().map(|rule| {
            let categories: Vec<&str> = rule.categories.iter().map(|c| c.code()).collect();
            let sectors: Vec<&str> = rule.sectors.iter().map(|s| s.code()).collect();
            let facts = [
                self.codes("rules-categories", "category", &categories),
                self.codes("rules-sectors", "sector", &sectors),
            ];
            self.row_with(&rule.item, facts.into_iter().flatten().collect())
        });
        Section::new("scope", self.l.t("rules-scope"), vec![Group::plain(rows.collect())])
    }

    pub(super) fn screening(self, package: &Package) -> Section {
        let questions = package.screening.iter().map(|question| {
            use domain::rulebook::QuestionEffect as Effect;
            let key = match question.effect {
                Effect::Requires => locale::key("rules-effect-requires"),
                Effect::BarsSimplified => locale::key("rules-effect-bars"),
                Effect::Special => locale::key("rules-effect-special"),
            };
            self.row_with(&question.item, vec![self.l.t(key)])
        });
        let exemptions = package.exemptions.iter().map(|ground| {
            self.row_with(&ground.item, vec![self.l.code("exempt", ground.reason.code())])
        });
        let groups = vec![
            Group::titled(self.l.t("rules-questions"), questions.collect()),
            Group::titled(self.l.t("rules-exemptions"), exemptions.collect()),
        ];
        Section::new("screening", self.l.t("rules-screening"), groups)
    }

    pub(super) fn procedures(self, package: &Package) -> Section {
        let mut groups = Vec::new();
        for procedure in &package.procedures {
            groups.push(self.procedure(procedure, package));
            let conditions: Vec<Row> =
                procedure.conditions.iter().map(|one| self.condition(one, package)).collect();
            let title = self.l.t1(
                "rules-conditions",
                "procedure",
                self.l.code("procedure", procedure.code.code()),
            );
            groups.push(Group::titled(title, conditions));
        }
        let upgrades = package.upgrades.iter().map(|rule| self.upgrade(rule)).collect();
        groups.push(Group::titled(self.l.t("rules-upgrades"), upgrades));
        Section::new("procedures", self.l.t("rules-procedures"), groups)
    }

    fn procedure(self, procedure: &Procedure, package: &Package) -> Group {
        let mut facts = vec![self.item_words(&procedure.item)];
        facts.extend(procedure.total.map(|term| {
            let term = self.term(term);
            self.l.t1("rules-total", "term", term)
        }));
        facts.push(self.l.t1("rules-source-is", "source", &procedure.item.source));
        let steps = procedure.steps.iter().map(|step| self.step(step, package)).collect();
        let title = self.l.code("procedure", procedure.code.code());
        let group = Group::titled(title, steps).with(facts);
        Group { closed: false, ..group }
    }

    fn step(self, rule: &StepRule, package: &Package) -> Row {
        let l = self.l;
        let needed =
            if rule.required { l.t("rules-step-required") } else { l.t("rules-step-optional") };
        let role = l.t1("rules-role", "role", l.code("role", rule.role.code()));
        let due = rule.due.map(|term| l.t1("rules-due", "term", self.term(term)));
        let minimum = rule.minimum.map(|term| l.t1("rules-minimum", "term", self.term(term)));
        let form = rule.form.as_ref();
        let form = form.map(|form| l.t1("rules-form", "form", self.named(&package.forms, form)));
        let firm = (rule.firm && rule.minimum.is_some()).then(|| l.t("rules-firm"));
        let facts = [Some(needed), Some(role), due, minimum, firm, form];
        let facts = facts.into_iter().flatten().collect();
        let row = self.row_with(&rule.item, facts);
        let step = l.code("step", rule.step.code());
        let words = if row.words == step {
            step
        } else {
            l.t2("rules-step", ("step", step), ("words", row.words))
        };
        Row { words, ..row }
    }

    fn condition(self, condition: &Condition, package: &Package) -> Row {
        let asked = |code: &str| package.screening.iter().find(|q| q.item.code == code);
        let no = condition.question_no.as_ref().map(|code| {
            let words = asked(code).map_or_else(|| code.clone(), |q| self.item_words(&q.item));
            self.l.t1("rules-question-no", "question", words)
        });
        let households = condition.households_below;
        let households = households.map(|n| self.l.t1("rules-households-below", "count", n));
        self.row_with(&condition.item, [no, households].into_iter().flatten().collect())
    }

    fn upgrade(self, rule: &UpgradeRule) -> Row {
        let l = self.l;
        let level = rule.level_above;
        let level =
            level.map(|level| l.t1("rules-level-above", "level", l.code("level", level.code())));
        let share = rule.objections_percent.map(|n| l.t1("rules-objections", "percent", n));
        let demand = rule.on_demand.then(|| l.t("rules-on-demand"));
        self.row_with(&rule.item, [level, share, demand].into_iter().flatten().collect())
    }

    pub(super) fn review(self, package: &Package) -> Section {
        let l = self.l;
        let (panel, review) = (&package.panel, &package.review);
        let rows = vec![
            self.row_with(&panel.item, vec![l.t1("rules-min-experts", "count", panel.min_experts)]),
            self.row_with(
                &review.item,
                vec![
                    l.t1("rules-min-reviewers", "count", review.min_reviewers),
                    l.t1("rules-min-reviewers-elevated", "count", review.min_reviewers_elevated),
                    l.t1("rules-simplified-opinions", "count", review.simplified_opinions),
                    l.t1("rules-pass-percent", "percent", review.pass_percent),
                ],
            ),
        ];
        let separations = package.separations.iter().map(|pair| {
            let first = l.code("deed", pair.first.code());
            let then = l.code("deed", pair.then.code());
            self.row_with(
                &pair.item,
                vec![l.t2("rules-separation", ("first", first), ("then", then))],
            )
        });
        let groups = vec![
            Group::plain(rows),
            Group::titled(l.t("rules-separations"), separations.collect()),
        ];
        Section::new("review", l.t("rules-review"), groups)
    }

    pub(super) fn filing(self, package: &Package) -> Section {
        let l = self.l;
        let filing = &package.filing;
        let kinds: Vec<&str> = filing.unit_kinds.iter().map(|kind| kind.code()).collect();
        let packet: Vec<String> =
            filing.packet.iter().map(|form| self.named(&package.forms, form)).collect();
        let mut facts = vec![
            l.t1("rules-valid-months", "count", filing.valid_months),
            l.t1("rules-valid-months-plans", "count", filing.valid_months_plans),
            l.t1("rules-packet", "list", l.join(&packet)),
        ];
        facts.extend(self.codes("rules-filed-by", "unit-kind", &kinds));
        let groups = vec![
            Group::plain(vec![self.row_with(&filing.item, facts)]),
            Group::titled(l.t("rules-return-reasons"), self.rows(&package.return_reasons)),
        ];
        Section::new("filing", l.t("rules-filing"), groups)
    }

    pub(super) fn gates(self, package: &Package) -> Section {
        let l = self.l;
        let rows = package.gates.iter().map(|rule| {
            let needs: Vec<String> =
                rule.requires.iter().map(|need| l.t(need_key(*need))).collect();
            let level = rule.max_level;
            let level =
                level.map(|level| l.t1("rules-max-level", "level", l.code("level", level.code())));
            let needs = l.t1("rules-requires", "list", l.join(&needs));
            let row =
                self.row_with(&rule.item, [Some(needs), level].into_iter().flatten().collect());
            let gate = l.code("gate", rule.gate.code());
            Row { words: l.t2("rules-step", ("step", gate), ("words", row.words)), ..row }
        });
        Section::new("gates", l.t("rules-gates"), vec![Group::plain(rows.collect())])
    }

    pub(super) fn tracking(self, package: &Package) -> Section {
        let l = self.l;
        let intervals = package.tracking.iter().map(|rule| {
            let level = l.code("level", rule.level.code());
            self.row_with(
                &rule.item,
                vec![l.t2("rules-interval", ("level", level), ("count", rule.months))],
            )
        });
        let triggers = package.triggers.iter().map(|rule| {
            let kind = Some(l.code("trigger", rule.kind.code()));
            let threshold = rule.threshold.map(|n| l.t1("rules-threshold", "count", n));
            let plans = rule.threshold_plans.map(|n| l.t1("rules-threshold-plans", "count", n));
            let window = rule.window_days.map(|n| l.t1("rules-threshold-window", "count", n));
            let facts = [kind, threshold, plans, window];
            self.row_with(&rule.item, facts.into_iter().flatten().collect())
        });
        let brought = package.grievance_terms.iter().map(|rule| {
            let kind = l.code("grievance-term", rule.kind.code());
            self.row_with(&rule.item, vec![kind, self.term(rule.term)])
        });
        let groups = vec![
            Group::titled(l.t("rules-intervals"), intervals.collect()),
            Group::titled(l.t("rules-triggers"), triggers.collect()),
            Group::titled(l.t("rules-grievances"), brought.collect()),
        ];
        Section::new("tracking", l.t("rules-tracking"), groups)
    }
}

/// The key of the words of a requirement.
pub(super) const fn need_key(need: GateRequirement) -> &'static str {
    match need {
        GateRequirement::Listed => locale::key("rules-need-listed"),
        GateRequirement::Screened => locale::key("rules-need-screened"),
        GateRequirement::Filed => locale::key("rules-need-filed"),
        GateRequirement::Valid => locale::key("rules-need-valid"),
        GateRequirement::Lawful => locale::key("rules-need-lawful"),
        GateRequirement::DecidedToProceed => locale::key("rules-need-decided"),
        GateRequirement::NotHalted => locale::key("rules-need-not-halted"),
        GateRequirement::MeasuresBeforeStart => locale::key("rules-need-measures"),
    }
}
