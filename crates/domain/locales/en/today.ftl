## Today
today-event-begun = begun
today-event-created = created
today-event-amended = amended
today-event-published = published
today-event-planned = planned
today-event-opened = opened
today-event-closed = closed
today-event-submitted = submitted
today-event-voided = voided
today-event-put = replaced
today-event-replaced = replaced
today-event-part = people changed
today-event-head = first responsible person changed
today-event-duties = duties changed
today-event-boundary = boundary changed
