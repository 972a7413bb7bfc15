// What deserves a second look.
export default {
  where: '地点与时间',
  note: '说明',
  title: '疑点',
  why: '由系统按照片、定位和时间推算，只提示复看，不作结论',
  none: '没有疑点。',
  rectifications: '待核查的整改',
  visits: '考察',
  round: '轮次',
  only: '只看存疑',
  count: '{of} 件中 {n} 件值得复看',
  items: '判定 {n} 项',
  nothing: '这里没有待核查的内容。',
  noDoubt: '没有存疑的内容。',
}
