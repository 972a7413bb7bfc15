//! Photographs in a bucket: a real S3 service keeps what a folder keeps.

use std::time::{Duration, Instant};

use crate::common::id;
use wangge_domain::evidence::EvidenceHash;
use wangge_domain::ids::UserId;
use wangge_storage::StorageError;
use wangge_storage::evidence::{Files, Overwriting};
use wangge_testkit::TestBucket;

/// The settings with one of them otherwise.
fn but(bucket: &TestBucket, name: &str, value: &str) -> Vec<(String, String)> {
    let others = bucket.settings().into_iter().filter(|(known, _)| known != name);
    others.chain([(name.to_owned(), value.to_owned())]).collect()
}

#[tokio::test]
async fn bytes_are_kept_whole_never_written_over_and_compared_when_read() {
    let bucket = TestBucket::start().await;
    let (files, hash) = (bucket.files(), EvidenceHash::of(b"photo"));
    assert!(!files.has(&hash).await.unwrap());
    files.keep(&hash, b"photo".to_vec()).await.unwrap();
    files.keep(&hash, b"other".to_vec()).await.unwrap();
    assert!(files.has(&hash).await.unwrap());
    assert_eq!(files.read(&hash).await.unwrap(), b"photo");
    let file = bucket.file_of(&format!("photos/{}/{hash}", &hash.as_str()[..2]));
    std::fs::write(&file, b"forged").unwrap();
    assert!(matches!(files.read(&hash).await, Err(StorageError::Evidence { .. })));
    files.keep_shown(&hash, "thumb", b"small".to_vec()).await;
    assert_eq!(files.shown(&hash, "thumb").await.as_deref(), Some(&b"small"[..]));
    files.remove(&hash, &["thumb", "never made"]).await.unwrap();
    assert!(!files.has(&hash).await.unwrap() && files.shown(&hash, "thumb").await.is_none());
    files.remove(&hash, &["thumb"]).await.unwrap();
    assert!(matches!(files.read(&hash).await, Err(StorageError::Evidence { .. })));
}

#[tokio::test]
async fn pieces_are_joined_and_dropped_as_in_a_folder() {
    let bucket = TestBucket::start().await;
    let (files, hash) = (bucket.files(), EvidenceHash::of(b"onetwothree"));
    let (mine, other): (UserId, UserId) = (id(), id());
    for (user, offset, bytes) in [(mine, 0, &b"one"[..]), (mine, 6, b"three"), (other, 0, b"else")] {
        files.keep_piece(user, &hash, offset, bytes.to_vec()).await.unwrap();
    }
    assert_eq!(files.received(mine, &hash).await.unwrap(), 3, "a gap is no progress");
    files.keep_piece(mine, &hash, 3, b"two".to_vec()).await.unwrap();
    files.keep_piece(mine, &hash, 3, b"TWO".to_vec()).await.unwrap();
    let reopened = bucket.files();
    assert_eq!(reopened.joined(mine, &hash).await.unwrap(), b"onetwothree");
    assert_eq!(reopened.unfinished_of(mine).await.unwrap(), std::slice::from_ref(&hash));
    files.drop_pieces(mine, &hash).await.unwrap();
    assert_eq!(files.unfinished_of(mine).await.unwrap(), []);
    assert_eq!(files.received(other, &hash).await.unwrap(), 4, "another's stay");
    assert_eq!(files.drop_unfinished("2200-01-01T00:00:00Z".parse().unwrap()).await.unwrap(), 1);
    assert_eq!(files.received(other, &hash).await.unwrap(), 0);
}

#[tokio::test]
async fn a_service_that_cannot_refuse_is_looked_at_before_it_is_written_to() {
    let bucket = TestBucket::start().await;
    assert_eq!(bucket.files().probe().await.unwrap(), Overwriting::Refused);
    let files = Files::in_bucket(&bucket.place(), but(&bucket, "AWS_CONDITIONAL_PUT", "disabled")).unwrap();
    assert_eq!(files.probe().await.unwrap(), Overwriting::LookedFor);
    let hash = EvidenceHash::of(b"photo");
    files.keep(&hash, b"photo".to_vec()).await.unwrap();
    files.keep(&hash, b"other".to_vec()).await.unwrap();
    assert_eq!(files.read(&hash).await.unwrap(), b"photo");
    let left = std::fs::read_dir(bucket.file_of("probes")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "nothing is left of trying it out");
}

#[tokio::test]
async fn a_wrong_key_and_a_silent_address_are_told_soon() {
    let bucket = TestBucket::start().await;
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let tried = [
        Files::in_bucket(&bucket.place(), but(&bucket, "AWS_SECRET_ACCESS_KEY", "wrong")),
        Files::in_bucket(&bucket.place(), but(&bucket, "AWS_ENDPOINT_URL", &format!("http://{silent}"))),
    ];
    for files in tried {
        let (files, begun) = (files.unwrap(), Instant::now());
        let told = files.probe().await;
        assert!(matches!(told, Err(StorageError::EvidencePlace { .. })), "{files:?} {told:?}");
        let hash = EvidenceHash::of(b"photo");
        assert!(matches!(files.keep(&hash, b"photo".to_vec()).await, Err(StorageError::Evidence { .. })));
        // Not a measure of speed: a phone that waits for minutes would give up and send everything again.
        assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
    }
}
