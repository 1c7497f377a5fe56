//! `DELETE /api/OptOut/{userUuid}`: a user leaves (until COCOA v1.2.0, `OptOutApi`).

use reqwest::Method;
use serde_json::json;

use crate::support::{Server, TODAY, key, submission};

#[tokio::test]
async fn a_user_who_leaves_is_forgotten_and_what_was_published_stays() {
    let server = Server::start("2020-11").await;
    let user = server.register_user().await;
    let body = submission(&[key(1, TODAY - 144, 144)]);
    assert_eq!(server.submit_v1(&user, body.clone()).await.status(), 204);
    server.move_clock("2021-06-14T15:00:00Z").await;
    assert!(!server.search(&user.user_uuid).await.is_empty());

    let path = format!("/api/OptOut/{}", user.user_uuid);
    let request = server.request(Method::DELETE, &path).bearer_auth(&user.secret);
    let response = request.send().await.unwrap();

    assert_eq!(response.status(), 204);
    assert_eq!(response.text().await.unwrap(), "");
    let left = server.search(&user.user_uuid).await;
    assert_eq!(left, ["log"], "no table knows the user");
    assert_eq!(server.submit_v1(&user, body).await.status(), 404);
    assert_eq!(server.keys().await.len(), 1, "the key stays");
    assert_eq!(server.export(1).await.keys.len(), 1, "the file stays");
    assert_eq!(server.list().await.len(), 1);
}

#[tokio::test]
async fn nobody_takes_another_user_out() {
    let server = Server::start("2020-06").await;
    let (user, other) = (server.register_user().await, server.register_user().await);
    let path = format!("/api/OptOut/{}", user.user_uuid);
    let foreign = server.request(Method::DELETE, &path).bearer_auth(&other.secret);
    assert_eq!(foreign.send().await.unwrap().status(), 404);
    let without = server.request(Method::DELETE, &path).send().await.unwrap();
    assert_eq!(without.status(), 400);
    let own = server.request(Method::DELETE, &path).bearer_auth(&user.secret);
    assert_eq!(
        own.send().await.unwrap().status(),
        204,
        "the user was still there"
    );
}

#[tokio::test]
async fn what_was_switched_off_in_december_2020_can_be_switched_on() {
    let server = Server::start("2021-06").await;
    let user = server.register_user().await;
    let leave = async || {
        let path = format!("/api/OptOut/{}", user.user_uuid);
        let request = server.request(Method::DELETE, &path).bearer_auth(&user.secret);
        request.send().await.unwrap().status()
    };
    assert_eq!(leave().await, 404);
    server.switch(&json!({"opt_out": true})).await;
    assert_eq!(leave().await, 204);
}
