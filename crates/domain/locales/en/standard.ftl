# Standards, judging and scores

standard-total = Total
standard-district = District, on-site

standard-judging-unknown-kind = There is no judging kind “{ $kind }”. Choose one of the 14 kinds of the form.
standard-judging-parameter-missing = The judging { $kind } lacks the parameter { $name }. Write { $name }=number among its parameters.
standard-judging-parameter-unreadable = The judging parameter { $name } has the value “{ $text }”, which cannot be read. Give a number; lists are pairs like A:1 parted by commas.
standard-judging-parameter-surplus = The judging { $kind } has no parameter { $name }. Remove it.

standard-fault-empty-code = { $at }: the code is empty. Give one.
standard-fault-duplicate-code = { $at }: { $code } stands twice. Change or remove one of them.
standard-fault-no-name = { $at }: the Chinese name is empty. Give one.
standard-fault-name-taken = { $at }: the name “{ $name }” already belongs to the site type { $by }. Use another name or alias.
standard-fault-unknown = { $at }: there is no { $what } { $code }. Add it or correct the code.
standard-fault-door-nowhere = { $at }: a type without a place has no door-head to photograph; drop it or change the geometry.
standard-fault-nothing-there = { $at }: there is none; at least one is needed.
standard-fault-cyclic-groups = { $at }: the groups above lead back to it. Correct the parent codes.
standard-fault-needs = { $at }: { $name } is missing. Give it.
standard-fault-negative = { $at }: { $name } is { $value }; it cannot be below 0.
standard-fault-not-positive = { $at }: { $name } is { $value }; it must be above 0.
standard-fault-weights-not-full-mark = { $at }: the module weights sum to { $sum }; they must sum to the full mark { $full }.
standard-fault-several-observation-modules = { $at }: only one module can have the source observations; make the others given.
standard-fault-cycle-not-one = { $at }: the year weights sum to { $sum }; they must sum to 1.
standard-fault-ends-before-it-begins = { $at }: it ends before it begins. Correct the dates.
standard-fault-all-weights-zero = { $at }: every type weight is 0, so nothing can be weighed. Give at least one a weight above 0.
standard-fault-floor-over-cap = { $at }: the floor { $floor } lies above the cap { $cap }. Correct one of them.
standard-fault-floor-over-points = { $at }: the floor { $floor } lies above the points { $points }. Correct one of them.
standard-fault-max-over-points = { $at }: the maximal deduction { $max } lies above the points { $points }. Correct one of them.
standard-fault-share-outside = { $at }: the share { $share } must lie between 0 and 1.
standard-fault-bands-out-of-order = { $at }: the bands must run from the best to the worst. Reorder them.
standard-fault-band-bounds = { $at }: every band needs one bound, all of them at_least or all at_most.
standard-fault-too-few-knots = { $at }: a piecewise scale needs two points or more.
standard-fault-knots-out-of-order = { $at }: the points must rise in x without repeats.
standard-fault-nested-worst-of = { $at }: worst_of cannot stand inside worst_of.
standard-fault-no-types = { $at }: it applies to no site type. Name some in types or on.
standard-fault-units-only-in-district = { $at }: only the district can be gathered over units.
standard-fault-only-over-sites = { $at }: method, mark, weight_by and complement only go with over = sites. Remove them or gather over sites.
standard-fault-cannot-weight = { $at }: median and worst take no weights. Remove weight_by.
standard-fault-too-many-places = { $at }: at most 10 decimals are shown.

standard-judge-unknown-item = Item { $item } is not in this edition. Check the code and the edition.
standard-judge-unknown-type = The edition has no site type “{ $type }”. Use one of its types or add an alias.
standard-judge-not-applicable = Item { $item } is not judged at sites of type { $type }. Remove the observation.
standard-judge-twice = Item { $item } is observed twice at one site. Keep one.
standard-judge-wrong-reading = Item { $item } is judged by { $kind } and needs { $expects }; { $given } was given.
standard-judge-no-reading = Item { $item } has no reading. Give one, or say why it is outside scoring.
standard-judge-mixed-reading = Item { $item } has { $fields } together. Give one kind of reading.
standard-judge-incomplete = Item { $item } lacks { $field }. Give it.
standard-judge-negative = Item { $item }: { $field } is { $value }; it cannot be below 0.
standard-judge-too-large = Item { $item }: { $field } is too large. Check it.
standard-judge-deduction-over-max = Item { $item }: { $deduction } is deducted; at most { $max } may be.
standard-judge-not-a-step = Item { $item }: the deduction { $deduction } is no whole multiple of { $step }.
standard-judge-count-on-passed = Item { $item } is passed, yet { $count } places are counted. A passed item has count 0.
standard-judge-deduction-on-passed = Item { $item } is passed, yet { $deduction } is deducted. A passed item has deduction 0.
standard-judge-loss-on-passed = Item { $item } is passed, yet its reading loses { $lost }. Check which is right.
standard-judge-unknown-grade = Item { $item } has no grade “{ $grade }”. There are: { $known }.
standard-judge-more-than-all = Item { $item }: { $ok } of { $of } cannot be in order.
standard-judge-count-over-nothing = Item { $item }: { $count } are counted over 0 { $field }. Give the real distance or time.
standard-judge-nothing-listed = Item { $item }: { $field } is empty. Give at least one.

standard-score-site-twice = Site { $at } stands twice; a round has each site once.
standard-score-no-attribute = Site { $at } lacks the weighting attribute { $attribute }. Give it in the column attr_{ $attribute }.
standard-score-negative-attribute = Site { $at }: the attribute { $attribute } is { $value }; it cannot be below 0.
standard-score-unknown-part = The edition has no { $what } { $at }. Check the code.
standard-score-not-given = Module { $at } is scored from observations and takes no value.
standard-score-value-twice = The value of module { $at } stands twice. Keep one.
standard-score-value-outside = Module { $at }: the value { $value } must lie between 0 and { $full }.

standard-how-pass-fail = Judged { $reading }: { $full } if passed, 0 if not; scored { $score }.
standard-how-max-deduct = { $reading } deducted (at most { $max }, in steps of { $step }): { $full } − { $reading } = { $score }.
standard-how-count-deduct = { $reading } found, { $each } off for each, not below { $floor }: scored { $score } of { $full }.
standard-how-missing = { $need } required, { $reading } there, { $each } off for each missing, not below { $floor }: scored { $score } of { $full }.
standard-how-proportion = In order { $reading }: { $full } × { $reading } = { $score }.
standard-how-threshold = Measured { $reading }, bands { $parameters }: scored { $score } of { $full }.
standard-how-piecewise = Measured { $reading }, linear between { $parameters }: scored { $score } of { $full }.
standard-how-capped-ratio = { $reading } of the { $need } needed: { $full } × min(1, { $reading } ÷ { $need }) = { $score }.
standard-how-instance-minimum = Instances { $reading }, at least { $need } each, { $each } off for each missing, not below { $floor }: scored { $score } of { $full }.
standard-how-escalating = Found + not rectified + repeated = { $reading }, { $found }, { $not_rectified } and { $repeated } off for each, not below { $floor }: scored { $score } of { $full }.
standard-how-count-per-distance = { $reading }, reduced to { $per } metres, { $each } off for each, not below { $floor }: scored { $score } of { $full }.
standard-how-count-per-minutes = { $reading }, reduced to { $per } minutes, { $each } off for each, not below { $floor }: scored { $score } of { $full }.
standard-how-grades = Grade { $reading } ({ $parameters }): scored { $score } of { $full }.
standard-how-worst-of = The worst of { $reading } ({ $parameters }): scored { $score } of { $full }.
standard-how-outside-not-applicable = Not applicable; outside scoring.
standard-how-outside-unreachable = Could not be looked at; outside scoring.
standard-how-outside-refused = Refused; outside scoring.
standard-how-outside-site-void = Site void; outside scoring.

standard-how-pooled-item = Over all sites: scored { $numerator } ÷ points { $denominator }.
standard-how-site-ratio = Scored { $numerator } ÷ points { $denominator } × 100 = { $score }.
standard-how-site-sum = Sum of the items: { $score } of { $denominator }.
standard-how-site-deduct-from = { $full } less all lost points: { $score }.
standard-how-site-worst-item = The worst item: { $score }.
standard-how-site-mean-of-items = The mean of the items: { $score }.
standard-how-site-value = The share of the item named: { $score }.
standard-how-mean = Mean of the sites (weight { $weight }): { $numerator } ÷ { $denominator } × 100 = { $score }.
standard-how-pooled = Sites pooled: scored { $numerator } ÷ points { $denominator } × 100 = { $score }.
standard-how-share-meeting = Share of sites reaching { $mark } (weight { $weight }): { $numerator } ÷ { $denominator } × 100 = { $score }.
standard-how-median = Median of the sites: { $score }.
standard-how-worst = The worst site: { $score }.
standard-how-mean-complement = 100 − mean of the sites (weight { $weight }): 100 − { $numerator } ÷ { $denominator } × 100 = { $score }.
standard-how-pooled-complement = 100 − sites pooled: 100 − { $numerator } ÷ { $denominator } × 100 = { $score }.
standard-how-share-meeting-complement = 100 − share of sites reaching { $mark } (weight { $weight }): 100 − { $numerator } ÷ { $denominator } × 100 = { $score }.
standard-how-median-complement = 100 − median of the sites = { $score }.
standard-how-worst-complement = 100 − the worst site = { $score }.
standard-how-over-types = Types by their weights: { $numerator } ÷ { $denominator } × 100 = { $score }.
standard-how-over-units = Mean of the units: { $numerator } ÷ { $denominator } × 100 = { $score }.
standard-how-composed = Modules by their weights: { $numerator } of { $denominator }; after limits and veto deductions { $score }.
standard-how-given = Given with the round: { $score } of { $full }.
standard-how-imputed = No site of this type here; the mean of its peers, { $score }, stands for it.

standard-note-excluded = { $count } without a score left out.
standard-note-outside = { $count } items outside scoring left both sums.
standard-note-unobserved = { $count } items have no observation and left both sums.
standard-note-site-void = The site is void.
standard-note-vetoed = Veto item { $item } lost a point, so the site is at its floor.
standard-note-imputed = The mean of { $peers } peers.
standard-note-not-given = Module { $module } has no value yet and left score and full mark.
standard-note-floored = Held at the floor.
standard-note-capped = Held at the cap.
standard-note-deducted = Veto item { $code } takes { $points } off.
standard-note-stop-nomination = Veto item { $code }: no nomination.
standard-note-suspend = Veto item { $code }: the title is suspended.
standard-note-revoke = Veto item { $code }: the title is revoked.
standard-note-lost-at = { $count } sites lost points here.

## How judging is said
standard-kind-pass_fail = pass or fail
standard-kind-max_deduct = deduction up to a maximum
standard-kind-count_deduct = deduction for each place
standard-kind-missing = deduction for each missing
standard-kind-proportion = proportion
standard-kind-threshold = bands
standard-kind-piecewise = piecewise linear
standard-kind-capped_ratio = capped ratio
standard-kind-instance_minimum = minimum of each sample
standard-kind-escalating = escalating deduction
standard-kind-count_per_distance = count per distance
standard-kind-count_per_minutes = count per time
standard-kind-grades = grades
standard-kind-worst_of = worst of several
standard-say-pass_fail = { $points } points when it complies, otherwise 0.
standard-say-max_deduct = { $points } points, less a deduction by circumstances of at most { $max } in steps of { $step }.
standard-say-count_deduct = { $points } points, { $each } off for each place found, at least { $floor }.
standard-say-missing = { $points } points, { $need } required, { $each } off for each missing, at least { $floor }.
standard-say-proportion = { $points } points by the share that complies of those looked at; 0 of 0 is not scored.
standard-say-threshold = { $points } points by bands of the value: { $bands }; 0 when none is met.
standard-say-band-from = from { $bound } { $share }
standard-say-band-to = up to { $bound } { $share }
standard-say-piecewise = { $points } points, linear between the knots: { $knots }.
standard-say-capped_ratio = { $points } points by the share of { $need } that is there, full points beyond.
standard-say-instance_minimum = { $points } points, each sample needs { $need }, { $each } off for each missing, at least { $floor }.
standard-say-escalating = { $points } points, { $found } off for each found, { $not_rectified } for each not rectified, { $repeated } for each repeated, at least { $floor }.
standard-say-count_per_distance = { $points } points, counted per { $per } metres, { $each } off for each, at least { $floor }.
standard-say-count_per_minutes = { $points } points, counted per { $per } minutes, { $each } off for each, at least { $floor }.
standard-say-grades = { $points } points by grade: { $grades }.
standard-say-worst_of = The worst of several. Each: { $of }
