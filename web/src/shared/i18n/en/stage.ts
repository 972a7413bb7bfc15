// The stages of a case and their clocks; on the desk and on the phone.
export default {
  title: 'Time by stage',
  took: 'took {length}',
  lasts: '{length} so far',
  due: 'due {at}',
  noLimit: 'no limit set',
  late: 'late',
  soon: 'due soon',
  again: 'again',
  days: '{days} d {hours} h',
  hours: '{hours} h {minutes} min',
  minutes: '{minutes} min',
}
