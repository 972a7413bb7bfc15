# What stands around the facts of the weekly bulletin.

bulletin-name = { $campaign }: Supervision Bulletin
bulletin-issue = { $year }, No. { $number }
bulletin-draft = { $year }, { $week }, draft for comment
bulletin-issuer = Office of the { $campaign }
bulletin-title = Bulletin on the Supervision of { $period }
bulletin-title-correction = Bulletin on the Supervision of { $period } (Correction)
bulletin-period = { $from } to { $until }
bulletin-addressees = To all street offices and town governments, the departments concerned and the responsible units:
bulletin-basis = On the basis of "{ $standard }" (edition { $version }), the campaign office inspected sites of all types from { $period }.{" "}
bulletin-basis-without-edition = The campaign office inspected sites of all types from { $period }.{" "}
bulletin-principle = Inspections are to get things done, orders to get them fixed, and bulletins to make responsibility plain. The results are as follows.

bulletin-mark-demonstration = Demonstration data: the places, units, people and figures in this bulletin are fictional.
bulletin-mark-sample = Sample: the standard applied is an own-worded sample, not an official text.
bulletin-mark-draft = Draft for comment: not yet numbered and published.
bulletin-correction = Correction: this issue corrects issue { $number } (published { $day }). { $reason }. Where the two differ, this issue stands.

bulletin-part-supervision = Supervision
bulletin-part-problems = Problems
bulletin-part-ranking = Ranking
bulletin-part-requirements = Requirements
bulletin-part-remarks = Remarks

bulletin-scope = Sites inspected this week: { $sites }, of { $types } types, as in the table.
bulletin-scope-none = No inspections were submitted this week.
bulletin-scope-caption = Sites inspected, by type
bulletin-scope-number = No.
bulletin-scope-type = Site type
bulletin-scope-sites = Sites
bulletin-total = Total

bulletin-counts = Problems handed over this week: { $handed_over }. As of { $as_of }, { $fixed } are fixed ({ $fixed_rate }), of which { $closed } are checked and closed ({ $closed_rate }); { $open } are open, of which { $overdue } are overdue.
bulletin-counts-none = No problems were handed over this week.
bulletin-counts-caption = Problems handed over and fixed
bulletin-counts-unit = Responsible unit
bulletin-counts-handed_over = Handed over
bulletin-counts-fixed = Fixed
bulletin-counts-fixed_rate = Fixed rate
bulletin-counts-closed = Closed
bulletin-counts-closed_rate = Closed rate
bulletin-counts-open = Open
bulletin-counts-overdue = Overdue

bulletin-unit = { $unit }: { $count }
bulletin-place = { $number }. { $place }:{" "}
bulletin-problem = ({ $number }) { $text }{" "}
bulletin-problem-several = ({ $number }) { $text }, { $quantity } spots{" "}
bulletin-and = ;{" "}
bulletin-end = .
bulletin-problems-none = There are no problems to report this week.
bulletin-state-closed = [closed]
bulletin-state-fixed = [fixed, to be checked]
bulletin-state-due = [due { $due }]
bulletin-state-overdue = [overdue since { $due }]
bulletin-state-other = [{ $state }]

bulletin-ranking = The rankings of the peer groups follow. Ranks go by scores before rounding; equal scores share a rank.
bulletin-ranking-none = There are no units to rank this week.
bulletin-ranking-caption = Ranking: { $group }
bulletin-ranking-rank = Rank
bulletin-ranking-unit = Unit
bulletin-ranking-composite = Score
bulletin-ranking-movement = Change
bulletin-movement-new = new
bulletin-movement-same = =
bulletin-not-ranked = Note: { $unit } is not ranked: { $why }
bulletin-group-streets_towns = streets and towns
bulletin-group-departments = departments
bulletin-group-communities = communities and villages
bulletin-group-enterprises = enterprises
bulletin-group-utilities = enterprises and utilities
bulletin-group-institutions = resident units and public institutions

bulletin-definitions = Annex: what the figures mean
bulletin-trace = Period: { $from } to { $until } ({ $week }). State as of { $as_of }.
bulletin-trace-edition = Standard applied: { $standard }, edition { $version }.
bulletin-root = Daily root of the record:{" "}

bulletin-week-to-come = The week { $week } has not begun; there is nothing to report.
bulletin-require-item = "{ $item }" was found { $count } times this week; every unit checks for it throughout and puts it right.

bulletin-photos = Photographs before and after
bulletin-photos-before = Before
bulletin-photos-after = After
bulletin-photos-missing = (no photograph yet)
bulletin-photos-more = { $count } more problems have photographs that are not attached here; see them in the system.
bulletin-definitions-name = What the figures mean
bulletin-definitions-term = Figure
bulletin-definitions-meaning = Meaning
bulletin-sha256 = SHA-256 of the published page:{" "}
