### Code lists: one key for each code, `list-code`.

# dynamic: category-

category-decision = 重大决策
category-policy = 重大政策
category-project = 重大项目
category-reform = 重大改革
category-event = 重大活动

# dynamic: procedure-

procedure-general = 一般程序
procedure-simplified = 简易程序
procedure-special = 专项程序

# dynamic: step-

step-listing = 列入清单
step-screening = 初步筛查
step-plan = 评估方案
step-publicity = 公示
step-consultation = 听取意见
step-identification = 风险识别
step-initial-rating = 初始评级
step-measures = 防范措施
step-after-rating = 措施后评级
step-report = 评估报告
step-review = 评审
step-filing = 备案
step-legality = 合法性审查
step-decision = 决策
step-tracking = 跟踪化解
step-completion = 实施完毕
step-post-evaluation = 后评估
step-archive = 归档

# dynamic: stage-

stage-listed = 列入清单
stage-screening = 初步筛查
stage-participation = 公众参与
stage-rating = 风险评级
stage-measures = 防范措施
stage-review = 评审
stage-filing-decision = 备案决策
stage-tracking = 跟踪化解

# dynamic: screening-

screening-required = 应当评估
screening-simplified-ok = 可用简易程序
screening-not-required = 不需评估
screening-covered-by = 已有评估涵盖
screening-deferred = 暂不确定

# dynamic: gate-

gate-list = 清单
gate-agenda = 上会
gate-legality = 合法性审查
gate-approval = 审批
gate-land-application = 用地报批
gate-decision = 决策
gate-execution = 实施

# dynamic: conclusion-

conclusion-implement = 准予实施
conclusion-conditional = 附条件实施
conclusion-partial = 部分实施
conclusion-staged = 分步实施
conclusion-defer = 暂缓实施
conclusion-stop = 不予实施
conclusion-revise = 调整后再评

# dynamic: disposition-

disposition-adopted = 采纳
disposition-partly = 部分采纳
disposition-not-adopted = 未采纳
disposition-explained = 解释说明

# dynamic: attitude-

attitude-support = 支持
attitude-conditional = 有条件支持
attitude-indifferent = 无所谓
attitude-oppose = 反对
attitude-unsure = 不清楚

# dynamic: phase-

phase-decision = 决策阶段
phase-preparation = 准备阶段
phase-implementation = 实施阶段
phase-operation = 运行阶段

# dynamic: hierarchy-

hierarchy-avoid = 避免
hierarchy-reduce = 减缓
hierarchy-restore = 恢复
hierarchy-compensate = 补偿

# dynamic: measure-status-

measure-status-not-started = 未启动
measure-status-in-progress = 进行中
measure-status-done = 已完成
measure-status-failed = 失效
measure-status-overdue = 逾期

# dynamic: rating-

rating-initial = 初始（措施前）
rating-after = 预期（措施后）
rating-live = 当前

# dynamic: activity-

activity-questionnaire = 问卷调查
activity-interview = 走访访谈
activity-field-visit = 实地踏勘
activity-seminar = 座谈会
activity-hearing = 听证会
activity-written-opinion = 书面征求意见

# dynamic: vote-

vote-pass = 通过
vote-pass-after-revision = 修改后通过
vote-fail = 不通过

# dynamic: cause-

cause-owner-unit = 决策单位
cause-third-party = 第三方机构
cause-filing-unit = 备案机关
cause-superior = 上级机关
cause-external = 外部原因

# dynamic: legality-

legality-lawful = 合法
legality-amend-first = 修改后合法
legality-unlawful = 不合法

# dynamic: role-

role-decision-maker = 决策机关
role-lead-unit = 牵头单位
role-assessor = 评估人员
role-project-unit = 项目单位
role-third-party = 第三方机构
role-expert = 评审专家
role-filing-officer = 备案审核
role-supervisor = 督导
role-legality-reviewer = 合法性审查
role-executing-unit = 实施单位
role-approval-officer = 审批窗口
role-archivist = 档案管理
role-auditor = 审计
role-system-admin = 系统管理员
role-security-admin = 安全管理员
role-audit-admin = 审计管理员

# dynamic: unit-kind-

unit-kind-party = 党委
unit-kind-government = 政府
unit-kind-stability-office = 稳评办
unit-kind-development-reform = 发展改革
unit-kind-natural-resources = 自然资源
unit-kind-housing = 住房城乡建设
unit-kind-justice = 司法行政
unit-kind-petition = 信访
unit-kind-inspection = 督查室
unit-kind-finance = 财政
unit-kind-environment = 生态环境
unit-kind-human-resources = 人力资源社会保障
unit-kind-state-assets = 国资
unit-kind-public-security = 公安
unit-kind-department = 其他部门
unit-kind-township = 乡镇街道
unit-kind-project-unit = 项目单位
unit-kind-agency = 第三方机构
unit-kind-expert-pool = 专家库
unit-kind-grass-roots = 基层组织
unit-kind-approval-office = 审批窗口

# dynamic: part-

part-lead = 牵头
part-decision-maker = 决策
part-filing = 备案
part-assessor = 评估
part-third-party = 第三方
part-executing = 实施
part-legality = 合法性审查
part-approval = 审批
part-consulted = 征求意见

# dynamic: holder-

holder-lead = 本事项的牵头单位
holder-decision-maker = 本事项的决策机关
holder-filing = 本事项备案机关的审核人员
holder-assessor = 本事项的评估人员
holder-third-party = 受托评估的第三方机构
holder-executing = 本事项的实施单位
holder-legality = 本事项的合法性审查人员
holder-approval = 本事项的审批窗口

# dynamic: deed-

deed-drafted = 起草
deed-rated = 评级
deed-reviewed = 评审
deed-filed = 备案
deed-legality-reviewed = 合法性审查
deed-decided = 决策
deed-post-evaluated = 后评估
deed-procedure-proposed = 提出程序
deed-procedure-confirmed = 确认程序
deed-level-lowered = 下调等级
deed-propose-exclusion = 提出不计入
deed-confirm-exclusion = 确认不计入

# dynamic: certainty-

certainty-a = 法律全文
certainty-b = 官方文本摘录
certainty-c = 二手网页
certainty-d = 标准转述
certainty-s = 《辽宁法制报》2017-02-27
certainty-k = 专业常识
certainty-p = 本系统默认值

# dynamic: sector-

sector-expropriation = 征地拆迁
sector-planning = 城乡规划
sector-transport = 交通
sector-energy = 能源电力
sector-reservoir = 水利移民
sector-nimby = 环境邻避
sector-petrochemical = 石化化工
sector-state-enterprise = 国企改革
sector-public-institution = 事业单位改革
sector-social-security = 社会保障
sector-employment = 就业工资
sector-education = 教育
sector-health = 医疗卫生
sector-housing-property = 住房物业
sector-price = 价格收费
sector-finance = 金融投资
sector-rural = 农业农村
sector-forest-mining = 林草矿产
sector-religion-culture = 民族宗教文化
sector-veterans = 退役军人
sector-division = 区划调整
sector-large-event = 大型活动
sector-food-drug = 食品药品安全
sector-reconstruction = 灾后重建
sector-other = 其他

# dynamic: exempt-

exempt-emergency = 应急处置
exempt-secret = 涉密
exempt-macro-control = 宏观调控
exempt-lawmaking = 政府立法
exempt-already-assessed = 已评估不重复
exempt-no-public-interest = 不涉及群众利益

# dynamic: trigger-

trigger-material-change = 方案重大变更
trigger-not-carried-out = 备案后逾期未实施
trigger-level-rose = 等级上升
trigger-incident = 突发情况
trigger-petitions = 集中反映问题
trigger-measure-overdue = 措施逾期
trigger-new-rule = 规则变化
trigger-demand = 上级要求
trigger-grievances = 诉求增多

# dynamic: level-

level-low = 低风险
level-medium = 中风险
level-high = 高风险
level-none = 未评级

# dynamic: degree-

degree-n = 微小
degree-l = 较小
degree-m = 一般
degree-h = 较大
degree-s = 重大

# dynamic: confirmer-

confirmer-chair = 主持人
confirmer-recorder = 记录人
confirmer-host = 召集单位
confirmer-participants = 参加人

# dynamic: group-kind-

group-kind-residents = 居民
group-kind-villagers = 村民
group-kind-traders = 个体经营者
group-kind-enterprises = 企业
group-kind-staff = 职工
group-kind-users = 使用者、消费者
group-kind-institutions = 学校、医院等单位
group-kind-vulnerable = 老人、残疾人等需要帮助的人群
group-kind-other = 其他

# dynamic: extent-

extent-low = 小
extent-medium = 中
extent-high = 大
