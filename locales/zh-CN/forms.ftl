### Forms and their field messages.

form-errors-title = 有 { $count } 处需要修改
form-spent = 这张表单先前已经提交过，并且已经办理；这一次的内容与那一次不同，没有保存，都还留在表单里。请先查看前一次的结果，还需要办理的，再提交一次
form-spent-see = 查看前一次提交的结果
form-error-word = 错误：
form-choose = 请选择
form-optional = 选填
field-error-empty = 请填写这一项
field-error-too-long = 最多 { $max } 个字
field-error-characters = 含有不能显示的字符，请删除后重新填写
field-error-whole = 请填写整数
field-error-range = 请填写 { $low } 到 { $high } 之间的数
field-error-unit = 请填写 0 到 1 之间的数，最多 4 位小数
field-error-date = 请按“2016-11-18”的写法填写日期
field-error-choice = 请选择一项
rescue-title = 内容还没有提交，填写的都还在
rescue-lead = 填写期间登录已失效。填写的内容保存在本页，请不要关闭。
rescue-sign-in = 在新窗口登录
rescue-send = 回到本页，再次提交
rescue-files = 附件没有保留，请在提交后重新上传。
rescue-button = 再次提交
form-error-named = { $field }：{ $error }
narrow-label = 查找单位
narrow-hint = 下面的单位列表只列本地、所在市和省级单位。找其他单位，请输入名称的一部分，再点“查找”；已填的内容不会丢。
narrow-button = 查找
narrow-by = 单位列表已按“{ $find }”查找。清空后再点“查找”，恢复本地单位。
