### 文书：可以制作的文书、制作进度、下载。

# dynamic: download-stage-
# dynamic: download-language-
# dynamic: download-state-
# dynamic: download-step-

download-lead = 文书按登记内容生成，排队制作，做好后在“我的文书”里下载。
download-language = 语言
download-language-zh = 中文
download-language-en = 英文
download-format = 格式
download-preview = 预览
download-preview-lead = 预览按当前登记内容生成，版面以下载的文件为准。
download-print-this = 打印
download-print = 打印事项单
download-own = 我的文书
download-own-lead = 最近 7 天制作的文书
download-none = 还没有制作文书
download-none-lead = 打开一个评估事项，在“文书”页选择要制作的文书。
download-week = 文件保存 7 天，到期自动删除，可以重新制作。
download-document = 文书
download-record = 事项
download-ordered-at = 提交时间
download-state = 状态
download-state-ready = 排队
download-state-running = 制作中
download-state-done = 已完成
download-state-failed = 未完成
download-waits = 正在排队，轮到后自动开始。
download-step-wait = 马上开始。
download-step-read = 正在读取数据。
download-step-leaves = 正在逐份排版。
download-step-set = 正在排版。
download-step-write = 正在写入文件。
download-progress = { $step }已完成 { $done }，共 { $steps }。
download-left-out = 下列附件的类型无法识别，没有收入卷宗：
download-look-again = 刷新
download-do = 下载
download-name = 文件名
download-pages = 页数
download-pages-n = { $n } 页
download-kept-until = 保存至
download-sha256 = SHA-256
download-stand-ins = 这台服务器缺少下列字体，用其他字体代替：
download-stand-in = { $wanted }，代以 { $used }
download-next = 接下来
download-back = 返回本事项的文书
download-ordered = 已提交制作。
download-order = 制作
download-too-many = 您有 { $n } 份文书还在排队，请等其中一些完成后再提交。
download-failed-next = 补齐或更正后可以重新制作；问题持续存在时请联系系统管理员。
download-fault-unknown = 没有做成，原因不明。
download-fault-gave-up = 多次制作都中断了，已停止。请联系系统管理员查看服务器日志。
download-fault-post = 提交人已不再担任提交时的职务，没有制作。
download-no-fonts = 这台服务器没有安装制作文书所需的字体，暂时不能制作和预览文书。请联系系统管理员。
download-across-lead = 按年度制作 { $unit } 的文书，数字从记录统计。
download-list-report = 制作清单报备表
download-no-list = 本单位还没有上报这一年的清单，报备后再制作。
download-circular = 制作通报
download-stage-whole = 总体
download-stage-1 = 清单和筛查
download-stage-2 = 方案和委托
download-stage-3 = 公示
download-stage-4 = 调查
download-stage-5 = 识别和评分
download-stage-6 = 评估报告
download-stage-7 = 评审
download-stage-8 = 备案
download-stage-9 = 合法性审查和决策
download-stage-10 = 跟踪
download-stage-11 = 再评估
download-stage-12 = 后评价
download-stage-13 = 往来文书
