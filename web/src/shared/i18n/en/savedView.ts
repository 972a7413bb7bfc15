export default {
  title: 'Views',
  name: 'Name the present filters',
  keep: 'Keep',
  share: 'Share with everybody',
  shared: 'shared',
  sharedBy: 'shared by {name}',
  drop: 'Remove view {name}',
  dropped: 'View “{name}” removed',
  nothing: 'Set filters first, then keep them as a view.',
}
