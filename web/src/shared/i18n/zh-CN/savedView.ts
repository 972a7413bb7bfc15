export default {
  title: '视图',
  name: '为当前条件取名',
  keep: '保存',
  share: '所有人可用',
  shared: '共用',
  sharedBy: '{name} 共享',
  drop: '删除视图 {name}',
  dropped: '已删除视图“{name}”',
  nothing: '先设置筛选条件，再保存为视图。',
}
