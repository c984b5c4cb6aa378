### The work list.

tasks-sub = { $unit }，{ $day }
tasks-count = { $count } 件
tasks-late = 有 { $count } 项措施已逾期。
tasks-late-many = 有 { $count } 项以上防范措施逾期。
tasks-more = 事项较多，这里按到期日只看了最先到期的一部分。
tasks-more-link = 查看全部事项
tasks-late-link = 查看
tasks-waits = 等待{ $step }
tasks-suspended = 已中止
tasks-colon = ：
tasks-no-term = 无期限
tasks-overdue-days = 逾期 { $days } 天
tasks-today = 今天
tasks-rule = 依据：{ $rule }（{ $source }）
tasks-next-check-in = 下次跟踪登记应在 { $day } 前，自 { $from } 起算。{ $rule }
tasks-summary = 待办数量
tasks-how = 待办从哪里来
tasks-how-lead = 待办按事项所处的环节和当地规则的期限算出来，不用手工登记。办完一步，下一步自动出现在责任单位的待办里。
tasks-register = 登记事项
tasks-empty-title = 没有待办
tasks-empty-lead = 您的岗位目前没有需要办理的事项。

# dynamic: tasks-group-

tasks-group-overdue = 逾期
tasks-group-today = 今天到期
tasks-group-week = 本周到期
tasks-group-later = 以后
tasks-group-waiting = 等待他人
