### 不能办理的原因。

# dynamic: refusal-

refusal-step-not-in-procedure = 本事项适用的程序没有“{ $step }”这个环节。
refusal-steps-missing = “{ $step }”之前的环节还没有完成。
refusal-step-closed = “{ $step }”已经结束，不能再改。
refusal-suspended = 评估已中止，恢复后才能办理。
refusal-not-suspended = 评估没有中止，不需要恢复。
refusal-ended = 评估已经撤回或者归档，不能再办理。
refusal-unknown = 所选的内容在本事项中找不到，请重新选择。
refusal-invalid = { $detail }
refusal-too-short = 时间只有 { $have }，规定不少于 { $need }。请延长，或者写明缩短的理由。
refusal-too-late = 材料只提前 { $have } 日送达，规定不少于 { $need } 日。
refusal-too-early = 还没有到时间，{ $until } 以后才能办理。
refusal-too-soon = 规定的时间（不少于 { $need }）还没有满，{ $until } 起才能办理。确需提前的，请写明理由。
refusal-before-step = 日期不能早于 { $day }：它所依据的上一步是那一天办理的。
refusal-future-date = 日期不能晚于今天。
refusal-same-person = 您在本事项中办理过“{ $first }”，按规定不能再办理“{ $then }”，请由另一人办理。
refusal-conflict = 您与本事项有利益关系或者参加过前面的工作，应当回避。
refusal-not-named = 这项工作没有指定由您办理。
refusal-already = 已经办理过，不能重复办理。
refusal-too-few = 数量不够：需要 { $need }，现有 { $have }。
refusal-packet-lacks = 报送材料不齐，还缺 { $count } 份。
refusal-must-be-odd = 人数应当是单数，现在是 { $have }。
refusal-no-measure-for-fall = 因素 { $factor } 的打分下降了，但没有针对它的措施。请补充措施，或者重新打分。
refusal-reason-needed = 需要写明理由。
refusal-weights-sum = 权重相加应当等于 1，现在是万分之 { $have }。
refusal-cannot-compute = 无法计算等级：{ $detail }
refusal-unanswered = 还有 { $count } 项没有答复。
refusal-level-too-high = 风险等级为“{ $level }”，不能这样办理。
refusal-gate-closed = “{ $gate }”环节的前置核验没有通过。
refusal-conditions-fail = 不符合适用这个程序的条件。
refusal-no-open = 目前没有可以这样办理的内容。
refusal-halted = 已决定暂缓、停止或者调整，没有实施，不需要跟踪、登记实施完毕和后评估。
refusal-erased = 答卷已在 { $day } 按期删除，不能再导出。封存的份数、结果和回执的证明仍然有效。
refusal-undecided = 还有 { $count } 项“不计入”没有第二个人确认或者退回。
refusal-texts-wait = 公众意见征集里还有 { $count } 条文字意见没有处理。请先到“公众意见征集”的“处理文字意见”办完。

# dynamic: invalid-

invalid-against-level = 建议的结论与措施后的风险等级不符，请改选，或者重新评级。
invalid-before-start = 结束日期早于开始日期。
invalid-empty = 这一项不能为空。
invalid-expired = 备案已过有效期，需要重新评估。
invalid-facts-changed = 事项信息已经变更，原来的筛查意见不再适用。请退回，由牵头单位重新提出。
invalid-filing-area = 备案机关的辖区不包括事项所在地。
invalid-filing-kind = 这个单位不是备案机关。
invalid-trigger-not-due = 还没有到提出的条件，或者已经提出过，不重复提出。
invalid-filing-unit-only = 不重新评估的，由备案机关答复。您认为需要重新评估的，可以直接答复。
invalid-factor-without-weight = 有的因素没有权重，请逐项填写。
invalid-fewer-than-answers = 参加人数少于意见数，请核对。
invalid-fewer-than-groups = 参加人数少于各群体合计，请核对。
invalid-more-than-attended = 次数多于参加人数，请核对。
invalid-from-answers = 从问卷文字归出的意见不用填写会议。
invalid-not-announced = 听证会要先公布遴选办法。请先登记听证会，再登记这次活动。
invalid-no-hearing = 不是听证会的，不用选择听证会。
invalid-hearing-incomplete = 听证会的材料还不齐全，不能办结。
invalid-hearing-open = 还有听证会没有办结。不符合规定的，请作废后重新举行。
invalid-not-participants = 听证会的记录由听证参加人确认。
invalid-no-hash = 请填写64位的校验值。
invalid-past = 截止日期已经过去，请改为今天以后的日期。
invalid-printed = 信已经印发，不能改成不用信。要改的，请取消这次设置，另设一次。
invalid-too-many = 数量太多，请分几次。
invalid-not-later = 新的截止日期要晚于现在的截止日期。
invalid-fewer-than-sealed = 现存的意见比已封存的少，不能封存。请立即告知系统管理员。
invalid-not-all-counted = 各渠道的份数与封存的份数不一致，不能截止。请立即告知系统管理员。
invalid-outside-consultation = 讨论的时间要在征集期以内。
invalid-too-many-statements = 观点已经达到规则允许的上限，请先撤下一些。
invalid-round-open = 讨论还没有结束，请先结束讨论，再截止征集。
invalid-not-of-the-votes = 讨论的统计与封存的份数不一致，不能结束。请立即告知系统管理员。
invalid-not-typed = 网上的意见由居民自己填写，不能代填。
invalid-has-answered = 这位已经打分或者表决，不能更换。
invalid-named-already = 这位已经在名单中，请另选。
invalid-no-term = 这个环节没有规定期限，不需要延长。
invalid-not-fuller = 只能改为更完整的程序。
invalid-not-lower = 所选等级不低于计算出的等级，不需要下调。
invalid-outside-calendar = 日期超出系统掌握的工作日历，无法计算期限。
invalid-erased = 保存期满，原文已依规删除，不能再处理。
invalid-too-long = 延长的时间合计不能超过原定期限，也不能是零。
invalid-zero = 数量不能为零。
invalid-questionnaire = 方案中列有问卷调查，还没有开展。
invalid-interview = 方案中列有走访访谈，还没有开展。
invalid-field-visit = 方案中列有实地踏勘，还没有开展。
invalid-seminar = 方案中列有座谈会，还没有召开。
invalid-hearing = 方案中列有听证会，还没有召开。
invalid-written-opinion = 方案中列有书面征求意见，还没有开展。

# dynamic: cannot-

cannot-counts-no-factor = 没有风险因素。
cannot-criteria-all-missing = 各项判据都没有填写。
cannot-criteria-missing = 有的判据没有填写。
cannot-criteria-no-answers = 没有意见统计，无法计算反对比例。
cannot-criteria-none = 没有可用的判据。
cannot-criteria-twice = 同一判据填写了两次。
cannot-index-no-factor = 没有风险因素。
cannot-index-no-weight = 有的因素没有权重。
cannot-index-out-of-range = 打分超出 0 到 1。
cannot-index-too-complex = 数字位数太多。
cannot-index-too-many = 风险因素太多。
cannot-index-weights-sum = 权重相加不等于 1。
cannot-no-weight = 有的因素没有权重。
cannot-no-weights = 还没有设定权重。
cannot-opposition = 意见统计无法读取。
cannot-panel-cut = 去掉的极端值太多。
cannot-panel-empty = 还没有专家打分。
cannot-panel-no-weight = 有的专家没有权重。
cannot-panel-out-of-range = 打分超出 0 到 1。
cannot-panel-shape = 各位专家打分的因素数不同。
cannot-panel-too-complex = 数字位数太多。
cannot-panel-too-large = 专家或者因素太多。
cannot-panel-unrated = 有的因素没有任何专家打分。
cannot-panel-weights = 专家权重不正确。

# dynamic: field-

field-choice = 请从列出的选项中选择
field-choose = 请选择
field-decided = 这一条别人刚刚处理过，以那次为准；您填写的没有保存
field-few = 找到的不到 { $min } 份，太少了，不能这样找
field-no-sheet = 没有计入过这个编号的纸质问卷
field-sheet = 编号只用数字，最多六位
field-one-of = 编号和成批相同请选一种填写
field-too-many-answers = 一次最多 100000 份，请按天分开
field-asks-who = “{ $word }”问的是能认出个人的内容。问卷不记名，请改写或者删去。规则：{ $rule }
field-form-attitude = 态度题只用五种态度作选项，可以改写，不能增加
field-form-begun = 问卷里已经有题目。要换模板，请先清空
field-form-choices = 选项没有写，或者超过 40 个（排序题 10 个）
field-form-condition = 条件所依据的题要在更早的步骤里
field-form-empty = 问卷里还没有题目
field-form-full = 已经太多了，请先删除一些
field-form-known = 这道题已经在问卷里
field-form-one-question = 只能选同一道题的选项
field-form-places = 请填写 1 到 5 的整数，不多于选项个数
field-form-problems = 这份问卷还有要处理的地方，请打开“编问卷”查看
field-form-rows = 请一行写一个，最多 12 个
field-form-twice = “{ $word }”写了两次
field-form-unknown = 这道题不在问卷里
field-sha256 = 请填写64位的 SHA-256 校验值（数字和 a–f）
field-control = 含有不能显示的字符，请删除后重新填写
field-count = 请填写 { $min } 到 { $max } 之间的整数
field-date = 请按“2016-11-18”的写法填写日期
field-file-required = 请选择文件
field-judges-people = “{ $word }”是评价人的说法。系统只评估事项，不评价人，请改写后再提交。规则：{ $rule }
field-none-ticked = 请至少勾选一项
field-password-short = 密码太短
field-password-wrong = 原密码不正确
field-period = 请填写日、月、季度或年，例如 2016年第4季度
field-personal = 这里好像有身份证号码或者手机号码。系统只评估事项，不登记个人；请删去后再提交，单位的联系电话请写座机
field-required = 请填写这一项
field-score = 请填写 0 到 1 之间的数，最多 4 位小数
field-taken = 已经有人使用，请换一个
field-too-long = 最多 { $max } 个字，现有 { $have } 个
field-username = 用户名只能用小写字母、数字、点和短横线
field-weight = 请填写 0 到 1 之间的权重，最多 4 位小数

# dynamic: counted-

counted-experts = 专家
counted-reviewers = 评审人
counted-votes = 表决

missing-step = 环节“{ $step }”
missing-field = { $field }
missing-more = { $of }：需要 { $need }，现有 { $have }
errors-denied-permission = 您的岗位没有“{ $permission }”的权限，或者这不在您单位的参与范围内。
errors-key-reused = 这张表单已经提交过不同的内容。请打开新的表单再填。没有保存任何内容。
errors-done-before = 这张表单已经提交过，没有重复办理。

# dynamic: file-

file-kind = 文件“{ $name }”的类型不能上传。可以上传 PDF、JPG、PNG、GIF、Word（docx）、Excel（xlsx）、文本（txt、csv）和 ZIP。
file-mislabelled = 文件“{ $name }”的内容与扩展名不符。请另存为与扩展名一致的格式，或者换一个文件。
file-macro = 文件“{ $name }”含有宏，不能上传。请另存为不含宏的格式。
file-bomb = 文件“{ $name }”解压后过大，不能上传。请只上传需要的材料，或者拆分后重新选择。
file-nested = 文件“{ $name }”里压缩包套压缩包，层数过多，无法检查，不能上传。请解开里面的压缩包后重新打包。
file-program = 文件“{ $name }”里有程序或者脚本，不能上传。请只打包文档、表格和图片。
file-locked = 文件“{ $name }”打不开：可能已损坏，或者加了密码。请检查原文件，去掉密码后重新选择。
file-empty = 文件“{ $name }”是空的（0 字节）。请检查原文件，再重新选择。
file-too-large = 文件“{ $name }”没有上传：一次提交的附件合计不超过 { $mib } MB。请压缩、拆分后重新选择，其他内容都还在。

# dynamic: permission-

permission-view-matter = 查看事项
permission-list-matter = 登记事项
permission-import-matters = 批量导入事项
permission-amend-matter = 修改登记内容
permission-propose-screening = 提出筛查意见
permission-confirm-screening = 确认筛查意见
permission-draft = 办理评估内容
permission-open-panel = 组织专家评级
permission-rate = 专家打分
permission-convene-review = 组织评审
permission-review = 参加评审
permission-submit-filing = 报送备案
permission-answer-filing = 办理备案
permission-request-legality = 送合法性审查
permission-answer-legality = 出具合法性审查意见
permission-decide = 登记决策
permission-report-progress = 登记措施进展
permission-track = 登记跟踪情况
permission-raise-trigger = 提出重新评估
permission-answer-trigger = 答复重新评估
permission-post-evaluate = 后评估
permission-archive = 归档
permission-course = 中止、恢复、撤回和作废
permission-extend-term = 延长期限
permission-change-procedure = 变更程序
permission-check-gate = 前置核验
permission-gate-list = 核验是否列入清单
permission-gate-agenda = 上会前核验
permission-gate-legality = 合法性审查前核验
permission-gate-approval = 审批前核验
permission-gate-land-application = 用地报批前核验
permission-gate-decision = 决策前核验
permission-gate-execution = 实施前核验
permission-report-list = 清单报备
permission-view-rules = 查看规则
permission-view-stats = 查看统计
permission-export = 导出
permission-view-audit = 查看留痕
permission-manage-units = 管理单位
permission-manage-users = 管理账号
permission-view-security-log = 查看登录日志
permission-manage-system = 管理系统
field-own-post = 自己的岗位要由另一位人员管理员来给
field-no-rules = 这一天没有可适用的稳评规定，请核对日期
