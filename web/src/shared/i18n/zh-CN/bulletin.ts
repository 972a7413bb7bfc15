export default {
  title: '每周通报',
  earlier: '上一周',
  later: '下一周',
  issued: '已印发',
  draft: '草稿预览',
  none: '尚未印发通报',
  publish: '印发本期',
  publishAsk: '印发后编号、内容和存证根值即固定，不可修改；更正须另发一期。确定印发 {week} 通报？',
  published: '已印发：{title}',
  root: '存证根值',
  frame: '通报正文',
  issue: '{year} 年第 {n} 期',
}
