# Rounds and visits, the grid, units and roles.

round-unit_class-street = Street or town
round-unit_class-department = Department
round-unit_class-community = Community
round-unit_class-enterprise = Enterprise
round-unit_class-resident_unit = Resident unit
round-unit_class-merchant = Merchant

round-node_kind-territory = Territory
round-node_kind-line = Line
round-node_kind-site = Site
round-node_kind-industry = Industry

round-node_role-leader = Grid leader
round-node_role-worker = Grid worker
round-node_role-contact = Contact

round-missing-leader = No person in charge
round-missing-unit = No responsible unit
round-missing-first_responsible_person = The unit has no first responsible person
round-missing-duty = No duty
round-missing-standard = No applicable item of the standard

round-grid-duplicate-code = Code { $code } stands twice; row { $first } has it already. Keep only one.
round-grid-duplicate-standing = Code { $code } stands twice.
round-grid-unknown-parent = { $code } names the parent { $parent }, which does not exist. Add the parent or correct the code.
round-grid-cycle = The parents go in a circle: { $codes }. Correct one of the parent codes.
round-grid-wrong-level = { $code } is of level { $level }, but its parent { $parent } is of level { $parent_level }; { $expected } was expected.
round-grid-root-too-deep = { $code } of level { $level } needs a parent code.

round-kind-mock = Mock assessment
round-kind-joint_supervision = Joint supervision
round-kind-self_check = Self-check
round-kind-re_check = Re-check
round-kind-official = Official assessment

round-state-planned = Planned
round-state-open = Open
round-state-closed = Closed

round-visit-submitted = Submitted
round-visit-returned = Returned
round-visit-voided = Voided

round-wrong-state = The round is “{ $state }”; only a round that is “{ $wanted }” allows this.

round-no-site = The round has no site yet. Choose its sites before opening it.

round-ends-before-it-begins = The round closes on { $closes }, before it opens on { $opens }. Correct the days.

round-no-reason = Voiding or returning a visit needs a reason.

round-voided-already = The visit is voided already.

round-returned-already = The visit is returned already and waits to be made again.

round-hints-stay = The round is “{ $state }”: hints may only be changed before it opens, since some may have looked without them.
round-site-leaves = The round is open: sites may be added, but none of its sites may be taken out.

round-visit-locked = Visit { $visit } was submitted before with other content and is locked. To correct it, the office voids it and a new visit is submitted.

round-not-open = Round { $number } is “{ $state }”; it takes no visits.

round-site-not-in-round = Site { $site } is not in round { $number }. Check the site.

round-no-inspector = The visit to site { $site } names no inspector.

round-inspector-not-assigned = The inspector is not assigned to site { $site } in this round. Ask the office to assign them.

round-future-clock = The device says { $at }, later than the server's { $now }. Set the device's clock and submit again.

round-before-opens = The visit began at { $at }, before the round opens on { $opens }.

round-visit-ends-before-it-begins = The visit was submitted at { $submitted }, before it began at { $started }.

round-duplicate-item = Item { $item } is observed twice. Keep only one observation.

round-no-door-photo = Site { $site } asks for a photograph of its door-head first. Take it, or say why it cannot be taken, and submit again.

round-no-observation = The visit to site { $site } has no observation.

round-role-office = Campaign office
round-role-inspector = Inspector
round-role-unit_handler = Unit handler
round-role-grid_worker = Grid worker
round-role-leader = Leader
round-role-auditor = Auditor
round-role-system_administrator = System administrator

round-action-view_overview = See the overview
round-action-view_grid = See the grid, units, people and sites
round-action-edit_grid = Change the grid
round-action-edit_site = Change sites
round-action-view_standard = See the standard
round-action-publish_standard = Publish an edition
round-action-import = Import
round-action-export = Export
round-action-view_round = See rounds
round-action-open_round = Open a round
round-action-close_round = Close a round
round-action-view_visit = See visits
round-action-submit_visit = Submit a visit
round-action-void_visit = Void a visit
round-action-return_visit = Return a visit
round-action-view_score = See scores
round-action-assign_cause = Give causes to lost points
round-action-view_case = See cases
round-action-report_case = Report a problem
round-action-file_case = File a case
round-action-decline_case = Decline a case
round-action-fix_case_on_spot = Fix on the spot
round-action-dispatch_case = Dispatch a case
round-action-void_case = Void a case
round-action-merge_case = Merge cases
round-action-remind_unit = Remind a unit
round-action-supervise_unit = Put a unit under supervision
round-action-recompute_deadlines = Reckon deadlines anew after a change of calendar or settings
round-action-extend_case = Extend a deadline
round-action-accept_case = Accept a case
round-action-rectify_case = Rectify a case
round-action-check_case = Check a rectification
round-action-request_on_case = Make a request about a case
round-action-rule_request = Decide on a request
round-action-resume_case = Let a clock go on
round-action-view_patrol = See patrols
round-action-make_patrol = Patrol the grid
round-action-re_check_case = Re-check closed cases
round-action-view_practice = See practice cards and who takes them over
round-action-edit_practice = Write practice cards and plan their replication
round-action-adopt_practice = Report a practice as in place
round-action-view_drive = See drives
round-action-edit_drive = Make drives and their targets
round-action-view_routing = See the routing rules
round-action-edit_routing = Change the routing rules
round-action-report_drive = Report what a drive did, clear dead corners
round-action-watch_corner = Enter dead corners and check them again
round-action-view_meeting = See dispatch meetings
round-action-edit_meeting = Prepare and hold dispatch meetings, follow resolutions
round-action-view_resolution = See resolutions
round-action-report_resolution = Report resolutions as done
round-action-view_ranking = See rankings
round-action-view_listing = See red and black lists
round-action-edit_listing = Draft, submit, publish and correct red and black lists and their rules
round-action-approve_listing = Approve or send back red and black lists others submitted
round-action-view_score_ledger = See the score ledger
round-action-edit_score_ledger = Enter, reverse and rule on appeals in the score ledger
round-action-appeal_score = Appeal against entries of one's own unit
round-action-edit_ranking_scheme = Change ranking schemes
round-action-view_bulletin = See bulletins
round-action-publish_bulletin = Publish a bulletin
round-action-edit_settings = Change the settings
round-action-manage_users = Manage accounts
round-action-manage_channels = Set up channels for messages
round-action-view_events = Read the record
round-action-verify_audit = Verify the record

round-cause-by-item = rule { $rule }: item { $item }
round-cause-by-word = rule { $rule }: the problem says “{ $word }”
round-cause-code = The code “{ $code }” of a cause may have small letters, digits and underscores only.
round-cause-twice = The code “{ $code }” of a cause stands twice; keep one.
round-cause-no-name = The cause “{ $code }” has no Chinese name.
round-cause-unknown = Rule { $rule } proposes the cause “{ $cause }”, which is not there.
round-cause-never = Rule { $rule } has neither items nor words and never fires.
round-cause-in-use = The cause “{ $code }” is given to { $count } lost points; it cannot be dropped, but it can be retired.

round-report-title = Report: { $round }
round-report-district = The district
round-report-items = Items ranked
round-report-streets = Streets ranked
round-report-matrix = Streets by items
round-report-units = Units ranked
round-report-definitions = Definitions
round-report-whole = District
round-report-nothing = There is no score to rank.
round-report-mark-sample = Sample standard
round-report-made = Made { $at } by { $by }
round-report-told = { $round }, { $from } to { $until }, by { $standard } { $version }: { $sites } sites scored. Of a full mark of { $full } the district reached { $score }, { $share }%; { $reaching }% of the sites reach { $mark }% of their mark.
round-report-before = The round before came to { $previous }; the change is { $change } points per hundred.
round-report-column-rank = Rank
round-report-column-item = Item
round-report-column-street = Street
round-report-column-unit = Unit
round-report-column-sites = Sites
round-report-column-full = Full mark
round-report-column-score = Score
round-report-column-share = Share %
round-report-column-lost = Lost
round-report-define-open = The round is not closed; these are the results so far.
round-report-define-district = The scores of the district, of streets and of units are made of those of their sites as the standard says; the share is score ÷ full mark. What has no score shows “—”, not 0.
round-report-define-reaching = Of the sites scored, those whose share reaches the mark ({ $mark }%).
round-report-define-items = An item's score is the sum over all sites, its full mark the sum of what it could have brought; ranks come from shares before rounding, ties share one (1, 2, 2, 4).
round-report-define-matrix = Streets by items: the item's points at the street's sites ÷ what they could have been; what was not judged shows “—”.
