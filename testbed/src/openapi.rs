//! The description of a part's interfaces (OpenAPI 3.1): made from the routes themselves, served at `/openapi.json`.
//!
//! A route is named once, by `utoipa_axum::routes!`, and is in the router and in the description from there on. What
//! every control interface answers alike stands in [`ControlRefusals`] and [`UnreadableBody`].

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::handler::Handler;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::MethodRouter;
use serde::Serialize;
use utoipa::__dev::{SchemaReferences, Tags};
use utoipa::openapi::path::{Operation, PathItem, Paths};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa::{IntoResponses, ToSchema};
use utoipa_axum::PathItemExt;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::problem::Problem;

/// Where a description is served: outside the faults, and also where `/control` is refused.
pub const PATH: &str = "/openapi.json";

/// Marks an operation of the interface that the real system has too.
pub const PUBLIC: &str = "public";

/// Marks an operation of `/control`, which a test instance alone answers.
pub const CONTROL: &str = "control";

/// What every call of `/control` may be refused with.
#[derive(IntoResponses)]
pub enum ControlRefusals {
    /// The path or the query cannot be read.
    #[response(status = 400, content_type = "application/problem+json")]
    Unreadable(Problem),
    /// The part was not started as a test instance.
    #[response(status = 403, content_type = "application/problem+json")]
    NotATestInstance(Problem),
    /// The part itself failed.
    #[response(status = 500, content_type = "application/problem+json")]
    Failed(Problem),
}

/// What a call of `/control` with a body may be refused with, beside [`ControlRefusals`].
#[derive(IntoResponses)]
pub enum UnreadableBody {
    /// The body is too large.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(Problem),
    /// The body is no JSON, or not the JSON that the call takes.
    #[response(status = 422, content_type = "application/problem+json")]
    Unprocessable(Problem),
}

/// What a call of `/control` about one thing may be refused with.
#[derive(IntoResponses)]
pub enum Unknown {
    /// There is no such thing.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(Problem),
}

/// What a call of `/control` that changes something may be refused with.
#[derive(IntoResponses)]
pub enum Conflicting {
    /// The state of the part does not allow it; the detail says why.
    #[response(status = 409, content_type = "application/problem+json")]
    Conflict(Problem),
}

/// What `GET /health` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Health {
    /// The name of the part.
    #[schema(examples("mock-hersys"))]
    pub part: &'static str,
    /// The version of Ichiren.
    #[schema(examples("0.1.0"))]
    pub version: &'static str,
}

/// What a description says of the part as a whole.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The name of the part.
    pub title: &'static str,
    /// What it is, and what its interfaces are for.
    pub description: &'static str,
}

/// A route whose handler is generic and which `routes!` therefore cannot name; `D` is the description that
/// `utoipa::path` makes of the handler, `__path_` and its name.
pub(crate) fn described<D, H, T, S>(handler: &H) -> UtoipaMethodRouter<S>
where
    D: utoipa::Path + SchemaReferences + for<'t> Tags<'t>,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    let mut schemas = Vec::new();
    D::schemas(&mut schemas);
    let methods = D::methods();
    let on_all = methods.iter().fold(MethodRouter::new(), |router, method| {
        router.on(method.to_method_filter(), handler.clone())
    });
    let mut paths = Paths::new();
    let mut operation = D::operation();
    let tags = D::tags().into_iter().map(str::to_owned);
    operation.tags.get_or_insert_default().extend(tags);
    paths.add_path_operation(D::path(), methods, operation);
    (schemas, paths, on_all)
}

/// A route under another path than the one that its handler names: for paths that are configuration.
pub fn at<S>(path: &str, (schemas, described, router): UtoipaMethodRouter<S>) -> UtoipaMethodRouter<S> {
    let mut paths = Paths::new();
    for item in described.paths.into_values() {
        paths.paths.insert(path.to_owned(), item);
    }
    (schemas, paths, router)
}

/// The routes after a change that their description does not know of.
pub(crate) fn with_router(described: OpenApiRouter, change: impl FnOnce(Router) -> Router) -> OpenApiRouter {
    let (router, description) = described.split_for_parts();
    let mut changed = OpenApiRouter::from(change(router));
    *changed.get_openapi_mut() = description;
    changed
}

/// A description of headers that hold a secret, each as name, header and when it is looked at: for
/// [`OpenApiRouter::with_openapi`].
pub fn header_keys<const N: usize>(keys: [(&str, &str, &str); N]) -> OpenApi {
    let mut components = ComponentsBuilder::new();
    for (name, header, description) in keys {
        let key = ApiKey::Header(ApiKeyValue::with_description(header, description));
        components = components.security_scheme(name, SecurityScheme::ApiKey(key));
    }
    OpenApiBuilder::new().components(Some(components.build())).build()
}

/// The routes of a part, with their description at [`PATH`].
pub fn served(about: About, interfaces: OpenApiRouter) -> Router {
    let shown = OpenApiRouter::with_openapi(base(about)).routes(routes!(show));
    let (router, mut description) = shown.merge(interfaces.with_state(())).split_for_parts();
    for (path, item) in &mut description.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(operation_id(method, path));
        }
    }
    // A description is made of texts, numbers and lists alone, which always have a JSON form.
    let json = description.to_json().unwrap_or_default();
    router.with_state(Arc::from(json))
}

/// The operations of a path, by method.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let by_method = [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("delete", &mut item.delete),
        ("patch", &mut item.patch),
    ];
    by_method
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// A name that no other operation has: handlers of several files may have the same.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.fold(method.to_owned(), |name, word| format!("{name}_{word}"))
}

fn base(about: About) -> OpenApi {
    let info = InfoBuilder::new()
        .title(about.title)
        .description(Some(about.description))
        .version(env!("CARGO_PKG_VERSION"));
    let tag = |name, description| {
        TagBuilder::new()
            .name(name)
            .description(Some(description))
            .build()
    };
    OpenApiBuilder::new()
        .info(info.build())
        .tags(Some([
            tag(PUBLIC, "What the real system answers, too, and whether the part is up."),
            tag(
                CONTROL,
                "What a scenario may look into and change. It answers in a test instance alone, and says what went \
                 wrong as problem details (RFC 9457).",
            ),
        ]))
        .components(Some(ComponentsBuilder::new().schema_from::<Problem>().build()))
        .build()
}

/// This description.
#[utoipa::path(
    get,
    path = "/openapi.json",
    tag = PUBLIC,
    responses((status = 200, description = "OpenAPI 3.1.", body = serde_json::Value)),
)]
async fn show(State(json): State<Arc<str>>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], json.to_string())
}
