### The frame of every page.

lang-name = 中文
shell-name = 稳评平台
shell-org = 辽宁省社会稳定风险评估
shell-skip = 跳到正文
shell-menu = 菜单
shell-main-nav = 主导航
shell-crumbs = 所在位置
shell-search-gate = 输入事项编号核验
shell-search = 搜索事项名称或编号
shell-theme = 深浅色
shell-other-language = English
shell-other-language-short = EN
shell-account = 账号
shell-sign-in = 登录
shell-sign-out = 退出登录
shell-preferences = 显示设置
shell-display = 显示设置
shell-size-large = 大字版
shell-size-normal = 标准字号
shell-title-error = 有错误：
shell-reference = 请求编号 { $id }
shell-foot = 评估对象是决策事项。系统不记录、不评价任何个人。
shell-about = 关于本系统
shell-demo-note = 示例数据：事项、数字和机构均为虚构。
shell-demo-small = 示例数据，启动时逐件计数：2016 年评估 { $assessed } 件、暂缓和叫停 { $halted } 件，其中朝阳评估 { $chaoyang } 件。这只是一部分；《辽宁法制报》2017-02-27 所载全年 2,246 件、39 件、605 件，用 demo --full --fresh 生成。事项和机构均为虚构。
shell-demo-full = 示例数据，启动时逐件计数：2016 年评估 { $assessed } 件、暂缓和叫停 { $halted } 件，其中朝阳评估 { $chaoyang } 件。《辽宁法制报》2017-02-27 所载为 2,246 件、39 件、605 件；其余数字、事项和机构均为虚构。
nav-group-work = 工作
nav-group-oversight = 监督
nav-group-system = 系统
nav-overview = 总览
nav-tasks = 我的待办
nav-items = 评估事项
nav-gate = 前置核验
nav-measures = 措施跟踪
nav-campaigns = 督导检查
nav-stats = 统计
nav-rules = 规则
nav-admin = 设置
nav-audit = 留痕
steps-label = 办理环节
steps-done = （已完成）
steps-skipped = （本程序不需要）
pager-label = 分页
pager-first = 回到开头
pager-previous = 上一页
pager-next = 下一页
pager-shown = 显示 { $shown } 件，共 { $total } 件
filters-search = 查询
filters-reset = 重置
filters-more = 更多条件
matrix-caption = 风险矩阵：纵轴为发生可能性 p，横轴为影响程度 q
matrix-corner = p ＼ q
matrix-before = 措施前
matrix-after = 措施后

# dynamic: p-band-

p-band-1 = 很低
p-band-2 = 较低
p-band-3 = 中等
p-band-4 = 较高
p-band-5 = 很高

# dynamic: q-band-

q-band-1 = 很小
q-band-2 = 较小
q-band-3 = 中等
q-band-4 = 较大
q-band-5 = 严重
verdict-passed = 核验通过，可以受理
verdict-refused = 核验不通过，暂不受理
preferences-title = 显示设置
preferences-language = 语言
preferences-theme = 深浅色
preferences-theme-system = 跟随系统
preferences-theme-light = 浅色
preferences-theme-dark = 深色
preferences-size = 字号
preferences-size-normal = 标准
preferences-size-large = 大字版
preferences-save = 保存设置

help-title = 使用帮助

# dynamic: help-

help-begin = 从哪里开始
help-begin-text =
    登录后先看“我的待办”：轮到您办的事项、下一步和期限都列在那里，点开就能办。
    没有待办，说明暂时不用您做什么；“评估事项”里可以查看本单位能看到的全部事项。
help-file = 办理一件事项
help-file-text =
    一般程序依次为：列入清单、初步筛查、评估方案、公示和听取意见、识别因素、专家评判、防范措施、报告、评审、备案、合法性审查、决策、跟踪、归档。简易程序省去其中几步，适用条件和每一步的期限见“规则”。
    每一页只显示这一步要填的内容。填错了，会在该栏旁边说明；别人同时办理了同一事项，会告诉您改了什么，您填写的都保留。
help-level = 等级从哪里来
help-level-text =
    风险等级、比例和合计都由已存的评判、意见和措施计算，不能手填。每个等级都列出所用的判据和起决定作用的那一条。
    降低等级必须写明理由，理由和经手岗位都进入留痕。
help-gate = 前置核验
help-gate-text =
    上会、审批、决策、开工之前，在“前置核验”输入事项编号或备案号。核验不通过时，会说明依据哪条规定、缺什么、由谁补齐。
    每次核验都有记录。
help-refused = 办不了的时候
help-refused-text =
    提示会写明原因、依据和可以怎么做。没有权限时，会列出哪个岗位可以办理。
    出现“请求编号”时，请把编号告诉系统管理员，凭编号能找到当时的记录。
help-public = 群众怎样参与
help-public-text =
    公开征求意见的事项列在“公众意见征集”页面（/c），不用登录，手机、纸质问卷都可以。作答后得到一份回执，凭回执可以核对答卷是否计入、意见怎样答复。

privacy-title = 隐私说明

# dynamic: privacy-

privacy-whom = 评估的是决策，不是人
privacy-whom-text =
    系统记录决策事项和围绕它的工作，不建立任何居民的名单、档案、评分或画像，也没有填写这些内容的地方。
privacy-answers = 群众作答
privacy-answers-text =
    不问姓名、电话、证件号码和住址，不记录网络地址和设备，只记日期，不记时刻。存下的只有：自选的群体、作答渠道、日期、所选答案。
    人数少的格子不显示，也不能用合计相减推出。浏览器里只保存语言、深浅色和字号。
privacy-texts = 写下的文字
privacy-texts-text =
    文字到达时即加密，工作人员审看后才可能公开；其中的个人信息会被隐去。密钥到期销毁，原文随之无法再读。
privacy-officials = 工作人员
privacy-officials-text =
    经办岗位、时间和事由进入留痕，因为权力的行使要能核查。密码只存不可逆的摘要。
privacy-proof = 怎样核对
privacy-proof-text =
    全部办理记录串成可以验证的日志，任何改动都会被发现。保存什么、保存多久，见随程序提供的 RETENTION 说明。

accessibility-title = 无障碍

# dynamic: accessibility-

accessibility-aim = 目标
accessibility-aim-text =
    页面按 WCAG 2.1 的 AA 级和 GB/T 37668-2019《信息技术 互联网内容无障碍可访问性技术要求与测试方法》制作，老年人和残障人士都应当能用。
accessibility-ways = 可以这样用
accessibility-ways-text =
    只用键盘就能完成全部操作；不启用脚本也能使用。
    右上角可以切换大字版，“显示设置”里可以选择语言、深浅色和字号；页面放大到 400% 不需要左右拖动。
    图形都有文字或表格说明，颜色不是唯一的区别方式。公开征求意见另有纸质问卷，也可以打电话或当面说。
accessibility-checked = 检查了什么
accessibility-checked-text =
    每次改动都用自动检查工具在真实浏览器里检查主要页面（浅色、深色，电脑、平板、手机）。自动检查不能发现全部问题，尚未由读屏软件的使用者逐页试用。
accessibility-tell = 遇到困难
accessibility-tell-text =
    请告诉事项的承办单位或稳评办，说明页面地址和遇到的困难；也可以请工作人员帮您办理。
