// The stages of a case and their clocks; on the desk and on the phone.
export default {
  title: '各环节用时',
  took: '用时 {length}',
  lasts: '已 {length}',
  due: '限 {at}',
  noLimit: '未设环节时限',
  late: '超时',
  soon: '临期',
  again: '再次',
  days: '{days}天{hours}小时',
  hours: '{hours}小时{minutes}分',
  minutes: '{minutes}分钟',
}
