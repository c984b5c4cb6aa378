//! Text tables: encoding, delimiter, records.

use encoding_rs::GB18030;

use super::{
    fault::{FileRefusal, Limits},
    table::RawRow,
};

/// Reads the records of a text table.
pub(super) fn rows(
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Vec<RawRow>, &'static str), FileRefusal> {
    let (text, encoding) = decode(bytes)?;
    let delimiter = delimiter(&text);
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| FileRefusal::Damaged { reason: e.to_string() })?;
        if rows.len() > limits.rows + super::table::HEADER_WITHIN {
            return Err(FileRefusal::TooManyRows { limit: limits.rows });
        }
        let number = u32::try_from(rows.len()).unwrap_or(u32::MAX).saturating_add(1);
        let cells = record.iter().map(|cell| (cell.to_owned(), false)).collect();
        rows.push(RawRow { number, cells });
    }
    Ok((rows, encoding))
}

fn refuse(found: &str) -> FileRefusal {
    FileRefusal::Encoding { found: found.to_owned() }
}

/// Text of a file in UTF-8, with or without byte order mark, or GB18030, and the name of its
/// encoding.
///
/// # Errors
/// [`FileRefusal::Encoding`] for anything else.
pub fn decode(bytes: &[u8]) -> Result<(String, &'static str), FileRefusal> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        let text = str::from_utf8(rest).map_err(|_| refuse("damaged_utf_8"))?;
        return Ok((text.to_owned(), "UTF-8 BOM"));
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(refuse("utf_16"));
    }
    if bytes.contains(&0) {
        return Err(refuse("binary"));
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok((text.to_owned(), "UTF-8"));
    }
    let text = GB18030
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| refuse("unknown"))?;
    if is_likely_gb(bytes) { Ok((text.into_owned(), "GB18030")) } else { Err(refuse("unknown")) }
}

/// Most bytes decode to some character of GB18030. A real text uses mainly the
/// first level of GB 2312 (lead B0–D7, trail A1–FE) and its marks (lead A1, A3);
/// Big5, Shift-JIS and Latin-1 do not.
fn is_likely_gb(bytes: &[u8]) -> bool {
    let (mut pairs, mut common) = (0_usize, 0_usize);
    let mut rest = bytes.iter().copied();
    while let Some(lead) = rest.next() {
        if lead < 0x80 {
            continue;
        }
        let Some(trail) = rest.next() else { break };
        pairs += 1;
        let level_one = matches!(lead, 0xA1 | 0xA3 | 0xB0..=0xD7) && trail >= 0xA1;
        common += usize::from(level_one);
    }
    pairs > 0 && common * 10 >= pairs * 8
}

/// The mark that occurs most in the first line that has one.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| line.contains([',', '\t', ';'])).unwrap_or_default();
    let count = |mark: char| line.matches(mark).count();
    let marks = [(',', count(',')), ('\t', count('\t')), (';', count(';'))];
    let best = marks.iter().rev().max_by_key(|(_, n)| *n).map_or(',', |(mark, _)| *mark);
    u8::try_from(best).unwrap_or(b',')
}
