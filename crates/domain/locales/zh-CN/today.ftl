## 今日
today-event-begun = 开始
today-event-created = 新建
today-event-amended = 修改
today-event-published = 发布
today-event-planned = 制定计划
today-event-opened = 开始
today-event-closed = 结束
today-event-submitted = 提交
today-event-voided = 作废
today-event-put = 替换
today-event-replaced = 替换
today-event-part = 调整人员
today-event-head = 调整第一责任人
today-event-duties = 调整职责
today-event-boundary = 调整边界
