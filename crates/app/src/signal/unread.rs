//! Photographs that came in before this version read EXIF.

use wangge_domain::evidence::{Capture, Likeness};
use wangge_pictures::read_picture;
use wangge_storage::evidence;

use crate::context::{Answer, App};
use crate::error::AppError;
use crate::evidence::aside;

/// How many are looked up at once.
const AT_ONCE: u64 = 100;

/// Reads photographs of earlier versions once, so that they take part in the comparison; answers how many. One that
/// is missing or does not open is noted as silent, so that it is not tried for ever.
///
/// # Errors
/// When the store fails.
pub async fn read_unread(app: &App) -> Answer<usize> {
    let Ok(files) = app.store.evidence() else { return Ok(0) };
    let mut read = 0;
    loop {
        let rows = evidence::unread(&app.store.read(), AT_ONCE).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let (capture, likeness) = match files.read(&row.sha256).await {
                Ok(bytes) => said(bytes).await,
                Err(_) => (Capture::default(), None),
            };
            let hash = row.sha256;
            app.store
                .write(move |tx| {
                    Box::pin(async move { Ok::<(), AppError>(evidence::learn(tx, &hash, &capture, likeness).await?) })
                })
                .await?;
            read += 1;
        }
    }
    if read > 0 {
        app.memory().likenesses.forget();
    }
    Ok(read)
}

async fn said(bytes: Vec<u8>) -> (Capture, Option<Likeness>) {
    let read = aside(move || read_picture(&bytes).ok()).await.flatten();
    read.map(|picture| (picture.capture, picture.likeness)).unwrap_or_default()
}
