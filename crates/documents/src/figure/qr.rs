//! QR codes.

use qrcode::{Color, EcLevel, QrCode};

use super::DrawError;

/// Draws a code with its quiet zone, one unit for each module. Rows of dark modules become one
/// path, which is small and sharp at any size.
pub fn svg(text: &str) -> Result<String, DrawError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|_| DrawError::QrTooLong { bytes: text.len() })?;
    let width = code.width();
    let colours = code.to_colors();
    let mut path = String::new();
    for (y, row) in colours.chunks(width).enumerate() {
        let mut x = 0_usize;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let (left, top) = (x.saturating_add(4), y.saturating_add(4));
                let length = run.len();
                path.push_str(&format!("M{left} {top}h{length}v1h-{length}z"));
            }
            x = x.saturating_add(run.len());
        }
    }
    let side = width.saturating_add(8);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" \
         height=\"{side}\" shape-rendering=\"crispEdges\"><path d=\"{path}\" fill=\"#000000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_is_refused() {
        assert!(svg("https://wenping.example/check").unwrap().contains("<path"));
        assert_eq!(svg(&"x".repeat(5000)), Err(DrawError::QrTooLong { bytes: 5000 }));
    }
}
