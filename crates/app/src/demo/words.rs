//! Texts of the demonstration. Every matter is made up; places are real names
//! of divisions, nothing else is.

use domain::codes::{Category, Disposition, Sector};
use jiff::civil::Date;

/// A group with a common interest: name, directly affected, persons.
pub type GroupWords = (&'static str, bool, u32);
/// A topic that people raised, the answer, what became of it, and the codes of
/// the catalogue factors that it bears on.
pub type OpinionWords = (&'static str, &'static str, Disposition, &'static [&'static str]);

/// The texts of one kind of matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// What follows the name of the place in the title.
    pub thing: &'static str,
    /// Kind of decision.
    pub category: Category,
    /// Sector.
    pub sector: Sector,
    /// What is planned.
    pub content: &'static str,
    /// What is assessed, and within which area.
    pub scope: &'static str,
    /// Text of the notice.
    pub notice: &'static str,
    /// Screening questions that are answered with yes.
    pub yes: &'static [&'static str],
    /// Groups.
    pub groups: &'static [GroupWords],
    /// Topics raised, with their answers.
    pub opinions: &'static [OpinionWords],
    /// Codes of the catalogue factors that matters of this kind have, the
    /// weightiest first.
    pub factors: &'static [&'static str],
    /// Investment in 10,000 yuan.
    pub investment: u32,
}

impl Topic {
    /// The title of a matter of this kind at a place.
    #[must_use]
    pub fn title(&self, place: &str) -> String {
        format!("{place}{}", self.thing)
    }
}

/// The legal basis that a matter of a day is listed with.
#[must_use]
pub fn basis(on: Date) -> &'static str {
    match on.year() {
        ..=2019 => "中办发〔2012〕2号；辽宁省人民政府令第297号",
        _ => "国务院令第713号；辽宁省人民政府令第346号；中办发〔2012〕2号",
    }
}

pub(super) const SCOPE: &str =
    "决策的合法性、合理性、可行性、可控性；影响范围内的居民、经营者和相关单位";
pub(super) const NOTICE: &str =
    "现将拟决策事项的内容、影响范围、补偿和保障办法、意见反馈渠道予以公示，欢迎提出意见。";

pub(super) const RESIDENTS: &[GroupWords] =
    &[("项目范围内居民", true, 860), ("沿街商户", true, 64), ("周边小区居民", false, 1_200)];
const STAFF: &[GroupWords] = &[("在岗职工", true, 310), ("离退休职工", true, 150)];
pub(super) const USERS: &[GroupWords] =
    &[("居民用户", true, 5_200), ("低收入家庭", true, 240), ("经营性用户", false, 320)];
pub(super) const PUPILS: &[GroupWords] = &[("适龄儿童家长", true, 780), ("学校教职工", false, 96)];
pub(super) const VISITORS: &[GroupWords] =
    &[("沿线居民和商户", true, 640), ("参加者", false, 6_000)];
pub(super) const VILLAGERS: &[GroupWords] = &[("本村村民", true, 420), ("邻村村民", false, 300)];

const COMPENSATION: OpinionWords = (
    "补偿标准偏低，希望参照近期同类地段",
    "按评估机构选定程序由被征收人协商选定机构，补偿不低于公告之日类似房地产市场价格。",
    Disposition::Adopted,
    &["B05", "B02"],
);
pub(super) const NOISE: OpinionWords = (
    "担心夜间施工噪声和渣土车通行",
    "夜间22时至次日6时停工，渣土车改走外环，现场公布监督电话。",
    Disposition::Adopted,
    &["E04"],
);
const SMELL: OpinionWords = (
    "担心异味和污水影响生活",
    "采用全封闭负压作业和污水收集，安装在线监测并公开数据。",
    Disposition::Adopted,
    &["D01", "D02"],
);
const SITE: OpinionWords = (
    "建议另行选址",
    "已比选三处地块，其余两处不符合防护距离要求，比选材料一并公开。",
    Disposition::NotAdopted,
    &["A03", "LB02"],
);
pub(super) const PRICE: OpinionWords = (
    "希望对低收入家庭减免",
    "对低保和特困家庭维持原价，差额由财政补贴。",
    Disposition::Adopted,
    &["RB02", "PC05"],
);
const STAFFING: OpinionWords = (
    "担心工龄和社会保险接续",
    "工龄连续计算，欠缴社会保险在改制前全部补缴。",
    Disposition::Adopted,
    &["TB04"],
);
pub(super) const TRAFFIC: OpinionWords = (
    "活动期间出行和经营受影响",
    "分段封路，提前七日公告，设置临时通道和公交接驳。",
    Disposition::Partly,
    &["F10", "F09", "VC01", "VC03"],
);
pub(super) const SCHOOL: OpinionWords = (
    "希望保留现有学生的就读资格",
    "新划片只适用于新入学儿童，在读学生不变。",
    Disposition::Explained,
    &["PC01"],
);

const ASSETS: OpinionWords = (
    "担心集体资产归属和办事距离",
    "集体资产归属不变，原村（社区）保留便民服务点。",
    Disposition::Explained,
    &["LB06", "LB03"],
);

macro_rules! topic {
    ($name:ident, $thing:literal, $category:ident, $sector:ident, $content:literal,
     $yes:expr, $groups:expr, $opinions:expr, $factors:expr, $investment:literal) => {
        #[doc = $thing]
        pub const $name: &Topic = &Topic {
            thing: $thing,
            category: Category::$category,
            sector: Sector::$sector,
            content: $content,
            scope: SCOPE,
            notice: NOTICE,
            yes: $yes,
            groups: $groups,
            opinions: $opinions,
            factors: $factors,
            investment: $investment,
        };
    };
}

topic!(
    TRANSFER_STATION,
    "城南生活垃圾转运站建设项目",
    Project,
    Nimby,
    "新建日转运能力300吨的全封闭垃圾转运站一座，占地约12亩，配套除臭、污水收集和在线监测设施。",
    &["Q_NIMBY", "Q_PROJECT", "Q_INTEREST", "Q_PRECEDENT"],
    RESIDENTS,
    &[SMELL, SITE, NOISE],
    &["D01", "D02", "A03", "E04"],
    3_600
);
topic!(
    RENEWAL,
    "棚户区改造项目房屋征收",
    Project,
    Expropriation,
    "征收改造范围内国有土地上房屋，实行货币补偿和房屋产权调换，由被征收人选择。",
    &["Q_EXPROPRIATION", "Q_PROJECT", "Q_INTEREST", "Q_PRECEDENT"],
    RESIDENTS,
    &[COMPENSATION, NOISE],
    &["B05", "B02", "B06", "E04"],
    48_000
);
topic!(
    ROAD,
    "城市主干路改扩建工程",
    Project,
    Transport,
    "道路由双向四车道拓宽为六车道，同步更新排水和照明，涉及部分沿街房屋征收。",
    &["Q_EXPROPRIATION", "Q_PROJECT", "Q_INTEREST", "Q_PRECEDENT"],
    RESIDENTS,
    &[COMPENSATION, TRAFFIC],
    &["B05", "F10", "F09", "E04"],
    21_500
);
topic!(
    SUBSTATION,
    "66千伏变电站新建工程",
    Project,
    Energy,
    "新建66千伏变电站一座及进出线路，缓解供电能力不足。",
    &["Q_NIMBY", "Q_PROJECT", "Q_INTEREST", "Q_PRECEDENT"],
    RESIDENTS,
    &[SITE, NOISE],
    &["A03", "E04", "D04", "F03"],
    7_800
);
topic!(
    HEATING,
    "居民供热价格调整方案",
    Policy,
    Price,
    "拟对居民供热价格作结构性调整，同步完善按热量计费和困难群众补贴。",
    &["Q_LOSS", "Q_INTEREST", "Q_PRECEDENT"],
    USERS,
    &[PRICE],
    &["RB02", "RB01", "RA03", "RC05"],
    0
);
topic!(
    FARES,
    "城市公共汽车票价调整方案",
    Policy,
    Price,
    "拟将单一票制调整为分段计价，保留老年人、学生优惠。",
    &["Q_LOSS", "Q_INTEREST", "Q_PRECEDENT"],
    USERS,
    &[PRICE],
    &["RB02", "RB01", "RA03", "RB03"],
    0
);
topic!(
    WATER_PRICE,
    "全省居民生活用水阶梯价格调整方案",
    Policy,
    Price,
    "拟统一各市居民生活用水分级水量和级差，低保家庭每月减免基本水量。",
    &["Q_LOSS", "Q_INTEREST", "Q_PRECEDENT"],
    &[
        ("城镇居民用水户", true, 21_000_000),
        ("合表用水居民", true, 4_300_000),
        ("低保和特困家庭", true, 620_000),
        ("供水企业职工", false, 38_000),
    ],
    &[PRICE],
    &["RB02", "RB01", "RA03", "RB03"],
    0
);
topic!(
    DISTRICTS,
    "义务教育学校学区调整方案",
    Policy,
    Education,
    "因新建学校投入使用，拟对部分学区重新划片，在读学生保持不变。",
    &["Q_LIVELIHOOD", "Q_INTEREST", "Q_PRECEDENT"],
    PUPILS,
    &[SCHOOL],
    &["PC01", "PB04", "PA02", "PD01"],
    0
);
topic!(
    RESTRUCTURING,
    "市属国有企业改制和职工安置方案",
    Reform,
    StateEnterprise,
    "企业整体改制，职工采取内部转岗、协议解除、提前退养等方式安置。",
    &["Q_LOSS", "Q_RESTRUCTURING", "Q_INTEREST", "Q_PRECEDENT"],
    STAFF,
    &[STAFFING],
    &["TB04", "TB02", "TB01", "TC05"],
    12_000
);
topic!(
    MASTER_PLAN,
    "城区控制性详细规划调整",
    Decision,
    Planning,
    "对老工业区地块的用地性质和开发强度作出调整，增加公共绿地和停车设施。",
    &["Q_PLANNING", "Q_INTEREST", "Q_PRECEDENT"],
    RESIDENTS,
    &[SITE],
    &["LB02", "LB01", "LA02", "LC05"],
    0
);
topic!(
    MERGER,
    "部分社区和行政村合并方案",
    Decision,
    Division,
    "将规模过小的村（社区）合并设置，服务网点和集体资产归属保持不变。",
    &["Q_PLANNING", "Q_RESOURCES", "Q_INTEREST", "Q_PRECEDENT"],
    VILLAGERS,
    &[ASSETS],
    &["LB06", "LB04", "LB03", "LC02"],
    0
);
topic!(
    MARATHON,
    "城市马拉松赛事组织方案",
    Event,
    LargeEvent,
    "组织全程和半程马拉松赛，预计参赛六千人，起终点设在体育场。",
    &["Q_EVENT", "Q_INTEREST", "Q_PRECEDENT"],
    VISITORS,
    &[TRAFFIC],
    &["VC01", "VC03", "VB01", "VB03"],
    600
);
topic!(
    BOILERS,
    "建成区燃煤小锅炉关停方案",
    Decision,
    Nimby,
    "分两年关停10吨以下燃煤锅炉，居民采暖并入集中供热管网。",
    &["Q_ENVIRONMENT", "Q_LOSS", "Q_INTEREST", "Q_PRECEDENT"],
    USERS,
    &[PRICE],
    &["PC05", "PB01", "PC02", "PC01"],
    5_400
);
topic!(
    HOSPITAL,
    "公立医院综合改革实施方案",
    Reform,
    Health,
    "取消药品加成，调整部分医疗服务价格，同步衔接医保支付。",
    &["Q_LIVELIHOOD", "Q_LOSS", "Q_INTEREST", "Q_PRECEDENT"],
    USERS,
    &[PRICE],
    &["PC05", "PB01", "PC03", "PD01"],
    0
);
topic!(
    INCINERATOR,
    "生活垃圾焚烧发电项目",
    Project,
    Nimby,
    "建设日处理800吨的生活垃圾焚烧发电厂一座，配套飞灰处置和在线监测。",
    &["Q_NIMBY", "Q_PROJECT", "Q_INTEREST", "Q_PRECEDENT"],
    RESIDENTS,
    &[SMELL, SITE],
    &["D01", "D06", "A03", "F03"],
    45_000
);

topic!(
    KERBS,
    "老旧小区屋面防水和楼道照明维修",
    Project,
    HousingProperty,
    "对三个老旧小区的屋面防水、楼道照明进行维修，资金由财政承担，不向居民收费。",
    &["Q_PROJECT"],
    VILLAGERS,
    &[NOISE],
    &["E04", "E03"],
    180
);
topic!(
    PARK,
    "街心公园健身设施更新",
    Project,
    Other,
    "更换老化的健身器材，铺设透水路面，施工期约四十天。",
    &["Q_PROJECT"],
    VISITORS,
    &[NOISE],
    &["E04", "D10"],
    90
);
topic!(
    VILLAGE_ROAD,
    "村内道路硬化工程",
    Project,
    Rural,
    "硬化村内道路3.2公里，不占用耕地，不涉及征收。",
    &["Q_PROJECT"],
    VILLAGERS,
    &[NOISE],
    &["E04", "F10"],
    260
);
topic!(
    CLINIC,
    "村卫生室标准化改造",
    Project,
    Health,
    "对现有村卫生室就地改造，服务不间断。",
    &["Q_LIVELIHOOD"],
    VILLAGERS,
    &[NOISE],
    &["E04", "F07"],
    75
);
topic!(
    LAMPS,
    "背街小巷路灯安装工程",
    Project,
    Other,
    "为六条背街小巷安装路灯，利用现有杆位和管线。",
    &["Q_PROJECT"],
    VILLAGERS,
    &[NOISE],
    &["E04", "D09"],
    66
);
topic!(
    CULTURE,
    "群众文化广场活动方案",
    Event,
    LargeEvent,
    "每周末组织群众文化演出，规模不超过三百人，结束时间不晚于20时30分。",
    &["Q_EVENT"],
    VISITORS,
    &[TRAFFIC],
    &["VC01", "VC02"],
    12
);
topic!(
    OFFICE_MOVE,
    "政府机关办公用房内部调整",
    Decision,
    Other,
    "机关内部办公用房调整，窗口服务地点和时间不变。",
    &[],
    VILLAGERS,
    &[],
    &[],
    0
);

/// Kinds of matter under the general procedure.
pub const GENERAL: &[&Topic] = &[
    RENEWAL,
    ROAD,
    HEATING,
    MASTER_PLAN,
    RESTRUCTURING,
    DISTRICTS,
    SUBSTATION,
    MARATHON,
    BOILERS,
    FARES,
    MERGER,
    HOSPITAL,
    TRANSFER_STATION,
];
/// Kinds of matter under the simplified procedure.
pub const SIMPLIFIED: &[&Topic] = &[KERBS, VILLAGE_ROAD, PARK, CLINIC, LAMPS, CULTURE];

/// Sections of a report (发改办投资〔2013〕428号, in short).
pub const SECTIONS: &[(&str, &str)] = &[
    ("OVERVIEW", "基本情况：事项的背景、内容、依据、实施主体和影响范围。"),
    ("SURVEY", "风险调查：调查的范围、方式、对象和结果，意见采纳情况。"),
    ("FACTORS", "风险识别和估计：主要因素、发生概率、影响程度及依据。"),
    ("MEASURES", "防范化解措施：每项因素对应的措施、责任单位、时限和验收标准。"),
    ("LEVEL", "风险等级：措施前后等级的判断和对比。"),
    (
        "ASPECTS",
        "合法性、合理性、可行性、可控性：主体和程序合法，方案兼顾各方利益，资金和时机具备，风险有预案可控。",
    ),
    ("CONCLUSION", "评估结论和建议：可否实施、实施条件、跟踪要求。"),
];
