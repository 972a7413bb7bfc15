# 权属记录：登记、核对与记录的说法。
ownership-standing-upcoming = 待生效
ownership-standing-in_force = 生效中
ownership-standing-ended = 已到期

ownership-no-such-unit = 没有这个单位，请重新选择责任单位。
ownership-unit-closed = { $unit }已停用，不能登记为权属单位。请选择在用的单位，或先启用该单位。
ownership-no-such-item = 现行测评体系中没有项目{ $item }。
ownership-basis-needed = 请填写依据，如合同、裁定、会议纪要。
ownership-too-long = 最多{ $most }个字。
ownership-ends-before-it-begins = 截止日期不能早于生效日期。
ownership-overlaps = 与这个点位已有的权属记录重叠：{ $unit }，{ $item ->
    [all] 全部项目
   *[other] 项目{ $item }
}，{ $days ->
    [since] { $from }起
    [until] 到{ $until }为止
    [between] { $from }至{ $until }
   *[always] 长期有效
}。同一点位同一项目的记录须前后相接：请先给那一条填截止日期，或改这一条的日期。
ownership-follows-too-early = 被接替的记录{ $from }才生效，接替的日期须晚于这一天。
ownership-follows-from-when = 接替另一条记录时，请填写生效日期。
ownership-follows-another = 只能接替同一点位、同一项目的记录。

site-change-ownership_noted = 登记权属记录
site-change-ownership_amended = 修改权属记录
site-change-ownership_ended = 权属记录定截止日期
site-change-ownership_removed = 删除权属记录

ownership-record = { $unit }（{ $item ->
    [all] 全部项目
   *[other] 项目{ $item }
}，{ $days ->
    [since] { $from }起
    [until] 到{ $until }为止
    [between] { $from }至{ $until }
   *[always] 长期有效
}，依据：{ $basis }）
ownership-told-noted = 登记权属记录：{ $now }。
ownership-told-amended = 修改权属记录：由{ $then }改为{ $now }。
ownership-told-ended = 权属记录定截止日期：{ $now }。
ownership-told-removed = 删除权属记录：{ $then }。
