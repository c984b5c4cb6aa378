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
