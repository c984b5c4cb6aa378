//! Which fields the form of an act has.

use app::form::{Field, Kind, Source, need, specs};

/// Longest reason of an amendment, as in the other acts.
const REASON: Kind = Kind::Long(2_000);

/// The form of one act.
pub(super) struct ActForm {
    /// Code of the act.
    pub(super) code: &'static str,
    /// Its fields in the order of the page.
    pub(super) fields: Vec<Field>,
    /// Whether the act may be stated for an earlier day.
    pub(super) dated: bool,
    /// Whether it is an act on the matter, not on the assessment.
    pub(super) on_matter: bool,
}

impl ActForm {
    /// The form of an act, by its code.
    pub(super) fn of(code: &str) -> Option<Self> {
        if code == "amend_matter" {
            return Some(amend());
        }
        let spec = specs::find(code)?;
        Some(Self {
            code: spec.code,
            fields: spec.fields.to_vec(),
            dated: spec.dated,
            on_matter: specs::MATTER.iter().any(|s| s.code == code),
        })
    }

    /// Whether the form takes files.
    pub(super) fn has_files(&self) -> bool {
        self.fields.iter().any(|f| f.kind == Kind::Files)
    }

    /// Whether the form has rows that can be added to.
    pub(super) fn has_rows(&self) -> bool {
        self.fields.iter().any(|f| matches!(f.kind, Kind::Rows(_)))
    }

    /// Whether units are chosen in the form, which can be searched for.
    pub(super) fn has_units(&self) -> bool {
        self.fields.iter().any(|f| matches!(f.kind, Kind::One(Source::Units | Source::Agencies)))
    }

    /// Every source that a field of the form draws from, each once.
    pub(super) fn sources(&self) -> Vec<Source> {
        let mut found = Vec::new();
        for field in &self.fields {
            let inner = if let Kind::Rows(inner) = field.kind { inner } else { &[] };
            for kind in std::iter::once(field.kind).chain(inner.iter().map(|f| f.kind)) {
                let source = match kind {
                    Kind::One(source) | Kind::Many(source) => source,
                    Kind::Entry => Source::Entries,
                    _ => continue,
                };
                if !found.contains(&source) {
                    found.push(source);
                }
            }
        }
        found
    }
}

/// Amending takes the registration form again, with a reason.
fn amend() -> ActForm {
    let mut fields = specs::FACTS.to_vec();
    fields.extend_from_slice(specs::PARTIES);
    fields.push(need("reason", REASON));
    ActForm { code: "amend_matter", fields, dated: true, on_matter: true }
}

#[cfg(test)]
mod tests {
    use super::ActForm;
    use app::form::{Field, Kind};
    use locale::{L10n, Lang};

    fn codes() -> impl Iterator<Item = &'static str> {
        let matter = domain::matter::Command::CODES;
        matter.iter().chain(domain::assessment::Command::CODES).copied()
    }

    fn labelled(code: &str, fields: &[Field]) {
        for field in fields {
            if matches!(field.kind, Kind::NewId | Kind::Ref) {
                continue;
            }
            let l10n = L10n::new(Lang::ZhCn);
            let name = field.name.replace('_', "-");
            let own = format!("label-{}-{name}", code.replace('_', "-"));
            let known = l10n.has(&own) || l10n.has(&format!("label-{name}"));
            assert!(known, "{code}: no label for {name}");
            if let Kind::Rows(inner) = field.kind {
                labelled(code, inner);
            }
        }
    }

    #[test]
    fn every_field_has_a_label_and_every_act_its_words() {
        let l10n = L10n::new(Lang::ZhCn);
        for code in codes() {
            let key = code.replace('_', "-");
            assert!(l10n.has(&format!("act-{key}")), "{code}: no title");
            assert!(l10n.has(&format!("act-{key}-done")), "{code}: no message");
            labelled(code, &ActForm::of(code).unwrap_or_else(|| panic!("{code}")).fields);
        }
    }

    #[test]
    fn every_act_has_a_form() {
        let matter = domain::matter::Command::CODES;
        let assessment = domain::assessment::Command::CODES;
        for code in matter.iter().chain(assessment) {
            let form = ActForm::of(code).unwrap_or_else(|| panic!("no form for {code}"));
            assert_eq!(form.on_matter, matter.contains(code), "{code}");
        }
        assert!(ActForm::of("open_the_door").is_none());
    }
}
