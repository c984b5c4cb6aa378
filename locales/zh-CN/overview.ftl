### Figures of a year.

overview-sub = { $year } 年，从记录逐件统计
overview-year = 年份
overview-cities = 各市情况
overview-city = 市
overview-counties = 各县（市、区）情况
overview-county = 县（市、区）
overview-own = { $name }本级
overview-bar = 图示
overview-simplified = 简易程序占比
overview-levels = 措施后等级
overview-kinds = 决策类别
overview-none = 还没有完成的评估。

# dynamic: overview-figure-

overview-figure-listed = 列入清单
overview-figure-assessed = 完成评估
overview-figure-filed = 备案
overview-figure-halted = 暂缓和叫停

# dynamic: overview-basis-

overview-basis-listed-on = 按列入清单日期
overview-basis-assessed-on = 按措施后评级日期
overview-basis-filed-on = 按备案日期
overview-basis-decided-on = 按决策日期
