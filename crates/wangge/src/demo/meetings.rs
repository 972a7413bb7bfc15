//! The dispatch meetings of the demonstration: one was held, and of what it resolved one thing is done, one reported, one
//! overdue; the next is proposed from the figures. It has identities of its own, so that what else happens does not depend
//! on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{Datelike, Days, NaiveDate};
use wangge_app::context::{SeededEntropy, SetClock};
use wangge_app::view::{
    AmendAgendaPoint, AmendMeeting, MakeResolution, MeetingView, MinuteMeeting, PointMinutes, PrepareMeeting,
    ResolutionWords,
};
use wangge_app::{App, meeting};
use wangge_domain::ids::{MeetingId, ResolutionId, UnitId};
use wangge_domain::meeting::{MeetingText, ResolutionText};
use wangge_domain::permission::Actor;
use wangge_domain::text::Lang;
use wangge_domain::time::{IsoWeek, Timestamp};

use super::accounts::Cast;
use super::content::{Meeting, MeetingEnd};
use super::history::at;

/// So many days a meeting lies back at least, so that something became of what it resolved.
const DAYS_BACK: u64 = 4;

/// What happens about the meeting that was held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sitting {
    /// The office prepares it.
    Prepare,
    /// It is held, minuted, and resolves.
    Hold,
    /// Units report what they did.
    Report,
    /// The office confirms what is done.
    Confirm,
}

/// The Monday to come, or today where it is one.
fn next_monday(today: NaiveDate) -> NaiveDate {
    today + Days::new((7 - u64::from(today.weekday().num_days_from_monday())) % 7)
}

/// The day the last meeting was held on.
fn last_meeting(today: NaiveDate) -> NaiveDate {
    let last = next_monday(today) - Days::new(7);
    if last + Days::new(DAYS_BACK) <= today { last } else { last - Days::new(7) }
}

/// When what happens about the meeting that was held.
pub(super) fn sittings(today: NaiveDate) -> [(Timestamp, Sitting); 4] {
    let on = last_meeting(today);
    [
        (at(on - Days::new(3), 16, 10), Sitting::Prepare),
        (at(on, 9, 35), Sitting::Hold),
        (at(on + Days::new(2), 15, 20), Sitting::Report),
        (at(on + Days::new(3), 9, 40), Sitting::Confirm),
    ]
}

/// The meetings while they are made.
pub(super) struct Meetings {
    app: App,
    id: MeetingId,
    office: Vec<Actor>,
    handlers: BTreeMap<UnitId, Actor>,
    units: BTreeMap<String, UnitId>,
    content: Meeting,
    made: Vec<(ResolutionId, UnitId)>,
    on: NaiveDate,
}

impl Meetings {
    /// Nothing of it yet.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn open(
        (app, clock, seed): (&App, Arc<SetClock>, u64),
        cast: &Cast,
        content: &Meeting,
        today: NaiveDate,
    ) -> Result<Self> {
        let app = App::with(app.store.clone(), clock, Arc::new(SeededEntropy::new(seed ^ 0x3ee7_1460)));
        let units = wangge_storage::unit::all(&app.store.read()).await?;
        Ok(Self {
            id: app.new_id(),
            office: cast.office.clone(),
            handlers: cast.handlers.clone(),
            units: units.into_iter().map(|unit| (unit.code, unit.id)).collect(),
            content: content.clone(),
            made: Vec::new(),
            on: last_meeting(today),
            app,
        })
    }

    fn office(&self) -> Result<&Actor> {
        self.office.first().context("office")
    }

    fn text(&self, meets_on: NaiveDate) -> MeetingText {
        MeetingText {
            meets_on,
            week: IsoWeek::of(meets_on).previous(),
            place: self.content.place.clone(),
            chair: self.content.chair.clone(),
            attendees: self.content.attendees.clone(),
        }
    }

    /// One thing that happens.
    ///
    /// # Errors
    /// When a use case refuses, which the demonstration never should.
    pub(super) async fn happen(&mut self, sitting: Sitting) -> Result<()> {
        match sitting {
            Sitting::Prepare => self.prepare(self.id, self.on).await.map(drop),
            Sitting::Hold => self.hold().await,
            Sitting::Report => self.report().await,
            Sitting::Confirm => self.confirm().await,
        }
    }

    /// The next meeting, as the figures of now propose it.
    ///
    /// # Errors
    /// When a use case refuses or the store fails.
    pub(super) async fn propose_next(&self, today: NaiveDate) -> Result<()> {
        let command = PrepareMeeting { id: self.app.new_id(), text: self.text(next_monday(today)) };
        meeting::prepare(&self.app, self.office()?, Lang::Zh, command).await?;
        Ok(())
    }

    async fn prepare(&self, id: MeetingId, meets_on: NaiveDate) -> Result<MeetingView> {
        let office = self.office()?;
        let text = self.text(meets_on);
        let (made, _) =
            meeting::prepare(&self.app, office, Lang::Zh, PrepareMeeting { id, text: text.clone() }).await?;
        let kept = made.agenda.iter().filter_map(|point| {
            let (id, titles) = (point.id?, point.titles.clone());
            Some(AmendAgendaPoint { id, key: point.key.clone(), title: titles, note: String::new() })
        });
        let mut points: Vec<AmendAgendaPoint> = kept.collect();
        let own = &self.content.own;
        points.push(AmendAgendaPoint {
            id: self.app.new_id(),
            key: None,
            title: own.title.clone(),
            note: own.note.clone(),
        });
        let command = AmendMeeting { text, points };
        Ok(meeting::amend(&self.app, office, Lang::Zh, id, made.version, command).await?)
    }

    async fn hold(&mut self) -> Result<()> {
        let office = self.office()?.clone();
        let now = meeting::show(&self.app, &office, Lang::Zh, self.id).await?;
        let held = meeting::hold(&self.app, &office, Lang::Zh, self.id, now.version).await?;
        let minutes = |kind: &str| self.content.minutes.get(kind).unwrap_or(&self.content.own.minutes).clone();
        let points = held
            .agenda
            .iter()
            .filter_map(|point| Some(PointMinutes { id: point.id?, minutes: minutes(point.kind.as_str()) }));
        let command = MinuteMeeting {
            chair: self.content.chair.clone(),
            attendees: self.content.attendees.clone(),
            points: points.collect(),
        };
        meeting::minute(&self.app, &office, Lang::Zh, self.id, held.version, command).await?;
        for one in self.content.resolutions.clone() {
            let unit_id = *self.units.get(&one.unit).context("unit")?;
            let text = ResolutionText {
                text: one.text.clone(),
                unit_id,
                person_id: self.handlers.get(&unit_id).and_then(|handler| handler.person_id),
                due_on: self.on + Days::new(one.days),
                case_id: None,
            };
            let command = MakeResolution { id: self.app.new_id(), point_id: None, text };
            self.made.push((command.id, unit_id));
            meeting::make_resolution(&self.app, &office, Lang::Zh, self.id, command).await?;
        }
        Ok(())
    }

    async fn report(&self) -> Result<()> {
        for (one, (id, unit)) in self.content.resolutions.iter().zip(&self.made) {
            let (Some(report), Some(handler)) = (&one.report, self.handlers.get(unit)) else { continue };
            let now = meeting::show_resolution(&self.app, handler, Lang::Zh, *id).await?;
            let said = ResolutionWords { words: report.clone() };
            meeting::report(&self.app, handler, Lang::Zh, *id, now.version, said).await?;
        }
        Ok(())
    }

    async fn confirm(&self) -> Result<()> {
        let office = self.office()?;
        for (one, (id, _)) in self.content.resolutions.iter().zip(&self.made) {
            if one.ends == MeetingEnd::Done {
                let now = meeting::show_resolution(&self.app, office, Lang::Zh, *id).await?;
                meeting::confirm(&self.app, office, Lang::Zh, *id, now.version).await?;
            }
        }
        Ok(())
    }
}
