# Duty changes: planning them, their day, and what the record says.
duty_change-part-answering = responsible unit
duty_change-part-supporting = supporting unit

duty_change-state-planned = planned
duty_change-state-effected = in effect
duty_change-state-failed = could not take effect
duty_change-state-withdrawn = withdrawn

duty_change-failure-subject_out_of_use = On its day the { $noun ->
    [site] site
   *[node] node
} was out of use.
duty_change-failure-unit_out_of_use = On its day { $unit }, which was to take over, was out of use.

duty_change-sentence-answering = From { $day } { $passes ->
    [nobody] there is no responsible unit
    [out] there is no responsible unit; { $from } no longer answers
    [in] { $to } answers
   *[over] { $to } answers and { $from } no longer does
}
duty_change-sentence-supporting = From { $day } { $passes ->
    [nobody] there is no supporting unit
    [out] there is no supporting unit; { $from } no longer supports
    [in] { $to } supports
   *[over] { $to } supports and { $from } no longer does
}

duty_change-one-subject = Name one node or one site.
duty_change-subject-closed = { $noun ->
    [site] The site is out of use; no duty change can be planned for it.
   *[node] The node is out of use; no duty change can be planned for it.
}
duty_change-node-unsupported = A node has no supporting unit; only its responsible unit can change.
duty_change-no-such-unit = There is no such unit. Choose again who takes over.
duty_change-unit-closed = { $unit } is out of use and cannot take over. Choose a unit in use, or take this one back into use.
duty_change-nothing-passes = By that day it is this unit's already; nothing would change. Choose another unit.
duty_change-too-early = The first possible day is tomorrow (today is { $today }). To change it at once, edit it.
duty_change-too-late = The last possible day is { $last }, two years ahead.
duty_change-day-taken = { $unit } is to take over on { $day } already. One day takes one change: withdraw that one first, or choose another day.
duty_change-basis-needed = Say on what it rests: a document number, minutes.
duty_change-too-long = At most { $most } characters.

duty_change-over = { $state ->
    [effected] This duty change is in effect and stays. To change it back, plan another or edit it.
   *[withdrawn] This duty change is withdrawn.
}
duty_change-waits = This duty change takes effect by itself on { $day }. To change it at once, edit it.
duty_change-overtaken = A later change of the same part took effect on { $day }; this one would undo it. Withdraw it, or plan another.
duty_change-still-fails = It still cannot take effect: { $failure ->
    [subject_out_of_use] the node or site is out of use. Take it back into use first.
   *[unit_out_of_use] the unit that is to take over is out of use. Take it back into use, or withdraw this and plan another.
}

duty_change-told-planned = Duty change planned: { $what } (on the basis of: { $basis }).
duty_change-told-effected = Duty change in effect: { $what } (on the basis of: { $basis }).
duty_change-told-failed = Duty change that could not take effect: { $what } (on the basis of: { $basis }). { $reason }
duty_change-told-withdrawn = Duty change withdrawn: { $what } (on the basis of: { $basis }).
