//! Versions beside each other.

#![cfg(test)]

use documents::compare::{Change, PieceKind, numbers, texts};
use documents::model::Language;
use serde_json::json;

/// Removed words in [-…-], added ones in {+…+}.
fn shown(before: &str, after: &str) -> String {
    let mut out = String::new();
    for piece in texts(before, after) {
        match piece.kind {
            PieceKind::Same => out.push_str(&piece.text),
            PieceKind::Added => out.push_str(&format!("{{+{}+}}", piece.text)),
            PieceKind::Removed => out.push_str(&format!("[-{}-]", piece.text)),
        }
    }
    out
}

/// The pieces of either side joined are the text.
fn whole(before: &str, after: &str) {
    let pieces = texts(before, after);
    let side = |other: PieceKind| {
        let parts = pieces.iter().filter(|piece| piece.kind != other);
        parts.map(|piece| piece.text.as_str()).collect::<String>()
    };
    assert_eq!(side(PieceKind::Added), before);
    assert_eq!(side(PieceKind::Removed), after);
    assert!(pieces.windows(2).all(|pair| pair[0].kind != pair[1].kind), "{pieces:?}");
}

#[test]
fn words_are_compared() {
    let check = |before: &str, after: &str, expected: &str| {
        assert_eq!(shown(before, after), expected);
        whole(before, after);
    };
    check("", "", "");
    check("一样。", "一样。", "一样。");
    check("", "新写的。", "{+新写的。+}");
    check("支持率为54.2%。", "支持率为56.1%。", "支持率为[-54.2%-]{+56.1%+}。");
    check("共2,163户，6100人", "共2,165户，6100人", "共[-2,163-]{+2,165+}户，6100人");
    check("公开监测数据", "每月公开监测数据", "{+每月+}公开监测数据");
    check("由区政府负责", "由市政府办负责", "由[-区-]{+市+}政府{+办+}负责");
    check("甲的乙", "丙的丁", "[-甲的乙-]{+丙的丁+}");
    check("a b c", "a c", "a [-b -]c");
    check("The index is 0.31.", "The index is 0.35.", "The index is [-0.31-]{+0.35+}.");
    check(
        "![现场](3f9a2b7c11de.png \"现场\")",
        "![现场](3f9a0b7c11de.png \"现场\")",
        "![现场]([-3f9a2b7c11de.png-]{+3f9a0b7c11de.png+} \"现场\")",
    );
    check("甲。乙。丙。", "甲。丁。丙。", "甲。[-乙-]{+丁+}。丙。");
    check("甲。\n乙。\n", "乙。\n甲。\n", "[-甲。\n-]乙。\n{+甲。\n+}");
}

#[test]
fn long_texts_are_compared_in_bounded_time() {
    let text = |word: &str| (0..60_000).map(|n| format!("{word}{n} ")).collect::<String>();
    whole(&text("a"), &text("b"));
    let text = |word: &str| (0..20_000).map(|n| format!("{word}{n}。")).collect::<String>();
    whole(&text("甲"), &text("乙"));
    // The same sentence many times, which nothing holds together.
    whole(&"公开结果。".repeat(30_000), &"公开结果。".repeat(29_000));
}

fn change(path: &str, before: Option<&str>, after: Option<&str>) -> Change {
    Change { path: path.into(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

#[test]
fn values_are_compared_leaf_by_leaf() {
    let before = json!({
        "date": "2016-08-01",
        "survey": { "valid": 12_847, "support": 0.542 },
        "rating": { "after": null, "factors": [
            { "code": "F1", "r": 0.68 }, { "code": "F2", "r": 0.3 },
        ] },
        "steps": [{ "text": "a" }, { "text": "b" }],
        "chapters": { "overview": "old" },
    });
    let after = json!({
        "date": "2016-08-30",
        "survey": { "valid": 12_847, "support": 0.5612 },
        "rating": { "after": { "index": 0.3065, "level": "low" }, "factors": [
            { "code": "F3", "r": 0.1 }, { "code": "F1", "r": 0.7 },
        ] },
        "steps": [{ "text": "a" }, { "text": "c" }, { "text": "d" }],
        "chapters": { "overview": "new" },
    });
    let found = numbers(&before, &after, Language::Zh);
    let expected = [
        change("date", Some("2016年8月1日"), Some("2016年8月30日")),
        change("rating.after.index", None, Some("0.31")),
        change("rating.after.level", None, Some("低风险")),
        change("rating.factors[F3].code", None, Some("F3")),
        change("rating.factors[F3].r", None, Some("0.10")),
        change("rating.factors[F1].r", Some("0.68"), Some("0.70")),
        change("rating.factors[F2].code", Some("F2"), None),
        change("rating.factors[F2].r", Some("0.30"), None),
        change("steps[2].text", Some("b"), Some("c")),
        change("steps[3].text", None, Some("d")),
        change("survey.support", Some("54.2%"), Some("56.1%")),
    ];
    assert_eq!(found, expected);
    assert!(numbers(&after, &after, Language::Zh).is_empty());
}

#[test]
fn entries_that_share_a_name_are_compared_by_place() {
    let before = json!({ "list": [{ "name": "a", "n": 1 }, { "name": "a", "n": 2 }] });
    let after = json!({ "list": [{ "name": "a", "n": 1 }, { "name": "a", "n": 3 }] });
    let found = numbers(&before, &after, Language::En);
    assert_eq!(found, [change("list[2].n", Some("2"), Some("3"))]);
}
