# 回头看与反弹。

rebound-result-held = 未反弹
rebound-result-rebounded = 已反弹
rebound-result-unjudged = 无法判定

rebound-watch-watching = 观察中
rebound-watch-due = 待回头看
rebound-watch-overdue = 逾期未回头看
rebound-watch-passed = 已巩固
rebound-watch-rebounded = 已反弹
rebound-watch-lapsed = 到期未核

rebound-setting-days = 回头看时间请填 1 到 6 个从小到大的天数，例如 7、21、60。
rebound-setting-range = 请填 { $least } 到 { $most } 之间的整数。
rebound-not-closed = 只有已结案的案卷才回头看。
rebound-came-back = 这个问题已经反弹，由新的案卷办理，不用再回头看。
rebound-over = 观察期已满，不用再回头看。
rebound-own-work = 整改单位的人员不能对自己整改的案卷回头看，请由其他人核实。
rebound-no-photo = 请拍一张现场照片。
rebound-no-reason = 请写明为什么无法判定。
rebound-before-close-out = 回头看的时间早于结案时间，请核对手机时间。
rebound-future = 回头看的时间在将来，请核对手机时间。
rebound-locked = 这次回头看已经提交，内容不能再改。
rebound-note-too-long = 最多 { $most } 个字。
rebound-period = 起止日期请填先后合理、不超过三年的一段时间。
rebound-found = 回头看发现反弹：{ $description }
rebound-found-note = 回头看发现反弹：{ $note }（原问题：{ $description }）
rebound-no-item = 未定项目
rebound-no-unit = 未定单位
rebound-all = 全部
rebound-rate-definition = 反弹率 = 回头看发现复发的已结案案卷 ÷ 回头看核过的已结案案卷。同一案卷多次回头看只算一次；无法判定的不算。没有回头看的不是 0%，显示“—”。
rebound-survival-definition = 整改保持曲线：结案后第 n 天仍未反弹的比例，按 Kaplan–Meier 乘积限法计算。还在观察或观察期满的案卷按当时移出，不当作反弹。反弹包括回头看、测评和上报发现的。
