### 由记录生成的文书

paper-not-recorded = 未记录
paper-missing = 先要完成：{ $step }
paper-missing-by = 先要完成：{ $step }（由{ $role }办理）

# dynamic: paper-fault-

paper-fault-unknown = { $subject } 没有这份文书
paper-fault-denied = 您的岗位不能查看这个事项
paper-fault-not-found = 没有这个事项、清单或者地区，或者不在您的范围内
paper-fault-app = 未能读取记录：{ $what }
paper-fault-format = 这份文书不做成这种格式：{ $what }
paper-fault-no-template = 没有可用的模板：{ $what }
paper-fault-template = 模板或者章节有错：{ $what }
paper-fault-font = 缺少字体：{ $what }
paper-fault-too-large = 表格太大，请改用电子表格：{ $what }
paper-fault-setting = 未能排版：{ $what }
paper-fault-workbook = 未能生成电子表格：{ $what }
paper-fault-dossier = 未能生成卷宗：{ $what }
paper-fault-file = 附件读不出来，或者与登记时不一致：{ $what }
paper-fault-internal = 未能生成文书：{ $what }

# dynamic: paper-kind-

paper-kind-circular = 通报
paper-kind-notice = 通知
paper-kind-rectification-notice = 补正通知书
paper-kind-reply = 批复
paper-kind-minutes = 会议纪要
paper-kind-letter = 函
paper-kind-assessment-report = 评估报告
paper-kind-analysis-chapter = 分析篇章
paper-kind-simplified-form = 简易评估表
paper-kind-list-report = 清单报备表
paper-kind-screening-sheet = 筛查表
paper-kind-plan = 评估方案
paper-kind-publicity = 公示
paper-kind-visit-record = 走访记录
paper-kind-meeting-record = 座谈记录
paper-kind-expert-review = 专家评审表
paper-kind-filing-form = 备案表
paper-kind-tracking-report = 跟踪报告
paper-kind-appraisal-sheet = 考评表
paper-kind-questionnaire = 调查问卷
paper-kind-survey-statistics = 问卷统计表
paper-kind-responsibility-letter = 责任书
paper-kind-post-evaluation = 后评估报告
paper-kind-certificate = 备案凭证
paper-kind-case-sheet = 评估事项单
paper-kind-dossier = 卷宗

# dynamic: paper-archive-

paper-archive-1 = 清单和筛查
paper-archive-2 = 方案和委托
paper-archive-3 = 公示
paper-archive-4 = 调查
paper-archive-5 = 识别和评分
paper-archive-6 = 报告的各版本
paper-archive-7 = 评审
paper-archive-8 = 备案
paper-archive-9 = 合法性审查和决策
paper-archive-10 = 跟踪
paper-archive-11 = 再评估
paper-archive-12 = 后评价
paper-archive-13 = 往来文书

# dynamic: paper-column-

paper-column-number = 序号
paper-column-name = 事项名称
paper-column-category = 事项类型
paper-column-decision-unit = 决策单位
paper-column-responsible-unit = 评估主体
paper-column-planned = 拟决策时间
paper-column-procedure = 评估程序
paper-column-remark = 备注
paper-column-place = 地区
paper-column-listed = 列入清单
paper-column-assessed = 完成评估
paper-column-filed = 备案
paper-column-stopped = 暂缓终止
paper-column-question = 题目
paper-column-answer = 回答
paper-column-answers = 份数
paper-column-share = 占比
paper-column-low = 区间下限
paper-column-high = 区间上限
paper-column-from = 开始日期
paper-column-to = 结束日期
paper-column-issued = 发放份数
paper-column-returned = 收回份数
paper-column-valid = 有效份数
paper-column-talks = 座谈、走访和听证场数
paper-column-support = 支持率

# dynamic: paper-duty-

paper-duty-start = 开工条件
paper-duty-tracking = 跟踪检查
paper-duty-triggers = 发现下列情形及时报告，由评估主体研究是否再评估
paper-duty-grievances = 诉求办理

paper-part = { $name }
paper-of-kind = { $kind }（{ $part }）
paper-held = { $day } { $kind }
paper-mark = { $organ }文件
paper-draft = 草稿
paper-own-factor = 本事项特有
paper-lowered = 人工下调
paper-lowered-from = { $stage }由{ $from }下调为{ $to }，理由：{ $reason }
paper-survey-by = 公众意见征集（{ $ways }）
paper-question-row = { $question }——{ $row }
paper-some-hidden = { $question }（人数过少的选项不列）
paper-attitude = 对本事项的态度
paper-took-notices = 公示 { $count } 次
paper-took-answers = 有效答卷 { $count } 份
paper-took-talks = 座谈、走访和听证 { $count } 场
paper-took-topics = 归纳意见 { $count } 条
paper-from-survey = 意见征集
paper-from-consultation = 听取意见
paper-unanswered = 尚未答复
paper-before-start = { $code } { $text }（开工前落实）
paper-see-chapter = 见本部分正文
paper-plan-aim = 查明{ $matter }可能影响社会稳定的因素，评定风险等级，提出防范化解措施，为决策提供依据。
paper-plan-work = 开展评估
paper-group-size = { $group }（{ $size } 人）
paper-sample = 计划收回问卷 { $count } 份。受影响的群体：{ $groups }。
paper-measures-open = 措施正在研究
paper-channel-unit = 公示期内可以向该单位提出意见
paper-visit-heard = 走访情况（{ $count } 人参加）
paper-all-present = 到会人员
paper-no-revision = 没有另行记录的修改说明
paper-review-meeting = 社会稳定风险评估报告评审会议
paper-review-present = 评审人员 { $count } 人
paper-outcome = 结论：{ $outcome }
paper-request = { $matter }社会稳定风险评估备案材料
paper-reply-to = { $matter }社会稳定风险评估备案
paper-no-conditions = 无附带条件
paper-check-in = 开展跟踪检查，上次检查以来信访 { $count } 件
paper-incident = { $account }（参与人数 { $count } 人）
paper-trigger = 触发再评估：{ $kind }。{ $reason }
paper-answer-trigger = 对再评估触发情形“{ $kind }”作出处理
paper-overdue = 落实逾期措施 { $code } { $text }
paper-no-proposals = 没有待处理的触发情形和逾期措施
paper-tick-several = { $question }（可以选多项）
paper-rank = { $question }（按先后标 1 至 { $places }）
paper-unscreened = 尚未筛查
paper-year-work = { $place }{ $year }年社会稳定风险评估工作
paper-year-basis = 根据事项记录逐件统计
paper-by-place = 各地统计
paper-answers = 各题回答
paper-letter-purpose = 为落实{ $matter }的社会稳定风险防范化解措施
paper-rule-source = { $rule }（{ $source }）
paper-sentence = { $text }。
paper-retention = 按本单位文件材料归档范围和保管期限表
