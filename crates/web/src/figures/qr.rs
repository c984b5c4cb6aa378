//! An address as a QR code, large enough to be read off a wall.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::ui::Markup;

/// White modules around the code that readers need.
const QUIET: usize = 4;

/// The code as SVG; nothing for an address that is longer than a code can hold.
#[must_use]
pub fn qr(address: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else {
        return Markup::default();
    };
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + QUIET, place / width + QUIET);
            // Writing to a string cannot fail.
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    let size = width + 2 * QUIET;
    Markup::trusted(format!(
        "<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" aria-hidden=\"true\" focusable=\"false\">\
         <rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::qr;

    #[test]
    fn an_address_becomes_a_code_with_its_quiet_zone() {
        let drawn = qr("https://example.org/c/ln-cy-2016-00412-a1-1").to_string();
        assert!(drawn.contains("viewBox=\"0 0 41 41\""), "{drawn}");
        assert!(drawn.contains("M4 4h1"), "the first finder pattern");
        assert!(qr(&"x".repeat(5_000)).to_string().is_empty());
    }
}
