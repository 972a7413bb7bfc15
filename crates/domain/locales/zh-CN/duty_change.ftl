# 职责变更：计划、到日生效与记录的说法。
duty_change-part-answering = 责任单位
duty_change-part-supporting = 包联单位

duty_change-state-planned = 待生效
duty_change-state-effected = 已生效
duty_change-state-failed = 未能生效
duty_change-state-withdrawn = 已撤销

duty_change-failure-subject_out_of_use = 到生效日时{ $noun ->
    [site] 该点位
   *[node] 该网格
}已停用。
duty_change-failure-unit_out_of_use = 到生效日时接手单位{ $unit }已停用。

duty_change-sentence-answering = 自{ $day }起{ $passes ->
    [nobody] 没有责任单位
    [out] 没有责任单位，{ $from }不再负责
    [in] 由{ $to }负责
   *[over] 由{ $to }负责，{ $from }不再负责
}
duty_change-sentence-supporting = 自{ $day }起{ $passes ->
    [nobody] 没有包联单位
    [out] 没有包联单位，{ $from }不再包联
    [in] 由{ $to }包联
   *[over] 由{ $to }包联，{ $from }不再包联
}

duty_change-one-subject = 请选定一个网格或一个点位。
duty_change-subject-closed = { $noun ->
    [site] 该点位已停用，不能计划职责变更。
   *[node] 该网格已停用，不能计划职责变更。
}
duty_change-node-unsupported = 网格没有包联单位，只能变更责任单位。
duty_change-no-such-unit = 没有这个单位，请重新选择接手单位。
duty_change-unit-closed = { $unit }已停用，不能接手。请选择在用的单位，或先启用该单位。
duty_change-nothing-passes = 到这一天本来就由它负责，没有变更。请选择另一个单位。
duty_change-too-early = 生效日期最早为明天（今天是{ $today }）；要立即变更，请直接修改。
duty_change-too-late = 生效日期最晚为{ $last }（两年以内）。
duty_change-day-taken = { $day }已计划由{ $unit }接手，同一天不能有两项变更；请先撤销那一项，或改日期。
duty_change-basis-needed = 请填写依据，如文号、会议纪要。
duty_change-too-long = 最多{ $most }个字。

duty_change-over = { $state ->
    [effected] 这项职责变更已生效，不能再改；要改回来，请另行计划或直接修改。
   *[withdrawn] 这项职责变更已撤销。
}
duty_change-waits = 这项职责变更{ $day }生效，届时自动执行；要立即变更，请直接修改。
duty_change-overtaken = 同一职责已有较晚的变更于{ $day }生效，再执行这一项会把它改回去；请撤销这一项，或另行计划。
duty_change-still-fails = 仍不能生效：{ $failure ->
    [subject_out_of_use] 网格或点位仍停用，请先启用。
   *[unit_out_of_use] 接手单位仍停用，请先启用该单位，或撤销后另行计划。
}

duty_change-told-planned = 计划职责变更：{ $what }（依据：{ $basis }）。
duty_change-told-effected = 职责变更生效：{ $what }（依据：{ $basis }）。
duty_change-told-failed = 职责变更未能生效：{ $what }（依据：{ $basis }）。{ $reason }
duty_change-told-withdrawn = 撤销职责变更：{ $what }（依据：{ $basis }）。
