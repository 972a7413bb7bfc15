# 案卷、期限、派遣规则、排名指标、记录链与通报用语。

case-state-reported = 上报
case-state-filed = 立案
case-state-dispatched = 派遣
case-state-in_hand = 处置中
case-state-suspended = 挂账
case-state-long_term = 长期整改
case-state-rectified = 待核查
case-state-closed = 结案
case-state-declined = 不予立案
case-state-merged = 合并
case-state-voided = 作废

case-action-file = 立案
case-action-decline = 不予立案
case-action-fix_on_spot = 即查即改
case-action-dispatch = 派遣
case-action-void = 作废
case-action-withdraw = 收回派遣
case-action-merge = 合并
case-action-remind = 催办
case-action-supervise = 督办
case-action-raise = 提级督办
case-action-extend = 延期
case-action-accept = 签收
case-action-rectify = 整改
case-action-check = 核查
case-action-object = 权属异议
case-action-ask_extension = 申请延期
case-action-ask_suspension = 申请挂账
case-action-ask_long_term = 申请长期整改
case-action-appeal = 申诉
case-action-resume = 恢复办理
case-action-reach_milestone = 节点完成

case-source-daily_patrol = 日常巡查
case-source-mock_assessment = 模拟测评
case-source-city_notice = 市级下发
case-source-joint_supervision = 联合督查
case-source-monthly_assessment = 月度测评
case-source-official_assessment = 正式测评
case-source-grid_report = 网格员上报
case-source-public_report = 群众随手拍
case-source-hotline = 热线转办
case-source-media = 媒体曝光
case-source-leader_instruction = 领导批示
case-source-image_recognition = 智能识别
case-source-re_check = 回头看
case-source-self_check = 自查

case-finder-province = 国家、省级发现
case-finder-city = 市级发现
case-finder-district = 区级发现
case-finder-street = 街道级发现
case-finder-own = 本单位自查发现
case-finder-public = 群众反映

case-change-reported = 上报
case-severity-ordinary = 一般
case-severity-serious = 较重
case-severity-grave = 严重

case-change-linked = 确认反弹
case-change-re_checked = 回头看
case-change-found_again = 再次发现
case-change-filed = 立案
case-change-dispatched = 派遣
case-change-withdrawn = 收回派遣
case-change-reminded = 催办
case-change-supervised = 督办
case-change-raised = 提级督办
case-change-recomputed = 期限重算
case-change-extended = 延期
case-change-merged = 合并
case-change-took_in = 他案并入
case-change-accepted = 签收
case-change-rectified = 整改反馈
case-change-closed = 核查通过，结案
case-change-sent_back = 核查不通过，退回返工
case-change-declined = 不予立案
case-change-voided = 作废
case-change-fixed_on_spot = 即查即改
case-change-requested = 提出申请
case-change-ruled = 申请裁定
case-change-request_withdrawn = 撤回申请
case-change-resumed = 恢复办理
case-change-milestone_reached = 长期整改节点完成

case-request-objection = 权属异议
case-request-extension = 延期
case-request-suspension = 挂账
case-request-long_term = 长期整改
case-request-appeal = 申诉

case-request-state-pending = 待审批
case-request-state-agreed = 已初审，待终审
case-request-state-approved = 已同意
case-request-state-refused = 未同意
case-request-state-withdrawn = 已撤回
case-request-state-lapsed = 已失效

case-clock-minutes = 分钟
case-clock-continuous_hours = 紧急工作时（连续小时）
case-clock-working_hours = 工作时
case-clock-working_days = 工作日
case-clock-calendar_days = 自然日

case-limit-minutes = { $amount }分钟
case-limit-continuous_hours = { $amount }紧急工作时
case-limit-working_hours = { $amount }工作时
case-limit-working_days = { $amount }工作日
case-limit-calendar_days = { $amount }自然日
case-limit-not = “{ $text }”不是时限，请写成数字加单位，如“4小时”“2紧急工作时”“3工作日”“5自然日”。
case-limit-range = 时限“{ $text }”超出范围，应为 1 至 { $most }。

case-stage-file = 立案
case-stage-dispatch = 派遣
case-stage-accept = 签收
case-stage-rectify = 处置
case-stage-check = 核查

case-term-by-day = { $day }前（当日下班前）
case-term-by-hour = { $day } { $hour }前
case-term-day = { $year }年{ $month }月{ $day }日
case-term-due = 截至 { $day }（{ $weekday }）{ $hour }
case-term-not = “{ $text }”既不是时限也不是日期，请写成“4小时”“2紧急工作时”“3个工作日”或“7月1日前”“7月1日18时前”。
case-term-no-day = “{ $text }”中的日期不存在，请核对年月日。
case-term-past = “{ $text }”已过（{ $end }），期限须在此之后。
case-season-no-name = 请给这段作息时间起个名称，如“夏季”。
case-season-overlap = “{ $name }”与“{ $other }”有重叠的日子，同一天只能有一套作息时间。
case-limit-row-item = 指标 { $value }
case-limit-row-finder = { $value }发现
case-limit-row-season = { $from } 至 { $until } 立案
case-limit-row-any = 所有案卷
case-limit-row-no-item = 指标编码不能为空；不限指标请留空此条件。
case-limit-row-never = 第 { $number } 行永远用不上：第 { $above } 行已包含它的全部情形。请调整顺序或删去一行。
case-limit-by-row = 时限表第 { $number } 行（{ $row }）
case-limit-by-item = 指标自带时限
case-limit-by-default = 默认时限
case-limit-by-given = 经办人指定：“{ $text }”
case-month-1 = 1月
case-month-2 = 2月
case-month-3 = 3月
case-month-4 = 4月
case-month-5 = 5月
case-month-6 = 6月
case-month-7 = 7月
case-month-8 = 8月
case-month-9 = 9月
case-month-10 = 10月
case-month-11 = 11月
case-month-12 = 12月
case-weekday-1 = 周一
case-weekday-2 = 周二
case-weekday-3 = 周三
case-weekday-4 = 周四
case-weekday-5 = 周五
case-weekday-6 = 周六
case-weekday-7 = 周日

case-light-green = 正常
case-light-yellow = 临期
case-light-red = 超期

case-unknown-year = 未导入{ $year }年的节假日安排，不能确定该年的工作日，请先导入。

case-deadline-uncertain = { $years }年的节假日安排尚未导入，期限暂按周一至周五推算，导入后请复核。

case-calendar-empty-year = { $year }年的文件中没有任何日期，可能尚未公布放假安排；该年仍视为未知，未作改动。
case-calendar-day-outside-year = 日期{ $day }不属于{ $year }年的放假安排，请检查文件。
case-calendar-contradiction = 日期{ $day }既标为放假又标为上班，请只保留一条。

case-no-working-day = 工作时间至少要有一段，每段结束须晚于开始，且早于下一段开始。

case-rule-ownership_record = 权属记录
case-rule-item_department = 项目主责部门
case-rule-site_unit = 点位责任单位
case-rule-territorial_unit = 属地单位
case-rule-office = 人工指定
case-rule-named_unit = 规则指定

case-route-ownership = 权属记录写明由{ $unit }负责（{ $item ->
    [all] 全部项目
   *[other] 项目{ $item }
}，{ $days ->
    [since] { $from }起
    [until] 到{ $until }为止
    [between] { $from }至{ $until }
   *[always] 长期有效
}，依据：{ $basis }）。
case-route-ownership-followed = 权属记录写明由{ $unit }负责（{ $item ->
    [all] 全部项目
   *[other] 项目{ $item }
}，{ $days ->
    [since] { $from }起
    [until] 到{ $until }为止
    [between] { $from }至{ $until }
   *[always] 长期有效
}，依据：{ $basis }）；另有记录自{ $next-from }起由{ $next-unit }负责。
case-route-ownership-upcoming = 权属记录尚未生效：{ $next-unit }自{ $next-from }起负责（依据：{ $next-basis }），问题发现于{ $day }。
case-route-ownership-ended = 权属记录已到期：{ $last-unit }负责到{ $until }为止（依据：{ $last-basis }），问题发现于{ $day }。
case-route-ownership-between = 权属记录在问题发现的{ $day }有空档：{ $last-unit }负责到{ $until }为止，{ $next-unit }自{ $next-from }起负责。
case-route-no-ownership = 该点位没有适用的权属记录。
case-route-department = 该测评项目由{ $unit }主责。
case-route-no-department = 该测评项目未指定主责部门，归属地处置。
case-route-unknown-department = 测评项目指定的部门代码“{ $code }”没有对应的单位，请导入该单位或更正标准。
case-route-site-unit = 该点位的责任单位是{ $unit }{ $since ->
    [planned] （按职责变更，{ $since-from }起，依据：{ $since-basis }）
   *[none] { "" }
}{ $next ->
    [unit] ；{ $next-from }起由{ $next-unit }负责（职责变更，依据：{ $next-basis }）
    [nobody] ；{ $next-from }起没有责任单位（职责变更，依据：{ $next-basis }）
   *[none] { "" }
}。
case-route-no-site-unit = 该点位没有责任单位{ $since ->
    [planned] （按职责变更，{ $since-from }起，依据：{ $since-basis }）
   *[none] { "" }
}{ $next ->
    [unit] ；{ $next-from }起由{ $next-unit }负责（职责变更，依据：{ $next-basis }）
    [nobody] ；{ $next-from }起没有责任单位（职责变更，依据：{ $next-basis }）
   *[none] { "" }
}。
case-route-territory = 所在网格“{ $node }”的责任单位是{ $unit }{ $since ->
    [planned] （按职责变更，{ $since-from }起，依据：{ $since-basis }）
   *[none] { "" }
}{ $next ->
    [unit] ；{ $next-from }起由{ $next-unit }负责（职责变更，依据：{ $next-basis }）
    [nobody] ；{ $next-from }起没有责任单位（职责变更，依据：{ $next-basis }）
   *[none] { "" }
}。
case-route-no-territory = 所在各级网格都没有责任单位，请先补全网格{ $since ->
    [planned] （按职责变更，{ $since-from }起，依据：{ $since-basis }）
   *[none] { "" }
}{ $next ->
    [unit] ；{ $next-from }起由{ $next-unit }负责（职责变更，依据：{ $next-basis }）
    [nobody] ；{ $next-from }起没有责任单位（职责变更，依据：{ $next-basis }）
   *[none] { "" }
}。
case-route-no-place = 位置不在任何网格内，请核对坐标。
case-route-inactive = { $unit }已停用，不再接收案卷。
case-route-office = 须由创城办人工指定。

case-wrong-state = 案卷处于“{ $state }”状态，不能{ $action }。请刷新后查看当前状态。

case-dispatcher-rectifies = 派遣该案卷的人不能再负责整改，请由责任单位其他人员办理。
case-dispatcher-checks = 派遣该案卷的人不能核查，请换人核查。
case-request-pending = 已有一项{ $kind }申请待审批，请等审批后或撤回后再申请。
case-request-decided = 这项申请已经处理（{ $state }）。
case-requester-rules = 申请人不能审批自己的申请，请换人审批。
case-rules-twice = 初审和终审必须是两个人，请换人终审。
case-office-rules = 这一步由创城办审批。
case-office-resumes = 挂账由创城办恢复，或到期自动恢复。
case-suspended-before = 这件案卷已经挂账过一次，不能再挂账。
case-appealed-before = 这件案卷已经申诉过一次。
case-not-late = 这件案卷没有超时，不需要申诉。
case-objects-to-itself = 建议的责任单位不能是本单位。
case-hold-ends = 请写明恢复办理的日期，且不早于明天。
case-hold-too-long = 时间太长，最长{ $days }天。
case-no-plan = 请写明整改计划的节点：每个节点的日期和要完成的事。
case-no-lasting-measures = 请写明长效措施。
case-no-milestone = 没有这个节点，或已经完成。

case-rectifier-checks = 整改人不能核查自己的整改，请换人核查。

case-not-the-units = 该案卷不属于您所在的责任单位，您不能代为办理。

case-no-unit = 该案卷没有责任单位，请先派遣。
case-no-measures = 请写明采取了哪些整改措施。
case-no-reason = 请写明理由。
case-no-reminder = 请写明要求责任单位做什么。
case-not-supervised = 案卷尚未督办，不能提级。请先督办。
case-raised-before = 案卷已经提级督办过，不能再次提级。

case-no-deadline = 该案卷没有期限，无从延期。

case-too-late-to-extend = 期限 { $deadline } 已过，逾期的案卷不能延期。

case-extended-enough = 一件案卷最多延期 { $most } 次，已用完。

case-merges-into-itself = 案卷不能并入自己。

case-merges-into-ended = 要并入的案卷处于“{ $state }”状态，已经了结，请另选一件。
case-merges-into-rectified = 要并入的案卷已整改、待核查，并入后新上报的问题会不经查看随之结案。请先核查或退回该案，再行合并。

case-filed-into-unfiled = 已立案的案卷不能并入未立案的。请反过来合并，或先将另一件立案。

case-no-description = 请写明存在什么问题。
case-no-quantity = 问题处数至少为 1。
case-no-number = 缺少案卷号。

case-deadline-starts-elsewhere = 期限从{ $start }起算，与立案时间{ $at }不一致。

case-assists-itself = 同一单位不能既主办又协办。

case-future-clock = 办理时间{ $at }晚于服务器时间{ $now }，请校准设备时钟后重试。

case-before-previous-step = 办理时间{ $at }早于上一步的{ $before }，请更正时间。

case-indicator-assessment_score = 测评得分

case-term-assessment_score = 测评得分

case-indicator-lost_points = 丢分

case-term-lost_points = 丢分

case-indicator-on_time_rate = 按期处置率

case-term-on_time_rate = 按期处置率

case-indicator-close_out_rate = 结案率

case-term-close_out_rate = 结案率

case-indicator-rework_rate = 返工率

case-term-rework_rate = 返工率

case-indicator-self_found_share = 自查发现占比
case-indicator-ledger_score = 考核台账得分
case-indicator-filed_count = 立案数

case-term-self_found_share = 自查发现占比
case-term-ledger_score = 考核台账得分
case-term-filed_count = 立案数

case-direction-higher = 越高越好
case-direction-lower = 越低越好

case-no_data-exclude = 无数据：不计入，其余权重按比例放大
case-no_data-full = 无数据：计满分
case-no_data-zero = 无数据：计零分
case-no_data-exclude_unit = 无数据：单位不参加排名

case-set-due = 应处置
case-set-on_time = 按期处置
case-set-should_close = 应结案
case-set-closed = 结案
case-set-reworked = 返工
case-set-found = 全部发现
case-set-self_found = 自查发现
case-set-lost = 丢分案卷
case-streak-end-top = 第一
case-streak-end-bottom = 末位

case-scheme-no-indicator = 排名方案至少要有一个指标。
case-scheme-twice = 指标“{ $indicator }”重复，请只保留一个。
case-scheme-weight = 指标“{ $indicator }”的权重必须大于 0。
case-scheme-scale = 指标“{ $indicator }”的计分办法不成立：分档须由小到大，分值在 0 至 100 之间。
case-scheme-not-a-rate = 指标“{ $indicator }”是数量，不能按比率计分，请改用扣分或分档。
case-scheme-without-scoring = 指标“{ $indicator }”要有记分规则，请在方案中写明记分办法，或去掉该指标。

case-rank-no-data-assessment_score = 本期“测评得分”无数据，按方案不参加排名。
case-rank-no-data-lost_points = 本期“丢分”无数据，按方案不参加排名。
case-rank-no-data-on_time_rate = 本期“按期处置率”无数据，按方案不参加排名。
case-rank-no-data-close_out_rate = 本期“结案率”无数据，按方案不参加排名。
case-rank-no-data-rework_rate = 本期“返工率”无数据，按方案不参加排名。
case-rank-no-data-self_found_share = 本期“自查发现占比”无数据，按方案不参加排名。
case-rank-no-data-ledger_score = 本期“考核台账得分”无数据，按方案不参加排名。
case-rank-no-data-filed_count = 本期“立案数”无数据，按方案不参加排名。
case-rank-no-data-at-all = 本期各项指标均无数据，不参加排名。

case-chain-gap = { $kind } { $subject } 的记录在第 { $seq } 条处断开：此处应为第 { $expected } 条，有记录被删除或重复。
case-chain-unlinked = { $kind } { $subject } 的第 { $seq } 条记录与上一条不相接。
case-chain-altered = { $kind } { $subject } 的第 { $seq } 条记录被改动过。
case-chain-foreign = { $kind } { $subject } 的第 { $seq } 条记录不属于这条链。

case-requirement-deadline = 各责任单位对照问题清单逐项整改，按时限完成；未整改和超期的问题要说明原因、明确完成时间。
case-requirement-lasting = 举一反三，排查同类问题，落实长效措施，防止反弹。
case-requirement-check = 整改后由他人核查，核查通过方可销号。
case-requirement-feedback = 请于{ $day }前反馈整改情况。

case-term-handed_over = 交办
case-term-fixed = 已整改
case-term-closed = 已销号
case-term-open = 未整改
case-term-overdue = 超期
case-term-rank = 排名
case-term-no_figure = —

case-definition-handed_over = 本周派遣给责任单位的案卷，含即查即改。
case-definition-fixed = 交办案卷中，截至统计时刻已反馈整改且未被核查退回的。
case-definition-closed = 交办案卷中，截至统计时刻已由他人核查通过并结案的。
case-definition-open = 交办数减已整改数。
case-definition-overdue = 未整改案卷中，截至统计时刻已过期限的。
case-definition-assessment_score = 期内测评中本单位点位得分 ÷ 应得满分。
case-definition-lost_points = 期内各轮测评中本单位点位所丢分值之和。
case-definition-on_time_rate = 按期处置数 ÷ 应处置数；应处置数为期限落在期内的案卷，按期处置数为其中在期限前完成整改的。
case-definition-close_out_rate = 结案数 ÷ 应结案数；应结案数为期内结案的案卷与期末已过期限而未结案的案卷（申诉获准不计超时的除外）之和。
case-definition-rework_rate = 返工案卷数 ÷ 应结案数；核查退回过至少一次的案卷计一件返工。
case-definition-self_found_share = 本单位自查发现数 ÷ 期内发现的全部案卷数，按上报时间统计。
case-definition-ledger_score = 基础分加本期记入考核台账的各笔加减分，按规则封顶；台账可逐笔展开。
case-definition-filed_count = 期内上报并立案（含即查即改）的本单位案卷数，按上报时间统计。
case-definition-rank = 按综合得分精确值排名，先排名后取整；同分同名次，其后名次顺延（1、2、2、4）。
case-definition-no_figure = 分母为 0，没有数据，不等于 0% 或 100%。
case-route-fault-unknown = 项目“{ $about }”的主责部门代码“{ $unit }”没有对应的单位，这条规则会跳过。请导入该单位，或在测评体系中更正。
case-route-fault-item = 项目“{ $about }”的主责部门{ $unit }已停用，案卷会留在创城办。请启用该单位，或在测评体系中改派。
case-route-fault-ownership = 点位“{ $about }”的权属单位{ $unit }已停用，案卷会留在创城办。请更新权属记录。
case-route-fault-site = 点位“{ $about }”的责任单位{ $unit }已停用，案卷会留在创城办。请在点位页改为现在的单位。
case-route-fault-node = 网格“{ $about }”的责任单位{ $unit }已停用，案卷会留在创城办。请在网格页改为现在的单位。
