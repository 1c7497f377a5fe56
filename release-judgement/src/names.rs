//! The English names of what the record names in Japanese: the places of the chain and whose they are.

use evidence::{ChainBreak, ScenarioPlatform};

use crate::Phase;

/// The operating system as Japanese reasons and reports name it.
pub(crate) fn platform_ja(platform: ScenarioPlatform) -> &'static str {
    match platform {
        ScenarioPlatform::Ios => "iOS",
        ScenarioPlatform::Android => "Android",
        ScenarioPlatform::Both => "両方",
    }
}

/// The same in English.
pub(crate) fn platform_en(platform: ScenarioPlatform) -> &'static str {
    match platform {
        ScenarioPlatform::Ios => "iOS",
        ScenarioPlatform::Android => "Android",
        ScenarioPlatform::Both => "Both",
    }
}

/// What the phase is called in English.
pub(crate) fn phase_en(phase: Phase) -> &'static str {
    match phase {
        Phase::ProcessingNumber => "Processing number",
        Phase::Registration => "Positive registration",
        Phase::CloseContact => "Download and judgement",
        Phase::Notification => "Notification and display",
        Phase::ReleaseJudgement => "Release judgement",
    }
}

/// The place in English; one that is not known keeps its Japanese name.
pub(crate) fn place_en(place: &str) -> &str {
    match place {
        "接触の記録" => "contact recorded",
        "処理番号の発行" => "number issued",
        "処理番号の送付" => "number delivered",
        "日次鍵の送信" => "keys submitted",
        "処理番号の照会" => "number verified",
        "日次鍵の登録" => "keys registered",
        "配布ファイルの公開" => "export files published",
        "配布ファイルの取得" => "export files downloaded",
        "配布ファイルの検証" => "export files checked",
        "接触符号の突合" => "identifiers matched",
        "リスク値の計算" => "risk scored",
        "濃厚接触の判定" => "close contact judged",
        "通知の表示" => "notification shown",
        "接触一覧の表示" => "contact list shown",
        other => other,
    }
}

/// The phone's name and its operating system in `Bの端末（Android）` and in `B（Android）`.
pub(crate) fn phone_and_platform(subject: &str) -> Option<(&str, &str)> {
    let (name, platform) = subject.strip_suffix('）')?.split_once('（')?;
    Some((name.trim_end_matches("の端末"), platform))
}

/// A server or a phone in English; a name that is not known stays.
pub(crate) fn subject_en(subject: &str) -> String {
    match (subject, phone_and_platform(subject)) {
        ("通知サーバー", _) => "notification server".to_owned(),
        ("サーバー", _) => "servers".to_owned(),
        (_, Some((name, platform))) => format!("phone {name} ({platform})"),
        (other, None) => other.to_owned(),
    }
}

/// The place with its phase and whose it is, in English.
pub(crate) fn break_en(broke_at: &ChainBreak) -> String {
    format!(
        "({}) “{}”, {}",
        broke_at.phase,
        place_en(&broke_at.place),
        subject_en(&broke_at.subject)
    )
}

/// A noun with its number.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
