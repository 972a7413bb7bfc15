# 每周通报的版面用语。

bulletin-name = { $campaign }督查通报
bulletin-issue = （{ $year }年·第{ $number }期）
bulletin-draft = （{ $year }年·{ $week }·征求意见稿）
bulletin-issuer = { $campaign }工作指挥部办公室
bulletin-title = 关于{ $period }督查情况的通报
bulletin-title-correction = 关于{ $period }督查情况的通报（更正）
bulletin-period = { $from }至{ $until }
bulletin-addressees = 各街道办事处、乡镇人民政府，区直各有关部门，各责任单位：
bulletin-basis = 依据《{ $standard }》（{ $version }版），区创城办于{ $period }对各类点位开展了实地督查。
bulletin-basis-without-edition = 区创城办于{ $period }对各类点位开展了实地督查。
bulletin-principle = 坚持以督查促落实、以交办促整改、以通报促担当，现将有关情况通报如下。

bulletin-mark-demonstration = 示范数据：本通报中的地名、单位、人员和数字均为虚构，仅供演示。
bulletin-mark-sample = 示例：所依据的测评体系为自拟示例，不是上级正式文本。
bulletin-mark-draft = 征求意见稿：尚未编号发布。
bulletin-correction = 更正说明：本期更正第{ $number }期（{ $day }印发）。{ $reason }。两期不一致之处，以本期为准。

bulletin-part-supervision = 督查情况
bulletin-part-problems = 存在问题
bulletin-part-ranking = 考核排名
bulletin-part-requirements = 工作要求
bulletin-part-remarks = 备注

bulletin-scope = 本周共实地督查{ $types }类{ $sites }个点位，分类情况如下表。
bulletin-scope-none = 本周没有提交实地督查记录。
bulletin-scope-caption = 督查点位分类表
bulletin-scope-number = 序号
bulletin-scope-type = 点位类型
bulletin-scope-sites = 点位数（个）
bulletin-total = 合计

bulletin-counts = 本周共交办问题{ $handed_over }个。截至{ $as_of }，已整改{ $fixed }个，整改率{ $fixed_rate }；其中已核查销号{ $closed }个，销号率{ $closed_rate }；未整改{ $open }个，其中超期{ $overdue }个。
bulletin-counts-none = 本周没有交办问题。
bulletin-counts-caption = 问题交办整改情况表
bulletin-counts-unit = 责任单位
bulletin-counts-handed_over = 交办
bulletin-counts-fixed = 已整改
bulletin-counts-fixed_rate = 整改率
bulletin-counts-closed = 已销号
bulletin-counts-closed_rate = 销号率
bulletin-counts-open = 未整改
bulletin-counts-overdue = 超期

bulletin-unit = { $unit }（{ $count }个）
bulletin-place = { $number }. { $place }：
bulletin-problem = （{ $number }）{ $text }
bulletin-problem-several = （{ $number }）{ $text }，共{ $quantity }处
bulletin-and = ；
bulletin-end = 。
bulletin-problems-none = 本周没有需要通报的问题。
bulletin-state-closed = 〔已销号〕
bulletin-state-fixed = 〔已整改，待核查〕
bulletin-state-due = 〔限{ $due }前完成〕
bulletin-state-overdue = 〔已超期，应于{ $due }前完成〕
bulletin-state-other = 〔{ $state }〕

bulletin-ranking = 按照考核办法，各考核分组排名如下。排名按未取整的得分计算，得分相同的名次并列。
bulletin-ranking-none = 本周没有可排名的单位。
bulletin-ranking-caption = { $group }考核排名
bulletin-ranking-rank = 名次
bulletin-ranking-unit = 单位
bulletin-ranking-composite = 综合得分
bulletin-ranking-movement = 升降
bulletin-movement-new = 新
bulletin-movement-same = 持平
bulletin-not-ranked = 注：{ $unit }未参加排名，原因：{ $why }
bulletin-group-streets_towns = 街道乡镇组
bulletin-group-departments = 区直部门组
bulletin-group-communities = 社区村组
bulletin-group-enterprises = 企业组
bulletin-group-utilities = 企业和公用事业组
bulletin-group-institutions = 驻区单位和事业单位组

bulletin-definitions = 附：指标口径
bulletin-trace = 统计周期：{ $from }至{ $until }（{ $week }）。数据截至：{ $as_of }。
bulletin-trace-edition = 适用标准：{ $standard }，{ $version }版。
bulletin-root = 记录链日根：

bulletin-week-to-come = { $week } 这一周还没有开始，没有可通报的情况。
bulletin-require-item = “{ $item }”本周发现 { $count } 件，各单位要举一反三，集中排查整改。

bulletin-photos = 整改前后对照照片
bulletin-photos-before = 整改前
bulletin-photos-after = 整改后
bulletin-photos-missing = （暂无照片）
bulletin-photos-more = 另有 { $count } 处问题附有照片，本附件未收录，可在系统中查阅。
bulletin-definitions-name = 指标口径
bulletin-definitions-term = 指标
bulletin-definitions-meaning = 口径
bulletin-sha256 = 已发布网页版校验值（SHA-256）：
