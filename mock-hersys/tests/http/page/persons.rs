//! From a case to a message, and what is said when that cannot be done.

use super::{TELEPHONE, press, pressed, registered, text};
use crate::support::Hersys;

#[tokio::test]
async fn a_person_is_led_from_registration_to_a_message_on_the_telephone() {
    let hersys = Hersys::start().await;
    let empty = text(&hersys, "/").await;
    assert!(
        empty.contains("<html lang=\"ja\">") && empty.contains("まだ登録されていません"),
        "{empty}"
    );

    registered(&hersys).await;
    let waiting = text(&hersys, "/").await;
    assert!(
        waiting.contains("処理番号：未発行") && waiting.contains("症状あり・発症日 2021-06-12"),
        "{waiting}"
    );

    let issued = pressed(&hersys, "/page/cases/1/processing-number", &[]).await;
    let number = hersys.latest_number(TELEPHONE).await;
    let message = format!("処理番号は {number} です");
    assert!(
        issued.contains(&message) && issued.contains("送信済み"),
        "{issued}"
    );
    assert!(issued.contains("処理番号を発行しました。"), "{issued}");

    assert_eq!(hersys.verify(&number).await, "valid");
    let used = text(&hersys, "/").await;
    assert!(used.contains("処理番号：使用済み・失効"), "{used}");
}

#[tokio::test]
async fn a_number_is_revoked_by_a_button_and_never_stands_in_an_address() {
    let hersys = Hersys::start().await;
    registered(&hersys).await;
    pressed(&hersys, "/page/cases/1/processing-number", &[]).await;
    let number = hersys.latest_number(TELEPHONE).await;
    let page = text(&hersys, "/").await;
    assert!(
        !page.contains(&format!("/{number}")) && !page.contains(&format!("={number}")),
        "{page}"
    );

    let form = [("processing_number", number.as_str())];
    pressed(&hersys, "/page/processing-numbers/revoke", &form).await;
    assert_eq!(hersys.verify(&number).await, "refused");
    assert_eq!(
        press(&hersys, "/page/processing-numbers/revoke", &form)
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_japanese_on_the_page() {
    let hersys = Hersys::start().await;
    registered(&hersys).await;
    for (path, form, status, told) in [
        (
            "/page/cases",
            &[
                ("health_centre_id", "1"),
                ("channel", "sms"),
                ("address", "<b>x</b>"),
            ][..],
            422,
            "携帯電話番号は10桁から15桁",
        ),
        (
            "/page/cases",
            &[("health_centre_id", "1"), ("channel", "mail"), ("address", "x")],
            422,
            "メールアドレスを正しく",
        ),
        (
            "/page/cases",
            &[
                ("health_centre_id", "9"),
                ("channel", "sms"),
                ("address", TELEPHONE),
            ],
            404,
            "その保健所はありません",
        ),
        ("/page/cases", &[], 422, "送られた内容を読み取れません"),
        (
            "/page/cases/1/positive",
            &[("symptomatic", "true"), ("date", "2021-06-12")],
            409,
            "報告済み",
        ),
        (
            "/page/cases/1/positive",
            &[("symptomatic", "true"), ("date", "")],
            422,
            "発症日または検査日",
        ),
        ("/page/cases/7/processing-number", &[], 404, "登録されていません"),
        ("/page/health-centres", &[("name", "試験保健所")], 409, "同じ名前"),
        ("/page/validity", &[("hours", "0")], 422, "有効時間は1から8760"),
        ("/page/issuing", &[("button", "shut_down")], 422, "確認に印"),
        (
            "/page/clock",
            &[("to", "2021-06-14T11:59")],
            409,
            "時計は戻せません",
        ),
        (
            "/page/clock",
            &[("minutes", "9223372036854775807")],
            422,
            "日時を選んで",
        ),
        ("/page/faults", &[("fault", "flood")], 422, "読み取れません"),
        ("/page/outbox/1/resend", &[], 404, "そのメッセージはありません"),
    ] {
        let answer = press(&hersys, path, form).await;
        assert_eq!(answer.status(), status, "{path} {form:?}");
        let page = answer.text().await.unwrap();
        assert!(
            page.contains("できませんでした：") && page.contains(told),
            "{path}: {page}"
        );
        assert!(
            !page.contains("<b>x</b>"),
            "what was typed is no part of the page"
        );
    }
    assert_eq!(hersys.get("/control/cases").await.as_array().unwrap().len(), 1);
}
