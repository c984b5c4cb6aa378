//! Measures of the demonstration, by the factors that they answer.

use domain::codes::Hierarchy;

/// A measure: the catalogue factors that it answers, what is done, what counts
/// as done, place in the hierarchy.
pub type MeasureWords = (&'static [&'static str], &'static str, &'static str, Hierarchy);

/// Measures by the factors that they answer.
pub const MEASURES: &[MeasureWords] = &[
    (
        &["D01"],
        "封闭作业并配套除臭除尘装置，在线监测数据按日公开",
        "装置与主体同步投用，连续三十日数据达标并公开",
        Hierarchy::Reduce,
    ),
    (
        &["D02"],
        "污水全部收集，处理达标后排入市政管网",
        "收集管网验收合格，每月监测结果达标并公开",
        Hierarchy::Reduce,
    ),
    (
        &["D06"],
        "飞灰等废弃物固化后专门处置，台账向居民代表公开",
        "处置合同和台账齐全，每季度公开",
        Hierarchy::Reduce,
    ),
    (
        &["A03", "LB01", "LB02"],
        "公开选址、用地的比选材料，开工前召开说明会并逐户送达明白纸",
        "比选材料公开，说明会记录齐全，送达率达到95%",
        Hierarchy::Avoid,
    ),
    (
        &["E03", "E04"],
        "优化施工时段和运输路线，夜间停工，裸土覆盖洒水",
        "夜间无施工，扬尘投诉月均不超过3件",
        Hierarchy::Reduce,
    ),
    (
        &["D04"],
        "请有资质的机构监测电磁环境，结果张贴公示",
        "投运前后各监测一次，结果达标并公示",
        Hierarchy::Reduce,
    ),
    (&["B02"], "补偿资金专户管理、按期足额拨付", "资金到位证明和拨付清单", Hierarchy::Compensate),
    (
        &["B05", "B06", "F03"],
        "由被征收人协商选定评估机构，评估结果逐户送达并公示",
        "选定记录、送达回证和公示材料齐全",
        Hierarchy::Compensate,
    ),
    (
        &["F09", "F10", "VC01", "VC03"],
        "分段封路，提前七日公告，设置临时通道和公交接驳",
        "公告和接驳方案落实，临时通道保持畅通",
        Hierarchy::Reduce,
    ),
    (
        &["RB01", "RB02", "PC05", "PB01", "TB06"],
        "对低保、特困等困难家庭维持原标准，逐户落实补贴",
        "补贴名册核对无误，覆盖率100%",
        Hierarchy::Compensate,
    ),
    (
        &["RA03", "RB03", "PA02", "LA02"],
        "召开听证会或者座谈会，意见采纳情况逐条公开",
        "会议记录和采纳情况说明已经公开",
        Hierarchy::Avoid,
    ),
    (
        &["TB02", "TB03", "TB04"],
        "工龄连续计算，欠缴的社会保险在改制前全部补缴",
        "补缴凭证齐全，工龄核对表由职工本人确认",
        Hierarchy::Compensate,
    ),
    (
        &["TB01", "LC02"],
        "公布转岗、退养等安置渠道，由本人选择",
        "安置意向确认率100%",
        Hierarchy::Avoid,
    ),
    (
        &["PC01", "PB04"],
        "设置过渡期，原有人员的待遇和资格保持不变",
        "过渡办法写入正式文件并公告",
        Hierarchy::Avoid,
    ),
    (
        &["PC02", "PC03"],
        "资金列入年度预算，经办人员培训后上岗",
        "预算批复和培训记录齐全",
        Hierarchy::Avoid,
    ),
    (
        &["LB03", "LB04", "LB06", "F07"],
        "保留便民服务点，过渡期内服务不间断",
        "服务点挂牌开放，服务时间不少于原有时间",
        Hierarchy::Reduce,
    ),
    (
        &["VB01", "VB03"],
        "按承载量控制人数，设置疏散通道、引导员和医疗点",
        "演练记录齐全，现场人数不超过承载量",
        Hierarchy::Reduce,
    ),
    (
        &["VC02", "D09"],
        "控制音量和灯光角度，20时30分前结束",
        "现场测量达标，投诉月均不超过3件",
        Hierarchy::Reduce,
    ),
    (&["D10"], "完工后恢复路面、绿化和活动场地", "验收合格并经居民代表确认", Hierarchy::Restore),
];
/// The measure for every other factor.
const RECEPTION: MeasureWords = (
    &[],
    "设立现场接待点，统一解释口径，48小时内答复诉求",
    "接待台账齐全，按时答复率100%",
    Hierarchy::Reduce,
);

/// The measure that answers a factor of the catalogue.
#[must_use]
pub fn measure_for(code: &str) -> MeasureWords {
    MEASURES.iter().find(|(codes, ..)| codes.contains(&code)).copied().unwrap_or(RECEPTION)
}
