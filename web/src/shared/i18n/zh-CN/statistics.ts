// 处理统计表 (month's statistics by unit).
export default {
  title: '处理统计表',
  total: '合计',
  subtotal: '{group}小计',
  definitions: '口径',
  made: '{at} 由{by}生成',
  none: '没有可统计的单位',
  noCases: '没有案卷，或不在您的管辖范围内。',
  part: '{name} {n} 件',
}
