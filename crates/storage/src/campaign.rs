//! The campaign 创建周期: one row.

use wangge_domain::campaign::{Campaign, Settings};
use wangge_domain::text::Wording;

use crate::error::Result;
use crate::row::{self, Versioned};
use crate::{ConnectionTrait, Tx};

stored_as_json!(Settings);

table! {
    of Campaign(campaign) in "campaigns" as col key(code) {
        code = campaign.code,
        name_zh = campaign.name.zh,
        name_en = campaign.name.en,
        zone = campaign.zone,
        acceptance_on = campaign.acceptance_on,
        demonstration = campaign.demonstration,
        settings = campaign.settings,
        version = campaign.version,
    }
    make {
        code,
        name: Wording { zh: name_zh, en: name_en },
        zone,
        acceptance_on,
        demonstration,
        settings,
        version,
    }
}

impl Versioned for Campaign {
    fn version(&self) -> i64 {
        self.version
    }

    fn key_text(&self) -> String {
        self.code.clone()
    }
}

/// The campaign, once there is one.
///
/// # Errors
/// When the database cannot be read or the row is impossible.
pub async fn get(db: &impl ConnectionTrait) -> Result<Option<Campaign>> {
    let mut statement = row::select::<Campaign>();
    statement.order_by(col::code, sea_orm::sea_query::Order::Asc).limit(1);
    row::one(db, &statement).await
}

/// Begins the campaign.
///
/// # Errors
/// [`crate::StorageError::AlreadyThere`] when the code is taken.
pub async fn insert(tx: &Tx, campaign: &Campaign) -> Result<()> {
    row::insert(tx, campaign).await
}

/// Writes a changed campaign; its version counts up by one.
///
/// # Errors
/// [`crate::StorageError::Conflict`] when it was changed since it was read.
pub async fn update(tx: &Tx, campaign: &Campaign) -> Result<()> {
    row::update(tx, campaign).await
}
