//! What holds for topics of free text.

#![cfg(test)]

use std::collections::BTreeSet;

use opinion::topics::{
    Order, Warning, exact_duplicates, fold, issues, key_terms, near_duplicates, topics,
};
use proptest::prelude::*;
use serde_json::json;

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

/// Three issues of four phrases each, two phrases of one issue in a comment.
fn planted() -> (Vec<String>, Vec<usize>) {
    let phrases = [
        ["物业费涨得太快", "电梯坏了没人修", "楼道堆满杂物", "维修基金去向不明"],
        ["化工厂排废气刺鼻", "河水变黑鱼死了", "粉煤灰到处飘", "养猪场臭味熏人"],
        ["养老院床位不够", "老年食堂离得远", "高龄津贴发放拖延", "活动中心没有暖气"],
    ];
    let ends = ["，请尽快答复。", "，谢谢！", "。", "，希望领导重视。"];
    let mut comments = Vec::new();
    let mut truth = Vec::new();
    for round in 0..24_usize {
        for (issue, own) in phrases.iter().enumerate() {
            let (a, b) = (round % 4, (round / 4 + round + 1) % 4);
            comments.push(format!("{}，{}{}", own[a], own[b], ends[(round + issue) % 4]));
            truth.push(issue);
        }
    }
    (comments, truth)
}

fn same_partition(a: &[Option<usize>], b: &[usize]) -> bool {
    let pairs: BTreeSet<_> = a.iter().zip(b).collect();
    let left: BTreeSet<_> = a.iter().collect();
    pairs.len() == left.len() && left.len() == b.iter().collect::<BTreeSet<_>>().len()
}

#[test]
fn planted_issues_are_found_in_any_order_of_comments() {
    let (comments, truth) = planted();
    let order = Order { issues: Some(3), stop_words: None };
    for by in [0, 17, 50] {
        let (mut comments, mut truth) = (comments.clone(), truth.clone());
        comments.rotate_left(by);
        truth.rotate_left(by);
        let (found, warnings) = topics(&comments, &order).unwrap();
        assert!(warnings.is_empty());
        assert!(same_partition(&found.labels, &truth), "turned by {by}");
    }
}

#[test]
fn issues_come_with_sentences_and_terms_of_their_own() {
    let (comments, truth) = planted();
    let order = Order { issues: Some(3), stop_words: None };
    let (found, _) = topics(&comments, &order).unwrap();
    for issue in &found.issues {
        assert_eq!((issue.comments, issue.typical.len()), (24, 3));
        let own = truth[issue.typical[0]];
        assert!(issue.typical.iter().all(|place| truth[*place] == own));
        assert!(!issue.terms.is_empty() && !issue.terms.contains(&"谢谢".to_owned()));
    }
}

#[test]
fn both_scripts_are_one() {
    let both = texts(&["徵地補償標準太低！", "征地补偿标准太低"]);
    assert_eq!(fold(&both[0]), fold(&both[1]));
    assert_eq!(near_duplicates(&both).unwrap(), [[0, 1]]);
    assert_eq!(exact_duplicates(&both), 0);
    assert_eq!(issues(&both).unwrap(), 1);
    assert_eq!(key_terms(&both[..1], 3).unwrap(), key_terms(&both[1..], 3).unwrap());
}

#[test]
fn near_duplicates_need_four_fifths_in_common() {
    let comments = texts(&[
        "关于学校合并以后孩子上学路太远的问题请尽快答复",
        "关于学校合并以后孩子上学路太远的问题，请尽快答复！",
        "关于学校合并以后孩子上学路太远的问题请赶快答复",
        "垃圾焚烧气味难闻",
        "。。。",
        "！",
    ]);
    assert_eq!(near_duplicates(&comments).unwrap(), [[0, 1, 2]]);
}

#[test]
fn numbers_of_issues_of_small_sets() {
    let cases: [(&[&str], usize); 6] = [
        (&[], 0),
        (&["  ", "？？", "…"], 0),
        (&["同意"], 1),
        (&["同意", "同意！", "同 意"], 1),
        (&["补偿标准太低", "垃圾焚烧气味难闻"], 2),
        (&["补偿标准太低", "补偿标准太低了，谢谢", "垃圾焚烧气味难闻", "焚烧垃圾的气味难闻"], 2),
    ];
    for (set, wanted) in cases {
        assert_eq!(issues(&texts(set)).unwrap(), wanted, "{set:?}");
    }
}

#[test]
fn nothing_said_is_no_issue() {
    let (found, warnings) = topics(&texts(&["。", " ", "谢谢"]), &Order::default()).unwrap();
    assert!(found.issues.is_empty() && found.labels == [None, None, None]);
    assert_eq!(warnings, [Warning::NoText]);
}

#[test]
fn refusals_name_the_field() {
    let long = "长".repeat(5_001);
    let cases = [
        (json!([]), ""),
        (json!({}), "comments"),
        (json!({"comments": [], "sets": []}), ""),
        (json!({"comments": "text"}), "comments"),
        (json!({"comments": ["a", 1]}), "comments[1]"),
        (json!({"comments": ["a", long]}), "comments[1]"),
        (json!({"comments": ["a"], "K": 0}), "K"),
        (json!({"comments": ["a"], "K": 1e9}), "K"),
        (json!({"comments": ["a"], "K": 101}), "K"),
        (json!({"comments": ["a"], "stopwords": [null]}), "stopwords[0]"),
        (json!({"sets": [["a"], 3]}), "sets[1]"),
        (json!({"sets": [[{}]]}), "sets[0][0]"),
    ];
    let much = json!({"comments": vec!["长".repeat(4_001); 1_000]});
    let many = json!({"comments": vec!["长"; 50_001]});
    let sets = json!({"sets": vec![vec!["长".repeat(4_001); 500]; 2]});
    let huge = [(much, "comments"), (many, "comments"), (sets, "sets[1]")];
    for (input, named) in cases.into_iter().chain(huge) {
        let input = &input;
        assert_eq!(opinion::calc::comments_json(input).unwrap_err().field, named);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_makes_it_fail(
        comments in prop::collection::vec("[\\PC\u{4e00}-\u{4e20}，。a-c ]{0,12}", 0..40),
        k in prop::option::of(1..8_usize),
    ) {
        let order = Order { issues: k, stop_words: None };
        let (found, _) = topics(&comments, &order).unwrap();
        prop_assert_eq!(found.labels.len(), comments.len());
        let most = found.issues.len();
        prop_assert!(found.labels.iter().flatten().all(|label| *label < most));
        prop_assert!(k.is_none_or(|k| most <= k));
        let counted: usize = found.issues.iter().map(|issue| issue.comments).sum();
        prop_assert_eq!(counted, found.labels.iter().flatten().count());
        let said = comments.iter().filter(|comment| !fold(comment).is_empty()).count();
        prop_assert!(issues(&comments).unwrap() <= said);
        for group in near_duplicates(&comments).unwrap() {
            prop_assert!(group.len() > 1);
        }
    }

    #[test]
    fn the_order_of_comments_makes_no_difference(
        picked in prop::collection::vec(0..SAID.len(), 0..60),
        by in 0..60_usize,
        k in prop::option::of(1..6_usize),
    ) {
        let comments: Vec<String> = picked.iter().map(|at| SAID[*at].to_owned()).collect();
        let order = Order { issues: k, stop_words: None };
        let mut turned = comments.clone();
        turned.rotate_left(by.min(comments.len()));
        turned.reverse();
        let (here, there) = (topics(&comments, &order).unwrap().0, topics(&turned, &order).unwrap().0);
        let n = comments.len();
        let place = |at: usize| n - 1 - (at + n - by.min(n)) % n;
        let pairs: BTreeSet<_> =
            here.labels.iter().enumerate().map(|(at, label)| (*label, there.labels[place(at)])).collect();
        let (left, right): (BTreeSet<_>, BTreeSet<_>) = pairs.iter().copied().unzip();
        prop_assert!(pairs.len() == left.len() && pairs.len() == right.len());
        prop_assert_eq!(issues(&comments).unwrap(), issues(&turned).unwrap());
        let mut moved: Vec<Vec<usize>> = near_duplicates(&comments).unwrap();
        for group in &mut moved {
            group.iter_mut().for_each(|at| *at = place(*at));
            group.sort_unstable();
        }
        moved.sort_unstable();
        prop_assert_eq!(moved, near_duplicates(&turned).unwrap());
        prop_assert_eq!(exact_duplicates(&comments), exact_duplicates(&turned));
    }

    #[test]
    fn script_makes_no_difference_to_what_is_nearly_the_same(
        picked in prop::collection::vec((0..SCRIPTS.len(), any::<bool>()), 0..30),
    ) {
        let of = |simple: &dyn Fn(bool) -> bool| -> Vec<String> {
            let text = |(at, own): &(usize, bool)| {
                let (traditional, simplified) = SCRIPTS[*at];
                (if simple(*own) { simplified } else { traditional }).to_owned()
            };
            picked.iter().map(text).collect()
        };
        let (traditional, simplified, mixed) = (of(&|_| false), of(&|_| true), of(&|own| own));
        let wanted = near_duplicates(&simplified).unwrap();
        prop_assert_eq!(&near_duplicates(&traditional).unwrap(), &wanted);
        prop_assert_eq!(&near_duplicates(&mixed).unwrap(), &wanted);
        prop_assert_eq!(issues(&mixed).unwrap(), issues(&simplified).unwrap());
    }

    #[test]
    fn near_duplicates_are_those_that_a_comparison_of_all_finds(
        comments in prop::collection::vec("[一二三]{0,9}", 0..25),
    ) {
        prop_assert_eq!(near_duplicates(&comments).unwrap(), compared(&comments));
    }
}

/// Sentences of which sets are made: near to one another, and far.
const SAID: [&str; 16] = [
    "补偿标准太低",
    "補償標準太低！",
    "补偿标准太低了，谢谢",
    "补偿款什么时候到账",
    "垃圾焚烧气味难闻",
    "焚烧垃圾的气味难闻",
    "担心二噁英污染，垃圾焚烧气味难闻",
    "noise at night",
    "夜里施工噪音太大",
    "夜里施工噪声很大，孩子睡不着",
    "学校合并以后上学路太远",
    "校车什么时候开通",
    "同意",
    "。。。",
    "谢谢",
    "停车位被占，上学路太远",
];

/// Sentences in both scripts.
const SCRIPTS: [(&str, &str); 7] = [
    ("請盡快答覆補償標準的問題", "请尽快答复补偿标准的问题"),
    ("請盡快答覆補償標準問題", "请尽快答复补偿标准问题"),
    ("醫療費用報銷比例過低", "医疗费用报销比例过低"),
    ("臺風過後河堤還沒有修復", "台风过后河堤还没有修复"),
    ("颱風過後河堤還沒有修復！", "台风过后河堤还没有修复！"),
    ("頭髮廠排放廢氣", "头发厂排放废气"),
    ("這裡的乾燥空氣與灰塵", "这里的干燥空气与灰尘"),
];

/// Near duplicates by comparison of all with all.
fn compared(comments: &[String]) -> Vec<Vec<usize>> {
    let pairs = |text: &String| -> BTreeSet<(char, char)> {
        let letters: Vec<char> = format!("^{}$", fold(text)).chars().collect();
        letters.windows(2).map(|two| (two[0], two[1])).collect()
    };
    let near = |a: usize, b: usize| {
        let (a, b) = (pairs(&comments[a]), pairs(&comments[b]));
        5 * a.intersection(&b).count() >= 4 * a.union(&b).count()
    };
    let mut open: Vec<usize> = (0..comments.len()).filter(|at| !comments[*at].is_empty()).collect();
    let mut groups = Vec::new();
    while let Some(first) = open.first().copied() {
        let mut group = vec![first];
        open.remove(0);
        let mut next = 0;
        while let Some(at) = group.get(next).copied() {
            let found: Vec<usize> = open.iter().copied().filter(|other| near(at, *other)).collect();
            open.retain(|other| !found.contains(other));
            group.extend(found);
            next += 1;
        }
        group.sort_unstable();
        groups.push(group);
    }
    groups.retain(|group| group.len() > 1);
    groups
}
