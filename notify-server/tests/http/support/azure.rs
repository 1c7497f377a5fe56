//! Azure Blob as far as this server uses it: Put Blob, Get Blob, List Blobs and Blob Batch (of deletions) of its REST
//! interface, over a map.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use notify_server::Files;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

const ACCOUNT: &str = "cocoa";
/// Base64, as all keys of accounts.
const KEY: &str = "a2V5IG9mIHRoZSBhY2NvdW50";

type Blobs = Arc<Mutex<BTreeMap<String, Vec<u8>>>>;

/// It ends when it is dropped.
pub(crate) struct AzureBlob {
    server: MockServer,
    blobs: Blobs,
}

impl AzureBlob {
    /// With one container, `exports`.
    pub(crate) async fn start() -> Self {
        let server = MockServer::start().await;
        let blobs = Blobs::default();
        let container = Container(Arc::clone(&blobs));
        Mock::given(any()).respond_with(container).mount(&server).await;
        Self { server, blobs }
    }

    /// Files of the container under a prefix.
    pub(crate) fn files(&self) -> Files {
        let endpoint = format!("{}/{ACCOUNT}", self.server.uri());
        let files: Files = "az://exports/of/tokyo".parse().unwrap();
        files.with_settings(
            [
                ("AZURE_STORAGE_ENDPOINT", endpoint.as_str()),
                ("AZURE_STORAGE_ACCOUNT_NAME", ACCOUNT),
                ("AZURE_STORAGE_ACCOUNT_KEY", KEY),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        )
    }

    /// Whether the container holds a blob of this name.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.blobs.lock().unwrap().contains_key(name)
    }
}

struct Container(Blobs);

impl Respond for Container {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let header = |name: &str| request.headers.get(name).map(|value| value.to_str().unwrap());
        let signed = format!("SharedKey {ACCOUNT}:");
        if !header("authorization").is_some_and(|value| value.starts_with(&signed)) {
            return error(403, "AuthenticationFailed");
        }
        let place = request.url.path().strip_prefix(&format!("/{ACCOUNT}/exports"));
        let Some(name) = place.map(|name| name.trim_start_matches('/').to_owned()) else {
            return error(404, "ContainerNotFound");
        };
        let mut blobs = self.0.lock().unwrap();
        match (request.method.as_str(), name.is_empty()) {
            ("GET", true) => list(request, &blobs),
            ("GET", false) => blobs.get(&name).map_or_else(
                || error(404, "BlobNotFound"),
                |content| properties(ResponseTemplate::new(200).set_body_bytes(content.clone())),
            ),
            ("PUT", false) => {
                assert_eq!(header("x-ms-blob-type"), Some("BlockBlob"));
                if header("if-none-match") == Some("*") && blobs.contains_key(&name) {
                    return error(409, "BlobAlreadyExists");
                }
                blobs.insert(name, request.body.clone());
                properties(ResponseTemplate::new(201))
            }
            ("POST", true) => delete_all(request, &mut blobs),
            _ => error(405, "UnsupportedHttpVerb"),
        }
    }
}

/// A request of several deletions, which are requests themselves: `DELETE /cocoa/exports/NAME HTTP/1.1`.
fn delete_all(request: &Request, blobs: &mut BTreeMap<String, Vec<u8>>) -> ResponseTemplate {
    let query: BTreeMap<_, _> = request.url.query_pairs().collect();
    assert_eq!(
        (query["restype"].as_ref(), query["comp"].as_ref()),
        ("container", "batch")
    );
    let body = String::from_utf8(request.body.clone()).unwrap();
    let deletions = body.lines().filter_map(|line| line.strip_prefix("DELETE "));
    let mut answer = String::new();
    for (id, line) in deletions.enumerate() {
        let place = line.strip_suffix(" HTTP/1.1").unwrap();
        let name = place.strip_prefix(&format!("/{ACCOUNT}/exports/")).unwrap();
        let status = match blobs.remove(name) {
            Some(_content) => "202 Accepted",
            None => "404 The specified blob does not exist.",
        };
        write!(
            answer,
            "--batchresponse_1\r\nContent-Type: application/http\r\nContent-ID: {id}\r\n\r\n\
             HTTP/1.1 {status}\r\nx-ms-version: 2021-06-08\r\n\r\n"
        )
        .unwrap();
    }
    answer.push_str("--batchresponse_1--\r\n");
    ResponseTemplate::new(202).set_body_raw(answer, "multipart/mixed; boundary=batchresponse_1")
}

fn properties(answer: ResponseTemplate) -> ResponseTemplate {
    answer
        .insert_header("last-modified", "Mon, 14 Jun 2021 03:00:00 GMT")
        .insert_header("etag", "\"0x8D92F0000000000\"")
}

fn error(status: u16, code: &str) -> ResponseTemplate {
    let body = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{code}</Message></Error>");
    ResponseTemplate::new(status)
        .insert_header("x-ms-error-code", code)
        .set_body_string(body)
}

/// Blobs directly below a prefix, two a page, as a large container gives them.
fn list(request: &Request, blobs: &BTreeMap<String, Vec<u8>>) -> ResponseTemplate {
    let query: BTreeMap<_, _> = request.url.query_pairs().collect();
    assert_eq!(
        (
            query["restype"].as_ref(),
            query["comp"].as_ref(),
            query["delimiter"].as_ref()
        ),
        ("container", "list", "/")
    );
    let prefix = query.get("prefix").map_or("", AsRef::as_ref);
    let marker = query.get("marker").map_or("", AsRef::as_ref);
    let below = |name: &&String| {
        name.as_str() >= marker && name.strip_prefix(prefix).is_some_and(|rest| !rest.contains('/'))
    };
    let mut names = blobs.keys().filter(below);
    let mut body = "<?xml version=\"1.0\"?><EnumerationResults><Blobs>".to_owned();
    for name in names.by_ref().take(2) {
        write!(
            body,
            "<Blob><Name>{name}</Name><Properties><Last-Modified>Mon, 14 Jun 2021 03:00:00 GMT</Last-Modified>\
             <Content-Length>{}</Content-Length><Content-Type>application/octet-stream</Content-Type>\
             <Etag>0x8D92F0000000000</Etag></Properties></Blob>",
            blobs[name].len()
        )
        .unwrap();
    }
    let next = names.next().map_or("", String::as_str);
    write!(
        body,
        "</Blobs><NextMarker>{next}</NextMarker></EnumerationResults>"
    )
    .unwrap();
    ResponseTemplate::new(200).set_body_string(body)
}
