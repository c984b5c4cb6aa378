//! Everything that a file is made from, as one hash.

use std::fmt::Write as _;

use app::lists::Hash;
use app::{App, AppError, Ctx, error::Outcome};
use documents::fonts::Role;
use domain::{assessment::Assessment, consultation::Consultation, matter::Matter, record::Record};
use store::Reader;
use uuid::Uuid;

use crate::{Kit, Order};

/// Hash of templates, fonts and program.
pub(super) fn tools(kit: &Kit) -> Hash {
    let mut text = format!("wenping paper v1 {}\n", env!("CARGO_PKG_VERSION"));
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{:?}\n{:?}", kit.templates, kit.typefaces);
    for role in Role::ALL {
        let _ = writeln!(text, "{} {:?}", role.name(), kit.fonts.family(*role));
    }
    Hash::of(text.as_bytes())
}

/// The matter that an order is about, and which of its assessments; `None` for
/// lists and reports across matters.
pub(super) fn matter_of(subject: &str) -> Option<(&str, Option<u32>)> {
    if subject.contains('/') {
        return None;
    }
    let assessment = subject.rsplit_once("-A");
    let ordinal = assessment.and_then(|(number, n)| Some((number, n.parse().ok()?)));
    Some(ordinal.map_or((subject, None), |(number, n)| (number, Some(n))))
}

/// The hash of what a file for this actor is made from, as the record stands now:
/// order, unit and role, day, tools, names, and the versions of all records that
/// the document can tell of.
pub(super) async fn inputs(app: &App, ctx: &Ctx, order: &Order, tools: &Hash) -> Outcome<Hash> {
    let mut reader = app.store().read().await?;
    let order_text =
        serde_json::to_string(order).map_err(|e| AppError::Internal(format!("order: {e}")))?;
    let mut text = format!(
        "{tools}\n{order_text}\n{} {} {}\n{}\n",
        ctx.unit(),
        ctx.role().code(),
        ctx.today,
        app.units_change(&mut reader).await?,
    );
    match matter_of(&order.subject) {
        Some((number, _)) => versions(&mut reader, number, &mut text).await?,
        // Lists and reports tell of every matter.
        None => {
            let _ = writeln!(text, "{:?}", reader.head().await?.tree);
        }
    }
    let names = app::directory::names(&mut reader).await?;
    let names: std::collections::BTreeMap<_, _> = names.iter().collect();
    let _ = writeln!(text, "{names:?}");
    Ok(Hash::of(text.as_bytes()))
}

/// Versions of a matter, of its assessments, consultations and grievances.
async fn versions(reader: &mut Reader, number: &str, text: &mut String) -> Outcome<()> {
    let row = reader.matter_by_number(number).await?.ok_or(AppError::NotFound)?;
    let matter = reader.load::<Matter>(row.id).await?.ok_or(AppError::NotFound)?;
    let _ = writeln!(text, "{} {} {}", Matter::KIND, matter.id, matter.version);
    let ids: Vec<Uuid> = matter.state.assessments.iter().map(|a| a.id.uuid()).collect();
    for one in reader.load_many::<Assessment>(&ids).await? {
        let _ = writeln!(text, "{} {} {}", Assessment::KIND, one.id, one.version);
    }
    let asked: Vec<Uuid> =
        reader.consultations_of(row.id).await?.into_iter().map(|found| found.row.id).collect();
    for one in reader.load_many::<Consultation>(&asked).await? {
        let _ = writeln!(text, "{} {} {}", Consultation::KIND, one.id, one.version);
    }
    for one in reader.grievances_of(row.id).await? {
        let _ = writeln!(text, "{one:?}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::matter_of;

    #[test]
    fn a_subject_names_a_matter_one_of_its_assessments_or_neither() {
        assert_eq!(matter_of("LN-CY-2016-00412"), Some(("LN-CY-2016-00412", None)));
        assert_eq!(matter_of("LN-CY-2016-00412-A2"), Some(("LN-CY-2016-00412", Some(2))));
        assert_eq!(matter_of("LN-AB-2016-00412"), Some(("LN-AB-2016-00412", None)));
        assert_eq!(matter_of("211300/2016"), None);
    }
}
