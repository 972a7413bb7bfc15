# Ownership records: noting and checking them, and what the record says.
ownership-standing-upcoming = to come
ownership-standing-in_force = in force
ownership-standing-ended = ended

ownership-no-such-unit = There is no such unit. Choose the responsible unit again.
ownership-unit-closed = { $unit } takes no more cases and cannot be noted as an owner. Choose a unit in use, or take this one back into use.
ownership-no-such-item = The standard in force has no item { $item }.
ownership-basis-needed = Say on what it rests: a contract, a ruling, minutes.
ownership-too-long = At most { $most } characters.
ownership-ends-before-it-begins = The last day must not come before the first.
ownership-overlaps = It overlaps another record of this site: { $unit }, { $item ->
    [all] all items
   *[other] item { $item }
}, { $days ->
    [since] from { $from }
    [until] until { $until }
    [between] { $from } to { $until }
   *[always] without end
}. Records of one site and item must follow one another: give that one a last day first, or change the days of this one.
ownership-follows-too-early = The record to be followed begins only on { $from }; what follows it must begin later.
ownership-follows-from-when = Say from which day it takes the other's place.
ownership-follows-another = Only a record of the same site and item can be followed.

site-change-ownership_noted = ownership record noted
site-change-ownership_amended = ownership record changed
site-change-ownership_ended = ownership record given a last day
site-change-ownership_removed = ownership record removed

ownership-record = { $unit } ({ $item ->
    [all] all items
   *[other] item { $item }
}, { $days ->
    [since] from { $from }
    [until] until { $until }
    [between] { $from } to { $until }
   *[always] without end
}, on the basis of: { $basis })
ownership-told-noted = Ownership record noted: { $now }.
ownership-told-amended = Ownership record changed from { $then } to { $now }.
ownership-told-ended = Ownership record given a last day: { $now }.
ownership-told-removed = Ownership record removed: { $then }.
