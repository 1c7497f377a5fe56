//! Parts that answer otherwise than they say are found out.

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use testbed::contract_for_tests::{Answer, CheckedClient, Contract, paths_of};
use testbed::hostile_for_tests::{PanicCount, attack, follow_examples};
use testbed::http::client_builder;
use testbed::openapi::{About, PUBLIC, served};
use testbed::seed::Seed;
use testbed::serve::{RunningServer, serve};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

#[derive(Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"count": 3}))]
struct Counted {
    count: u32,
}

/// Answers what the path says, whatever is described.
#[utoipa::path(
    get,
    path = "/answers/{kind}",
    tag = PUBLIC,
    params(("kind" = String, Path, example = "described")),
    responses((status = 200, description = "A count.", body = Counted)),
)]
async fn answers(Path(kind): Path<String>) -> Response {
    match kind.as_str() {
        "other-type" => "3".into_response(),
        "other-value" => Json(json!({"count": "three"})).into_response(),
        "more-members" => Json(json!({"count": 3, "secret": 4})).into_response(),
        "no-json" => ([(header::CONTENT_TYPE, "application/json")], "{").into_response(),
        "other-status" => StatusCode::IM_A_TEAPOT.into_response(),
        _ => Json(json!({"count": 3})).into_response(),
    }
}

/// Cannot stand a count of 0.
#[utoipa::path(
    put,
    path = "/fragile",
    tag = PUBLIC,
    request_body = Counted,
    responses((status = 204, description = "Done."), (status = 422, description = "Not read.")),
)]
async fn fragile(body: Bytes) -> StatusCode {
    let Ok(counted) = serde_json::from_slice::<Counted>(&body) else {
        return StatusCode::UNPROCESSABLE_ENTITY;
    };
    assert_ne!(counted.count, 0, "the defect that is to be found");
    StatusCode::NO_CONTENT
}

fn router() -> Router {
    let about = About {
        title: "liar",
        description: "A part that does not keep to its description.",
    };
    served(
        about,
        OpenApiRouter::new()
            .routes(routes!(answers))
            .routes(routes!(fragile)),
    )
}

async fn start() -> RunningServer {
    serve(([127, 0, 0, 1], 0).into(), router()).await.unwrap()
}

async fn contract(part: &RunningServer) -> std::sync::Arc<Contract> {
    CheckedClient::new(client_builder().build().unwrap())
        .contract(&part.url())
        .await
}

#[tokio::test]
async fn an_answer_that_is_not_described_is_told_with_operation_status_and_reason() {
    let part = start().await;
    let contract = contract(&part).await;
    let asked = async |kind: &str| {
        let path = format!("/answers/{kind}");
        let answer = client_builder()
            .build()
            .unwrap()
            .get(format!("{}{path}", part.url()))
            .send()
            .await
            .unwrap();
        let content_type = answer.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.map(|value| value.to_str().unwrap().to_owned());
        let answer = Answer {
            status: answer.status(),
            content_type,
            body: answer.bytes().await.unwrap().to_vec(),
        };
        contract.check(&Method::GET, &path, &answer)
    };
    assert_eq!(asked("described").await, Ok(()));
    let reasons = [
        (
            "other-type",
            "200 OK, a content type that is not described, text/plain",
        ),
        ("other-value", "200 OK, a body that is not described"),
        ("more-members", "200 OK, a body that is not described"),
        ("no-json", "200 OK, no JSON"),
        ("other-status", "418 I'm a teapot, a status that is not described"),
    ];
    for (kind, reason) in reasons {
        let told = asked(kind).await.unwrap_err();
        let expected = format!("GET /answers/{{kind}} (/answers/{kind}): {reason}");
        assert!(told.starts_with(&expected), "{told}");
    }
}

#[tokio::test]
#[should_panic(expected = "the description does not say so: GET /answers/{kind}")]
async fn a_test_that_sees_such_an_answer_fails() {
    let part = start().await;
    let client = CheckedClient::new(client_builder().build().unwrap());
    let request = client.request(Method::GET, format!("{}/answers/other-status", part.url()));
    let _answer = request.send().await;
}

#[tokio::test]
async fn a_path_and_a_method_that_there_are_not_need_no_description() {
    let part = start().await;
    let client = CheckedClient::new(client_builder().build().unwrap());
    for (method, path, status) in [(Method::GET, "/nothing", 404), (Method::DELETE, "/fragile", 405)] {
        let answer = client
            .request(method, format!("{}{path}", part.url()))
            .send()
            .await;
        assert_eq!(answer.unwrap().status(), status, "{path}");
    }
}

#[tokio::test]
async fn a_route_is_told_by_its_router_and_by_its_description() {
    let part = start().await;
    let expected = ["/answers/{kind}", "/fragile", "/openapi.json"].map(str::to_owned);
    assert_eq!(paths_of(&router()), expected.clone().into());
    assert_eq!(contract(&part).await.paths(), expected.into());
}

#[tokio::test]
async fn hostile_requests_find_what_examples_do_not() {
    let part = start().await;
    let contract = contract(&part).await;
    let panics = PanicCount::start();
    assert_eq!(
        follow_examples(part.address(), &contract).await,
        Vec::<String>::new()
    );

    let wrong = attack(part.address(), &contract, &Seed::from_number(1), 4_000).await;
    assert!(panics.since() > 0, "no request had a count of 0");
    let found = |words: &str| wrong.iter().any(|sentence| sentence.contains(words));
    assert!(found("PUT /fragile (/fragile): 500"), "{wrong:#?}");
}

#[tokio::test]
async fn the_same_seed_asks_the_same() {
    let part = start().await;
    let contract = contract(&part).await;
    let mut rounds = Vec::new();
    for _ in 0..2 {
        let mut wrong = attack(part.address(), &contract, &Seed::from_number(2), 300).await;
        wrong.sort();
        rounds.push(wrong);
    }
    assert!(!rounds[0].is_empty());
    assert_eq!(rounds[0], rounds[1]);
}

#[tokio::test]
async fn what_a_description_leaves_out_is_told() {
    let text = json!({"paths": {"/a": {"get": {
        "tags": ["control"],
        "responses": {"200": {"content": {"application/json": {"schema": {"type": "integer", "example": "one"}}}}},
    }}}});
    let told = Contract::read(&Value::to_string(&text)).shortcomings();
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].contains("no word on what it does"));
    assert!(told[1].contains("its tags"));
    assert!(told[2].contains("the example of the answer 200"));
}
