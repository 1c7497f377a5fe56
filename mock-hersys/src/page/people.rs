//! The persons: registering a case, reporting a positive result, having a number issued.

use maud::{Markup, html};
use testbed::japan;

use super::view::View;
use crate::store::case::{Case, PositiveResult};

pub(super) fn section(view: &View) -> Markup {
    html! {
        section id="cases" aria-labelledby="cases-title" {
            h2 id="cases-title" { "患者" }
            (registration(view))
            @if view.kept.cases.is_empty() {
                p.soft { "まだ登録されていません。" }
            } @else {
                div.scroll {
                    table {
                        caption { (view.kept.cases.len()) "人" }
                        thead {
                            tr {
                                th scope="col" { "番号" }
                                th scope="col" { "連絡先・保健所" }
                                th scope="col" { "状態" }
                                th scope="col" { "操作" }
                            }
                        }
                        tbody { @for case in view.kept.cases.iter().rev() { (row(view, case)) } }
                    }
                }
            }
            (health_centres(view))
        }
    }
}

fn registration(view: &View) -> Markup {
    html! {
        form method="post" action="/page/cases" {
            div.row {
                div.field {
                    label for="health-centre" { "保健所" }
                    select id="health-centre" name="health_centre_id" {
                        @for centre in &view.kept.health_centres {
                            option value=(centre.health_centre_id) { (centre.name) }
                        }
                    }
                }
                div.field {
                    label for="channel" { "連絡方法" }
                    select id="channel" name="channel" {
                        option value="sms" { "SMS" }
                        option value="mail" { "メール" }
                    }
                }
                div.field {
                    label for="address" { "電話番号またはメールアドレス" }
                    input id="address" name="address" required maxlength="254" autocomplete="off"
                        placeholder="090-0000-0001";
                }
                button.main { "患者を登録" }
            }
        }
    }
}

fn row(view: &View, case: &Case) -> Markup {
    html! {
        tr {
            th scope="row" { (case.id) }
            td {
                (case.contact.address())
                div.soft { (view.kept.name_of(&case.health_centre_id)) }
            }
            td { (state(view, case)) }
            td { @if case.positive.is_some() { (issuing(case)) } @else { (result(view, case)) } }
        }
    }
}

fn state(view: &View, case: &Case) -> Markup {
    let Some(PositiveResult { symptomatic, date }) = case.positive else {
        return html! { span.chip { "結果待ち" } };
    };
    html! {
        span.chip.bad { "陽性" }
        div.soft { @if symptomatic { "症状あり・発症日 " } @else { "症状なし・検査日 " } (date) }
        @if view.kept.live_number_of(&case.id).is_some() {
            div { span.chip.good { "処理番号：有効" } }
        } @else if view.kept.messages.iter().any(|message| message.case_id == case.id) {
            div { span.chip { "処理番号：使用済み・失効" } }
        } @else {
            div { span.chip.wait { "処理番号：未発行" } }
        }
    }
}

fn result(view: &View, case: &Case) -> Markup {
    let (id, today) = (&case.id, japan::date(view.now));
    html! {
        form method="post" action={ "/page/cases/" (id) "/positive" } {
            fieldset {
                legend { "患者" (id) "の結果" }
                label { input type="radio" name="symptomatic" value="true" checked; " 症状あり" }
                " "
                label { input type="radio" name="symptomatic" value="false"; " 症状なし" }
            }
            div.row {
                div.field {
                    label for={ "date-" (id) } { "発症日または検査日" }
                    input id={ "date-" (id) } type="date" name="date" required max=(today) value=(today);
                }
                button aria-label={ "患者" (id) "の陽性を報告" } { "陽性を報告" }
            }
        }
    }
}

fn issuing(case: &Case) -> Markup {
    html! {
        form method="post" action={ "/page/cases/" (case.id) "/processing-number" } {
            button aria-label={ "患者" (case.id) "に処理番号を発行" } { "処理番号を発行" }
        }
        p.soft { "有効な番号があれば失効します。" }
    }
}

fn health_centres(view: &View) -> Markup {
    html! {
        details {
            summary { "保健所（" (view.kept.health_centres.len()) "）" }
            ul { @for centre in &view.kept.health_centres { li { (centre.name) } } }
            form.row method="post" action="/page/health-centres" {
                div.field {
                    label for="health-centre-name" { "追加する保健所の名前" }
                    input id="health-centre-name" name="name" required maxlength="50" autocomplete="off";
                }
                button { "保健所を追加" }
            }
        }
    }
}
