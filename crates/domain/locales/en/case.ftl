# Cases, deadlines, routing, ranking indicators, the record, and the bulletin's standing sentences.

case-state-reported = Reported
case-state-filed = Filed
case-state-dispatched = Dispatched
case-state-in_hand = In hand
case-state-suspended = Suspended
case-state-long_term = Long-term rectification
case-state-rectified = Rectified, to be checked
case-state-closed = Closed
case-state-declined = Declined
case-state-merged = Merged
case-state-voided = Voided

case-action-file = file
case-action-decline = decline
case-action-fix_on_spot = fix on the spot
case-action-dispatch = dispatch
case-action-void = void
case-action-withdraw = take back the dispatch
case-action-merge = merge
case-action-remind = remind
case-action-supervise = supervise
case-action-raise = raise one level
case-action-extend = extend
case-action-accept = accept
case-action-rectify = rectify
case-action-check = check
case-action-object = Object: another unit is responsible
case-action-ask_extension = Ask for an extension
case-action-ask_suspension = Ask for a suspension
case-action-ask_long_term = Ask for long-term rectification
case-action-appeal = Appeal
case-action-resume = Let the clock go on
case-action-reach_milestone = Report a stage as reached

case-source-daily_patrol = Daily patrol
case-source-mock_assessment = Mock assessment
case-source-city_notice = City notice
case-source-joint_supervision = Joint supervision
case-source-monthly_assessment = Monthly assessment
case-source-official_assessment = Official assessment
case-source-grid_report = Grid worker's report
case-source-public_report = Public report
case-source-hotline = Hotline
case-source-media = Media
case-source-leader_instruction = Leader's instruction
case-source-image_recognition = Image recognition
case-source-re_check = Re-check
case-source-self_check = Self-check

case-finder-province = Found by the state or province
case-finder-city = Found by the city
case-finder-district = Found by the district
case-finder-street = Found by the street or town
case-finder-own = Found by the unit itself
case-finder-public = Found by the public

case-change-reported = Reported
case-severity-ordinary = Ordinary
case-severity-serious = Serious
case-severity-grave = Grave

case-change-linked = Linked as a rebound
case-change-re_checked = Re-check
case-change-found_again = Found again
case-change-filed = Filed
case-change-dispatched = Dispatched
case-change-withdrawn = Dispatch taken back
case-change-reminded = Reminded
case-change-supervised = Put under supervision
case-change-raised = Raised one level
case-change-recomputed = Deadline reckoned anew
case-change-extended = Deadline extended
case-change-merged = Merged
case-change-took_in = Took another case in
case-change-accepted = Accepted
case-change-rectified = Rectified
case-change-closed = Check passed, closed
case-change-sent_back = Check failed, sent back
case-change-declined = Declined
case-change-voided = Voided
case-change-fixed_on_spot = Fixed on the spot
case-change-requested = Request made
case-change-ruled = Request decided
case-change-request_withdrawn = Request taken back
case-change-resumed = Clock going on
case-change-milestone_reached = Stage of the plan reached

case-request-objection = Objection
case-request-extension = Extension
case-request-suspension = Suspension
case-request-long_term = Long-term rectification
case-request-appeal = Appeal

case-request-state-pending = Waiting
case-request-state-agreed = Agreed once, waiting for the second
case-request-state-approved = Approved
case-request-state-refused = Refused
case-request-state-withdrawn = Taken back
case-request-state-lapsed = Lapsed

case-clock-minutes = minutes
case-clock-continuous_hours = continuous hours
case-clock-working_hours = working hours
case-clock-working_days = working days
case-clock-calendar_days = calendar days

case-limit-minutes = { $amount } min
case-limit-continuous_hours = { $amount } continuous h
case-limit-working_hours = { $amount } working h
case-limit-working_days = { $amount } working d
case-limit-calendar_days = { $amount } calendar d
case-limit-not = “{ $text }” is no limit. Write a number and a unit, such as 4小时, 2紧急工作时, 3工作日 or 5自然日.
case-limit-range = The limit “{ $text }” is out of range; give a number from 1 to { $most }.

case-stage-file = File
case-stage-dispatch = Dispatch
case-stage-accept = Accept
case-stage-rectify = Rectify
case-stage-check = Check

case-term-by-day = by { $day } (end of that day’s work)
case-term-by-hour = by { $day }, { $hour }
case-term-day = { $day } { $month_name } { $year }
case-term-due = Due { $weekday } { $day }, { $hour }
case-term-not = “{ $text }” is neither a limit nor a day. Write it like 4小时, 2紧急工作时, 3个工作日 or 7月1日前; in English 3 working days or by 1 July.
case-term-no-day = The day in “{ $text }” does not exist; check year, month and day.
case-term-past = “{ $text }” is over already ({ $end }); a limit ends later than now.
case-season-no-name = Give these hours a name, such as “Summer”.
case-season-overlap = “{ $name }” and “{ $other }” have days in common; a day has one set of hours.
case-limit-row-item = item { $value }
case-limit-row-finder = found by { $value }
case-limit-row-season = filed from { $from } to { $until }
case-limit-row-any = every case
case-limit-row-no-item = The item code is empty; leave the condition out for every item.
case-limit-row-never = Row { $number } is never used: row { $above } takes all its cases. Reorder the rows or delete one.
case-limit-by-row = row { $number } of the limit table ({ $row })
case-limit-by-item = the item’s own limit
case-limit-by-default = the default limit
case-limit-by-given = set by whoever handled it: “{ $text }”
case-month-1 = January
case-month-2 = February
case-month-3 = March
case-month-4 = April
case-month-5 = May
case-month-6 = June
case-month-7 = July
case-month-8 = August
case-month-9 = September
case-month-10 = October
case-month-11 = November
case-month-12 = December
case-weekday-1 = Monday
case-weekday-2 = Tuesday
case-weekday-3 = Wednesday
case-weekday-4 = Thursday
case-weekday-5 = Friday
case-weekday-6 = Saturday
case-weekday-7 = Sunday

case-light-green = In time
case-light-yellow = Nearly due
case-light-red = Overdue

case-unknown-year = The holidays of { $year } are not known, so its working days cannot be told. Import that year's calendar first.

case-deadline-uncertain = The holidays of { $years } are not known. The deadline was reckoned by plain weekdays; review it once the calendar is imported.

case-calendar-empty-year = The calendar of { $year } names no day; the notice is probably not out yet. The year stays unknown and nothing was changed.
case-calendar-day-outside-year = { $day } does not belong to the notice of { $year }. Check the file.
case-calendar-contradiction = { $day } is named both as a day off and as a working day. Keep only one.

case-no-working-day = Working time needs at least one span; each must end after it begins and before the next one begins.

case-rule-ownership_record = Ownership record
case-rule-item_department = The item's department
case-rule-site_unit = The site's unit
case-rule-territorial_unit = Territorial unit
case-rule-office = Named by the office
case-rule-named_unit = Named by a rule

case-route-ownership = The ownership record names { $unit } ({ $item ->
    [all] all items
   *[other] item { $item }
}, { $days ->
    [since] from { $from }
    [until] until { $until }
    [between] { $from } to { $until }
   *[always] without end
}, on the basis of: { $basis }).
case-route-ownership-followed = The ownership record names { $unit } ({ $item ->
    [all] all items
   *[other] item { $item }
}, { $days ->
    [since] from { $from }
    [until] until { $until }
    [between] { $from } to { $until }
   *[always] without end
}, on the basis of: { $basis }); another names { $next-unit } from { $next-from }.
case-route-ownership-upcoming = The ownership record is not yet in force: { $next-unit } owns it from { $next-from } (on the basis of: { $next-basis }), and the problem was seen on { $day }.
case-route-ownership-ended = The ownership record is no longer in force: { $last-unit } owned it until { $until } (on the basis of: { $last-basis }), and the problem was seen on { $day }.
case-route-ownership-between = No ownership record holds on { $day }, when the problem was seen: { $last-unit } owned it until { $until }, { $next-unit } owns it from { $next-from }.
case-route-no-ownership = The site has no ownership record that applies.
case-route-department = The item falls to { $unit }.
case-route-no-department = The item names no department; it falls to the territory.
case-route-unknown-department = The item falls to department “{ $code }”, but no unit has that code. Import the unit or correct the standard.
case-route-site-unit = The site's responsible unit is { $unit }{ $since ->
    [planned] { " " }(by the duty change planned for { $since-from }, on the basis of: { $since-basis })
   *[none] { "" }
}{ $next ->
    [unit] ; from { $next-from } { $next-unit } answers (duty change, on the basis of: { $next-basis })
    [nobody] ; from { $next-from } nobody answers (duty change, on the basis of: { $next-basis })
   *[none] { "" }
}.
case-route-no-site-unit = The site has no responsible unit{ $since ->
    [planned] { " " }(by the duty change planned for { $since-from }, on the basis of: { $since-basis })
   *[none] { "" }
}{ $next ->
    [unit] ; from { $next-from } { $next-unit } answers (duty change, on the basis of: { $next-basis })
    [nobody] ; from { $next-from } nobody answers (duty change, on the basis of: { $next-basis })
   *[none] { "" }
}.
case-route-territory = { $unit } answers for the node “{ $node }”{ $since ->
    [planned] { " " }(by the duty change planned for { $since-from }, on the basis of: { $since-basis })
   *[none] { "" }
}{ $next ->
    [unit] ; from { $next-from } { $next-unit } answers (duty change, on the basis of: { $next-basis })
    [nobody] ; from { $next-from } nobody answers (duty change, on the basis of: { $next-basis })
   *[none] { "" }
}.
case-route-no-territory = No node that contains the place has a unit. Complete the grid first{ $since ->
    [planned] { " " }(by the duty change planned for { $since-from }, on the basis of: { $since-basis })
   *[none] { "" }
}{ $next ->
    [unit] ; from { $next-from } { $next-unit } answers (duty change, on the basis of: { $next-basis })
    [nobody] ; from { $next-from } nobody answers (duty change, on the basis of: { $next-basis })
   *[none] { "" }
}.
case-route-no-place = The place lies in no node. Check its position.
case-route-inactive = { $unit } no longer takes cases.
case-route-office = The office must name the unit.

case-wrong-state = The case is “{ $state }”; you cannot { $action } it now. Reload to see where it stands.

case-dispatcher-rectifies = Whoever dispatched the case cannot rectify it. Let somebody else of the unit do so.
case-dispatcher-checks = Whoever dispatched the case cannot check it. Let somebody else check it.
case-request-pending = A request ({ $kind }) is waiting already. Wait for the ruling, or take it back first.
case-request-decided = This request is no longer open ({ $state }).
case-requester-rules = Whoever asked cannot rule on it. Let somebody else decide.
case-rules-twice = The two rulings are two people’s. Let somebody else decide.
case-office-rules = This ruling is the campaign office’s.
case-office-resumes = Only the campaign office ends a suspension early; otherwise it ends by itself.
case-suspended-before = The case was suspended once already, which is as often as it may be.
case-appealed-before = The case was appealed once already.
case-not-late = The case was not late; there is nothing to appeal.
case-objects-to-itself = The unit proposed cannot be the unit that objects.
case-hold-ends = Say on which day the clock goes on; tomorrow at the earliest.
case-hold-too-long = That is too long; { $days } days at most.
case-no-plan = Write the stages of the plan, each with its day and what is to be done.
case-no-lasting-measures = Write the lasting measures.
case-no-milestone = There is no such stage, or it was reached already.

case-rectifier-checks = Whoever rectified the case cannot check it. Let somebody else check it.

case-not-the-units = The case is another unit's; you cannot act for that unit.

case-no-unit = The case has no handling unit. Dispatch it first.
case-no-measures = Say which measures were taken.
case-no-reason = Give a reason.
case-no-reminder = Say what the unit is expected to do.
case-not-supervised = The case is not under supervision yet, so it cannot be raised. Supervise it first.
case-raised-before = The case was raised before and cannot be raised again.

case-no-deadline = The case has no deadline that could be extended.

case-too-late-to-extend = The deadline { $deadline } has passed; what is overdue is not extended.

case-extended-enough = A case is extended { $most } times at most, and it has been.

case-merges-into-itself = A case cannot be merged into itself.

case-merges-into-ended = The case to merge into is “{ $state }” and done with; choose another.
case-merges-into-rectified = The case to merge into is rectified and waits for its check; the new report would be closed with it unseen. Check that case or send it back first.

case-filed-into-unfiled = A filed case cannot be merged into one that is not filed. Merge the other way round, or file the other first.

case-no-description = Say what is wrong.
case-no-quantity = A problem has at least one spot.
case-no-number = The case number is missing.

case-deadline-starts-elsewhere = The deadline starts at { $start }, but the case is filed at { $at }.

case-assists-itself = A unit cannot both handle and assist the same case.

case-future-clock = The step is dated { $at }, later than the server's { $now }. Set the device's clock and try again.

case-before-previous-step = The step is dated { $at }, before the previous step at { $before }. Correct the time.

case-indicator-assessment_score = Assessment score

case-term-assessment_score = Assessment score

case-indicator-lost_points = Lost points

case-term-lost_points = Lost points

case-indicator-on_time_rate = On-time rate

case-term-on_time_rate = On-time rate

case-indicator-close_out_rate = Close-out rate

case-term-close_out_rate = Close-out rate

case-indicator-rework_rate = Rework rate

case-term-rework_rate = Rework rate

case-indicator-self_found_share = Self-found share
case-indicator-ledger_score = Ledger score
case-indicator-filed_count = Cases filed

case-term-self_found_share = Self-found share
case-term-ledger_score = Ledger score
case-term-filed_count = Cases filed

case-direction-higher = Higher is better
case-direction-lower = Lower is better

case-no_data-exclude = No data: left out, the other weights carry the whole
case-no_data-full = No data: full points
case-no_data-zero = No data: no points
case-no_data-exclude_unit = No data: the unit is not ranked

case-set-due = Due
case-set-on_time = In time
case-set-should_close = Should be closed
case-set-closed = Closed
case-set-reworked = Sent back
case-set-found = Found
case-set-self_found = Found by the unit itself
case-set-lost = Cases of lost points
case-streak-end-top = First
case-streak-end-bottom = Last

case-scheme-no-indicator = A ranking scheme needs at least one indicator.
case-scheme-twice = The indicator “{ $indicator }” stands twice. Keep only one.
case-scheme-weight = The weight of “{ $indicator }” must be above 0.
case-scheme-scale = The scale of “{ $indicator }” is not in order: bands must rise and points lie from 0 to 100.
case-scheme-not-a-rate = “{ $indicator }” is an amount and cannot be scaled by rate. Use deduct or bands.
case-scheme-without-scoring = “{ $indicator }” needs rules that give and take points. Write them into the scheme or leave the indicator out.

case-rank-no-data-assessment_score = There is no data for “Assessment score” in the period; by the scheme the unit is not ranked.
case-rank-no-data-lost_points = There is no data for “Lost points” in the period; by the scheme the unit is not ranked.
case-rank-no-data-on_time_rate = There is no data for “On-time rate” in the period; by the scheme the unit is not ranked.
case-rank-no-data-close_out_rate = There is no data for “Close-out rate” in the period; by the scheme the unit is not ranked.
case-rank-no-data-rework_rate = There is no data for “Rework rate” in the period; by the scheme the unit is not ranked.
case-rank-no-data-self_found_share = There is no data for “Self-found share” in the period; by the scheme the unit is not ranked.
case-rank-no-data-ledger_score = There is no data for “Ledger score” in the period; by the scheme the unit is not ranked.
case-rank-no-data-filed_count = There is no data for “Cases filed” in the period; by the scheme the unit is not ranked.
case-rank-no-data-at-all = There is no data for any indicator in the period; the unit is not ranked.

case-chain-gap = The record of { $kind } { $subject } breaks at event { $seq }: event { $expected } should stand here. One was removed or doubled.
case-chain-unlinked = Event { $seq } of { $kind } { $subject } does not join the one before it.
case-chain-altered = Event { $seq } of { $kind } { $subject } was altered.
case-chain-foreign = Event { $seq } of { $kind } { $subject } does not belong to this chain.

case-requirement-deadline = Every responsible unit rectifies its list item by item within the limit; for what is open or overdue it says why and by when.
case-requirement-lasting = Look for the same problem elsewhere, take lasting measures and prevent rebounds.
case-requirement-check = A rectification is checked by somebody else, and only then closed.
case-requirement-feedback = Report back on the rectification by { $day }.

case-term-handed_over = Handed over
case-term-fixed = Fixed
case-term-closed = Closed
case-term-open = Open
case-term-overdue = Overdue
case-term-rank = Rank
case-term-no_figure = —

case-definition-handed_over = Cases dispatched to units in the week, those fixed on the spot included.
case-definition-fixed = Of those handed over, rectified by the moment shown and not sent back by a check.
case-definition-closed = Of those handed over, checked by somebody else and closed by the moment shown.
case-definition-open = Handed over less fixed.
case-definition-overdue = Of those open, past their deadline at the moment shown.
case-definition-assessment_score = Points of the unit's sites in the period's assessment ÷ full marks.
case-definition-lost_points = The sum of the points lost at the unit's sites in rounds of the period.
case-definition-on_time_rate = Rectified by the deadline ÷ due; due are the cases whose deadline lies in the period.
case-definition-close_out_rate = Closed ÷ should be closed; that is the cases closed in the period and those past their deadline and not closed at its end, but for those an appeal exempted.
case-definition-rework_rate = Cases sent back ÷ should be closed; a case sent back at least once counts as one.
case-definition-self_found_share = Found by the unit itself ÷ all found in the period, counted by the time of report.
case-definition-ledger_score = The base and every entry of the period in the score ledger, within the caps of the rules; the ledger shows each.
case-definition-filed_count = Cases about the unit reported in the period that count, those fixed on the spot included.
case-definition-rank = By the exact composite, before any rounding; ties share a rank and the next one skips (1, 2, 2, 4).
case-definition-no_figure = The denominator is 0: there is no data, which is neither 0 % nor 100 %.
case-route-fault-unknown = The department “{ $unit }” of item “{ $about }” is no unit, so the rule passes it by. Import the unit, or correct the standard.
case-route-fault-item = The department of item “{ $about }”, { $unit }, takes no more cases, so they stay with the office. Take it back into use, or name another in the standard.
case-route-fault-ownership = The owner of site “{ $about }”, { $unit }, takes no more cases, so cases stay with the office. Renew the record.
case-route-fault-site = The unit of site “{ $about }”, { $unit }, takes no more cases, so they stay with the office. Name the present one on the site's page.
case-route-fault-node = The unit of node “{ $about }”, { $unit }, takes no more cases, so they stay with the office. Name the present one on the node's page.
