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
