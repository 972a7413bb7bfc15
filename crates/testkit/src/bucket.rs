//! A bucket of an S3 service that runs within the test.

use std::sync::Arc;

use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use wangge_storage::evidence::Files;

const ACCESS_KEY: &str = "wangge";
const SECRET_KEY: &str = "a secret of the tests";
const BUCKET: &str = "photos";

/// An S3 service with one bucket, which is stopped and removed with this value.
#[derive(Debug)]
pub struct TestBucket {
    folder: Arc<TempDir>,
    endpoint: String,
    serving: JoinHandle<()>,
}

impl TestBucket {
    /// Starts the service on a port of its own.
    ///
    /// # Panics
    /// When it cannot be started.
    #[allow(clippy::expect_used, reason = "a test without its service has nothing to say")]
    pub async fn start() -> Self {
        let folder = Arc::new(TempDir::new().expect("a folder for the bucket"));
        std::fs::create_dir(folder.path().join(BUCKET)).expect("the bucket");
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).expect("the service"));
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("the port"));
        let serving = tokio::spawn(serve(listener, service.build()));
        Self { folder, endpoint, serving }
    }

    /// The address of a folder in the bucket.
    pub fn place(&self) -> String {
        format!("s3://{BUCKET}/wangge")
    }

    /// How it is reached, as the environment says it.
    pub fn settings(&self) -> Vec<(String, String)> {
        let pairs = [
            ("AWS_ENDPOINT_URL", self.endpoint.as_str()),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", ACCESS_KEY),
            ("AWS_SECRET_ACCESS_KEY", SECRET_KEY),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    /// The photographs there.
    ///
    /// # Panics
    /// When the settings do not do.
    #[allow(clippy::expect_used, reason = "a test without its service has nothing to say")]
    pub fn files(&self) -> Files {
        Files::in_bucket(&self.place(), self.settings()).expect("settings that do")
    }

    /// The file behind an object, so that a test may spoil it.
    pub fn file_of(&self, key: &str) -> std::path::PathBuf {
        self.folder.path().join(BUCKET).join("wangge").join(key)
    }
}

impl Drop for TestBucket {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(listener: TcpListener, service: S3Service) {
    let builder = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
    while let Ok((socket, _)) = listener.accept().await {
        let connection = builder.serve_connection(hyper_util::rt::TokioIo::new(socket), service.clone()).into_owned();
        tokio::spawn(async move {
            // A client that goes away is no fault of the service.
            let _ = connection.await;
        });
    }
}
