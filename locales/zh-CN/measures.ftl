### Measures of a case and across cases.

measures-title = 防范化解措施
measures-count = { $count } 项
measures-not-carried-out = 事项没有实施，各项措施不计逾期。
measures-late = 有 { $count } 项措施已逾期。
measures-empty = 还没有登记措施。
measures-measure = 措施
measures-hierarchy = 层级
measures-factors = 对应因素
measures-owner = 责任单位
measures-helper = 协助：{ $unit }
measures-term = 起止时间
measures-dates = { $from } 至 { $to }
measures-status = 状态
measures-acceptance = 完成标准：{ $text }
measures-before-start = 实施前必须完成
measures-progress = 进展 { $count } 条
measures-opinions = 群众意见和答复
measures-topics = { $count } 类意见
measures-no-opinions = 还没有登记意见。
measures-topic = 意见
measures-times = 次数
measures-raised = { $count } 次
measures-disposition = 处理
measures-unanswered = 待答复
measures-contingency = 应急预案
measures-across-lead = 各评估事项的防范化解措施，按完成期限排列。
measures-all = 全部
measures-matter = 事项
measures-due = 完成期限
measures-none-title = 没有符合条件的措施
measures-none-lead = 可以放宽条件再查。
measures-shown = 本页 { $count } 项

# dynamic: measures-state-

measures-state-open = 未完成
measures-state-overdue = 已逾期
measures-state-done = 已完成
measures-state-failed = 失效
