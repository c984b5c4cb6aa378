//! The matters of the present day: few, each at another stop, under the rules
//! of today. Their days are counted back from the day on which they are played.

use domain::{
    calendar::Calendar,
    codes::{Category, Conclusion, Level, Sector},
};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};

use super::{
    play::{Script, Until},
    stories::{Story, general, halted, simple, story},
    words::{self, Topic},
};
use crate::{AppError, error::Outcome, form::FieldError};

/// The first day that can be the present day: the longest matter then begins
/// under 国令713号 and the provincial decree 346.
pub const EARLIEST: Date = date(2024, 1, 1);

const LIFTS: &Topic = &Topic {
    thing: "既有住宅加装电梯财政补贴实施办法",
    category: Category::Policy,
    sector: Sector::HousingProperty,
    content: "对既有住宅加装电梯给予定额补贴，明确申请条件、低层住户意见的听取办法和资金拨付程序。",
    scope: words::SCOPE,
    notice: words::NOTICE,
    yes: &["Q_713", "Q_LIVELIHOOD", "Q_INTEREST", "Q_PRECEDENT"],
    groups: &[("高层住户", true, 2_600), ("低层住户", true, 1_700), ("物业服务企业", false, 40)],
    opinions: &[words::NOISE, words::PRICE],
    factors: &["PB01", "PC05", "PC02", "PA02"],
    investment: 3_000,
};
const WASTE_FEE: &Topic = &Topic {
    thing: "生活垃圾处理收费标准调整方案",
    category: Category::Policy,
    sector: Sector::Price,
    content: "拟调整居民和单位生活垃圾处理收费标准，对低保和特困家庭免收。",
    scope: words::SCOPE,
    notice: words::NOTICE,
    yes: &["Q_713", "Q_LOSS", "Q_INTEREST", "Q_PRECEDENT"],
    groups: words::USERS,
    opinions: &[words::PRICE],
    factors: &["RB02", "RB01", "RA03", "RC05"],
    investment: 0,
};
const DRAINS: &Topic = &Topic {
    thing: "城区排水防涝管网改造工程",
    category: Category::Project,
    sector: Sector::Transport,
    content: "分两年改造雨污合流管网46公里，分段封路施工，沿线商户正常经营。",
    scope: words::SCOPE,
    notice: words::NOTICE,
    yes: &["Q_713", "Q_PROJECT", "Q_INTEREST", "Q_PRECEDENT"],
    groups: words::RESIDENTS,
    opinions: &[words::TRAFFIC, words::NOISE],
    factors: &["F10", "F09", "E04", "E03"],
    investment: 62_000,
};
const PARKING: &Topic = &Topic {
    thing: "主城区道路停车泊位收费调整方案",
    category: Category::Policy,
    sector: Sector::Price,
    content: "拟扩大道路停车收费范围，按区域和时段差别计价。",
    scope: words::SCOPE,
    notice: words::NOTICE,
    yes: &["Q_713", "Q_LOSS", "Q_INTEREST", "Q_PRECEDENT"],
    groups: words::VISITORS,
    opinions: &[words::PRICE, words::TRAFFIC],
    factors: &["RB02", "RB01", "RB03", "RC05"],
    investment: 0,
};
const SCHOOLS: &Topic = &Topic {
    thing: "小规模学校布局调整方案",
    category: Category::Decision,
    sector: Sector::Education,
    content: "因生源减少，拟将三所小规模学校并入中心校，开通校车，在读学生自愿选择。",
    scope: words::SCOPE,
    notice: words::NOTICE,
    yes: &["Q_713", "Q_LIVELIHOOD", "Q_INTEREST", "Q_PRECEDENT"],
    groups: words::PUPILS,
    opinions: &[words::SCHOOL],
    factors: &["LB03", "PC01", "LC02", "LC05"],
    investment: 0,
};
const CHARGING: &Topic = &Topic {
    thing: "公共停车场充电设施建设项目",
    category: Category::Project,
    sector: Sector::Energy,
    content: "在现有公共停车场内建设充电车位120个，不新增用地。",
    scope: words::SCOPE,
    notice: words::NOTICE,
    yes: &["Q_PROJECT"],
    groups: words::VISITORS,
    opinions: &[words::NOISE],
    factors: &["E04", "F10"],
    investment: 480,
};
const CANTEEN: &Topic = &Topic {
    thing: "社区老年食堂布点方案",
    category: Category::Project,
    sector: Sector::SocialSecurity,
    content: "利用社区现有用房开办老年食堂六处，自愿就餐，财政给予运营补贴。",
    scope: words::SCOPE,
    notice: words::NOTICE,
    yes: &["Q_PROJECT"],
    groups: words::VILLAGERS,
    opinions: &[],
    factors: &["F07", "F06"],
    investment: 95,
};

/// The matters, for a present day.
///
/// # Errors
/// [`AppError::Invalid`] with the field `now` when the calendars do not reach
/// the day and the half-year after it, or it lies before [`EARLIEST`].
pub(super) fn stories(calendar: &Calendar, today: Date) -> Outcome<Vec<Story>> {
    let bad = || AppError::Invalid(vec![FieldError::new("now", "range")]);
    let ahead = today.checked_add(6.months()).map_err(|_| bad())?;
    if today < EARLIEST || !calendar.years().any(|year| year == ahead.year()) {
        return Err(bad());
    }
    // The last working day that lies at least so many days back.
    let back = |days: i64| -> Outcome<Date> {
        let mut day = today.checked_sub(days.days()).map_err(|_| bad())?;
        while !calendar.is_working_day(day).map_err(|_| bad())? {
            day = day.yesterday().map_err(|_| bad())?;
        }
        Ok(day)
    };
    plan()
        .into_iter()
        .map(|(script, from, stop, until)| {
            Ok(Story { hold: Some(back(stop)?), ..story(script, back(from)?, until) })
        })
        .collect()
}

/// Script, days back of the listing, days back of the last stop, and that stop.
fn plan() -> Vec<(Script, i64, i64, Until)> {
    let desk = "211302";
    let deferred = halted(general("210200", PARKING), Level::Medium, Conclusion::Defer);
    let with = |variant: u32, script: Script| Script { variant, ..script };
    let plan = Script {
        is_plan: true,
        conclusion: Conclusion::Implement,
        ..general("210100", words::MASTER_PLAN)
    };
    vec![
        (with(1, general("211300", DRAINS)), 145, 6, Until::CheckedIn),
        (with(2, deferred), 125, 12, Until::Decided),
        (with(3, plan), 105, 9, Until::LegalityAsked),
        (with(4, general("210502", words::ROAD)), 85, 5, Until::Submitted),
        (with(6, general(desk, WASTE_FEE)), 80, 2, Until::ReviewCalled),
        (with(7, general(desk, words::RENEWAL)), 60, 2, Until::PanelOpen),
        (with(5, simple("211381", words::VILLAGE_ROAD)), 75, 8, Until::CheckedIn),
        (with(8, simple(desk, CHARGING)), 38, 3, Until::LegalityAsked),
        (with(9, general(desk, LIFTS)), 20, 4, Until::NoticeUp),
        (with(12, simple(desk, words::CLINIC)), 34, 2, Until::Reviewed),
        (with(10, simple(desk, CANTEEN)), 14, 2, Until::Proposed),
        (with(11, general(desk, SCHOOLS)), 2, 2, Until::Listed),
    ]
}
