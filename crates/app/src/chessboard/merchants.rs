//! All merchants, kept for as long as none changes.

use std::sync::Arc;

use wangge_domain::ids::MerchantId;
use wangge_domain::merchant::Merchant;
use wangge_storage::{ConnectionTrait, merchant};

use super::pick::Pick;
use super::sight::Sight;
use crate::context::{Answer, App};

/// All merchants, by code.
#[derive(Debug, Default)]
pub struct Merchants(Vec<Merchant>);

impl Merchants {
    /// The merchants as they stand, from memory where none has changed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(app: &App, db: &impl ConnectionTrait) -> Answer<Arc<Self>> {
        let stamp = merchant::stamp(db).await?;
        if let Some(kept) = app.memory().merchants.get(&(), &stamp) {
            return Ok(kept);
        }
        let all = Self(merchant::all(db).await?);
        Ok(app.memory().merchants.put((), stamp, all))
    }

    /// Those that are seen and chosen.
    pub fn seen<'a>(&'a self, sight: &'a Sight, pick: &'a Pick) -> impl Iterator<Item = &'a Merchant> {
        self.0.iter().filter(|m| sight.merchant(m) && pick.holds(&m.node_path, m.lon.zip(m.lat)))
    }

    /// One of them.
    pub fn get(&self, id: MerchantId) -> Option<&Merchant> {
        self.0.iter().find(|merchant| merchant.id == id)
    }
}
