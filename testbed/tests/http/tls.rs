//! TLS on both sides, and the clients that speak it.

use axum::Router;
use axum::routing::get;
use testbed::certificates_for_tests::{Authority, Issued};
use testbed::http::{client_builder, client_builder_with};
use testbed::program::describe;
use testbed::serve::{RunningServer, bind, serve};
use testbed::tls::{ClientTls, ServerTls, TlsError};

const HOST: &str = "127.0.0.1";

async fn answering(tls: ServerTls) -> RunningServer {
    let bound = bind(([127, 0, 0, 1], 0).into())
        .await
        .unwrap()
        .with_tls(Some(tls));
    assert!(bound.url().starts_with("https://"), "{}", bound.url());
    bound.serve(Router::new().route("/", get(async || "answered")))
}

fn server_tls(shown: &Issued, clients: Option<&Authority>) -> ServerTls {
    let clients = clients.map(Authority::pem);
    ServerTls::from_pem(&shown.certificate, &shown.key, clients.as_deref()).unwrap()
}

fn client_tls(trusted: Option<&Authority>, shown: Option<&Issued>) -> ClientTls {
    let trusted = trusted.map(Authority::pem);
    let shown = shown.map(|issued| (issued.certificate.as_slice(), issued.key.as_slice()));
    ClientTls::from_pem(trusted.as_deref(), shown).unwrap()
}

async fn ask(server: &RunningServer, tls: ClientTls) -> Option<String> {
    let client = client_builder_with(tls).build().unwrap();
    let answer = client.get(server.url()).send().await.ok()?;
    Some(answer.text().await.unwrap())
}

#[tokio::test]
async fn a_server_answers_only_who_shows_a_certificate_of_the_authority_that_it_trusts() {
    let (servers, clients, strangers) = (Authority::new(), Authority::new(), Authority::new());
    let server = answering(server_tls(&servers.issue(HOST), Some(&clients))).await;
    for (shown, answered) in [
        (Some(clients.issue("notify-server")), true),
        (Some(strangers.issue("notify-server")), false),
        (None, false),
    ] {
        let answer = ask(&server, client_tls(Some(&servers), shown.as_ref())).await;
        assert_eq!(answer.is_some(), answered);
    }
}

#[tokio::test]
async fn a_client_trusts_only_its_authority_and_only_for_the_host_it_asked() {
    let (servers, strangers) = (Authority::new(), Authority::new());
    let server = answering(server_tls(&servers.issue(HOST), None)).await;
    assert!(ask(&server, client_tls(Some(&servers), None)).await.is_some());
    assert!(ask(&server, client_tls(Some(&strangers), None)).await.is_none());
    assert!(ask(&server, ClientTls::default()).await.is_none());

    let elsewhere = answering(server_tls(&servers.issue("127.0.0.2"), None)).await;
    assert!(ask(&elsewhere, client_tls(Some(&servers), None)).await.is_none());
}

#[tokio::test]
async fn who_speaks_no_tls_is_not_answered() {
    let server = answering(server_tls(&Authority::new().issue(HOST), None)).await;
    let url = server.url().replace("https://", "http://");
    let client = client_builder().build().unwrap();
    assert!(client.get(url).send().await.is_err());
}

#[test]
fn what_is_no_certificate_or_key_is_named_and_never_repeated() {
    let authority = Authority::new();
    let Issued { certificate, key } = authority.issue(HOST);
    let other_key = authority.issue(HOST).key;
    let not_pem: &[u8] = b"a secret";
    let refused = |result: Result<(), TlsError>, what: &str| {
        let text = result.unwrap_err().to_string();
        assert!(text.contains(what), "{text}");
        assert!(!text.contains("a secret"), "{text}");
    };
    let server = |certificate: &[u8], key: &[u8], clients: Option<&[u8]>| {
        ServerTls::from_pem(certificate, key, clients).map(drop)
    };
    refused(server(not_pem, &key, None), "the server's certificate");
    refused(server(&certificate, not_pem, None), "the server's key file");
    refused(server(&certificate, &key, Some(not_pem)), "clients' certificates");
    refused(
        server(&certificate, &other_key, None),
        "the server's certificate with its key",
    );
    let client =
        |trusted: Option<&[u8]>, shown: Option<(&[u8], &[u8])>| ClientTls::from_pem(trusted, shown).map(drop);
    refused(client(Some(not_pem), None), "the server's certificate");
    refused(client(None, Some((not_pem, &key))), "the client's certificate");
    refused(
        client(None, Some((&certificate, not_pem))),
        "the client's key file",
    );
    refused(
        client(None, Some((&certificate, &other_key))),
        "the client's certificate with its key",
    );
}

#[tokio::test]
async fn no_client_reaches_production_not_even_by_a_redirection() {
    const PRODUCTION: &str = "http://covid19radar.azurefd.net/api/register";
    let redirecting = Router::new().route("/", get(async || axum::response::Redirect::temporary(PRODUCTION)));
    let server = serve(([127, 0, 0, 1], 0).into(), redirecting).await.unwrap();
    let client = client_builder().build().unwrap();
    for url in [PRODUCTION.to_owned(), server.url()] {
        let error = client.get(url).send().await.unwrap_err();
        let text = describe(&error);
        assert!(text.contains("which is production"), "{text}");
    }
}
