//! Names of places, units and matters are Chinese on an English page too. Marked
//! as such, a screen reader reads them in the right voice and a browser takes the
//! right font and line breaks (WCAG 3.1.2). It is done once for the whole page, so
//! that no template can forget it.

/// Elements whose text holds no further elements, and drawings.
const CLOSED: &[&str] = &["title", "option", "textarea", "script", "style", "svg"];

/// An English page with every run of Chinese in its text marked; any other page as
/// it is.
pub(crate) fn marked(html: String) -> String {
    let head = html.get(..200).unwrap_or(&html);
    if !head.contains("<html lang=\"en\"") || !html.chars().any(is_sign) {
        return html;
    }
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html.as_str();
    // Whether the element around the text says its language itself.
    let mut told = false;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        push(&mut out, text, told);
        let end = tag.find('>').map_or(tag.len(), |at| at + 1);
        let end = closed(tag).and_then(|name| until(tag, name)).unwrap_or(end);
        let (tag, behind) = tag.split_at(end);
        out.push_str(tag);
        told = tag.contains(" lang=");
        rest = behind;
    }
    push(&mut out, rest, told);
    out
}

/// The element of a tag whose content is left alone.
fn closed(tag: &str) -> Option<&'static str> {
    let name = tag.get(1..)?;
    let ends = |rest: &str| rest.starts_with([' ', '>', '\n']);
    CLOSED.iter().copied().find(|one| name.strip_prefix(one).is_some_and(ends))
}

/// The length of an element with its content.
fn until(tag: &str, name: &str) -> Option<usize> {
    let end = format!("</{name}>");
    tag.find(&end).map(|at| at + end.len())
}

fn push(out: &mut String, text: &str, told: bool) {
    if told || !text.contains(is_sign) {
        out.push_str(text);
        return;
    }
    // Rows of boxes take a text with its marks for one item.
    let bare = text.trim();
    let mixed = !bare.starts_with(is_chinese) || length(bare) < bare.len();
    if mixed {
        out.push_str("<span>");
    }
    runs(out, text);
    if mixed {
        out.push_str("</span>");
    }
}

fn runs(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find(is_chinese) {
        let (before, run) = rest.split_at(start);
        let (run, behind) = run.split_at(length(run));
        out.push_str(before);
        // Punctuation alone is in no language.
        if run.contains(is_sign) {
            out.push_str("<span lang=\"zh\">");
            out.push_str(run);
            out.push_str("</span>");
        } else {
            out.push_str(run);
        }
        rest = behind;
    }
    out.push_str(rest);
}

/// The length of a run that begins with Chinese: numbers, spaces and marks between
/// Chinese signs belong to it, words and lists of other writing do not.
fn length(run: &str) -> usize {
    let within = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | ':' | '/' | '%');
    let mut end = 0;
    for (at, c) in run.char_indices() {
        if is_chinese(c) {
            end = at + c.len_utf8();
        } else if !within(c) {
            break;
        }
    }
    end
}

/// A sign, or the punctuation that goes with signs.
fn is_chinese(c: char) -> bool {
    is_sign(c) || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}')
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::marked;

    fn check(body: &str, expected: &str) {
        let page = |body: &str| format!("<!doctype html>\n<html lang=\"en\"><p>{body}</p></html>");
        assert_eq!(marked(page(body)), page(expected));
    }

    /// `*` and `|` stand for the marks, `‹` and `›` for what holds a mixed text.
    #[test]
    fn chinese_on_an_english_page_is_marked() {
        for (text, expected) in [
            ("Chaoyang (朝阳市)", "‹Chaoyang (*朝阳市|)›"),
            ("No. 朝稳备〔2016〕412号 of 2016", "‹No. *朝稳备〔2016〕412号| of 2016›"),
            ("双塔区 and 龙城区", "‹*双塔区| and *龙城区|›"),
            ("第 3 号。", "*第 3 号。|"),
            (" 双塔区\n", " *双塔区|\n"),
            ("7 <b>未评级</b>", "7 <b>*未评级|</b>"),
        ] {
            let marks =
                [('*', "<span lang=\"zh\">"), ('|', "</span>"), ('‹', "<span>"), ('›', "</span>")];
            let marked = |all: String, (mark, tag): (char, &str)| all.replace(mark, tag);
            check(text, &marks.into_iter().fold(expected.to_owned(), marked));
        }
    }

    #[test]
    fn what_cannot_hold_a_mark_or_has_one_stays() {
        for body in [
            "<a lang=\"zh-CN\">中文</a>",
            "<option value=\"1\">朝阳市</option>",
            "<textarea name=\"t\">夜里太吵</textarea>",
            "<svg><text>朝阳市</text></svg>",
            "<input value=\"朝阳市\">",
            "plain，text",
            "",
        ] {
            check(body, body);
        }
        let chinese = "<!doctype html>\n<html lang=\"zh-CN\"><p>朝阳市</p></html>".to_owned();
        assert_eq!(marked(chinese.clone()), chinese);
        let part = "<p>朝阳市</p>".to_owned();
        assert_eq!(marked(part.clone()), part, "a part of a page stays as it is");
    }
}
