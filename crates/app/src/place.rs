//! Places as devices send them.

use wangge_domain::text::Message;
use wangge_geo::{Datum, Position};

use crate::context::Answer;
use crate::error::AppError;

/// A device's position in WGS-84; none where it names none.
///
/// # Errors
/// [`AppError::Invalid`] for half a position, or one that is none.
pub(crate) fn position(given: (Option<f64>, Option<f64>), datum: Option<Datum>) -> Answer<Option<Position>> {
    match given {
        (None, None) => Ok(None),
        (Some(lon), Some(lat)) => {
            let given = Position::new(lon, lat).map_err(|refusal| AppError::invalid("/lon", refusal.message()))?;
            Ok(Some(given.to_wgs84(datum.unwrap_or_default())))
        }
        (lon, _) => {
            let missing = if lon.is_none() { "/lon" } else { "/lat" };
            Err(AppError::invalid(missing, Message::new("app-position-half")))
        }
    }
}
