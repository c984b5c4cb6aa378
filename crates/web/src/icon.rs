//! Icons: Tabler outlines (MIT), drawn into the page by the server.

use crate::assets::ICONS;
use crate::ui::Markup;

/// The icon as decoration beside words; screen readers skip it. The name must
/// stand in `assets/icons.txt` (a test checks every literal); an unknown one
/// draws nothing.
#[must_use]
pub fn icon(name: &str) -> Markup {
    Markup::trusted(format!(
        "<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{}</svg>",
        drawing(name)
    ))
}

/// Whether the icon is embedded.
#[must_use]
pub fn exists(name: &str) -> bool {
    ICONS.binary_search_by_key(&name, |(known, _)| known).is_ok()
}

fn drawing(name: &str) -> &'static str {
    ICONS
        .binary_search_by_key(&name, |(known, _)| known)
        .ok()
        .and_then(|at| ICONS.get(at))
        .map_or("", |(_, svg)| svg)
}
