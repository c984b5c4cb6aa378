### Bringing lists in, and handing them in by period.

importing-sub = 先读取和核对，确认后才列入清单
importing-file = 清单文件
importing-lead = 选择各单位报送的清单原表，不必改格式。系统逐格说明读懂了什么、没读懂什么，由您确认。
importing-file-hint = CSV 或 XLSX，不超过 { $mib } MB
importing-no-file = 请选择文件
importing-read = 读取文件
importing-columns-title = 能识别的栏目
importing-columns = 事项名称（必有）、承办单位、决策类别、所属领域、地区、拟决策时间、户数、人数、投资、决策内容、依据、文号、来源。栏目名称不同也能识别，认不出的栏目按原样保留。
importing-people = 姓名、电话、身份证号等涉及个人的栏目在读取时丢弃，不会保存。
importing-formulas = 公式和以 =、+、-、@ 开头的文字不予采用：事项名称如此的，整行不予接收；其他栏目如此的，只是这一格不采用。负数按数字读取。
importing-earlier = 最近的导入
importing-check = 核对导入内容
importing-other-file = 换一个文件
importing-outcomes = 按结果查看
importing-all = 全部 { $n }
importing-tab = { $word } { $n }
importing-shown = 显示 { $shown } 行，共 { $total } 行
importing-none = 没有这一类的行
importing-none-lead = 换一个结果查看。
importing-see-all = 查看全部
importing-row = 第 { $n } 行
importing-made = 已列入清单：
importing-no-title = （没有事项名称）
importing-split-into = 拆开后为：
importing-printed-unit = 原表单位
importing-period = { $period }（原表：{ $printed }）
importing-screening = 建议的筛查结果
importing-screening-by = { $result }。理由：{ $rule }（{ $source }）
importing-screening-nothing = { $result }。没有规定与事项名称相符。
importing-could-be = 可能是：{ $names }
importing-type-unit = 填写单位全称，可从列表中选
importing-type-place = 填写地区全称，可从列表中选
importing-unit-unknown = 没有找到单位“{ $name }”
importing-place-unknown = 没有找到地区“{ $name }”
importing-duplicate = 可能重复
importing-not-duplicate = 不是同一件事项
importing-what = 怎么处理
importing-later = 暂不处理
importing-cells = 逐格查看
importing-column = 栏目
importing-printed = 原表内容
importing-value = 理解为
importing-remark = 说明
importing-confirm = 确认本页
importing-nothing-chosen = 请至少选择一行的处理办法
importing-done = 已列入 { $listed } 件，跳过 { $skipped } 行，{ $left } 行未能列入。列入的事项还须逐件筛查。

# dynamic: importing-outcome-

importing-outcome-ready = 可以列入
importing-outcome-open = 待确认
importing-outcome-outside = 不在地域内
importing-outcome-refused = 不予接收
importing-outcome-taken = 已列入
importing-outcome-skipped = 已跳过

# dynamic: importing-cell-

importing-cell-understood = 已采用
importing-cell-open = 待确认
importing-cell-kept = 原样保留
importing-cell-empty = 留空
importing-cell-refused = 不采用

# dynamic: importing-action-

importing-action-accept = 列入清单
importing-action-split = 拆成几件列入
importing-action-skip = 跳过
lists-title = 清单报备
lists-sub = 各单位按期报送拟决策事项清单；没有事项的也要说明
lists-periods = 报备期
lists-year = { $year } 年度
lists-quarter = 第 { $q } 季度
lists-who = 报送情况
lists-sum = 已报 { $done } 个，共 { $all } 个单位
lists-unit = 单位
lists-due = 期限
lists-state = 状态
lists-matters = 事项
lists-on = { $day } 已报
lists-late = { $day } 补报
lists-missing = 逾期未报
lists-open = 未报
lists-empty = 无事项
lists-hand-in = 报送本单位清单
lists-complete = 补充清单
lists-own = 本单位的事项
lists-no-own = 本单位还没有登记事项。
lists-empty-note = 没有事项的说明
lists-empty-hint = 本期没有拟决策事项时填写
lists-reason = 补充的原因
lists-handed-in = 清单已报送。
lists-completed = 清单已补充。
lists-none = 本岗位所辖范围内没有须报送清单的单位。
importing-screen-next = 筛查下一件
importing-all-screened = 本次导入中没有其他待本单位筛查的事项。
lists-who-of = 向{ $unit }报送的单位
lists-to = 报送给
lists-filed = 已备案
lists-tracked = 跟踪化解
lists-top = 本级汇总，不再上报。
lists-to-office = 报送给{ $office }。
lists-due-on = 期限 { $day }。
lists-gathered = 汇总所辖单位本期已报清单，共 { $n } 件。
lists-not-asked = 按所在地的规定，本单位不须报送清单。
scoring-title = 核对打分表
scoring-sub = 只核对，不保存；评价人的指标不予接收，其余逐项相加
scoring-stages = 各阶段得分
scoring-stage = 阶段
scoring-taken = 接收的指标
scoring-refused = 不予接收
scoring-summed = 全部指标相加
scoring-total = 接收部分合计
scoring-stated = 原表合计
scoring-contradicts = 原表合计 { $stated }，逐项相加 { $summed }，两者不符，原表合计不予采用
scoring-unproven = 原表合计 { $stated }，没有可以相加的分项，原表合计不予采用
scoring-refused-rows = 不予接收的指标
scoring-none-refused = 没有不予接收的指标。
scoring-indicator = 指标
scoring-why = 理由
