routing-outcome-fired = decided
routing-outcome-flagged = points to a unit out of use
routing-outcome-office = left to the office
routing-outcome-passed = does not apply
routing-outcome-not_in_force = not in force

routing-hint-disabled_unit = unit out of use
routing-hint-disabled_assisting = assisting unit out of use
routing-hint-shadowed = never reached
routing-hint-retired_node = node out of use
routing-hint-unknown_item = no such item
routing-hint-upcoming = to come
routing-hint-ended = ended

routing-off = This rule is switched off.
routing-not-yet = This rule is in force from { $day }.
routing-no-longer = This rule was in force until { $day }.
routing-no-item = The rule is about certain items, and the problem has none.
routing-not-item = Item { $item } is not one of the rule's.
routing-not-group = The item is of none of the rule's categories.
routing-no-source = The rule is about certain sources, and none is said.
routing-not-source = The source is not one of the rule's.
routing-no-site = The rule is about types of sites, and the problem is at none.
routing-not-type = The type of the site is not one of the rule's.
routing-not-place = The place lies in none of the rule's nodes.
routing-not-owner = No ownership record names one of the rule's owners.
routing-not-hour = It was seen at { $at }, outside the rule's hours.
routing-not-weekday = It was seen on { $at }, on none of the rule's weekdays.
routing-not-season = It was seen on { $at }, outside the rule's season.
routing-named = All conditions hold: { $unit } handles it.
routing-named-always = The rule has no conditions: { $unit } handles it.
routing-unknown-unit = The rule's unit does not exist.
routing-flagged = Rule { $number } “{ $name }” points to { $unit }, which is out of use, so it was not sent by a later rule. Name a unit, and change the rule or take the unit back into use.
routing-flagged-unnamed = Rule { $number } “{ $target ->
    [ownership_record] Ownership record
    [item_department] The item's department
    [site_unit] The site's unit
   *[other] Territorial unit
}” points to { $unit }, which is out of use, so it was not sent by a later rule. Name a unit, and renew the register or take the unit back into use.

routing-hint-disabled = Points to { $unit }, which is out of use: what it applies to stays with the office. Name another unit, or take this one back into use.
routing-hint-assisting = The assisting unit { $unit } is out of use and is left out.
routing-hint-shadow = Rule { $number } before it is wider, so this one is never reached. Move it up, or narrow rule { $number }.
routing-hint-node = Node “{ $node }” is out of use.
routing-hint-item = The edition in force has no item { $item }.

routing-too-many = At most { $most } rules.
routing-same-rule-twice = The same rule stands twice.
routing-name-needed = Give the rule a name.
routing-too-long = At most { $most } characters.
routing-unit-needed = Choose the unit that handles it.
routing-no-such-unit = There is no such unit.
routing-no-such-node = There is no such node.
routing-ends-before-it-begins = The last day cannot be before the first.
routing-no-pattern = A code cannot be empty, and * stands only at its end.
routing-no-weekday = Weekdays are 1 (Monday) to 7 (Sunday).
routing-no-hours = The hours cannot begin and end at the same time.

routing-change-amended = routing rules changed

routing-list-separator = {", "}
routing-when-items = Items: { $list }
routing-when-groups = Categories: { $list }
routing-when-types = Site types: { $list }
routing-when-nodes = Nodes: { $list }
routing-when-owners = Owners: { $list }
routing-when-sources = Sources: { $list }
routing-when-hours = Hours: { $from }–{ $until }
routing-when-weekdays = Weekdays: { $list }
routing-when-season = Season: { $from } to { $until }
routing-weekday-1 = Monday
routing-weekday-2 = Tuesday
routing-weekday-3 = Wednesday
routing-weekday-4 = Thursday
routing-weekday-5 = Friday
routing-weekday-6 = Saturday
routing-weekday-7 = Sunday

routing-none-applied = no rule applies
routing-the-office = the office
routing-difference = It went to { $then } then ({ $then-rule }); by the rules of now it would go to { $now } ({ $now-rule }).
routing-last-most = A draft is tried on the latest { $most } cases at most.
