//! Sections that are lists: catalogues, mechanisms, forms, roles and the like.

use domain::rulebook::{Catalogue, KeepRule, NumberRule, Package};

use serde_json::Value;

use super::{
    section::{Group, Row, Section, Writer},
    value::setting,
};

impl Writer {
    pub(super) fn catalogues(self, package: &Package) -> Section {
        let groups = package.catalogues.iter().map(|one| self.catalogue(one)).collect();
        Section::new("catalogues", self.l.t("rules-catalogues"), groups)
    }

    fn catalogue(self, catalogue: &Catalogue) -> Group {
        let rows: Vec<Row> = catalogue
            .factors
            .iter()
            .map(|factor| {
                let group = self.words(&factor.group_zh, &factor.group_en);
                let points = self.words(&factor.points_zh, &factor.points_en);
                let core = factor.core.then(|| self.l.t("rules-core"));
                let points =
                    (!points.is_empty()).then(|| self.l.t1("rules-points", "points", points));
                let facts = [Some(group), core, points].into_iter().flatten().collect();
                self.row_with(&factor.item, facts)
            })
            .collect();
        let title = self.l.t2(
            "rules-catalogue",
            ("name", self.item_words(&catalogue.item)),
            ("count", rows.len()),
        );
        let source = self.l.t1("rules-source-is", "source", &catalogue.item.source);
        let group = Group::titled(title, rows).with(vec![source]);
        Group { closed: true, ..group }
    }

    pub(super) fn mechanisms(self, package: &Package) -> Section {
        let l = self.l;
        let rows = package.mechanisms.iter().map(|one| {
            let mut facts = vec![l.t1("rules-s-code", "code", &one.s_code)];
            facts.extend(one.settings.iter().map(|(name, n)| setting((name, &Value::from(*n)), l)));
            self.row_with(&one.item, facts)
        });
        let meetings = package.meetings.iter().map(|meeting| {
            let members: Vec<&str> = meeting.members.iter().map(|kind| kind.code()).collect();
            let agenda: Vec<String> =
                meeting.agenda.iter().map(|[zh, en]| self.words(zh, en)).collect();
            let facts = [
                Some(l.t1("rules-every-months", "count", meeting.every_months)),
                self.codes("rules-members", "unit-kind", &members),
                Some(l.t1("rules-agenda", "list", l.join(&agenda))),
            ];
            self.row_with(&meeting.item, facts.into_iter().flatten().collect())
        });
        let partners = package.partners.iter().map(|partner| {
            let kinds: Vec<&str> = partner.unit_kinds.iter().map(|kind| kind.code()).collect();
            let facts = [
                self.codes("rules-members", "unit-kind", &kinds),
                Some(l.t1("rules-answer-days", "count", partner.answer_days)),
            ];
            self.row_with(&partner.item, facts.into_iter().flatten().collect())
        });
        let groups = vec![
            Group::plain(rows.collect()),
            Group::titled(l.t("rules-meetings"), meetings.collect()),
            Group::titled(l.t("rules-partners"), partners.collect()),
        ];
        Section::new("mechanisms", l.t("rules-mechanisms"), groups)
    }

    pub(super) fn reporting(self, package: &Package) -> Section {
        let l = self.l;
        let list = &package.list_report;
        let tiers: Vec<String> = list.tiers.iter().map(|tier| l.code("rules-tier", tier)).collect();
        let facts = vec![
            l.t1("rules-yearly-due", "day", list.yearly_due_day),
            l.t1("rules-quarterly-due", "day", list.quarterly_due_day),
            l.t1("rules-tiers", "list", l.join(&tiers)),
        ];
        let samples = package.samples.iter().map(|rule| {
            let sectors: Vec<&str> = rule.sectors.iter().map(|one| one.code()).collect();
            let facts = [
                self.codes("rules-sectors", "sector", &sectors),
                Some(l.t1("rules-sample-above", "count", rule.above)),
                Some(l.t2(
                    "rules-sample",
                    ("percent", rule.min_percent),
                    ("count", rule.min_count),
                )),
            ];
            self.row_with(&rule.item, facts.into_iter().flatten().collect())
        });
        let small = package.disclosure.as_ref().map(|rule| {
            let public = l.t1("rules-public-below", "count", rule.public_below);
            let staff = l.t1("rules-staff-below", "count", rule.staff_below);
            self.row_with(&rule.item, vec![public, staff])
        });
        let alike = package.alike.as_ref().map(|rule| {
            let said = l.t2("rules-alike", ("count", rule.at_least), ("percent", rule.percent));
            self.row_with(&rule.item, vec![said])
        });
        let round = package.round.as_ref().map(|rule| {
            let facts = vec![
                l.t2(
                    "rules-round-statements",
                    ("fewest", rule.min_statements),
                    ("most", rule.max_statements),
                ),
                l.t1("rules-round-sample", "count", rule.sample),
                l.t1("rules-round-characters", "count", rule.max_characters),
                l.t2("rules-round-groups", ("count", rule.min_group), ("votes", rule.min_votes)),
            ];
            self.row_with(&rule.item, facts)
        });
        let hearing = package.hearing.as_ref().map(|rule| {
            self.row_with(&rule.item, vec![l.t1("rules-papers-days", "count", rule.papers_days)])
        });
        let first = std::iter::once(self.row_with(&list.item, facts));
        let rows = first
            .chain(small)
            .chain(hearing)
            .chain(round)
            .chain(alike)
            .chain(self.kept(package))
            .collect();
        let groups =
            vec![Group::plain(rows), Group::titled(l.t("rules-samples"), samples.collect())];
        Section::new("reporting", l.t("rules-reporting"), groups)
    }

    /// How long what the public wrote is kept.
    fn kept(self, package: &Package) -> Vec<Row> {
        let answers = (&package.answers_kept, "rules-answers-kept");
        let words = (&package.grievances_kept, "rules-grievances-kept");
        let row = |(rule, key): (&Option<KeepRule>, &'static str)| {
            let rule = rule.as_ref()?;
            Some(self.row_with(&rule.item, vec![self.l.t1(key, "years", rule.years)]))
        };
        [answers, words].into_iter().filter_map(row).collect()
    }

    fn numbering(self, package: &Package) -> Vec<Row> {
        let told = |rule: &NumberRule| {
            let (letters, sign) = (("letters", &rule.letters), ("sign", &rule.sign));
            self.row_with(&rule.item, vec![self.l.t2("rules-number-marks", letters, sign)])
        };
        package.numbering.iter().map(told).collect()
    }

    pub(super) fn words_and_forms(self, package: &Package) -> Section {
        let l = self.l;
        let prohibited = package.prohibited.iter().map(|rule| {
            let patterns = l.join(&rule.patterns);
            self.row_with(&rule.item, vec![l.t1("rules-patterns", "list", patterns)])
        });
        let identifying = package.identifying.iter().map(|rule| {
            let patterns = l.join(&rule.patterns);
            self.row_with(&rule.item, vec![l.t1("rules-patterns", "list", patterns)])
        });
        let groups = vec![
            Group::titled(l.t("rules-forms"), self.rows(&package.forms)),
            Group::titled(l.t("rules-roles"), self.rows(&package.roles)),
            Group::titled(l.t("rules-aspects"), self.rows(&package.aspects)),
            Group::titled(l.t("rules-hierarchy"), self.rows(&package.hierarchy)),
            Group::titled(l.t("rules-report-sections"), self.rows(&package.report_sections)),
            Group::titled(l.t("rules-numbering"), self.numbering(package)),
            Group::titled(l.t("rules-prohibited"), prohibited.collect()),
            Group::titled(l.t("rules-identifying"), identifying.collect()),
        ];
        Section::new("forms", l.t("rules-words"), groups)
    }
}
