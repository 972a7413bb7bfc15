patrol-span-day = 每天
patrol-span-week = 每周

patrol-locked = 这个巡查编号已用于另一次巡查，请重新开始巡查。
patrol-ends-before-it-begins = 巡查的结束时间早于开始时间，请检查手机的时间。
patrol-too-long = 一次巡查最长 { $hours } 小时，请结束后重新开始。
patrol-in-the-future = 巡查的时间在将来，请检查手机的时间。
patrol-fix-outside = 第 { $number } 个定位不在巡查的起止时间之内；轨迹只为巡查保存。
patrol-fix-nowhere = 第 { $number } 个定位不是有效的位置。
patrol-too-many-fixes = 一次最多上传 { $most } 个定位，请分次上传。
patrol-setting-range = 请填 { $least } 到 { $most } 之间的整数。
patrol-frequency-day = 每天 { $times } 次
patrol-frequency-week = 每周 { $times } 次
