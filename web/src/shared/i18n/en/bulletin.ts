export default {
  title: 'Weekly bulletin',
  earlier: 'Week before',
  later: 'Week after',
  issued: 'Published',
  draft: 'Draft',
  none: 'No bulletin has been published',
  publish: 'Publish',
  publishAsk: 'Once published, number, text and record root are fixed; a correction is a new issue. Publish the bulletin of {week}?',
  published: 'Published: {title}',
  root: 'Record root',
  frame: 'Text of the bulletin',
  issue: 'No. {n} of {year}',
}
