//! A place for photographs that fails as a disk does.

use std::io::{Error as IoError, ErrorKind};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMultipartOptions,
    PutOptions, PutPayload, PutResult, Result,
};
use wangge_storage::evidence::Files;

/// A place in memory whose writes fail while it is told so.
#[derive(Clone, Debug, Default)]
pub struct FaultyPlace {
    within: Arc<InMemory>,
    fault: Arc<Mutex<Option<ErrorKind>>>,
}

impl FaultyPlace {
    /// The photographs there.
    pub fn files(&self) -> Files {
        Files::over(Arc::new(self.clone()), "memory".to_owned())
    }

    /// Lets every write fail so from now on, or none.
    pub fn fail(&self, fault: Option<ErrorKind>) {
        *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    fn check(&self) -> Result<()> {
        match *self.fault.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(kind) => Err(object_store::Error::Generic { store: "faulty", source: Box::new(IoError::from(kind)) }),
            None => Ok(()),
        }
    }
}

impl std::fmt::Display for FaultyPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FaultyPlace")
    }
}

#[async_trait::async_trait]
impl ObjectStore for FaultyPlace {
    async fn put_opts(&self, location: &Path, payload: PutPayload, opts: PutOptions) -> Result<PutResult> {
        self.check()?;
        self.within.put_opts(location, payload, opts).await
    }

    async fn put_multipart_opts(&self, location: &Path, opts: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        self.check()?;
        self.within.put_multipart_opts(location, opts).await
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.within.get_opts(location, options).await
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.within.get_ranges(location, ranges).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.within.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.within.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.within.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.check()?;
        self.within.copy_opts(from, to, options).await
    }
}
