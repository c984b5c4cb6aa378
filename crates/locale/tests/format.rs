//! How texts, dates and numbers come out.

use jiff::civil::date;
use locale::{Arg, L10n, Lang, Msg, format};

const ZH: L10n = L10n::new(Lang::ZhCn);
const EN: L10n = L10n::new(Lang::En);

#[test]
fn numbers() {
    let cases = [(0, "0"), (39, "39"), (605, "605"), (2246, "2,246"), (-1_234_567, "-1,234,567")];
    for (value, text) in cases {
        assert_eq!(format::number(value), text);
    }
    assert_eq!(format::number(i64::MIN), "-9,223,372,036,854,775,808");
}

#[test]
fn decimals_round_half_up() {
    let cases = [
        (3599, 2, "0.36"),
        (3600, 2, "0.36"),
        (5460, 2, "0.55"),
        (5449, 2, "0.54"),
        (10_000, 2, "1.00"),
        (5460, 3, "0.546"),
        (-50, 2, "-0.01"),
        (-49, 2, "0.00"),
        (5000, 0, "1"),
        (1234, 9, "0.1234"),
    ];
    for (value, decimals, text) in cases {
        assert_eq!(format::fixed(value, decimals), text, "{value} with {decimals}");
    }
}

#[test]
fn shares() {
    assert_eq!(format::share(39, 2246), "1.7%");
    assert_eq!(format::share(1, 2000), "0.1%");
    assert_eq!(format::share(5, 5), "100.0%");
    assert_eq!(format::share(0, 0), format::MISSING);
    assert_eq!(format::share(u64::MAX, 1), "1844674407370955161500.0%");
}

#[test]
fn dates() {
    let day = date(2016, 11, 18);
    assert_eq!(ZH.date(day), "2016-11-18");
    assert_eq!(EN.date(day), "18 Nov 2016");
    assert_eq!(ZH.date_short(day), "11 月 18 日");
    assert_eq!(ZH.date_weekday(day), "2016 年 11 月 18 日 星期五");
    assert_eq!(EN.date_weekday(day), "Friday 18 Nov 2016");
    let evening = "2016-11-17T18:05:00Z".parse().expect("instant");
    assert_eq!(ZH.date_time(evening), "2016-11-18 02:05");
    assert_eq!(EN.time(evening), "02:05");
}

#[test]
fn counts_select_the_plural_and_are_grouped() {
    assert_eq!(EN.t1("form-errors-title", "count", 1), "There is 1 problem");
    assert_eq!(EN.t1("form-errors-title", "count", 1200), "There are 1,200 problems");
    assert_eq!(ZH.t1("form-errors-title", "count", 2), "有 2 处需要修改");
}

#[test]
fn text_arguments_carry_no_isolation_marks() {
    let text = ZH.t1("errors-reference", "id", "7K3M-2P9Q");
    assert!(text.contains("7K3M-2P9Q"));
    assert!(!text.contains(['\u{2068}', '\u{2069}']));
}

#[test]
fn messages_nest_and_say_themselves_in_each_language() {
    let msg = Msg::new("field-error-too-long").with("max", 120);
    assert_eq!(ZH.say(&msg), "最多 120 个字");
    assert_eq!(EN.say(&msg), "Use 120 characters or fewer");
    let nested = Msg::new("errors-reference").with("id", Msg::new("lang-name"));
    assert!(EN.say(&nested).contains("English"));
}

#[test]
fn codes_have_words() {
    assert_eq!(ZH.code("role", "FILING_OFFICER"), "备案审核");
    assert_eq!(ZH.code("gate", "LAND_APPLICATION"), "用地报批");
    assert_eq!(ZH.code("gate", "NO_SUCH"), "⟦gate-no-such⟧");
    assert_eq!(ZH.t_args("no-such-key", &[("x", Arg::Count(1))]), "⟦no-such-key⟧");
}

#[test]
fn languages_are_read_from_tags() {
    assert_eq!(Lang::from_code("zh-Hans-CN"), Some(Lang::ZhCn));
    assert_eq!(Lang::from_code("EN_us"), Some(Lang::En));
    assert_eq!(Lang::from_code("fr"), None);
    assert_eq!(Lang::from_accept_language("fr,en;q=0.8,zh;q=0.9"), Some(Lang::En));
    assert_eq!(Lang::from_accept_language(""), None);
}
