### Errors: pages, fragments, problem documents.


# dynamic: error-

error-not-found-title = 没有找到这个页面
error-not-found-lead = 地址可能写错了，或者内容已经移走。也可能您没有查看权限。
error-unknown-number-title = 没有查到这个编号
error-unknown-number-lead = 没有查到这个编号。应评未评的事项不能受理，请退回决策单位登记。
error-method-title = 这个地址不接受这种操作
error-method-lead = 请从页面上的按钮或链接进入。
error-sign-in-title = 请先登录
error-sign-in-lead = 这个页面只供工作人员使用。
error-forbidden-title = 没有权限
error-forbidden-lead = 您的岗位不能查看或办理这里的内容。
error-conflict-title = 别人刚刚改过
error-conflict-lead = 这件事项在您填写期间有了新的内容，您的修改没有保存。
error-refused-title = 按规定不能这样办
error-refused-lead = 下面写明了原因和办法。
error-stale-form-title = 页面已过期
error-stale-form-lead = 没有保存任何内容。请回到上一页，刷新后再提交。
error-unreadable-title = 提交的内容无法读取
error-unreadable-lead = 没有保存任何内容。
error-too-large-title = 提交的内容太大
error-too-large-lead = 没有保存任何内容。请减小附件后再试。
error-too-many-title = 操作太频繁
error-too-many-lead = 请稍后再试。
error-timeout-title = 处理时间太长
error-timeout-lead = 请求没有完成。请稍后再试；重复提交不会重复办理。
error-unavailable-title = 系统暂时不能使用
error-unavailable-lead = 没有保存任何内容。请稍后再试。
error-internal-title = 系统出错
error-internal-lead = 没有保存任何内容。请把下面的编号告诉管理员。
errors-home = 返回首页
errors-back = 返回
errors-reload = 查看最新内容
errors-owner = 所属
errors-ask = 可向谁申请
errors-ask-granter = { $unit }的{ $role }（{ $names }）。岗位和权限由这里开通。
errors-rule = 规定
errors-source = 依据
errors-missing = 还缺少
errors-supplier = 由谁补齐
errors-reference = 请求编号 { $id }
errors-conflict-who = { $who }已在 { $at } 提交，您的修改没有保存。请核对后再改。
errors-conflict-table = 两人填写的内容
errors-conflict-field = 栏目
errors-conflict-theirs = 现在的内容
errors-conflict-yours = 您填写的内容
errors-limit = 没有保存任何内容。最多可以提交 { $kib } KiB。
errors-wait = 请在 { $seconds } 秒后再试。
errors-unreadable-request = 请求的格式不对。没有保存任何内容。
errors-unreadable-type = 表单的格式不对。没有保存任何内容。
errors-unreadable-body = 提交的内容不完整，可能是网络中断。请再试一次。
errors-unreadable-text = 文字编码不是 UTF-8。没有保存任何内容。
errors-unreadable-fields = 栏目超过 { $max } 个。没有保存任何内容。
