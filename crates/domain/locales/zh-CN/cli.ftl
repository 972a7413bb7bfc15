# 命令行的句子
cli-file-unreadable = 无法读取文件“{ $file }”：{ $why }。请核对路径和权限。
cli-file-unwritable = 无法写入文件“{ $file }”：{ $why }。请换一个位置，或核对权限和磁盘空间。
cli-faults = 文件中有 { $count } 处错误，没有作任何改动。改正后请重新执行。
cli-no-edition-in-file = 文件“{ $file }”里没有测评体系，请核对是不是给错了文件。

## 计分
cli-score-sample = （示例）
cli-score-counts = 点位 { $sites } 个，判定 { $observations } 条
cli-score-cycle = 周期总分
cli-score-module = 模块
cli-score-score = 得分
cli-score-full = 满分
cli-score-weight = 权重
cli-score-how = 由来
cli-score-level = 层级
cli-score-rank = 名次
cli-score-key = 编码
cli-score-name = 名称
cli-score-exact = 精确值
cli-score-fraction = 分子 ÷ 分母
cli-score-notes = 说明
cli-score-by-type = 按点位类型
cli-score-by-unit = 按单位（先排名，后取整）
cli-score-by-node = 按网格（先排名，后取整）
cli-score-by-site = 按点位（先排名，后取整）
cli-score-by-item = 按测评项目
cli-score-explanation = 得分由来
cli-score-nothing-there = 判定文件里没有“{ $key }”，无从展开。请核对编码。
cli-score-year = “{ $text }”不是某一年的总分。请写成 年次=总分，例如 1=88.5；本次总分写 3=this。
cli-score-no-cycle = 算不出周期总分：测评体系没有年度权重（[cycle]），或缺少其中某一年的总分。请补齐。

## 数据库、对象
cli-operator = 命令行（{ $user }）
cli-no-database = 目录“{ $folder }”里没有数据库。请核对 --data；新建请先执行 wangge init 或 wangge import grid。
cli-no-node = 没有编码为“{ $code }”的网格，请核对。
cli-no-unit = 没有编码为“{ $code }”的单位，请核对。
cli-no-person = 没有编码为“{ $code }”的人员，请核对，或先导入人员。
cli-no-site = 没有编码为“{ $code }”的点位，请核对。
cli-no-user = 没有登录名为“{ $login }”的账号，请核对（wangge user list）。
cli-no-role = 没有角色“{ $role }”。可用：{ $known }。
cli-no-round = 没有轮次“{ $round }”。现有：{ $known }。

## 新建
cli-init-begun = 已新建“{ $name }”，验收日期：{ $day }。
cli-init-kept = “{ $name }”已存在，验收日期：{ $day }。
cli-init-demonstration = 这里是示范数据，不能改作正式使用。请换一个 --data 目录。

## 导入
cli-import-begun = 已新建数据库和创建周期；名称和验收日期可用 wangge init 修改。
cli-import-done = { $file }：已导入，新增 { $created }，变更 { $changed }，未变 { $unchanged }，跳过 { $skipped }。
cli-import-would = { $file }：检查通过（未写入），将新增 { $created }，变更 { $changed }，未变 { $unchanged }，跳过 { $skipped }。
cli-import-refused = { $file }：未导入。

## 完备性
cli-completeness = 完备网格 { $complete } / { $total }
cli-completeness-no-edition = 尚未发布测评体系，所有网格都缺“标准”。

## 定位
cli-locate-territorial = 属地单位
cli-locate-handling = 承办单位
cli-locate-nearest = 附近点位  { $code } { $name }（{ $metres } 米）
cli-locate-outside = 经度 { $lon }、纬度 { $lat } 不在任何网格内。请核对坐标、经纬度次序和坐标系（--datum）。

## 版本
cli-edition-published = 已发布：{ $name } { $version }。此后不再改动，新的内容请导入为新版本。
cli-edition-none = 没有版本“{ $version }”，请核对（wangge edition list）。
cli-edition-several = 有多个体系都有版本“{ $version }”，请写成 体系编码/版本。

## 轮次
cli-round-name = 第{ $number }次{ $kind }
cli-round-planned = 已计划{ $name }（{ $round }），点位 { $sites } 个。
cli-round-opened = { $name }已开始，点位 { $sites } 个。
cli-round-closed = { $name }已结束，考察点位 { $visited } / { $sites }，得分 { $score }。
cli-round-by-type = 按点位类型
cli-round-by-unit = 按单位
cli-round-by-site = 按点位
cli-round-by-item = 按测评项目
cli-round-new-lost = 新丢分
cli-round-cleared-lost = 已消除的丢分

## 通报
cli-bulletin-no-week = “{ $text }”不是存在的周，请按 ISO 周写成 2026-W47 这样的形式。
cli-bulletin-published = 已写入正式通报“{ $title }”：{ $file }
cli-bulletin-preview = 已写入预览“{ $title }”（尚未发布，用 --publish 发布）：{ $file }

## 记录
cli-audit-whole = 记录完整：事件 { $events } 条，链 { $chains } 条，每日根值 { $roots } 个，全部相符。
cli-audit-row = 记录被改动：events 表中 subject_kind={ $kind }、subject_id={ $subject }、seq={ $seq } 的那一行。{ $sentence }
cli-audit-root = 记录被改动：{ $sentence }

## 账号
cli-user-password = 账号 { $login } 的一次性密码：{ $password }（只显示这一次，首次登录须修改）
cli-user-open = 启用
cli-user-closed = 停用
cli-user-first-password = 待改初始密码

## 排名
cli-ranking-excluded = { $unit } 不参加排名：{ $reason }

## 导出
cli-export-written = 已写入 { $file }
cli-export-sites = 点位
cli-export-ownerships = 权属记录
cli-export-cases = 案卷
cli-export-rectification = 整改台账
cli-export-passed = 已整改到位
cli-export-passed-because = 已整改到位：{ $reason }
cli-export-sent-back-because = 退回返工：{ $reason }
cli-export-sent-back = 退回返工
cli-export-ranking = 排名
cli-export-yes = 是

## 表头
cli-column-level = 层级
cli-column-code = 编码
cli-column-where = 所在网格
cli-column-missing = 缺项
cli-column-name = 名称
cli-column-version = 版本
cli-column-state = 状态
cli-column-login = 登录名
cli-column-roles = 角色
cli-column-round = 轮次
cli-column-days = 起止日期
cli-column-visited = 已考察
cli-column-score = 得分
cli-column-rank = 名次
cli-column-sites = 点位数
cli-column-lost = 丢分
cli-column-change = 变化
cli-column-notes = 说明
cli-column-site = 点位
cli-column-item = 测评项目
cli-column-outcome = 判定
cli-column-unit = 责任单位
cli-column-case = 案卷号
cli-column-total = 总分
cli-column-type = 点位类型
cli-column-supporting-unit = 包联单位
cli-column-demonstration = 示范点
cli-column-practice = 做法来源
cli-column-practice-since = 做法复制日期
cli-column-lon = 经度
cli-column-lat = 纬度
cli-column-open = 未结案卷
cli-column-overdue = 超期案卷
cli-column-number = 案卷号
cli-column-source = 来源
cli-column-description = 问题描述
cli-column-reported-at = 上报时间
cli-column-deadline-at = 整改时限
cli-column-closed-at = 结案时间
cli-column-rework = 返工次数
cli-column-id = 标识
cli-column-finder = 发现层级
cli-column-street = 街道（乡镇）
cli-column-item-code = 项目编码
cli-column-quantity = 问题处数
cli-column-severity = 严重程度
cli-column-photos = 照片数
cli-column-head = 第一责任人
cli-column-assisting = 协办单位
cli-column-demand = 整改要求
cli-column-dispatched-at = 交办时间
cli-column-accepted-at = 签收时间
cli-column-measures = 整改情况
cli-column-lasting = 长效措施
cli-column-rectified-at = 整改时间
cli-column-after-photos = 整改照片数
cli-column-checker = 复查人
cli-column-verdict = 复查结论
cli-column-checked-at = 复查时间
cli-column-reminders = 催办次数
cli-column-supervisions = 督办次数
cli-column-rebound = 是否反弹
cli-column-group = 考核分组
cli-column-previous-rank = 上期名次
cli-column-indicator = 指标
cli-column-value = 指标值
cli-column-numerator = 分子
cli-column-denominator = 分母
cli-column-points = 得分

## 体检
cli-doctor-wrong = 有 { $count } 项会使数字或时限出错，请先处理。
cli-doctor-database = 数据库
cli-doctor-database-ok = { $kind }，结构为最新（{ $applied } 步）。
cli-doctor-database-other = { $kind }，已执行 { $applied } 步结构变更，本程序有 { $known } 步。请使用与数据库相符的程序版本。
cli-doctor-clock = 时钟
cli-doctor-clock-ok = 现在 { $now }，最近一条记录 { $last }。
cli-doctor-clock-behind = 本机时间 { $now } 早于已有记录 { $last }。请校准本机时钟，否则时限会算错。
cli-doctor-accounts = 账号
cli-doctor-accounts-ok = 共 { $count } 个。
cli-doctor-accounts-none = 还没有可登录的账号；首次 wangge serve 会新建管理员并给出一次性密码。
cli-doctor-calendar = 节假日
cli-doctor-calendar-ok = 已有年份：{ $known }。
cli-doctor-calendar-unknown = 缺少 { $unknown } 年的节假日安排，按工作日计算的时限无法确定。请用 wangge import calendar 导入。
cli-doctor-geometry = 边界
cli-doctor-geometry-ok = { $count } 个网格都有有效边界。
cli-doctor-geometry-faulty = { $count } 个边界中有 { $faults } 处错误，请修正后重新导入（或用 --repair）：
cli-doctor-geometry-without = { $nodes } 个网格中有 { $without } 个没有边界，无法由坐标定位。
cli-doctor-standard = 测评体系
cli-doctor-standard-ok = 已有现行版本。
cli-doctor-standard-none = 还没有发布测评体系，请导入并用 wangge edition publish 发布。
cli-doctor-nodes = 网格完备性
cli-doctor-nodes-ok = { $total } 个网格全部完备。
cli-doctor-nodes-incomplete = { $total } 个网格中有 { $incomplete } 个不完备：
cli-doctor-heads = 第一责任人
cli-doctor-heads-ok = { $total } 个单位都有第一责任人。
cli-doctor-heads-missing = { $total } 个单位中有 { $missing } 个没有第一责任人：
cli-doctor-evidence = 证据照片
cli-doctor-evidence-ok = { $count } 张照片（{ $megabytes } MB）与摘要一致，存于 { $place }
cli-doctor-evidence-faulty = { $count } 张照片中有 { $faulty } 张缺失或被改动，请从备份恢复到 { $place }
cli-doctor-evidence-nowhere = 没有证据目录，{ $count } 张照片无法核对；请用 --evidence 指定
cli-doctor-evidence-overwrites = { $count } 张照片（{ $megabytes } MB）与摘要一致，存于 { $place }；但该存储不拒绝覆盖写入，请设置 AWS_CONDITIONAL_PUT=disabled，由服务器先查后写
cli-evidence-would-collect = 有 { $count } 张照片（{ $megabytes } MB）上传后 { $days } 天没有用于任何记录；去掉 --dry-run 即删除。
cli-evidence-collected = 已删除 { $count } 张照片（{ $megabytes } MB）：上传后 { $days } 天没有用于任何记录。每张都已写入记录链。
cli-evidence-carried = 已复制 { $copied } 张照片（{ $megabytes } MB）到 { $place }，另有 { $there } 张原已在那里。原处照片未删除；今后请用 --evidence { $place } 启动服务。
cli-evidence-not-carried = { $faulty } 张照片在原处缺失或被改动，未能复制。请从备份恢复后重新运行。
