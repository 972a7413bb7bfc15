//! Photographs in a bucket of an S3 service: `MinIO` or Ceph in the machine room, or the S3 interface of a cloud.
//!
//! The standard `AWS_…` names say how it is reached, so that an operator finds them in the manual of any such service.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3, AmazonS3Builder, AmazonS3ConfigKey};
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};

use super::Files;
use crate::error::{Result, StorageError};

/// How the address of a bucket begins.
const SCHEME: &str = "s3://";

/// How long the service may take to accept a connection and to answer. A phone waits behind it.
const CONNECTING: Duration = Duration::from_secs(5);
const ANSWERING: Duration = Duration::from_secs(30);

/// How often and how long a request is repeated. The phone keeps the photograph and comes again, so that little is
/// gained by waiting longer here.
const REPEATS: usize = 2;
const REPEATING: Duration = Duration::from_secs(15);

/// What services say that have no room left: the codes of `MinIO` and Ceph.
const FULL: [&str; 2] = ["StorageFull", "QuotaExceeded"];

impl Files {
    /// Whether this names a bucket, `s3://BUCKET` or `s3://BUCKET/FOLDER`, and not a folder of this machine.
    pub fn is_bucket(place: &str) -> bool {
        place.starts_with(SCHEME)
    }

    /// Photographs in a bucket, `s3://BUCKET` or `s3://BUCKET/FOLDER`. The settings are pairs as the environment has
    /// them, of which those that begin with `AWS_` count: `AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_VIRTUAL_HOSTED_STYLE_REQUEST`, `AWS_CONDITIONAL_PUT`. Nothing is sent yet.
    ///
    /// # Errors
    /// [`StorageError::EvidencePlace`] when the address or a setting is wrong or the keys are missing.
    pub fn in_bucket(place: &str, settings: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let wrong = |reason: String| StorageError::EvidencePlace { place: place.to_owned(), reason };
        let rest = place.strip_prefix(SCHEME).ok_or_else(|| wrong(format!("{SCHEME}BUCKET/FOLDER")))?;
        let (bucket, folder) = rest.split_once('/').unwrap_or((rest, ""));
        let bucket = opened(bucket, settings).map_err(wrong)?;
        let folder = folder.trim_matches('/');
        let objects: Arc<dyn ObjectStore> =
            if folder.is_empty() { Arc::new(bucket) } else { Arc::new(PrefixStore::new(bucket, folder)) };
        Ok(Self::over(objects, place.to_owned()))
    }
}

fn opened(bucket: &str, settings: impl IntoIterator<Item = (String, String)>) -> Result<AmazonS3, String> {
    if bucket.is_empty() {
        return Err(format!("{SCHEME}BUCKET/FOLDER"));
    }
    // Refused when another part of the process has chosen one already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new().with_bucket_name(bucket);
    for (name, value) in settings {
        let name = name.to_ascii_lowercase();
        if let (true, Ok(key)) = (name.starts_with("aws_"), name.parse::<AmazonS3ConfigKey>()) {
            builder = builder.with_config(key, value);
        }
    }
    let has = |key| builder.get_config_value(&key).is_some();
    if !has(AmazonS3ConfigKey::AccessKeyId) || !has(AmazonS3ConfigKey::SecretAccessKey) {
        // Without keys the library would ask a cloud's own network for some, at an address no intranet has.
        return Err("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY".to_owned());
    }
    // An address that says http was meant so: within a machine room it is common.
    let plain = [AmazonS3ConfigKey::S3Endpoint, AmazonS3ConfigKey::Endpoint]
        .iter()
        .any(|key| builder.get_config_value(key).is_some_and(|url| url.starts_with("http://")));
    let client = ClientOptions::new().with_allow_http(plain).with_connect_timeout(CONNECTING).with_timeout(ANSWERING);
    let retry = RetryConfig { max_retries: REPEATS, retry_timeout: REPEATING, ..RetryConfig::default() };
    builder.with_client_options(client).with_retry(retry).build().map_err(|error| error.to_string())
}

/// Whether the words of an error say that no room is left.
pub(super) fn says_full(words: &str) -> bool {
    FULL.iter().any(|code| words.contains(code))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a failing test may panic")]
mod tests {
    use super::*;

    fn settings(names: &[(&str, &str)]) -> Vec<(String, String)> {
        names.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn an_address_without_bucket_and_missing_keys_are_told() {
        let keys = settings(&[("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "secret")]);
        for (place, settings, told) in [
            ("s3://", keys.clone(), "BUCKET"),
            ("s3:///folder", keys.clone(), "BUCKET"),
            ("/var/photos", keys.clone(), "BUCKET"),
            ("s3://photos", settings(&[("AWS_ACCESS_KEY_ID", "key")]), "AWS_SECRET_ACCESS_KEY"),
            ("s3://photos", settings(&[("WANGGE_LANG", "en")]), "AWS_ACCESS_KEY_ID"),
        ] {
            match Files::in_bucket(place, settings) {
                Err(StorageError::EvidencePlace { reason, .. }) => assert!(reason.contains(told), "{place}: {reason}"),
                other => panic!("{place}: {other:?}"),
            }
        }
        let files = Files::in_bucket("s3://photos/wangge/", keys).unwrap();
        assert_eq!(files.place(), "s3://photos/wangge/");
        assert!(!format!("{files:?}").contains("secret"), "no key is ever logged");
    }

    #[test]
    fn a_full_service_is_told_from_a_broken_one() {
        assert!(says_full("<Code>XMinioStorageFull</Code>"));
        assert!(says_full("<Code>QuotaExceeded</Code>"));
        assert!(!says_full("<Code>SlowDown</Code>"));
    }
}
