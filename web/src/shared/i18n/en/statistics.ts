// 处理统计表 (month's statistics by unit).
export default {
  title: 'Statistics table',
  total: 'Total',
  subtotal: 'Subtotal, {group}',
  definitions: 'Definitions',
  made: 'made {at} by {by}',
  none: 'No unit to count for',
  noCases: 'No cases, or none within your reach.',
  part: '{name}: {n}',
}
