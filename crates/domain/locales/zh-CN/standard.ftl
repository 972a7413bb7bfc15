# 测评体系、判定与得分

standard-total = 总分
standard-district = 全区实地得分

standard-judging-unknown-kind = 没有判定方式“{ $kind }”。请从说明表的 14 种判定方式中选择。
standard-judging-parameter-missing = 判定方式 { $kind } 缺少参数 { $name }，请在判定参数中写成 { $name }=数值。
standard-judging-parameter-unreadable = 判定参数 { $name } 的值“{ $text }”无法识别，请填数字；多项写成“值:比例”并用逗号隔开。
standard-judging-parameter-surplus = 判定方式 { $kind } 没有参数 { $name }，请删去。

standard-fault-empty-code = { $at }：编码为空，请填写。
standard-fault-duplicate-code = { $at }：{ $code } 重复出现，请改成不同的编码或删除重复项。
standard-fault-no-name = { $at }：中文名称为空，请填写。
standard-fault-name-taken = { $at }：名称“{ $name }”已属于点位类型 { $by }，请更换名称或别名。
standard-fault-unknown = { $at }：找不到 { $what } { $code }，请先添加或改正编码。
standard-fault-door-nowhere = { $at }：没有实地的点位类型不能要求门头照，请去掉门头照或改几何类型。
standard-fault-nothing-there = { $at }：一项也没有，至少需要一项。
standard-fault-cyclic-groups = { $at }：上级分组最终指回自身，请改正上级编码。
standard-fault-needs = { $at }：缺少 { $name }，请填写。
standard-fault-negative = { $at }：{ $name } 为 { $value }，不能小于 0。
standard-fault-not-positive = { $at }：{ $name } 为 { $value }，必须大于 0。
standard-fault-weights-not-full-mark = { $at }：各模块权重合计 { $sum }，应等于满分 { $full }。
standard-fault-several-observation-modules = { $at }：只能有一个模块由实地判定得出（source = observations），其余应为给定。
standard-fault-cycle-not-one = { $at }：年度权重合计 { $sum }，应等于 1。
standard-fault-ends-before-it-begins = { $at }：失效日期早于生效日期，请改正。
standard-fault-all-weights-zero = { $at }：所有点位类型的权重都是 0，无法汇总，请至少给一类大于 0 的权重。
standard-fault-floor-over-cap = { $at }：下限 { $floor } 高于上限 { $cap }，请改正。
standard-fault-floor-over-points = { $at }：下限 { $floor } 高于分值 { $points }，请改正。
standard-fault-max-over-points = { $at }：最高扣分 { $max } 超过分值 { $points }，请改正。
standard-fault-share-outside = { $at }：比例 { $share } 应在 0 到 1 之间。
standard-fault-bands-out-of-order = { $at }：各档应从最好到最差排列，请调整次序。
standard-fault-band-bounds = { $at }：每档只写一个界限，且全部用 at_least 或全部用 at_most。
standard-fault-too-few-knots = { $at }：分段线性至少需要两个点。
standard-fault-knots-out-of-order = { $at }：各点的 x 应由小到大且不重复。
standard-fault-nested-worst-of = { $at }：“取最差”里不能再套“取最差”。
standard-fault-no-types = { $at }：没有适用的点位类型，请在 types 或 on 中填写。
standard-fault-units-only-in-district = { $at }：只有全区得分可以按单位平均（over = units）。
standard-fault-only-over-sites = { $at }：method、mark、weight_by、complement 只在 over = sites 时有效，请删去或改为 over = sites。
standard-fault-cannot-weight = { $at }：中位数和取最差不能加权，请删去 weight_by。
standard-fault-too-many-places = { $at }：小数位数最多为 10。

standard-judge-unknown-item = 项目 { $item } 不在本版测评体系中，请核对项目编码和版本。
standard-judge-unknown-type = 点位类型“{ $type }”不在本版测评体系中，请改用体系中的类型或添加别名。
standard-judge-not-applicable = 项目 { $item } 不适用于点位类型 { $type }，请删去这条判定。
standard-judge-twice = 项目 { $item } 在同一点位判定了两次，请只保留一次。
standard-judge-wrong-reading = 项目 { $item } 按 { $kind } 判定，应填 { $expects }，现填的是 { $given }。
standard-judge-no-reading = 项目 { $item } 没有填判定结果，请填写，或写明不计分原因。
standard-judge-mixed-reading = 项目 { $item } 同时填了 { $fields }，只能填一种判定结果。
standard-judge-incomplete = 项目 { $item } 缺少 { $field }，请补填。
standard-judge-negative = 项目 { $item } 的 { $field } 为 { $value }，不能小于 0。
standard-judge-too-large = 项目 { $item } 的 { $field } 数值过大，请核对。
standard-judge-deduction-over-max = 项目 { $item } 扣了 { $deduction } 分，最高可扣 { $max } 分。
standard-judge-not-a-step = 项目 { $item } 扣了 { $deduction } 分，应为 { $step } 分的整数倍。
standard-judge-count-on-passed = 项目 { $item } 判为达标，却记了 { $count } 处问题；达标时处数应为 0。
standard-judge-deduction-on-passed = 项目 { $item } 判为达标，却扣了 { $deduction } 分；达标时扣分应为 0。
standard-judge-loss-on-passed = 项目 { $item } 判为达标，但按所填结果应失 { $lost } 分，请核对。
standard-judge-unknown-grade = 项目 { $item } 没有等级“{ $grade }”，可选：{ $known }。
standard-judge-more-than-all = 项目 { $item }：共 { $of } 个，符合数不可能是 { $ok }。
standard-judge-count-over-nothing = 项目 { $item } 记了 { $count } 处，但 { $field } 为 0，请填写实际距离或时长。
standard-judge-nothing-listed = 项目 { $item } 的 { $field } 是空的，请至少填一个。

standard-score-site-twice = 点位 { $at } 重复出现，一轮中每个点位只能有一次。
standard-score-no-attribute = 点位 { $at } 缺少加权属性 { $attribute }，请补填（列名 attr_{ $attribute }）。
standard-score-negative-attribute = 点位 { $at } 的属性 { $attribute } 为 { $value }，不能小于 0。
standard-score-unknown-part = 本版测评体系没有 { $what } { $at }，请核对编码。
standard-score-not-given = 模块 { $at } 由实地判定得出，不能直接填分。
standard-score-value-twice = 模块 { $at } 的分值重复给出，请只保留一个。
standard-score-value-outside = 模块 { $at } 的分值 { $value } 应在 0 到 { $full } 之间。

standard-how-pass-fail = 判定 { $reading }：符合得 { $full } 分，不符合得 0 分；得 { $score } 分。
standard-how-max-deduct = 扣 { $reading } 分（最高可扣 { $max }，每档 { $step }）：{ $full } − { $reading } = { $score }。
standard-how-count-deduct = 发现 { $reading } 处，每处扣 { $each } 分，最低 { $floor } 分：{ $full } 分中得 { $score } 分。
standard-how-missing = 要求 { $need } 个，实有 { $reading } 个，每缺一个扣 { $each } 分，最低 { $floor } 分：{ $full } 分中得 { $score } 分。
standard-how-proportion = 符合 { $reading }：{ $full } × { $reading } = { $score }。
standard-how-threshold = 测得 { $reading }，分档 { $parameters }：{ $full } 分中得 { $score } 分。
standard-how-piecewise = 测得 { $reading }，分段线性 { $parameters }：{ $full } 分中得 { $score } 分。
standard-how-capped-ratio = 实有 { $reading }，满分需 { $need }：{ $full } × min(1, { $reading } ÷ { $need }) = { $score }。
standard-how-instance-minimum = 各样本 { $reading }，每个至少 { $need }，每缺一个扣 { $each } 分，最低 { $floor } 分：{ $full } 分中得 { $score } 分。
standard-how-escalating = 新发现＋未整改＋重复 = { $reading } 处，分别扣 { $found }、{ $not_rectified }、{ $repeated } 分，最低 { $floor } 分：{ $full } 分中得 { $score } 分。
standard-how-count-per-distance = { $reading }，折算为每 { $per } 米，每处扣 { $each } 分，最低 { $floor } 分：{ $full } 分中得 { $score } 分。
standard-how-count-per-minutes = { $reading }，折算为每 { $per } 分钟，每次扣 { $each } 分，最低 { $floor } 分：{ $full } 分中得 { $score } 分。
standard-how-grades = 等级 { $reading }（{ $parameters }）：{ $full } 分中得 { $score } 分。
standard-how-worst-of = 多次判定 { $reading } 取最差（{ $parameters }）：{ $full } 分中得 { $score } 分。
standard-how-outside-not-applicable = 不适用，不计分。
standard-how-outside-unreachable = 无法到达，不计分。
standard-how-outside-refused = 拒绝测评，不计分。
standard-how-outside-site-void = 点位作废，不计分。

standard-how-pooled-item = 所有点位合计：得分 { $numerator } ÷ 分值 { $denominator }。
standard-how-site-ratio = 得分率：得分 { $numerator } ÷ 分值 { $denominator } × 100 = { $score }。
standard-how-site-sum = 各项得分之和：{ $denominator } 分中得 { $score } 分。
standard-how-site-deduct-from = { $full } 分减去全部失分，得 { $score } 分。
standard-how-site-worst-item = 取得分率最低的项目：{ $score }。
standard-how-site-mean-of-items = 各项得分率的平均：{ $score }。
standard-how-site-value = 取指定项目的得分率：{ $score }。
standard-how-mean = 点位平均（权数 { $weight }）：{ $numerator } ÷ { $denominator } × 100 = { $score }。
standard-how-pooled = 全部点位合并：得分 { $numerator } ÷ 分值 { $denominator } × 100 = { $score }。
standard-how-share-meeting = 达到 { $mark } 分的点位占比（权数 { $weight }）：{ $numerator } ÷ { $denominator } × 100 = { $score }。
standard-how-median = 点位得分的中位数：{ $score }。
standard-how-worst = 取最差点位：{ $score }。
standard-how-mean-complement = 100 − 点位平均（权数 { $weight }）：100 − { $numerator } ÷ { $denominator } × 100 = { $score }。
standard-how-pooled-complement = 100 − 合并得分率：100 − { $numerator } ÷ { $denominator } × 100 = { $score }。
standard-how-share-meeting-complement = 100 − 达到 { $mark } 分的点位占比（权数 { $weight }）：100 − { $numerator } ÷ { $denominator } × 100 = { $score }。
standard-how-median-complement = 100 − 点位得分的中位数 = { $score }。
standard-how-worst-complement = 100 − 最差点位 = { $score }。
standard-how-over-types = 按类型权重加权：{ $numerator } ÷ { $denominator } × 100 = { $score }。
standard-how-over-units = 各单位平均：{ $numerator } ÷ { $denominator } × 100 = { $score }。
standard-how-composed = 各模块按权重合计 { $numerator }，满分 { $denominator }；经上下限和负面清单扣分后为 { $score }。
standard-how-given = 随轮次给定：{ $full } 分中得 { $score } 分。
standard-how-imputed = 本单位无此类点位，按同类平均值 { $score } 计。

standard-note-excluded = { $count } 个组成部分没有得分，未计入。
standard-note-outside = { $count } 个项目不计分，已从分子分母中去掉。
standard-note-unobserved = { $count } 个项目没有判定，未计入。
standard-note-site-void = 点位作废。
standard-note-vetoed = 一票否决项目 { $item } 失分，点位按下限计。
standard-note-imputed = 取 { $peers } 个同类对象的平均值。
standard-note-not-given = 模块 { $module } 尚无分值，得分和满分均未计入。
standard-note-floored = 已按下限计。
standard-note-capped = 已按上限计。
standard-note-deducted = 负面清单 { $code } 扣 { $points } 分。
standard-note-stop-nomination = 负面清单 { $code }：停止提名资格。
standard-note-suspend = 负面清单 { $code }：停牌。
standard-note-revoke = 负面清单 { $code }：取消称号。
standard-note-lost-at = { $count } 个点位在此项失分。

## 判定方式的说法
standard-kind-pass_fail = 符合性
standard-kind-max_deduct = 限额扣分
standard-kind-count_deduct = 按处扣分
standard-kind-missing = 按缺扣分
standard-kind-proportion = 比例
standard-kind-threshold = 阈值分档
standard-kind-piecewise = 分段线性
standard-kind-capped_ratio = 封顶比率
standard-kind-instance_minimum = 逐样本达量
standard-kind-escalating = 递进扣分
standard-kind-count_per_distance = 按距离计次
standard-kind-count_per_minutes = 按时长计次
standard-kind-grades = 等级
standard-kind-worst_of = 取最差
standard-say-pass_fail = 符合得 { $points } 分，不符合得 0 分。
standard-say-max_deduct = 满分 { $points } 分，按情形扣分，最多扣 { $max } 分，每档 { $step } 分。
standard-say-count_deduct = 满分 { $points } 分，每发现一处扣 { $each } 分，最低 { $floor } 分。
standard-say-missing = 满分 { $points } 分，应有 { $need } 个，每缺一个扣 { $each } 分，最低 { $floor } 分。
standard-say-proportion = 满分 { $points } 分，按符合数占检查数的比例得分；检查数为 0 时不计分。
standard-say-threshold = 满分 { $points } 分，按数值分档：{ $bands }；都未达到得 0 分。
standard-say-band-from = 达到 { $bound } 得 { $share }
standard-say-band-to = 不超过 { $bound } 得 { $share }
standard-say-piecewise = 满分 { $points } 分，按数值在各点之间线性计分：{ $knots }。
standard-say-capped_ratio = 满分 { $points } 分，按实有数占 { $need } 的比例得分，超过按满分。
standard-say-instance_minimum = 满分 { $points } 分，每个样本至少 { $need } 个，每少一个扣 { $each } 分，最低 { $floor } 分。
standard-say-escalating = 满分 { $points } 分，每发现一处扣 { $found } 分，未整改每处扣 { $not_rectified } 分，重复出现每处扣 { $repeated } 分，最低 { $floor } 分。
standard-say-count_per_distance = 满分 { $points } 分，折算为每 { $per } 米的处数，每处扣 { $each } 分，最低 { $floor } 分。
standard-say-count_per_minutes = 满分 { $points } 分，折算为每 { $per } 分钟的次数，每次扣 { $each } 分，最低 { $floor } 分。
standard-say-grades = 满分 { $points } 分，按等级得分：{ $grades }。
standard-say-worst_of = 看几处，取最差的一处。每处：{ $of }
