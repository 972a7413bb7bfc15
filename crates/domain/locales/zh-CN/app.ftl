# 应用层的句子
app-not-found = 没有找到，或不在您的职责范围内。
app-forbidden = 您的角色不能执行此操作（{ $action }）。如确需办理，请联系系统管理员调整角色。
app-unauthenticated = 请先登录；登录已过期时请重新登录。
app-login-refused = 用户名或密码不正确。
app-account-locked = 密码连续输错，账号已锁定，请 { $minutes } 分钟后再试，或请系统管理员重置密码。
app-password-change-required = 首次登录须先修改密码。
app-invalid = 提交的内容有误。
app-conflict = 这条记录刚被他人修改，请刷新后再操作，您填写的内容未丢失。
app-internal = 服务器内部出错，本次操作没有生效。请稍后再试；如仍不行，请把时间告诉系统管理员查日志。
app-password-too-weak = 新密码至少 10 位，且须包含大写字母、小写字母、数字、符号中的三类。
app-password-same = 新密码不能与当前密码相同。
app-password-wrong = 当前密码不正确。
app-login-taken = 用户名“{ $login }”已被使用，请换一个。
app-login-form = 用户名须为 2 至 32 位的字母、数字、点、横线或下划线。
app-role-needs-node = 角色“{ $role }”须指定管辖网格。
app-role-needs-unit = 角色“{ $role }”须指定所属单位。
app-own-account = 不能停用自己的账号，也不能撤销自己的系统管理员角色。
app-duties-separated = 系统管理、业务办理与审计须由不同账号担任（三员分立）：{ $one } 与 { $other } 不能同时授予一个账号。
app-no-edition = 还没有发布的测评体系版本，请先导入并发布。
app-no-scheme = 还没有考核方案，请先导入考核方案。
app-no-campaign = 还没有创建周期，请先初始化。
app-chain-cut = 操作记录被截断：{ $kind } { $subject } 应有 { $seq } 条事件，末尾已缺失或被改动。
app-root-broken = { $day } 的日根与当日各操作链不符：当日或更早的记录被改动。

## 存储
app-storage-conflict = 您读取之后（第 { $version } 版），这条记录已被他人修改。请刷新后重新修改。
app-storage-already-there = 已有相同编码或编号的记录，未重复写入。请更换编码，或打开原有记录修改。
app-storage-no-such-reference = 所引用的记录不存在，或仍被其他记录引用。请先建立被引用的记录，再重新提交。
app-storage-unknown-location = “{ $location }”不是可用的数据库位置。请填写数据目录、sqlite://文件 或 postgres://主机/数据库。
app-storage-folder = 无法建立数据目录“{ $path }”：{ $reason }。请检查路径和权限。
app-storage-inconsistency = 数据表 { $table } 中的记录 { $row } 内容异常，未予采用。请联系系统管理员核查。
app-storage-unavailable = 数据库暂时不可用，本次操作未保存。请稍后重试；如仍失败，请联系系统管理员。
