### A case: frame, overview, screening.

case-erased = 已依规删除
case-subnav = 事项内容
case-acts = 可以办理
case-act-waits = 等待
case-act-after = 先完成：{ $steps }
case-suspended = 已中止
case-withdrawn = 已撤回
case-archived = 已归档
case-suspended-since = 自 { $day } 起中止，期限停止计算。
case-earlier = 这是第 { $nth } 次评估，共 { $all } 次。内容只供查看。
case-latest = 查看最新一次
case-step-now = 办理中
case-step-due = { $day } 到期
case-step-skipped = 不需要
case-step-not-carried-out = 未实施，不需跟踪
case-step-to-archive = 未实施，待归档
case-bytes = { $n } 字节
case-kib = { $n } KB
case-mib = { $n } MB

# dynamic: case-sub-

case-sub-overview = 概览
case-sub-screening = 初步筛查
case-sub-plan = 评估方案
case-sub-consultation = 听取意见
case-sub-survey = 公众意见
case-sub-risk = 风险评级
case-sub-measures = 防范措施
case-sub-report = 评估报告
case-sub-review = 评审
case-sub-filing = 备案与决策
case-sub-tracking = 跟踪化解
case-sub-documents = 文书
case-sub-audit = 留痕

# dynamic: matter-status-

matter-status-listed = 待筛查
matter-status-screening-proposed = 筛查待确认
matter-status-exempt = 不需评估
matter-status-covered = 已有评估涵盖
matter-status-deferred = 暂缓筛查
matter-status-assessing = 评估中
matter-status-withdrawn = 已撤回

# dynamic: act-

act-amend-matter = 修改登记内容
act-propose-screening = 提出筛查意见
act-send-back-screening = 退回筛查意见
act-confirm-screening = 确认筛查意见
act-withdraw-matter = 撤回事项
act-adopt-plan = 确定评估方案
act-publish-notice = 登记公示
act-close-notice = 结束公示
act-record-activity = 登记听取意见活动
act-announce-hearing = 公布听证会
act-prepare-hearing = 登记听证名单和材料
act-confirm-minutes = 确认会议记录
act-close-hearing = 办结听证会
act-record-opinion = 登记意见
act-answer-opinion = 答复意见
act-close-consultation = 结束听取意见
act-identify-factor = 登记风险因素
act-close-identification = 结束风险识别
act-open-panel = 组织专家评级
act-rate-blind = 独立打分
act-open-discussion = 开始合议
act-rate-again = 合议后打分
act-replace-expert = 更换未打分的专家
act-close-panel = 结束评级
act-set-weights = 设定权重
act-determine-level = 确定风险等级
act-set-measure = 登记防范措施
act-close-measures = 确定措施清单
act-report-progress = 登记措施进展
act-freeze-report = 形成评估报告
act-convene-review = 组织评审
act-declare-conflict = 申明利益关系
act-cast-vote = 提交评审意见
act-replace-reviewer = 更换未表决的评审人
act-conclude-review = 形成评审结论
act-submit-filing = 报送备案
act-return-filing = 退回补正
act-accept-filing = 予以备案
act-request-legality = 送合法性审查
act-answer-legality = 出具审查意见
act-decide = 登记决策
act-change-decision = 变更决策
act-check-in = 登记跟踪情况
act-record-incident = 登记突发情况
act-raise-trigger = 提出重新评估
act-answer-trigger = 答复重新评估
act-complete = 登记实施完毕
act-post-evaluate = 登记后评估
act-archive = 归档
act-suspend = 中止
act-resume = 恢复
act-extend-term = 延长期限
act-change-procedure = 变更程序
act-withdraw = 撤回评估
act-void-entry = 作废一项登记
act-name-executing = 指定实施单位
act-reassess = 重新评估

### Overview.

case-index = 综合风险指数
case-index-more = 查看风险因素
case-index-none = 还没有评级。确定初始等级后，这里显示指数和等级。
case-index-before = 措施前为{ $level }，还没有措施后的评级。
case-index-after = 措施落实后预期为{ $level }。
case-index-both = 措施前为{ $before }，措施落实后预期为{ $after }。等级取各项判据中最高的，可能高于指数所在区间。

# dynamic: case-ruler-

case-ruler-initial = 措施前
case-ruler-after = 措施后
case-facts = 基本情况
case-lead = 牵头单位
case-decision-maker = 决策机关
case-filing = 备案机关
case-legality = 合法性审查
case-executing = 实施单位
case-place = 所在地
case-category = 类别
case-sector = 领域
case-planned = 拟决策时间
case-listed = 列入清单
case-households = 涉及户数
case-persons = 涉及人数
case-investment = 投资
case-area = 面积
case-check-code = 核验码
case-content = 决策内容
case-basis = 法律政策依据
case-n-households = { $n } 户
case-n-persons = { $n } 人
case-n-investment = { $n } 万元
case-n-area = { $n } 平方米
case-question = 筛查条件
case-answer = 回答
case-answer-basis = 理由
case-source = 依据
case-screening-more = 全部条件
case-screening-note = 筛查的对象是决策事项本身。系统不记录、不评价任何个人。
case-hits = { $all } 项条件中，回答“是”的有 { $yes } 项。
case-proposed-by = { $name } 于 { $day } 提出
case-confirmed-on = { $day } 确认
case-rounds = 历次评估
case-round = 第 { $nth } 次评估
case-opened-on = { $day } 启动
case-checklist = 办理清单
case-done-on = { $day } 完成
case-overdue-since = { $day } 到期，已逾期
case-step-optional = 可选
case-step-later = 未开始
case-due-why = 期限怎么算
case-due-start = { $day }起算，当天不计。
case-due-term = 规定期限 { $length }（{ $source }）。
case-due-extended = { $day }延长 { $days } 天。
case-due-paused = { $period }中止，扣除 { $days } 天（{ $cause }）。
case-due-paused-open = { $from }起中止，期限停止计算（{ $cause }）。
case-due-result = { $day }到期；到期日不是工作日的，顺延到下一个工作日。
case-due-period = { $from } 至 { $to }
case-term-calendar = { $n } 天
case-term-working = { $n } 个工作日
case-term-months = { $n } 个月
case-next = 下一步
case-next-step = { $step }到期
case-next-valid = 备案有效期届满
case-heard-more = 查看全部
case-heard-activities = 活动
case-heard-times = { $n } 场
case-heard-attendance = 参加
case-heard-people = { $n } 人次
case-heard-answers = 有效意见
case-heard-copies = { $n } 份
case-heard-few = 少于 { $n } 份，不显示
case-heard-about = { $n } 份以上

### Screening.

case-yes = 是
case-no = 否
case-effect = 作用
case-effect-requires = 应当评估
case-effect-bars = 应当评估，不能用简易程序
case-effect-special = 应当评估，用专项程序
case-effect-simplified = 可用简易程序
case-effect-exempt = 不需评估的理由
case-effect-unmet = 简易程序的条件不具备
case-not-screened = 还没有筛查意见。牵头单位提出后，由稳评办确认。
case-propose-lead = 逐项回答“是”或“否”，可以写明理由。提交前先显示结果，核对后再提出。
case-question-hint = 回答“是”：{ $effect }。依据：{ $source }
case-otherwise = 其他情况
case-otherwise-lead = 有下列情况之一时填写，并写明理由。
case-exempt = 不需评估的法定情形
case-covered = 已由其他事项的评估涵盖
case-covered-hint = 填写那个事项的编号，或者名称中的几个字，例如 LN-CY-2016-00412。只能选您可以查看的事项
case-covered-unknown = 没有找到这样的事项，或者您没有查看它的权限
case-covered-several = 找到 { $count } 件，请填写其中一件的编号：{ $list }
case-defer = 暂缓筛查
case-defer-box = 材料还不齐，暂时不能回答
case-reason = 理由
case-reason-hint = 结果为不需评估、已有评估涵盖或暂缓时必须填写
case-reason-is = 理由：{ $reason }
case-reason-needed = 这个结果需要写明理由
case-answer-needed = 请回答：{ $question }
case-check = 查看结果
case-check-title = 核对筛查意见
case-grounds = 适用的规定
case-your-answers = 您的回答
case-propose = 提出筛查意见
case-change-answers = 返回修改
case-confirm-lead = 确认后，需要评估的事项立即启动评估，期限开始计算。
case-note = 意见
case-back-reason = 退回的原因
case-sent-back = 退回记录
case-four-eyes = 筛查意见由您提出，须由另一人确认。
case-screening-proposed = 筛查意见已提出，等待稳评办确认。
case-screening-confirmed = 筛查意见已确认。
case-screening-sent-back = 筛查意见已退回，牵头单位可以修改后再提出。

case-may-use = 可用{ $procedure }

# dynamic: case-follows-

case-follows-required = 确认后启动评估，先编制评估方案。
case-follows-simplified-ok = 确认后按该程序启动评估。
case-follows-not-required = 确认后不再评估；情况有变化时可以重新筛查。
case-follows-covered-by = 确认后以那次评估为准，不另行评估。
case-follows-deferred = 材料齐备后再次提出筛查意见。
# dynamic: case-suggested-
case-suggested = 系统建议：{ $result }。
case-suggested-question = 事项名称、内容或清单来源中的字词与下列规定相符，答案已预填；没有字词可判断的问题留空。请逐题核对后提出，确认以人为准。
case-suggested-scope = 事项在下列评估范围内，但没有字词能回答筛查问题。请逐题作答。
case-suggested-none = 系统没有找到相符的规定。
case-suggested-nothing = 事项名称、内容和清单来源中没有字词可以判断，请逐题判断、作答。
case-suggested-word = 相符字词：{ $word }。
case-suggested-basis = 事项名称、内容或清单来源中有“{ $word }”
case-suggested-skip = 这件以后再筛查，先看下一件
