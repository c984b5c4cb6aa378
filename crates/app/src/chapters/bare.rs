//! Pictures without what a camera or a program wrote beside the dots: places,
//! times, names of devices and of people. A report shows what is to be seen.

/// First bytes of a PNG.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Parts of a PNG that hold words, times and what cameras write.
const TOLD: [&[u8; 4]; 5] = [b"tEXt", b"zTXt", b"iTXt", b"tIME", b"eXIf"];

/// A PNG or JPEG without such parts; none where its parts cannot be told apart.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(PNG) { png(bytes) } else { jpeg(bytes) }
}

/// Parts of a PNG are a length, a name, the content and a check sum.
fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.get(..PNG.len())?.to_vec();
    let mut rest = bytes.get(PNG.len()..)?;
    while !rest.is_empty() {
        let (length, name) = (rest.first_chunk::<4>()?, rest.get(4..8)?);
        let content = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (part, after) = rest.split_at_checked(content.checked_add(12)?)?;
        if !TOLD.iter().any(|told| told.as_slice() == name) {
            kept.extend_from_slice(part);
        }
        if name == b"IEND" {
            // Whatever follows the end is no part of the picture.
            return Some(kept);
        }
        rest = after;
    }
    None
}

/// Segments of a JPEG up to its dots: a mark, a length that counts itself, content.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut kept = bytes.strip_prefix(b"\xff\xd8").map(|_| vec![0xff, 0xd8])?;
    let mut rest = bytes.get(2..)?;
    loop {
        let (&[0xff, mark], after) = rest.split_first_chunk::<2>()? else { return None };
        if mark == 0xff {
            // Bytes may be filled up before a mark.
            rest = rest.get(1..)?;
            continue;
        }
        if mark == 0xda {
            kept.extend_from_slice(rest);
            return Some(kept);
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let (segment, next) = rest.split_at_checked(length.checked_add(2)?)?;
        if shows(mark, segment.get(4..)?) {
            kept.extend_from_slice(segment);
        }
        rest = next;
    }
}

/// Whether a segment says how the dots are shown: all but comments and the parts
/// of applications, of which the frame, the colours and the transform are needed.
fn shows(mark: u8, content: &[u8]) -> bool {
    match mark {
        0xe0 | 0xee => true,
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    fn part(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length, name.as_slice(), content, &[1, 2, 3, 4]].concat()
    }

    fn segment(mark: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        [&[0xff, mark], length.as_slice(), content].concat()
    }

    #[test]
    fn what_a_camera_wrote_is_gone_and_the_dots_stay() {
        let exif = segment(0xe1, b"Exif\0\0GPS 41.57 N 120.45 E");
        let (frame, profile) = (segment(0xe0, b"JFIF\0"), segment(0xe2, b"ICC_PROFILE\0x"));
        let (words, table) = (segment(0xfe, b"a telephone"), segment(0xdb, b"\0\xff"));
        let dots = [&segment(0xda, b"\x01"), b"\x00\xff\x00dots\xff\xd9".as_slice()].concat();
        let begin = b"\xff\xd8".to_vec();
        let whole = [&begin, &frame, &exif, &profile, &words, &table, &dots].map(Vec::as_slice);
        let left = [&begin, &frame, &profile, &table, &dots].map(Vec::as_slice);
        assert_eq!(bare(&whole.concat()), Some(left.concat()));
        assert_eq!(bare(&left.concat()), Some(left.concat()), "nothing to take away");
        let begin = b"\x89PNG\r\n\x1a\n".to_vec();
        let (head, dots, end) = (part(b"IHDR", b"12"), part(b"IDAT", b"x"), part(b"IEND", b""));
        let told = [part(b"tEXt", b"Author"), part(b"eXIf", b"GPS"), part(b"tIME", b"1")].concat();
        let more = b"more".to_vec();
        let whole = [&begin, &head, &told, &dots, &end, &more].map(Vec::as_slice);
        let left = [&begin, &head, &dots, &end].map(Vec::as_slice);
        assert_eq!(bare(&whole.concat()), Some(left.concat()));
    }

    #[test]
    fn what_has_no_parts_is_no_picture() {
        let broken: [&[u8]; 7] = [
            b"",
            b"GIF89a",
            b"\xff\xd8",
            b"\xff\xd8\xff\xe1\xff\xff",
            b"\xff\xd8\x00\x00",
            b"\x89PNG\r\n\x1a\n",
            b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIDAT",
        ];
        for bytes in broken {
            assert_eq!(bare(bytes), None, "{bytes:?}");
        }
    }
}
