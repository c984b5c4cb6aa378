### Gates: checks before agenda, approval, decision and start.

door-lead = 审批、立项、上会之前，先核验稳评结果
door-one = 核验一件事项
door-number = 事项编号
door-number-hint = 例如 LN-CY-2016-00412，也可以填写备案编号；带核验码的也可以
door-number-empty = 请填写事项编号或者备案编号
door-number-form = 编号格式不对。请照备案凭证填写，例如 LN-CY-2016-00412、CY-2016-0412-7K3M 或者 朝稳备〔2016〕412号
door-gate = 核验环节
door-do = 核验
door-no-rule = 当地规则没有这道关口。
door-agenda = 核验整份议程
door-agenda-lines = 议程内容
door-agenda-hint = 直接粘贴，一行一项，每行写明事项编号。最多 100 行。
door-agenda-do = 逐项核验
door-agenda-title = 议程核验结果
door-agenda-sum = { $all } 项中 { $cleared } 项通过
door-line = 议题
door-no-number = 没有编号
door-no-number-lead = 这一行没有事项编号，无法核验。
door-cleared = 通过
door-refused = 不通过
door-reason = 原因
door-reason-between = ；
door-result = 结果
door-log-title = 核验记录
door-log-unit = 核验单位：{ $unit }
door-log-empty = 还没有核验记录
door-day = 日期
door-matter = 事项
door-points = 逐项核对
door-need = 要求
door-met = 符合
door-missing = 还缺
door-elsewhere = 本系统没有登记，请核对原件
door-ask-elsewhere = { $what }：本系统没有登记，请核对原件。
door-supplier = 由谁补齐
door-who = { $unit }（{ $role }）
door-record = 核验内容
door-next = 下一步
door-next-no = 请退回，由{ $who }补齐后再来核验。
door-next-back = 请退回决策单位，按上面的原因办理。
door-next-exempt = 把“经筛查不需要评估”和本次核验号记入办理材料。
door-next-list = 请退回决策单位登记；列入清单后再来核验。
door-this-check = 本次核验
door-check-number = 核验号
door-unit = 核验单位
door-rule = 规定
door-source = 依据
door-print = 打印核验回执
door-superseded = 这个备案号对应的评估已被后来的评估取代，这里显示的是后来的评估。
door-receipt = 核验回执
door-signature = 核验人（签字）
door-signature-day = 日期
door-again = 再核验一件
door-lead-unit = 牵头单位
door-decision-maker = 决策机关
door-filing-unit = 备案机关
door-covered-by = 一并评估的编号
door-filing = 备案编号
door-level = 措施后等级
door-conclusion = 评估结论
door-recommended = 报告建议
door-undecided = 尚未决策
door-conclusion-none = 不适用
door-valid = 有效期至
door-exempt = 经筛查确认不需要评估。
door-concluded = { $conclusion }。
door-with-conditions = { $conclusion }。请核对下列条件已写入本环节的文件。
door-all-met = 各项要求均已符合。
door-all-met-recommended = 各项要求均已符合。评估报告建议：{ $conclusion }；决策机关尚未决策。
door-why = 原因：
door-too-high = 措施后等级为{ $level }，超过本环节允许的等级。
door-lookup-title = 核验稳评结果
door-lookup-lead = 输入事项编号和核验码，可以查看评估结论、附带条件和有效期。
door-lookup-hint = 编号和核验码印在备案凭证上
door-code = 核验码
door-code-needed = 请同时填写核验码。只凭编号不显示任何内容。
door-code-wrong = 编号或核验码不对。请对照备案凭证再试一次。
door-public-title = 稳评结果
door-public-valid = 已备案，在有效期内。
door-public-expired = 备案已过有效期。
door-public-unfiled = 尚未备案。
door-public-decided = 已备案；决策结论为不予放行，见下。
door-public-halted = 已备案；评估中止，或有情况待处理，目前不予放行。
door-public-level = 已备案；风险等级高于审批环节允许的等级，目前不予放行。
door-public-open = 已备案；还有要求没有达到，目前不予放行。
door-public-exempt = 经筛查确认不需要评估。
door-public-lead = 这里只显示结论、条件和有效期。其他内容请向备案机关查询。
door-conditions = 附带条件
door-api-gate = 没有这道关口。可用的代码：LIST、AGENDA、LEGALITY、APPROVAL、LAND_APPLICATION、DECISION、EXECUTION。

# dynamic: door-at-

door-at-list = 清单管理
door-at-agenda = 会前（列入议程）
door-at-legality = 合法性审查
door-at-approval = 审批（立项、许可）
door-at-land-application = 用地报批
door-at-decision = 决策
door-at-execution = 实施（开工）

# dynamic: door-yes-

door-yes-list = 已列入清单，可以受理
door-yes-agenda = 核验通过，可以上会
door-yes-legality = 核验通过，可以审查
door-yes-approval = 核验通过，可以受理
door-yes-land-application = 核验通过，可以报批
door-yes-decision = 核验通过，可以决策
door-yes-execution = 核验通过，可以实施

# dynamic: door-no-

door-no-list = 未列入清单，暂不受理
door-no-agenda = 核验不通过，暂不上会
door-no-legality = 核验不通过，暂不审查
door-no-approval = 核验不通过，暂不受理
door-no-land-application = 核验不通过，暂不报批
door-no-decision = 核验不通过，暂不决策
door-no-execution = 核验不通过，暂不实施

# dynamic: door-then-

door-then-list = 可以办理初步筛查。列入清单只是开始，不代表评估已经完成。
door-then-agenda = 可以列入议程。请把评估报告和评估结论附在会议材料中。
door-then-legality = 可以受理审查。请把备案的评估报告作为审查材料。
door-then-approval = 把评估结论、附带条件和备案编号写入审批文件。
door-then-land-application = 把评估报告和备案编号附在用地报批材料中。
door-then-decision = 提请集体讨论决定，并在会议记录中写明评估结论和附带条件。
door-then-execution = 可以开工。请按期落实附带条件和防范措施，并登记进展。

# dynamic: door-need-

door-need-listed = 已列入清单
door-need-screened = 筛查已确认
door-need-filed = 已备案
door-need-valid = 备案在有效期内
door-need-lawful = 合法性审查通过
door-need-decided-to-proceed = 已决策并准予实施
door-need-not-halted = 没有暂停、叫停或重新评估
door-need-measures-before-start = 实施前的措施已完成

# dynamic: door-lack-

door-lack-listed = 没有列入清单。
door-lack-screened = 筛查还没有确认。
door-lack-filed = 评估未完成，没有备案。
door-lack-valid = 备案已过有效期，或没有备案。
door-lack-expired = 备案已过有效期。
door-lack-lawful = 合法性审查还没有通过。
door-lack-decided-to-proceed = 还没有准予实施的决策。
door-lack-not-halted = 已暂停、叫停，或需要重新评估。
door-lack-measures-before-start = 实施前应完成的措施还没有完成。
