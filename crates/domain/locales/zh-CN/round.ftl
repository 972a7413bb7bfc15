# 轮次与考察、网格、单位、角色用语。

round-unit_class-street = 街道（乡镇）
round-unit_class-department = 部门
round-unit_class-community = 社区（村）
round-unit_class-enterprise = 企业
round-unit_class-resident_unit = 驻区单位
round-unit_class-merchant = 商户

round-node_kind-territory = 属地网格
round-node_kind-line = 线路网格
round-node_kind-site = 专属网格
round-node_kind-industry = 行业网格

round-node_role-leader = 网格长
round-node_role-worker = 网格员
round-node_role-contact = 联络员

round-missing-leader = 缺网格长
round-missing-unit = 缺责任单位
round-missing-first_responsible_person = 责任单位缺第一责任人
round-missing-duty = 缺职责
round-missing-standard = 缺适用的测评项目

round-grid-duplicate-code = 代码 { $code } 重复，第 { $first } 行已有。请只保留一行。
round-grid-duplicate-standing = 代码 { $code } 重复。
round-grid-unknown-parent = { $code } 的上级代码 { $parent } 不存在，请补上该上级或更正代码。
round-grid-cycle = 上下级关系成环：{ $codes }。请更正其中一处上级代码。
round-grid-wrong-level = { $code } 的层级为 { $level }，而上级 { $parent } 的层级为 { $parent_level }，此处应为 { $expected }。
round-grid-root-too-deep = { $code } 的层级为 { $level }，必须写明上级代码。

round-kind-mock = 模拟测评
round-kind-joint_supervision = 联合督查
round-kind-self_check = 自查
round-kind-re_check = 回头看
round-kind-official = 正式测评

round-state-planned = 计划中
round-state-open = 进行中
round-state-closed = 已结束

round-visit-submitted = 已提交
round-visit-returned = 已打回
round-visit-voided = 已作废

round-wrong-state = 轮次处于“{ $state }”状态，只有“{ $wanted }”的轮次才能这样操作。

round-no-site = 该轮次还没有选定点位，请先选点位再开始。

round-ends-before-it-begins = 轮次结束日期 { $closes } 早于开始日期 { $opens }，请更正。

round-no-reason = 作废或打回须写明理由。

round-voided-already = 该次考察已经作废。

round-returned-already = 该次考察已经打回，等待重新考察。

round-hints-stay = 轮次{ $state }，上轮结果提示只能在开始之前更改：已有人在没有提示的情况下考察。
round-site-leaves = 轮次已经开始，只能增加点位，不能去掉已列入的点位。

round-visit-locked = 考察 { $visit } 已提交并锁定，内容与此次不同。如需更正，请由创城办作废后重新提交。

round-not-open = 第 { $number } 次轮次处于“{ $state }”状态，不能提交考察。

round-site-not-in-round = 点位 { $site } 不在第 { $number } 次轮次中，请核对点位。

round-no-inspector = 点位 { $site } 的考察没有写明督查员。

round-inspector-not-assigned = 督查员未被分派到本轮次的点位 { $site }，请由创城办分派后再提交。

round-future-clock = 设备时间 { $at } 晚于服务器时间 { $now }，请校准设备时钟后重新提交。

round-before-opens = 考察开始于 { $at }，早于轮次开始日期 { $opens }。

round-visit-ends-before-it-begins = 考察提交时间 { $submitted } 早于开始时间 { $started }。

round-duplicate-item = 测评项目 { $item } 重复判定，请只保留一条。

round-no-door-photo = 点位 { $site } 要求到场先拍门头照。请补拍；确实拍不了的，写明原因后再提交。

round-no-observation = 点位 { $site } 的考察没有任何判定。

round-role-office = 创城办
round-role-inspector = 督查员
round-role-unit_handler = 责任单位经办人
round-role-grid_worker = 网格员
round-role-leader = 指挥部领导
round-role-auditor = 审计员
round-role-system_administrator = 系统管理员

round-action-view_overview = 查看总览
round-action-view_grid = 查看网格、单位、人员和点位
round-action-edit_grid = 维护网格
round-action-edit_site = 维护点位
round-action-view_standard = 查看标准
round-action-publish_standard = 发布标准版本
round-action-import = 导入
round-action-export = 导出
round-action-view_round = 查看轮次
round-action-open_round = 开始轮次
round-action-close_round = 结束轮次
round-action-view_visit = 查看考察
round-action-submit_visit = 提交考察
round-action-void_visit = 作废考察
round-action-return_visit = 打回考察
round-action-view_score = 查看得分
round-action-assign_cause = 归类丢分原因
round-action-view_case = 查看案卷
round-action-report_case = 上报问题
round-action-file_case = 立案
round-action-decline_case = 不予立案
round-action-fix_case_on_spot = 即查即改
round-action-dispatch_case = 派遣
round-action-void_case = 作废案卷
round-action-merge_case = 合并案卷
round-action-remind_unit = 催办
round-action-supervise_unit = 督办、提级督办
round-action-recompute_deadlines = 日历或设置变更后重算期限
round-action-extend_case = 延期
round-action-accept_case = 签收
round-action-rectify_case = 整改
round-action-check_case = 核查
round-action-request_on_case = 提出申请
round-action-rule_request = 审批申请
round-action-resume_case = 恢复办理
round-action-view_patrol = 查看巡查
round-action-make_patrol = 巡查网格
round-action-re_check_case = 对已结案案卷回头看
round-action-view_practice = 查看做法卡与复制进度
round-action-edit_practice = 编写做法卡、安排复制
round-action-adopt_practice = 报告做法已落实
round-action-view_drive = 查看专项行动
round-action-edit_drive = 制定专项行动和任务量
round-action-view_routing = 查看派遣规则
round-action-edit_routing = 修改派遣规则
round-action-report_drive = 填报专项行动、清理死角
round-action-watch_corner = 登记和复查死角死面
round-action-view_meeting = 查看调度会
round-action-edit_meeting = 筹备、召开调度会，督促议定事项
round-action-view_resolution = 查看议定事项
round-action-report_resolution = 报告议定事项完成
round-action-view_ranking = 查看排名
round-action-view_listing = 查看红黑榜
round-action-edit_listing = 草拟、送审、发布、更正红黑榜及其规则
round-action-approve_listing = 批准或退回他人送审的红黑榜
round-action-view_score_ledger = 查看考核台账
round-action-edit_score_ledger = 手工记分、冲销和裁定申诉
round-action-appeal_score = 对本单位记分提出申诉
round-action-edit_ranking_scheme = 维护排名方案
round-action-view_bulletin = 查看通报
round-action-publish_bulletin = 发布通报
round-action-edit_settings = 修改设置
round-action-manage_users = 管理账号
round-action-manage_channels = 设置通知渠道
round-action-view_events = 查看操作记录
round-action-verify_audit = 核验操作记录

round-cause-by-item = 规则 { $rule }：测评项目 { $item }
round-cause-by-word = 规则 { $rule }：问题描述含“{ $word }”
round-cause-code = 原因代码“{ $code }”只能用小写字母、数字和下划线。
round-cause-twice = 原因代码“{ $code }”重复，请只保留一个。
round-cause-no-name = 原因“{ $code }”没有中文名称。
round-cause-unknown = 第 { $rule } 条规则指向的原因“{ $cause }”不存在。
round-cause-never = 第 { $rule } 条规则既没有项目也没有词语，永远不会生效。
round-cause-in-use = 原因“{ $code }”已用于 { $count } 条丢分项，不能删除，可以停用。

round-report-title = 测评报告：{ $round }
round-report-district = 全区得分
round-report-items = 项目得分排名
round-report-streets = 街道排名
round-report-matrix = 街道×项目
round-report-units = 责任单位排名
round-report-definitions = 口径
round-report-whole = 全区
round-report-nothing = 没有可排名的得分。
round-report-mark-sample = 示例测评体系
round-report-made = { $at } 由{ $by }生成
round-report-told = { $round }于{ $from }至{ $until }按《{ $standard }》{ $version }版实施，计分点位{ $sites }个。全区合计分值{ $full }分，得分{ $score }分，得分率{ $share }%；得分率不低于{ $mark }%的点位占{ $reaching }%。
round-report-before = 上一轮得分{ $previous }分，折合百分制相比变化{ $change }分。
round-report-column-rank = 名次
round-report-column-item = 测评项目
round-report-column-street = 街道
round-report-column-unit = 责任单位
round-report-column-sites = 点位数
round-report-column-full = 满分
round-report-column-score = 得分
round-report-column-share = 得分率 %
round-report-column-lost = 丢分
round-report-define-open = 本轮尚未结束，以下为截至生成时的暂计结果。
round-report-define-district = 全区、街道、责任单位的得分按测评体系规定的方法由点位得分汇总；得分率 = 得分 ÷ 满分。没有得分的记“—”，不是 0。
round-report-define-reaching = 达标率 = 得分率不低于达标线（{ $mark }%）的点位数 ÷ 计分点位数。
round-report-define-items = 项目得分为全部点位该项目得分之和，满分为应得分之和；名次先按未舍入的得分率排定，并列同名次（1、2、2、4）。
round-report-define-matrix = 街道×项目为该街道点位该项目得分之和 ÷ 应得分之和；没有判定的记“—”。
