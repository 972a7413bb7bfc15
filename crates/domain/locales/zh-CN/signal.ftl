# 督查真实性：疑点。理由写明所依据的数字；不下结论，由人复看。

signal-kind-photo_far = 照片不在现场
signal-kind-phone_far = 手机不在现场
signal-kind-photo_time = 拍摄时间不符
signal-kind-reused = 照片重复使用
signal-kind-alike = 照片与已有照片雷同
signal-kind-scenes_apart = 整改前后不在同一处
signal-kind-too_fast = 判定过快
signal-kind-too_quick = 途中过快
signal-kind-clock_ahead = 手机时钟超前
signal-kind-same_fix = 两处定位完全相同
signal-kind-no_photo = 没有照片
signal-kind-no_place = 照片没有位置
signal-kind-no_time = 照片没有时间

signal-weight-doubt = 存疑
signal-weight-unverified = 无法核实

signal-photo-far = 拍摄位置距点位 { $distance }（设备精度 { $accuracy }）。
signal-phone-far = 提交考察时手机距点位 { $distance }（设备精度 { $accuracy }）。
signal-photo-early = 拍摄于 { $taken }，早于 { $limit }，即所证明的事开始之前。
signal-photo-late = 拍摄于 { $taken }，晚于 { $limit }，即所证明的事上报之后。
signal-reused = 同一文件已于 { $at } 用于{ $name }。
signal-alike = 与 { $at } 用于{ $name }的照片雷同（相似 { $alike }%）。
signal-scenes-apart = 整改前后两张照片的拍摄位置相距 { $distance }（设备精度 { $accuracy }）。
signal-too-fast = { $seconds } 秒判定 { $items } 项。
signal-too-quick = { $left } 离开{ $from }，{ $minutes } 分钟后已在 { $distance } 外开始考察。
signal-clock-ahead = 手机时钟比服务器快 { $seconds } 秒。
signal-same-fix = 与{ $name }的定位一位不差，而两处点位相距 { $distance }。
signal-no-photo = 没有整改后照片，无法核实。
signal-no-place = 照片没有位置信息，无法核实是否在现场（设备：{ $device }）。
signal-no-time = 照片没有时间信息，无法核实何时拍摄（设备：{ $device }）。
signal-use-case = 案卷 { $number }
signal-use-case-unfiled = 一件尚未立案的案卷
signal-use-visit = 对“{ $site }”的考察
signal-use-unseen = 您无权查看的另一处
signal-use-before = 本案整改前
