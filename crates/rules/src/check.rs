//! Checks of a merged package: what must be there is there, references lead
//! somewhere, and rules that span several items agree.

use domain::{
    consultation::form::{Choice, Words},
    rulebook::{QuestionRule, Questionnaire},
};
use serde_json::Value;

use crate::{
    fault::{Fault, Problem},
    node::{Entry, Node, Place},
    schema::{Field, Kind, LEVEL, Need, SECTIONS},
    shape,
};

/// Every fault of a merged tree.
pub(crate) fn check(tree: &Entry) -> Vec<Fault> {
    let mut check = Check { faults: Vec::new() };
    check.complete(tree, SECTIONS, "the package");
    check.references(tree);
    check.procedures(tree);
    check.legality(tree);
    check.levels(tree);
    check.review(tree);
    check.questionnaires(tree);
    check.bank(tree);
    check.faults
}

struct Check {
    faults: Vec<Fault>,
}

impl Check {
    fn add(&mut self, place: &Place, problem: Problem) {
        self.faults.push(Fault { file: place.file.clone(), line: place.line, problem });
    }

    /// Required keys and the words of every item.
    fn complete(&mut self, entry: &Entry, fields: &'static [Field], of: &str) {
        for field in fields {
            match (entry.fields.get(field.name), field.kind) {
                (None, _) if field.need == Need::Merged => {
                    let problem =
                        Problem::Missing { key: field.name.to_owned(), of: of.to_owned() };
                    self.add(&entry.place, problem);
                }
                (Some(Node::One(one)), Kind::One(shape)) => {
                    self.words(one, field.name);
                    self.complete(one, shape.fields, field.name);
                }
                (Some(Node::Many(many)), Kind::Many(shape)) => {
                    for one in many {
                        let of = format!("{} {}", field.name, one.code);
                        self.words(one, &of);
                        self.complete(one, shape.fields, &of);
                    }
                }
                _ => {}
            }
        }
    }

    fn words(&mut self, entry: &Entry, of: &str) {
        for key in ["zh", "en", "source", "certainty"] {
            if entry.text(key).is_none() {
                let problem = Problem::Missing { key: key.to_owned(), of: of.to_owned() };
                self.add(&entry.place, problem);
            }
        }
    }

    /// A questionnaire can be asked and counted.
    fn questionnaires(&mut self, tree: &Entry) {
        let group = Choice {
            code: "G1".to_owned(),
            words: Words { zh: "组".to_owned(), en: String::new() },
        };
        for entry in tree.many("questionnaires") {
            let read =
                serde_json::from_value::<Questionnaire>(shape::item_of(entry, "questionnaires"));
            let problem = match read {
                Ok(one) => one.form(vec![group.clone()]).check().err().map(|e| e.to_string()),
                Err(error) => Some(error.to_string()),
            };
            if let Some(problem) = problem {
                let reason = format!("questionnaires {}: {problem}", entry.code);
                self.add(&entry.place, Problem::Inconsistent(reason));
            }
        }
    }

    /// A question of the bank can stand in any questionnaire.
    fn bank(&mut self, tree: &Entry) {
        for entry in tree.many("bank") {
            let read = serde_json::from_value::<QuestionRule>(shape::item_of(entry, "bank"));
            let problem = match read {
                Ok(rule) if rule.only_if.is_some() => Some("condition".to_owned()),
                Ok(rule) => rule.question().problem().map(str::to_owned),
                Err(error) => Some(error.to_string()),
            };
            if let Some(problem) = problem {
                let reason = format!("bank {}: {problem}", entry.code);
                self.add(&entry.place, Problem::Inconsistent(reason));
            }
        }
    }

    /// Forms and screening questions that other items name must exist.
    fn references(&mut self, tree: &Entry) {
        let has = |list: &str, code: &str| tree.many(list).iter().any(|e| e.code == code);
        for procedure in tree.many("procedures") {
            for step in procedure.many("steps") {
                if let Some(form) = step.text("form").filter(|form| !has("forms", form)) {
                    let of = format!("procedures {} steps {}", procedure.code, step.code);
                    self.dangling(&step.place, of, "form", form);
                }
            }
            for condition in procedure.many("conditions") {
                if let Some(question) =
                    condition.text("question_no").filter(|code| !has("screening", code))
                {
                    let of = format!("procedures {} conditions {}", procedure.code, condition.code);
                    self.dangling(&condition.place, of, "screening question", question);
                }
            }
        }
        if let Some(filing) = tree.one("filing") {
            for form in texts(filing.value("packet")).filter(|form| !has("forms", form)) {
                self.dangling(&filing.place, "filing packet".to_owned(), "form", form);
            }
        }
    }

    fn dangling(&mut self, place: &Place, of: String, list: &str, code: &str) {
        let problem =
            Problem::UnknownReference { of, list: list.to_owned(), code: code.to_owned() };
        self.add(place, problem);
    }

    /// No procedure may lose the steps that make an assessment one.
    fn procedures(&mut self, tree: &Entry) {
        for procedure in tree.many("procedures") {
            for step in ["LISTING", "SCREENING", "FILING", "DECISION", "TRACKING"] {
                let required = |e: &Entry| e.value("required") == Some(&Value::Bool(true));
                if !procedure.many("steps").iter().any(|e| e.code == step && required(e)) {
                    let of = format!("procedures {} (required steps)", procedure.code);
                    let problem = Problem::Missing { key: step.to_owned(), of };
                    self.add(&procedure.place, problem);
                }
            }
        }
    }

    /// A gate must not ask for a legality review that a procedure does not have.
    fn legality(&mut self, tree: &Entry) {
        for gate in tree.many("gates") {
            if !texts(gate.value("requires")).any(|r| r == "lawful") {
                continue;
            }
            for procedure in tree.many("procedures") {
                if !procedure.many("steps").iter().any(|step| step.code == "LEGALITY") {
                    let of = format!("gates {} for procedure {}", gate.code, procedure.code);
                    self.dangling(&gate.place, of, "step", "LEGALITY");
                }
            }
        }
    }

    /// Tracking and conclusions must know every level.
    fn levels(&mut self, tree: &Entry) {
        let conclusions = tree.one("method").map_or(&[][..], |m| m.many("conclusions"));
        for (name, list) in [("tracking", tree.many("tracking")), ("conclusions", conclusions)] {
            for level in (LEVEL.all)() {
                if !list.iter().any(|entry| entry.text("level") == Some(level)) {
                    let problem =
                        Problem::Missing { key: level.to_owned(), of: format!("{name} by level") };
                    self.add(&tree.place, problem);
                }
            }
        }
    }

    fn review(&mut self, tree: &Entry) {
        let Some(review) = tree.one("review") else {
            return;
        };
        let number = |key: &str| review.value(key).and_then(Value::as_i64).unwrap_or_default();
        let (least, elevated) = (number("min_reviewers"), number("min_reviewers_elevated"));
        if elevated % 2 == 0 {
            let reason = "`min_reviewers_elevated` must be odd, so that a vote cannot tie";
            self.add(&review.place, Problem::Inconsistent(reason.to_owned()));
        }
        if elevated < least {
            let reason = "`min_reviewers_elevated` must not be below `min_reviewers`";
            self.add(&review.place, Problem::Inconsistent(reason.to_owned()));
        }
    }
}

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    value.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}
