routing-outcome-fired = 由此派出
routing-outcome-flagged = 指向停用单位
routing-outcome-office = 交创城办
routing-outcome-passed = 不适用
routing-outcome-not_in_force = 未生效

routing-hint-disabled_unit = 指向停用单位
routing-hint-disabled_assisting = 协办单位停用
routing-hint-shadowed = 永远轮不到
routing-hint-retired_node = 网格停用
routing-hint-unknown_item = 项目不存在
routing-hint-upcoming = 待生效
routing-hint-ended = 已到期

routing-off = 本条已停用。
routing-not-yet = 本条自{ $day }起生效。
routing-no-longer = 本条到{ $day }为止，已不再生效。
routing-no-item = 本条只管指定的测评项目，这个问题没有项目。
routing-not-item = 项目{ $item }不在本条的项目之列。
routing-not-group = 项目不属于本条的类别。
routing-no-source = 本条只管指定的来源，这里没有说明来源。
routing-not-source = 来源不在本条之列。
routing-no-site = 本条只管指定类型的点位，这个问题不在点位上。
routing-not-type = 点位类型不在本条之列。
routing-not-place = 位置不在本条的网格之内。
routing-not-owner = 没有权属记录写明由本条所列的产权单位负责。
routing-not-hour = 发现时间{ $at }不在本条的时段之内。
routing-not-weekday = 发现日期{ $at }不在本条的星期之列。
routing-not-season = 发现日期{ $at }不在本条的季节之内。
routing-named = 条件全部符合，派给{ $unit }。
routing-named-always = 本条不设条件，派给{ $unit }。
routing-unknown-unit = 本条指向的单位不存在。
routing-flagged = 规则{ $number }“{ $name }”指向已停用的单位{ $unit }，未按后面的规则派出。请人工指定单位，并修改规则或启用该单位。
routing-flagged-unnamed = 规则{ $number }“{ $target ->
    [ownership_record] 权属记录
    [item_department] 项目主责部门
    [site_unit] 点位责任单位
   *[other] 属地单位
}”指向已停用的单位{ $unit }，未按后面的规则派出。请人工指定单位，并更新登记或启用该单位。

routing-hint-disabled = 指向已停用的单位{ $unit }：符合条件的案卷会留在创城办。请改派，或启用该单位。
routing-hint-assisting = 协办单位{ $unit }已停用，派遣时略去。
routing-hint-shadow = 前面的规则{ $number }条件更宽，本条永远轮不到。请上移本条，或收窄规则{ $number }。
routing-hint-node = 网格“{ $node }”已停用。
routing-hint-item = 现行测评体系中没有项目{ $item }。

routing-too-many = 规则最多{ $most }条。
routing-same-rule-twice = 同一条规则出现了两次。
routing-name-needed = 请填写规则名称。
routing-too-long = 最多{ $most }个字。
routing-unit-needed = 请选择派给哪个单位。
routing-no-such-unit = 没有这个单位。
routing-no-such-node = 没有这个网格。
routing-ends-before-it-begins = 截止日期不能早于生效日期。
routing-no-pattern = 项目编码不能为空，* 只能写在末尾。
routing-no-weekday = 星期请用1（周一）到7（周日）。
routing-no-hours = 时段的起止时间不能相同。

routing-change-amended = 修改派遣规则

routing-list-separator = 、
routing-when-items = 项目：{ $list }
routing-when-groups = 类别：{ $list }
routing-when-types = 点位类型：{ $list }
routing-when-nodes = 网格：{ $list }
routing-when-owners = 产权单位：{ $list }
routing-when-sources = 来源：{ $list }
routing-when-hours = 时段：{ $from }–{ $until }
routing-when-weekdays = 星期：{ $list }
routing-when-season = 季节：{ $from } 至 { $until }
routing-weekday-1 = 周一
routing-weekday-2 = 周二
routing-weekday-3 = 周三
routing-weekday-4 = 周四
routing-weekday-5 = 周五
routing-weekday-6 = 周六
routing-weekday-7 = 周日

routing-none-applied = 没有规则适用
routing-the-office = 创城办
routing-difference = 当时派给{ $then }（{ $then-rule }），按现在的规则应派给{ $now }（{ $now-rule }）。
routing-last-most = 最多试算最近{ $most }件案卷。
