//! An S3-compatible server in this process, over a folder.

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use notify_server::Files;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

const KEY: &str = "AKIATEST";
const SECRET: &str = "secret of the bucket";

/// It ends when it is dropped.
pub(crate) struct S3 {
    endpoint: String,
    folder: TempDir,
    accepting: AbortHandle,
}

impl S3 {
    /// With one bucket, `exports`.
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("exports")).unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _peer)) = listener.accept().await {
                let connection =
                    http1::Builder::new().serve_connection(TokioIo::new(stream), service.clone());
                tokio::spawn(connection);
            }
        });
        Self {
            endpoint,
            folder,
            accepting: accepting.abort_handle(),
        }
    }

    /// Files of the bucket under a prefix, with the right key.
    pub(crate) fn files(&self) -> Files {
        self.files_with_secret(SECRET)
    }

    pub(crate) fn files_with_secret(&self, secret: &str) -> Files {
        let files: Files = "s3://exports/of/tokyo".parse().unwrap();
        files.with_settings(
            [
                ("AWS_ENDPOINT_URL", self.endpoint.as_str()),
                ("AWS_ACCESS_KEY_ID", KEY),
                ("AWS_SECRET_ACCESS_KEY", secret),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        )
    }

    /// Whether the bucket holds a file of this name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.folder.path().join("exports").join(name).exists()
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}
