//! Typed numbers against the data: what is told, and what is passed over.

#![cfg(test)]

use documents::check::{Flag, FlagKind, chapter};
use documents::context;
use documents::model::{Kind, Language};
use serde_json::Value;

fn values(language: Language) -> Value {
    context::sample(Kind::AssessmentReport, language).unwrap().values().unwrap()
}

/// `typed path` for a value that should be live, `typed path=shown` for one that differs.
fn shown(flag: &Flag) -> String {
    match flag.kind {
        FlagKind::NotLive => format!("{} {}", flag.typed, flag.field),
        FlagKind::Differs => format!("{} {}={}", flag.typed, flag.field, flag.shown),
    }
}

fn check_all(language: Language, cases: &[(&str, &[&str])]) {
    let values = values(language);
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let found: Vec<String> = chapter(text, &values, language).iter().map(shown).collect();
        if found != *expected {
            wrong.push(format!("{text}\n  found    {found:?}\n  expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_of_chinese_chapters() {
    check_all(
        Language::Zh,
        &[
            ("支持率为54%。", &["54% survey.support"]),
            ("支持率为54.0％。", &["54.0％ survey.support"]),
            ("支持率为５４％。", &["５４％ survey.support"]),
            ("支持率达百分之五十四。", &["百分之五十四 survey.support"]),
            ("支持率为61%。", &["61% survey.support=54.0%"]),
            ("百分之六十二的受访者支持项目建设。", &["百分之六十二 survey.support=54.0%"]),
            (
                "54%的受访者支持，24%有条件支持。",
                &["54% survey.support", "24% survey.questions[0].answers[1].share"],
            ),
            ("区间为51.1%至56.8%。", &["51.1% survey.support_low", "56.8% survey.support_high"]),
            (
                "发放问卷900份，收回868份，有效问卷847份。",
                &["900份 survey.issued", "868份 survey.returned", "847份 survey.valid"],
            ),
            (
                "发放问卷1000份，收回870份，有效问卷850份。",
                &[
                    "1000份 survey.issued=900",
                    "870份 survey.returned=868",
                    "850份 survey.valid=847",
                ],
            ),
            ("有效问卷{{ survey.valid|number }}份，支持率{{ survey.support|percent }}。", &[]),
            (
                "影响范围内共2,163户、约6100人。",
                &["2,163户 matter.households", "6100人 matter.people"],
            ),
            (
                "影响范围内共2165户、约6000人。",
                &["2165户 matter.households=2163", "6000人 matter.people=6100"],
            ),
            ("受影响的居民约0.61万人。", &["0.61万人 matter.people"]),
            ("召开座谈会4场。", &["4场 survey.talks"]),
            ("召开座谈会5场。", &["5场 survey.talks=4"]),
            ("共识别主要风险因素9项。", &["9项 rating.factors=8"]),
        ],
    );
}

#[test]
fn indices_of_chinese_chapters() {
    check_all(
        Language::Zh,
        &[
            ("措施后综合风险指数为0.31。", &["0.31 rating.after.index"]),
            ("落实措施后综合风险指数为0.28。", &["0.28 rating.after.index=0.31"]),
            (
                "综合风险指数由0.546降为0.306。",
                &["0.546 rating.before.index", "0.306 rating.after.index"],
            ),
            (
                "综合风险指数由0.60降至0.31。",
                &["0.60 rating.before.index=0.55", "0.31 rating.after.index"],
            ),
            (
                "措施前 T = 0.55（区间0.43至0.66）。",
                &["0.55 rating.before.index", "0.43 rating.before.low", "0.66 rating.before.high"],
            ),
            (
                "异味与臭气扰民措施前R为0.68，措施后R为0.40。",
                &["0.68 rating.factors[0].r", "0.40 rating.factors[0].r_after=0.34"],
            ),
            ("第一行。\n\n支持率为61%。", &["61% survey.support=54.0%"]),
            ("| 支持率 | 61% |\n", &["61% survey.support=54.0%"]),
        ],
    );
}

#[test]
fn numbers_that_are_no_values_of_the_record() {
    check_all(
        Language::Zh,
        &[
            ("2016年11月18日，按照国令713号第15条办理。", &[]),
            ("根据发改办投资〔2013〕428号，制定本方案。", &[]),
            ("1. 公开监测数据\n2. 每季度检测\n", &[]),
            ("（1）支持项目；（2）公开结果。", &[]),
            ("项目边界外500米范围内，最近的住宅楼距厂界86米。", &[]),
            ("类似项目的支持率为72%。", &[]),
            ("支持率应当不低于60%。", &[]),
            ("置信水平为90%，区间按90%置信区间计算。", &[]),
            ("建成后绿化率为35%，回收率96%。", &[]),
            ("不支持的占18.1%。", &["18.1% survey.questions[0].answers[2].share"]),
            ("200人以上聚集的，启动一级响应，影响范围内20人以上。", &[]),
            ("总投资2,860万元，占地6,200平方米，工期9个月。", &[]),
            ("指数低于0.36的为低风险，高于0.64的为高风险。", &[]),
            ("权重为0.2，概率为0.8，影响为0.85，0.8 × 0.85 = 0.68。", &[]),
            ("支持率比初测上升了6.3个百分点。", &[]),
            ("在支持的居民中，60%要求公开监测数据。", &[]),
            ("选址涉及征收房屋12户，安置46人。", &[]),
            ("影响范围内社区工作者12人，小学生420人。", &[]),
            ("服务范围为双塔区中部约11万人，影响范围内有小学1所。", &[]),
            ("事项编号CY-2016-0412，措施M1对应因素F1。", &[]),
            ("8:30至11:30接待，2016-07-11至2016-07-24入户。", &[]),
        ],
    );
}

const PROSE: &str = "
# （一）项目背景

龙泉路现有的露天垃圾收集点建于1998年，日收集量已超过设计能力150吨，夏季异味突出。2015年区人民代表大会
代表曾提出关于改造的建议，区政府将其列入2016年民生实事，总投资2860万元，建设期9个月。服务范围为双塔区
中部约11万人，影响范围内有小学1所、社区卫生服务站2处，最近的住宅楼距厂界**86米**。

选址共比较了3个地点，垂直距离分别为86米、410米和65米。运输车辆每天往返30次，早晚高峰禁行2小时。

| 地点 | 与最近住宅的距离（米） | 新增用地（平方米） | 年运输费用（万元） |
|---|---:|---:|---:|
| 龙泉路北侧 | 86 | 0 | 212 |
| 东郊苗圃 | 410 | 6,800 | 338 |

1. 依据《重大行政决策程序暂行条例》（国令第713号）第22条；
2. 按发改投资〔2012〕2492号第四条，风险等级分为三级；
3. 除臭设施去除效率不低于95%，厂界臭气浓度不超过20；
4. 信息员12人分4组走访，每户不少于15分钟，电话12345全天受理。

项目公示期为10个工作日，公示期间接到来电14次、来信3封，均在24小时内答复。评估小组由7名专家和5个部门
组成，其中高级职称占71%。应急队伍60人，物资储备点2个，演练每半年1次。
";

const ENGLISH: &str = "
# Background

The open collecting place at Longquan Road dates from 1998 and takes more than the 150 tonnes it
was built for. In 2015 members of the District People's Congress asked for a change, and in 2016
it became one of ten public works, with 28.6 million yuan and 9 months to build. Some 110,000
people are served; within 500 m of the site there are 1 school and 2 health stations, and the
nearest home stands 86 m away.

Three sites were compared, at 86, 410 and 65 m. Lorries drive 30 times a day, with a ban of 2
hours at the peaks. By Article 22 of Decree 713 and No. 2492 of 2012, clause 4, there are 3 levels.

1. Deodorisation takes out at least 95% of the smell;
2. 12 informants in 4 groups spent 15 minutes at each door;
3. 14 calls and 3 letters came in 10 working days and were answered within 24 hours.

Of the 7 experts 71% hold senior posts. The response team has 60 people and 2 stores.
";

#[test]
fn a_page_of_prose_gives_no_alarm() {
    for text in [PROSE, ENGLISH] {
        for language in Language::ALL {
            let found: Vec<String> =
                chapter(text, &values(*language), *language).iter().map(shown).collect();
            assert!(found.is_empty(), "{found:?}");
        }
    }
}

#[test]
fn numbers_of_english_chapters() {
    check_all(
        Language::En,
        &[
            ("Support is 54%.", &["54% survey.support"]),
            ("About 61 percent are in favour.", &["61 percent survey.support=54.0%"]),
            (
                "Of 900 sheets given out, 868 were returned and 847 are valid.",
                &["900 sheets survey.issued", "868 survey.returned", "847 survey.valid"],
            ),
            ("There were 850 valid answers.", &["850 valid answers survey.valid=847"]),
            (
                "It affects 2,163 households and 6,100 people.",
                &["2,163 households matter.households", "6,100 people matter.people"],
            ),
            (
                "The affected area holds 2,000 households.",
                &["2,000 households matter.households=2,163"],
            ),
            ("Five talks were held, or rather 6 talks.", &["6 talks survey.talks=4"]),
            ("After measures the index is 0.31.", &["0.31 rating.after.index"]),
            ("After measures the index is 0.25.", &["0.25 rating.after.index=0.31"]),
            (
                "The index falls from 0.546 to 0.306.",
                &["0.546 rating.before.index", "0.306 rating.after.index"],
            ),
            ("The initial index T = 0.60.", &["0.60 rating.before.index=0.55"]),
            ("Index {{ rating.after.index|index }}, valid {{ survey.valid }}.", &[]),
            ("By Article 15 of Decree 713 of 2019, within 500 metres of the site.", &[]),
            ("A similar project had support of 72%.", &[]),
            ("At least 60% support is wanted.", &[]),
            ("The response rate was 96%.", &[]),
            ("The limits are 0.36 and 0.64; its weight is 0.2.", &[]),
        ],
    );
}

#[test]
fn digits_of_a_picture_are_no_numbers() {
    let line = "![现场](847120540900.png \"现场\")";
    check_all(
        Language::Zh,
        &[
            (line, &[]),
            (&format!("有效问卷847份。\n\n{line}\n"), &["847份 survey.valid"]),
            (&format!("支持率为\n\n{line}\n\n见图。"), &[]),
            ("![有效问卷850份](847120540900.png)", &["850份 survey.valid=847"]),
        ],
    );
    let text = format!("一\n\n{line}\n\n支持率为61%。");
    let flags = chapter(&text, &values(Language::Zh), Language::Zh);
    assert_eq!(flags.iter().map(|flag| flag.line).collect::<Vec<_>>(), [5]);
}

#[test]
fn the_line_is_told() {
    let text = "a\n\nb 2016年\n支持率为61%，\n有效问卷850份。\n";
    let lines: Vec<usize> =
        chapter(text, &values(Language::Zh), Language::Zh).iter().map(|flag| flag.line).collect();
    assert_eq!(lines, [4, 5]);
}

#[test]
fn a_record_without_data_gives_no_flags() {
    let empty = serde_json::json!({ "survey": null, "rating": { "after": null } });
    assert!(chapter("支持率为61%，指数0.31，有效问卷850份。", &empty, Language::Zh).is_empty());
}

#[test]
fn long_texts_end() {
    let values = values(Language::Zh);
    for part in ["有效支持率影响", "支持54%", "有效900份", "指数0.31", "{{", "0", "T 0.3 "]
    {
        chapter(&part.repeat(200_000 / part.len()), &values, Language::Zh);
    }
}
