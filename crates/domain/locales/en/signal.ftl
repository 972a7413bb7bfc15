# Integrity of supervision: signals. A reason names its figures; it concludes nothing, a person looks again.

signal-kind-photo_far = Photograph taken elsewhere
signal-kind-phone_far = Phone was elsewhere
signal-kind-photo_time = Taken at another time
signal-kind-reused = Photograph used before
signal-kind-alike = Like a photograph used before
signal-kind-scenes_apart = Before and after are different places
signal-kind-too_fast = Judged too fast
signal-kind-too_quick = Travelled too fast
signal-kind-clock_ahead = Phone clock ahead
signal-kind-same_fix = The very same place twice
signal-kind-no_photo = No photograph
signal-kind-no_place = Photograph without a place
signal-kind-no_time = Photograph without a time

signal-weight-doubt = Second look
signal-weight-unverified = Unverified

signal-photo-far = Taken { $distance } from the site (the device knew its place to { $accuracy }).
signal-phone-far = When the visit was submitted the phone was { $distance } from the site (it knew its place to { $accuracy }).
signal-photo-early = Taken { $taken }, before { $limit }, when what it proves had not begun.
signal-photo-late = Taken { $taken }, after { $limit }, when what it proves had been reported.
signal-reused = The same file was used { $at } for { $name }.
signal-alike = Like the photograph used { $at } for { $name } ({ $alike } % alike).
signal-scenes-apart = Before and after were taken { $distance } apart (the device knew its place to { $accuracy }).
signal-too-fast = { $items } items judged in { $seconds } seconds.
signal-too-quick = Left { $from } at { $left } and began here, { $distance } away, { $minutes } minutes later.
signal-clock-ahead = The phone's clock is { $seconds } seconds ahead of the server's.
signal-same-fix = The same place to the last digit as at { $name }, though the sites are { $distance } apart.
signal-no-photo = No photograph of what was rectified, so it cannot be verified.
signal-no-place = The photograph names no place, so it cannot be verified that it was taken here (device: { $device }).
signal-no-time = The photograph names no time, so it cannot be verified when it was taken (device: { $device }).
signal-use-case = case { $number }
signal-use-case-unfiled = a case not yet filed
signal-use-visit = the visit to { $site }
signal-use-unseen = something you may not see
signal-use-before = this case before rectification
