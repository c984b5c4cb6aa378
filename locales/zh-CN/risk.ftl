### Risk: matrix, panels, workbench.

risk-matrix = 风险矩阵
risk-index = 综合风险指数
risk-workbench = 评级工作台
risk-workbench-open = 打开工作台
risk-workbench-lead = 只作试算，不保存
risk-no-index = 还没有算出指数：需要先完成专家评级并设定权重。
risk-cuts = 低、中风险分界 { $medium }，中、高风险分界 { $high }。
risk-how = 指数怎么算
risk-rule = { $words }（{ $source }）
risk-level = 等级结论
risk-after-expected = 措施后（预期）
risk-determined-on = { $day } 确定
risk-criteria = 各项标准
risk-criterion = 标准
risk-source = 依据
risk-deciding = 起决定作用
risk-persons = { $count } 人
risk-register = 风险登记册
risk-factors = { $count } 个因素
risk-label = 编号
risk-factor = 风险因素
risk-weight = 权重
risk-pq-before = p × q 措施前
risk-pq-after = p × q 措施后
risk-r-before = R 措施前
risk-r-after = R 措施后
risk-change = 等级变化
risk-measures = 对应措施
risk-spread = 专家的 R
risk-spread-words = { $count } 位专家，最低 { $low }，最高 { $high }
risk-spread-legend = 每个圆点是一位专家的 R，不显示姓名；竖线为风险分界。
risk-panels = 专家评级
risk-no-panels = 还没有组织专家评级。
risk-panel-progress = { $rated } / { $all } 位专家已提交
risk-empty-title = 还没有识别风险因素
risk-empty-lead = 登记风险因素以后，这里显示矩阵、指数和登记册。
risk-lowered = { $stage }等级由{ $from }下调为{ $to }（{ $who }，{ $day }）：
risk-p = 可能性 p
risk-q = 影响程度 q
risk-scale-hint = 0 到 1，最多 4 位小数
risk-points = 目录中的审查要点
risk-send = 提交打分
risk-yours = 您的打分（p × q）
risk-side-by-side = 各位专家的打分（p × q）
risk-expert = 专家 { $letter }
risk-expert-you = 专家 { $letter }（您）
risk-open-lead = 开始合议后，全部打分公开给专家组，但不显示姓名。
risk-minutes = 合议纪要
risk-minutes-hint = 写理由和分歧，不写人名。
risk-panel = 评级
risk-panel-lead = 各位专家先独立打分，合议前互不可见。合议后可以改一次，两次打分都保留。
risk-scales = 打分尺度
risk-range = 分值
risk-panel-alone = 请独立打分。开始合议以前，别人看不到您的打分，您也看不到别人的。
risk-panel-yours-in = 您的打分已提交。合议开始后可以查看全部打分。
risk-panel-hidden = 专家正在独立打分，内容暂不公开。
risk-panel-open = 正在合议。下面是全部打分；专家可以再打一次分。
risk-panel-closed = 评级已结束。每位专家以最后一次打分为准。
risk-panel-done = 已完成：{ $act }
risk-share = 对指数的贡献
risk-trial = 综合指数试算
risk-sum = 权重合计
risk-distance = 距分界
risk-exact = 精确值
risk-above = 比{ $level }分界 { $cut } 高 { $gap }
risk-below = 比{ $level }分界 { $cut } 低 { $gap }
risk-try = 试算
risk-back = 返回风险评级
risk-trial-lead = 试算不保存，也不改变等级。正式权重和等级在办理中设定，并留痕。
risk-stage = 评级阶段
risk-weights-sum = 权重合计为 { $sum }，应当等于 1。
risk-cannot = 这些数算不出指数，请核对。
risk-fields-wrong = 有 { $count } 个数需要修改：请填写 0 到 1 之间的数，最多 4 位小数。
risk-fields-empty = 还缺 { $count } 个数。没有评级的因素不按 0 计算，填完后才能试算。

# dynamic: criterion-

criterion-overall = 总体态势
criterion-event = 可能引发的事件
criterion-participants = 可能参与人数
criterion-counts = 单因素数量
criterion-index = 综合指数
criterion-opposition = 反对比例
criterion-demerit = 扣分

# dynamic: panel-state-

panel-state-blind = 独立打分
panel-state-discussion = 正在合议
panel-state-closed = 已结束

# dynamic: risk-warning-

risk-warning-index-weights-not-one = 权重合计不等于 1。
risk-warning-index-all-zero = 所有因素的 R 都是 0，请核对打分。
risk-warning-index-zero-banded-up = 有因素的 R 为 0，按分档取值后大于 0。
risk-warning-index-unweighted-factor = 有因素的权重为 0，不影响指数。
risk-warning-index-grave-factor-hidden = 综合指数较低，但有单个因素为重大风险，请单独说明。
risk-warning-counts-many-moderate = 一般因素较多，请综合判断。
risk-warning-counts-no-factor = 没有可以计数的因素。
risk-warning-panel-incomplete-experts = 有专家没有给全部因素打分。
risk-warning-panel-single-rating = 有因素只有一位专家打分。
risk-warning-panel-no-complete-expert = 没有一位专家给全部因素打分。
risk-warning-criteria-missing = 有标准没有数值，等级按其余标准确定。
risk-warning-criteria-no-answers = 没有听取意见的答卷，无法计算反对比例。
risk-warning-ahp-inconsistent = 判断前后矛盾（一致性比例不低于 0.10），请先核对差得最远的那一对。
risk-warning-ahp-outside-scale = 有判断超出 1 到 9 的标度。
risk-warning-ahp-completed = 有未作的判断，已按最一致的方式补全；一致性比例因此偏低。
risk-warning-fuzzy-weights-not-one = 权重合计不等于 1。
risk-warning-fuzzy-tie = 有两个以上等级的隶属度并列最高，不能据此定级。
risk-warning-fuzzy-operators-differ = 四种合成算子给出的等级不一致，请写明采用哪一种及理由。
risk-warning-agreement-undefined = 打分没有差别，或没有可以比较的打分，一致性无法计算。
risk-warning-agreement-few-units = 两人以上打过分的不足 10 项，一致性系数不够稳定。
risk-warning-agreement-no-ratio-scale = 有负的打分，不能按比率尺度计算。
risk-warning-agreement-small-sample = 专家和因素都少，卡方检验只作参考。
risk-warning-uncertainty-weights-not-one = 权重合计不等于 1。
risk-warning-uncertainty-no-spread = 打分没有差异，无法说明哪个因素影响最大。
risk-warning-uncertainty-small-panel = 有因素的打分不足 5 份，分布只作参考。

risk-agreement-reliable = 专家意见一致，打分可以采用。
risk-agreement-tentative = 专家意见大体一致，结论宜留余地。
risk-agreement-weak = 专家意见分歧较大，请讨论后重新打分。
risk-agreement-chance = 专家意见看不出一致，现有打分不宜采用。
risk-agreement-close = 各位专家的打分彼此接近，同一因素的风险值最多相差 { $gap }；各因素的风险值也相近，一致性系数偏低在这里说明不了分歧。
risk-agreement-undefined = 打分没有差别，或没有可以比较的打分，无法判断是否一致。

risk-sure = 结论的把握
risk-sure-agreement = 专家一致性
risk-sure-alpha = （Krippendorff α = { $alpha }）
risk-sure-order = 因素排序
risk-sure-w = （Kendall W = { $w }）
risk-sure-apart = 分歧最大的因素
risk-sure-range = 指数范围（九成可能）
risk-sure-between = { $low } 到 { $high }
risk-sure-levels = 按指数各等级的可能性
risk-sure-level = { $level } { $chance }
risk-sure-moves = 对指数影响最大
risk-sure-cross = 距下一个等级
risk-sure-part = { $name }（{ $share }）
risk-sure-assumes = 各位专家的打分按同样可能计算，因素之间按相互独立计算；试填的数按确定的数计算。这里只供参考，不改变等级。
risk-cross-up = 还差 { $gap }。{ $factors } 达到专家打的最高分时，指数为 { $after }，进入{ $level }。
risk-cross-up-never = 还差 { $gap }。各因素都达到专家打的最高分时，指数为 { $after }，仍不到{ $level }。
risk-cross-down = 超出分界 { $gap }。{ $factors } 降到专家打的最低分时，指数为 { $after }，不再是{ $level }。
risk-cross-down-never = 超出分界 { $gap }。各因素都降到专家打的最低分时，指数为 { $after }，仍是{ $level }。

# dynamic: risk-order-

risk-order-agreement-reliable = 对因素轻重的排序一致
risk-order-agreement-tentative = 对因素轻重的排序大体一致
risk-order-agreement-weak = 对因素轻重的排序分歧较大
risk-order-agreement-chance = 还不能判断对因素轻重的排序是否一致
