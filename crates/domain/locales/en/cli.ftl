# Sentences of the command line
cli-file-unreadable = The file “{ $file }” cannot be read: { $why }. Check path and permissions.
cli-file-unwritable = The file “{ $file }” cannot be written: { $why }. Choose another place, or check permissions and free space.
cli-faults = { $count } errors in the file; nothing was changed. Mend them and run the command again.
cli-no-edition-in-file = There is no standard in “{ $file }”. Check whether it is the right file.

## Scoring
cli-score-sample = {" "}(sample)
cli-score-counts = { $sites } sites, { $observations } observations
cli-score-cycle = Total of the cycle
cli-score-module = Module
cli-score-score = Score
cli-score-full = Full
cli-score-weight = Weight
cli-score-how = How
cli-score-level = Level
cli-score-rank = Rank
cli-score-key = Code
cli-score-name = Name
cli-score-exact = Exact
cli-score-fraction = Numerator ÷ denominator
cli-score-notes = Notes
cli-score-by-type = By site type
cli-score-by-unit = By unit (ranked before rounding)
cli-score-by-node = By node (ranked before rounding)
cli-score-by-site = By site (ranked before rounding)
cli-score-by-item = By item
cli-score-explanation = How the score was made
cli-score-nothing-there = There is no “{ $key }” in the observations to unfold. Check the code.
cli-score-year = “{ $text }” is no total of a year. Write YEAR=TOTAL, such as 1=88.5; for this total write 3=this.
cli-score-no-cycle = The total of the cycle cannot be reckoned: the standard has no year weights ([cycle]), or the total of one of its years is missing. Give it as well.

## The store and what is in it
cli-operator = command line ({ $user })
cli-no-database = There is no database in the folder “{ $folder }”. Check --data; to begin a new one run wangge init or wangge import grid first.
cli-no-node = There is no node with the code “{ $code }”. Check it.
cli-no-unit = There is no unit with the code “{ $code }”. Check it.
cli-no-person = There is no person with the code “{ $code }”. Check it, or import the people first.
cli-no-site = There is no site with the code “{ $code }”. Check it.
cli-no-user = There is no account with the login name “{ $login }”. Check it (wangge user list).
cli-no-role = There is no role “{ $role }”. There are: { $known }.
cli-no-round = There is no round “{ $round }”. There are: { $known }.

## Beginning
cli-init-begun = Begun: “{ $name }”, acceptance test on { $day }.
cli-init-kept = “{ $name }” is there, acceptance test on { $day }.
cli-init-demonstration = This is the demonstration; it cannot be put to real use. Choose another --data folder.

## Import
cli-import-begun = Made the database and began the campaign; set its name and day of acceptance with wangge init.
cli-import-done = { $file }: imported, { $created } new, { $changed } changed, { $unchanged } as before, { $skipped } passed over.
cli-import-would = { $file }: nothing wrong (not written), would bring { $created } new, { $changed } changed, { $unchanged } as before, { $skipped } passed over.
cli-import-refused = { $file }: not imported.

## Completeness
cli-completeness = Complete nodes { $complete } / { $total }
cli-completeness-no-edition = No edition of a standard is published, so every node lacks its standard.

## Locate
cli-locate-territorial = Territorial unit
cli-locate-handling = Handling unit
cli-locate-nearest = Site near by  { $code } { $name } ({ $metres } m)
cli-locate-outside = Longitude { $lon }, latitude { $lat } lies in no node. Check the coordinates, their order and the datum (--datum).

## Editions
cli-edition-published = Published: { $name } { $version }. It no longer changes; import what is new as a new version.
cli-edition-none = There is no version “{ $version }”. Check it (wangge edition list).
cli-edition-several = Several standards have a version “{ $version }”. Write STANDARD/VERSION.

## Rounds
cli-round-name = { $kind } { $number }
cli-round-planned = Planned { $name } ({ $round }) with { $sites } sites.
cli-round-opened = { $name } is open, { $sites } sites.
cli-round-closed = { $name } is closed, { $visited } of { $sites } sites visited, score { $score }.
cli-round-by-type = By site type
cli-round-by-unit = By unit
cli-round-by-site = By site
cli-round-by-item = By item
cli-round-new-lost = Newly lost
cli-round-cleared-lost = No longer lost

## Bulletins
cli-bulletin-no-week = “{ $text }” is no week that exists. Write an ISO week such as 2026-W47.
cli-bulletin-published = Wrote the published bulletin “{ $title }”: { $file }
cli-bulletin-preview = Wrote a preview of “{ $title }” (not published; publish with --publish): { $file }

## The record
cli-audit-whole = The record is whole: { $events } events, { $chains } chains, { $roots } daily roots, all agree.
cli-audit-row = The record was altered: the row of the table events with subject_kind={ $kind }, subject_id={ $subject }, seq={ $seq }. { $sentence }
cli-audit-root = The record was altered: { $sentence }

## Accounts
cli-user-password = One-time password of { $login }: { $password } (shown this once; to be changed at the first sign-in)
cli-user-open = open
cli-user-closed = closed
cli-user-first-password = first password to be changed

## Ranking
cli-ranking-excluded = { $unit } is not ranked: { $reason }

## Export
cli-export-written = Wrote { $file }
cli-export-sites = Sites
cli-export-ownerships = Ownership records
cli-export-cases = Cases
cli-export-rectification = Rectification ledger
cli-export-passed = passed
cli-export-passed-because = passed: { $reason }
cli-export-sent-back-because = sent back: { $reason }
cli-export-sent-back = sent back
cli-export-ranking = Ranking
cli-export-yes = yes

## Headings
cli-column-level = Level
cli-column-code = Code
cli-column-where = Where
cli-column-missing = Lacks
cli-column-name = Name
cli-column-version = Version
cli-column-state = State
cli-column-login = Login
cli-column-roles = Roles
cli-column-round = Round
cli-column-days = Days
cli-column-visited = Visited
cli-column-score = Score
cli-column-rank = Rank
cli-column-sites = Sites
cli-column-lost = Lost
cli-column-change = Change
cli-column-notes = Notes
cli-column-site = Site
cli-column-item = Item
cli-column-outcome = Outcome
cli-column-unit = Unit
cli-column-case = Case
cli-column-total = Total
cli-column-type = Site type
cli-column-supporting-unit = Supporting unit
cli-column-demonstration = Demonstration site
cli-column-practice = Practice from
cli-column-practice-since = Copied on
cli-column-lon = Longitude
cli-column-lat = Latitude
cli-column-open = Open cases
cli-column-overdue = Overdue cases
cli-column-number = Number
cli-column-source = Source
cli-column-description = Description
cli-column-reported-at = Reported
cli-column-deadline-at = Deadline
cli-column-closed-at = Closed
cli-column-rework = Reworked
cli-column-id = Id
cli-column-finder = Found by
cli-column-street = Street
cli-column-item-code = Item code
cli-column-quantity = Spots
cli-column-severity = Severity
cli-column-photos = Photographs
cli-column-head = First responsible person
cli-column-assisting = Assisting units
cli-column-demand = What is expected
cli-column-dispatched-at = Dispatched
cli-column-accepted-at = Accepted
cli-column-measures = Measures taken
cli-column-lasting = Lasting measures
cli-column-rectified-at = Rectified
cli-column-after-photos = Photographs after
cli-column-checker = Checked by
cli-column-verdict = Verdict
cli-column-checked-at = Checked
cli-column-reminders = Reminders
cli-column-supervisions = Supervision orders
cli-column-rebound = Rebound
cli-column-group = Peer group
cli-column-previous-rank = Rank before
cli-column-indicator = Indicator
cli-column-value = Value
cli-column-numerator = Numerator
cli-column-denominator = Denominator
cli-column-points = Points

## Doctor
cli-doctor-wrong = { $count } things would make figures or deadlines wrong. See to them first.
cli-doctor-database = Database
cli-doctor-database-ok = { $kind }, up to date ({ $applied } steps).
cli-doctor-database-other = { $kind } has taken { $applied } steps, this program knows { $known }. Use the version of the program that fits the database.
cli-doctor-clock = Clock
cli-doctor-clock-ok = It is { $now }; the latest record is of { $last }.
cli-doctor-clock-behind = The machine says { $now }, before the latest record of { $last }. Set its clock, or deadlines will be wrong.
cli-doctor-accounts = Accounts
cli-doctor-accounts-ok = { $count } of them.
cli-doctor-accounts-none = Nobody can sign in yet; the first wangge serve makes an administrator and prints a one-time password.
cli-doctor-calendar = Holidays
cli-doctor-calendar-ok = Years known: { $known }.
cli-doctor-calendar-unknown = The holidays of { $unknown } are not known, so limits in working days cannot be reckoned. Import them with wangge import calendar.
cli-doctor-geometry = Boundaries
cli-doctor-geometry-ok = All { $count } nodes have a sound boundary.
cli-doctor-geometry-faulty = { $faults } faults in { $count } boundaries. Mend them and import them again (or with --repair):
cli-doctor-geometry-without = { $without } of { $nodes } nodes have no boundary and are not found by coordinates.
cli-doctor-standard = Standard
cli-doctor-standard-ok = An edition is in force.
cli-doctor-standard-none = No edition is published. Import one and publish it with wangge edition publish.
cli-doctor-nodes = Completeness
cli-doctor-nodes-ok = All { $total } nodes are complete.
cli-doctor-nodes-incomplete = { $incomplete } of { $total } nodes are incomplete:
cli-doctor-heads = First responsible persons
cli-doctor-heads-ok = All { $total } units have one.
cli-doctor-heads-missing = { $missing } of { $total } units have none:
cli-doctor-evidence = Photographs
cli-doctor-evidence-ok = { $count } photographs ({ $megabytes } MB) are what their hashes say, in { $place }
cli-doctor-evidence-faulty = of { $count } photographs { $faulty } are missing or altered; restore them from the backup to { $place }
cli-doctor-evidence-nowhere = no evidence folder, so { $count } photographs cannot be checked; name one with --evidence
cli-doctor-evidence-overwrites = { $count } photographs ({ $megabytes } MB) are what their hashes say, in { $place }; but the place does not refuse to write over what is there. Set AWS_CONDITIONAL_PUT=disabled, and the server looks first
cli-evidence-would-collect = { $count } photographs ({ $megabytes } MB) have been attached to nothing for { $days } days; without --dry-run they are removed.
cli-evidence-collected = Removed { $count } photographs ({ $megabytes } MB) attached to nothing for { $days } days. Each stands in the record.
cli-evidence-carried = { $copied } photographs ({ $megabytes } MB) copied to { $place }; { $there } were there already. Nothing was removed; start the server with --evidence { $place } from now on.
cli-evidence-not-carried = { $faulty } photographs are missing or altered where they lie and could not be copied. Restore them from the backup and run this again.
