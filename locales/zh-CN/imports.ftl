# 导入与导出
# dynamic: import-file-
# dynamic: import-encoding-
# dynamic: import-note-
# dynamic: import-field-

import-file-too-large = 文件有 { $size } MB，最大允许 { $limit } MB。
import-file-empty = 文件是空的，没有可导入的行。
import-file-encoding = 无法识别文件编码（{ $found }）。请另存为 UTF-8 或 GB18030 编码的 CSV，或者 XLSX。
import-encoding-binary = 不是文本文件
import-encoding-unknown = 未知编码
import-encoding-damaged-utf-8 = UTF-8，但内容有损坏
import-encoding-utf-16 = UTF-16
import-file-kind = 不支持这种文件（{ $found }）。请提供 CSV 或 XLSX。
import-file-macro = 文件含有宏（{ $part }），不予接收。请另存为不含宏的 XLSX。
import-file-zip-bomb = 文件解压后过大（{ $part }），不予接收。
import-file-damaged = 文件已损坏，无法读取：{ $reason }
import-file-too-many-rows = 行数超过上限 { $limit } 行，请分开导入。
import-file-too-many-columns = 表格有 { $found } 列，最多 { $limit } 列。
import-file-no-header = 没有找到表头。表头至少要有“事项名称”一列。
import-labelled = { $label }：{ $text }
import-field-title = 事项名称
import-field-unit = 承办单位
import-field-place = 所在地
import-field-decision-maker = 决策机关
import-field-filing = 备案单位
import-note-formula = 单元格是公式，不予采用。请改填公式的结果后重新导入。
import-note-formula-like = 内容以 =、+、-、@ 开头，表格软件会当作公式运行，不予采用。请去掉开头的符号后重新导入；名称原本如此的，请在“登记事项”中逐件填写。
import-note-control = 单元格含有控制字符，不予采用。
import-note-cell-too-long = 单元格过长，不予采用。
import-note-personal-value = 单元格含有手机号码或者身份证号码，已丢弃。
import-note-personal-column = 该列涉及个人信息，已丢弃，不会保存。
import-note-extra-cells = 本行比表头多出单元格，多出的部分没有采用。
import-note-empty = 原表为空。
import-note-column-unknown = 没有识别出这一列，按原样保留。
import-note-period-unknown = 看不出具体时间，留空，原文保留。
import-note-year-unknown = 看不出年份，留空。
import-note-count-unknown = 不是数字，留空。
import-note-count-negative = 不能是负数，留空。
import-note-code-unknown = 没有这个类别，按事项名称另行建议。
import-note-level-not-taken = 原表的风险等级不采用，等级由评估程序确定。
import-note-place-unknown = 看不出所在地区，请选择。
import-note-place-several = 地名不止一处：{ $names }，请选择。
import-note-outside = “{ $place }”不在本系统的地域范围内，留在暂存清单。
import-note-title-missing = 没有事项名称。
import-note-title-too-long = 事项名称有 { $have } 个字，最多 { $max } 个字。
import-note-several-titles = 一个单元格里有 { $count } 个事项名称，请确认是否拆开。
import-note-judges-people = 含有评价人的表述“{ $word }”，不予接收（规则 { $rule }）。
import-note-unit-missing = 没有写承办单位，请选择。
import-note-unit-unknown = 没有找到“{ $printed }”对应的单位，请选择。
import-note-unit-several = “{ $printed }”写了不止一个单位，请确认牵头单位。
import-note-unit-open = 单位待确认。
import-note-unit-not-asked = 按原样保留。
import-note-unit-normalised = 按简称和地名对应到单位。
import-note-unit-contained = 按名称包含关系对应到单位。
import-note-decision-maker-unknown = 没有找到决策机关，请选择。
import-note-filing-unknown = 没有找到备案单位，请选择。
import-note-filing-unfit = 所列备案单位不能办理这件事项的备案：须为事项所在地或者其上级的稳评办，请另选。
import-note-not-your-unit = 您不能为“{ $unit }”登记事项。
import-note-duplicate-row = 与第 { $row } 行重复。
import-note-duplicate-matter = 与已登记的 { $number } 重复。
import-note-taken-meanwhile = 另一次确认已经处理了这一行。

export-sheet = 事项清单
export-number = 事项编号
export-title = 事项名称
export-category = 决策类别
export-sector = 所属领域
export-division = 行政区划代码
export-unit = 承办单位
export-year = 年度
export-listed = 列入日期
export-status = 状态
export-procedure = 程序
export-level-initial = 初始等级
export-level-after = 采取措施后等级
export-assessed = 评估完成日期
export-filed-number = 备案号
export-filed = 备案日期
export-conclusion = 决策结论
export-decided = 决策作出日期
export-due = 下一期限
