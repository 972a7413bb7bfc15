# Re-checks and rebounds.

rebound-result-held = Holds
rebound-result-rebounded = Came back
rebound-result-unjudged = Could not be judged

rebound-watch-watching = Watched
rebound-watch-due = Re-check due
rebound-watch-overdue = Re-check overdue
rebound-watch-passed = Lasting
rebound-watch-rebounded = Came back
rebound-watch-lapsed = Watch ended unchecked

rebound-setting-days = Give 1 to 6 rising numbers of days for re-checks, such as 7, 21, 60.
rebound-setting-range = Give a whole number between { $least } and { $most }.
rebound-not-closed = Only a closed case is re-checked.
rebound-came-back = This problem came back and is handled in a new case; it needs no further re-check.
rebound-over = The watch over this case has ended; it needs no further re-check.
rebound-own-work = People of the unit that rectified a case cannot re-check it. Somebody else must look.
rebound-no-photo = Take a photograph of the place.
rebound-no-reason = Say why it could not be judged.
rebound-before-close-out = The re-check lies before the close-out. Check the clock of the phone.
rebound-future = The re-check lies in the future. Check the clock of the phone.
rebound-locked = This re-check was sent before and cannot be changed.
rebound-note-too-long = At most { $most } characters.
rebound-period = Give a first and a last day in order, at most three years apart.
rebound-found = Found again at a re-check: { $description }
rebound-found-note = Found again at a re-check: { $note } (the problem was: { $description })
rebound-no-item = No item yet
rebound-no-unit = No unit yet
rebound-all = All
rebound-rate-definition = Rebound rate = closed cases that a re-check found to have come back ÷ closed cases re-checked. A case re-checked several times counts once; what could not be judged does not count. Where nothing was re-checked there is no rate (“—”), which is not 0 %.
rebound-survival-definition = How many fixes still hold after so many days, by the product-limit method of Kaplan and Meier. Cases still watched, or whose watch ended, leave the reckoning on that day and do not count as come back. Rebounds found by re-checks, rounds and reports all count.
