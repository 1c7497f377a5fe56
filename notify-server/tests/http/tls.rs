//! HER-SYS over TLS, with a certificate on both sides.

use testbed::certificates_for_tests::{Authority, Issued};
use testbed::tls::{ClientTls, ServerTls};

use crate::support::{HerSys, Server, TODAY, key, submission};

/// The status that an app gets, and how often HER-SYS was asked.
async fn register(hersys: HerSys, trusted: &Authority, shown: Option<&Issued>) -> (u16, usize) {
    let shown = shown.map(|issued| (issued.certificate.as_slice(), issued.key.as_slice()));
    let tls = ClientTls::from_pem(Some(&trusted.pem()), shown).unwrap();
    let server = Server::start_beside(hersys, "2021-06", |config| config.verification.tls = tls).await;
    let response = server.submit_v2(submission(&[key(1, TODAY, 144)])).await;
    (response.status().as_u16(), server.hersys.questions().len())
}

#[tokio::test]
async fn without_the_right_certificates_hersys_is_as_good_as_unreachable() {
    let (servers, clients, strangers) = (Authority::new(), Authority::new(), Authority::new());
    let own = clients.issue("notify-server");
    let foreign = strangers.issue("notify-server");
    for (case, trusted, shown, expected) in [
        ("right", &servers, Some(&own), (204, 1)),
        ("no certificate", &servers, None, (500, 0)),
        (
            "certificate of another authority",
            &servers,
            Some(&foreign),
            (500, 0),
        ),
        ("HER-SYS of another authority", &strangers, Some(&own), (500, 0)),
    ] {
        let certificate = servers.issue("127.0.0.1");
        let tls = ServerTls::from_pem(&certificate.certificate, &certificate.key, Some(&clients.pem()));
        let hersys = HerSys::start_over(Some(tls.unwrap())).await;
        assert_eq!(register(hersys, trusted, shown).await, expected, "{case}");
    }
}
