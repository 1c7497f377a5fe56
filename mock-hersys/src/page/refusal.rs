//! Why a form was not taken, for the person who sent it.

use axum::http::StatusCode;

use crate::config::LONGEST_VALIDITY_HOURS;
use crate::store::StoreError;
use crate::store::contact::ContactError;

/// Why a form was not taken.
pub(super) enum Refusal {
    /// The form is none of the page's, or an older one's.
    Unreadable,
    Contact(ContactError),
    Date,
    Validity,
    Time,
    NotConfirmed,
    /// The clock shows the system's time.
    SystemClock,
    ClockBackwards,
    JobFailed,
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Refusal {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Unreadable
            | Self::Contact(_)
            | Self::Date
            | Self::Validity
            | Self::Time
            | Self::NotConfirmed => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SystemClock | Self::ClockBackwards => StatusCode::CONFLICT,
            Self::JobFailed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Store(error) => error.status(),
        }
    }

    pub(super) fn japanese(&self) -> String {
        match self {
            Self::Unreadable => {
                "送られた内容を読み取れません。このページを開き直して、もう一度入力してください。".to_owned()
            }
            Self::Contact(ContactError::Telephone) => {
                "携帯電話番号は10桁から15桁の半角数字で入力してください。例：090-0000-0001".to_owned()
            }
            Self::Contact(ContactError::Mail) => {
                "メールアドレスを正しく入力してください。例：taro@example.jp".to_owned()
            }
            Self::Date => "発症日または検査日を選んでください。".to_owned(),
            Self::Validity => format!(
                "有効時間は1から{LONGEST_VALIDITY_HOURS}までの整数で入力してください。期限なしにするには空にします。"
            ),
            Self::Time => "進める先の日時を選んでください。".to_owned(),
            Self::NotConfirmed => {
                "終了は取り消せません。確認に印を付けてから、もう一度押してください。".to_owned()
            }
            Self::SystemClock => "この環境の時計は実際の時刻を示しているため、動かせません。".to_owned(),
            Self::ClockBackwards => "時計は戻せません。今より後の日時を選んでください。".to_owned(),
            Self::JobFailed => "時計を進める途中で処理に失敗しました。記録を確かめてください。".to_owned(),
            Self::Store(error) => japanese(error),
        }
    }
}

fn japanese(error: &StoreError) -> String {
    match error {
        StoreError::UnknownHealthCentre(_) => "その保健所はありません。一覧から選んでください。".to_owned(),
        StoreError::HealthCentreExists => "同じ名前の保健所がすでにあります。".to_owned(),
        StoreError::HealthCentreName => "保健所の名前は1文字から50文字で入力してください。".to_owned(),
        StoreError::UnknownCase(_) => "その患者は登録されていません。".to_owned(),
        StoreError::AlreadyPositive(_) => "この患者の陽性は報告済みです。報告は一度だけです。".to_owned(),
        StoreError::DateInFuture { today } => {
            format!("発症日・検査日に未来の日は選べません。今日は{today}です。")
        }
        StoreError::NotPositive(_) => "陽性が報告されていないため、処理番号を発行できません。".to_owned(),
        StoreError::IssuingSuspended => "処理番号の発行は停止中です。「発行」の欄で再開できます。".to_owned(),
        StoreError::IssuingShutDown => "処理番号の発行は終了しました。再開できません。".to_owned(),
        StoreError::UnknownNumber => "その処理番号は有効ではありません。使用済みか失効済みです。".to_owned(),
        StoreError::UnknownMessage(_) => "そのメッセージはありません。".to_owned(),
        StoreError::NotFailed(_) => "送信に失敗したメッセージだけを送り直せます。".to_owned(),
        StoreError::NumberGone(_) => {
            "このメッセージの処理番号はもう有効ではありません。新しい番号を発行してください。".to_owned()
        }
        StoreError::Corrupt { .. } | StoreError::Database(_) | StoreError::BrokenOff => {
            "データベースの処理に失敗しました。記録を確かめてください。".to_owned()
        }
    }
}
