//! Long lists of units: those near are offered at once, all others are found by a
//! part of their name. It needs no script: what is searched for is a field of the
//! form, and a form with a new search comes back with the lists narrowed.

use askama::Template;

use crate::form::{Choice, FormView, Submitted};
use crate::ui::Markup;

/// What is searched for.
const FIND: &str = "_find";
/// What the lists on the page were narrowed by.
const FOUND: &str = "_found";
/// The button.
const BUTTON: &str = "_narrow";

/// A unit to choose, and whether it is near.
#[derive(Clone)]
pub(crate) struct Offer {
    pub(crate) choice: Choice,
    pub(crate) near: bool,
}

#[derive(Template)]
#[template(path = "ui/narrow.html")]
struct Search<'a> {
    form: &'a FormView,
    find: &'a str,
}

/// Whether a form was sent to search and not to be carried out: by its button,
/// or by the enter key in the field.
pub(crate) fn asked(sent: &Submitted) -> bool {
    let values = &sent.values;
    values.has(BUTTON) || values.get(FIND).trim() != values.get(FOUND).trim()
}

/// The field to search with.
pub(crate) fn field(form: &FormView) -> Markup {
    Markup::render(&Search { form, find: form.value(FIND).trim() })
}

/// The units to choose from in a list: those near, or those found; what is
/// chosen stays.
pub(crate) fn offered(form: &FormView, name: &str, all: &[Offer]) -> Vec<Choice> {
    let chosen = form.value(name);
    let words: Vec<&str> = form.value(FIND).split_whitespace().collect();
    let wanted = |offer: &&Offer| {
        offer.choice.value == chosen
            || if words.is_empty() {
                offer.near
            } else {
                words.iter().all(|word| offer.choice.label.contains(word))
            }
    };
    all.iter().filter(wanted).map(|offer| offer.choice.clone()).collect()
}
