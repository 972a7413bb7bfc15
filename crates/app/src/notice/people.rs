//! Whose accounts an audience is.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use wangge_domain::case::Case;
use wangge_domain::ids::{PersonId, PushSubscriptionId, UnitId, UserId};
use wangge_domain::notice::{Audience, ChannelKind, NoticePreferences};
use wangge_domain::permission::{Action, Actor, Role, Scope};
use wangge_domain::text::Lang;
use wangge_storage::reach::Reach;
use wangge_storage::user::GrantRow;
use wangge_storage::{ConnectionTrait, case, notice, unit, user};

use crate::context::{Answer, App};
use crate::reading::Register;
use crate::session::actor_of;

/// An account that can be told.
#[derive(Clone, Debug)]
pub(super) struct Account {
    /// What it may do.
    pub actor: Actor,
    /// Its language.
    pub lang: Lang,
    /// What it wants.
    pub wanted: NoticePreferences,
    /// The browsers it is pushed to.
    pub browsers: Vec<PushSubscriptionId>,
}

impl Account {
    /// Whether it handles cases for a unit.
    pub fn handles(&self, unit: UnitId) -> bool {
        let mut grants = self.actor.grants.iter();
        grants.any(|grant| grant.role == Role::UnitHandler && grant.scope == Scope::Unit(unit))
    }

    /// Where a channel to persons reaches it.
    pub fn addresses(&self, kind: ChannelKind) -> Vec<String> {
        match kind {
            ChannelKind::WebPush => self.browsers.iter().map(ToString::to_string).collect(),
            _ => self.wanted.address(kind).map(str::to_owned).into_iter().collect(),
        }
    }
}

/// All active accounts, and who is above whom.
pub(super) struct People {
    accounts: HashMap<UserId, Account>,
    above: HashMap<UnitId, Option<UnitId>>,
    heads: HashMap<UnitId, Vec<PersonId>>,
    today: NaiveDate,
}

impl People {
    /// Loads them as of a day.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(app: &App, db: &impl ConnectionTrait, today: NaiveDate) -> Answer<Self> {
        let mut wanted = notice::all_preferences(db).await?;
        let mut browsers: HashMap<UserId, Vec<PushSubscriptionId>> = HashMap::new();
        for subscription in notice::all_subscriptions(db).await? {
            browsers.entry(subscription.user_id).or_default().push(subscription.id);
        }
        let mut grants: HashMap<UserId, Vec<GrantRow>> = HashMap::new();
        for grant in user::grants(db).await? {
            grants.entry(grant.user_id).or_default().push(grant);
        }
        let accounts = user::list(db).await?.into_iter().filter(|user| user.active).map(|user| {
            let actor = actor_of(&user, grants.get(&user.id).map_or(&[], Vec::as_slice));
            let wanted = wanted.remove(&user.id).unwrap_or_else(|| NoticePreferences::none(user.id));
            let browsers = browsers.remove(&user.id).unwrap_or_default();
            (user.id, Account { actor, lang: Lang::from_tag(&user.lang), wanted, browsers })
        });
        let accounts = accounts.collect();
        let register = Register::load(app, db).await?;
        let above = register.units.values().map(|unit| (unit.id, unit.parent_id)).collect();
        Ok(Self { accounts, above, heads: HashMap::new(), today })
    }

    /// The account of an identity.
    pub fn account(&self, id: UserId) -> Option<&Account> {
        self.accounts.get(&id)
    }

    /// The accounts of audiences, each once, without the account that did it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(
        &mut self,
        db: &impl ConnectionTrait,
        audiences: &[Audience],
        without: Option<UserId>,
    ) -> Answer<BTreeSet<UserId>> {
        let mut found = BTreeSet::new();
        for audience in audiences {
            match *audience {
                Audience::Unit(unit) => found.extend(self.handlers(unit)),
                Audience::UnitHead(unit) => found.extend(self.head(db, unit).await?),
                Audience::UnitAbove(unit) => match self.above.get(&unit).copied().flatten() {
                    Some(above) => {
                        let mut theirs = self.handlers(above);
                        theirs.extend(self.head(db, above).await?);
                        if theirs.is_empty() {
                            theirs = self.who(|account| account.actor.is(Role::Leader));
                        }
                        found.extend(theirs);
                    }
                    None => found.extend(self.who(|account| account.actor.is(Role::Leader))),
                },
                Audience::Office => found.extend(self.who(|account| account.actor.is(Role::Office))),
                Audience::Readers => {
                    found.extend(self.who(|account| account.actor.may(Action::ViewBulletin).is_some()));
                }
            }
        }
        found.retain(|id| Some(*id) != without);
        Ok(found)
    }

    /// Whether an account may know of a case. Whoever handles cases for the unit it is about, or was until this step, may;
    /// all others as far as they could open it: a role is not yet a reach, and an open round may blind an inspector.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn may_know(
        &self,
        db: &impl ConnectionTrait,
        user: UserId,
        case: &Case,
        unit: Option<UnitId>,
    ) -> Answer<bool> {
        let Some(account) = self.accounts.get(&user) else { return Ok(false) };
        if unit.is_some_and(|unit| account.handles(unit)) {
            return Ok(true);
        }
        let Some(granted) = account.actor.may(Action::ViewCase) else { return Ok(false) };
        if granted.all {
            return Ok(true);
        }
        let reach = Reach::of(db, &granted).await?;
        Ok(case::find(db, &reach, case.id).await?.is_some())
    }

    fn who(&self, wanted: impl Fn(&Account) -> bool) -> Vec<UserId> {
        self.accounts.iter().filter(|(_, account)| wanted(account)).map(|(id, _)| *id).collect()
    }

    fn handlers(&self, unit: UnitId) -> Vec<UserId> {
        self.who(|account| account.handles(unit))
    }

    async fn head(&mut self, db: &impl ConnectionTrait, id: UnitId) -> Answer<Vec<UserId>> {
        if !self.heads.contains_key(&id) {
            let today = self.today;
            let heads = unit::heads_of(db, id).await?.into_iter().filter(|head| head.holds_on(today));
            self.heads.insert(id, heads.map(|head| head.person_id).collect());
        }
        let people = self.heads.get(&id).map_or(&[][..], Vec::as_slice);
        Ok(self.who(|account| account.actor.person_id.is_some_and(|person| people.contains(&person))))
    }
}
