//! What to do after a contact: by symptoms, by somebody near, by the wish for a test (COCOAについて 2020年9月9日, 通知を受けた方への
//! 案内).

use serde::{Deserialize, Serialize};

use super::{BACK_TO_HOME, Screen};

const TITLE: &str = "接触が確認された方へ";
const SYMPTOMS_TITLE: &str = "症状の有無";

/// How the result page leads on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GuidanceForm {
    /// Questions in the app, or a call: up to 1.1.4.
    Questions,
    /// One link to the consultation desks of the prefecture: from 1.1.5 (COCOA v1.1.5 `ContactedNotifyPage`;
    /// 2020年10月13日の状況, 接触確認アプリの改修).
    ConsultationDesk,
}

impl GuidanceForm {
    pub(super) fn invitation(self) -> [&'static str; 2] {
        match self {
            Self::Questions => [
                "症状や身近な方の状況を入力すると、検査の相談先などをご案内します。",
                "電話でも相談できます。",
            ],
            Self::ConsultationDesk => [
                "症状がある方、身近に症状のある人がいる方、検査を希望する方は、相談先に連絡してください。",
                "当てはまらない方は、14日間は体調の変化に気をつけて過ごしてください。",
            ],
        }
    }

    pub(super) fn buttons(self) -> Vec<&'static str> {
        match self {
            Self::Questions => vec!["症状などを入力する", "電話で相談する"],
            Self::ConsultationDesk => vec!["相談先を調べる"],
        }
    }
}

/// What the user answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Situation {
    /// Fever or another symptom that is suspected to come from the disease.
    pub symptoms: bool,
    /// Family, friend or colleague who is infected or has such symptoms, within the last two weeks.
    pub someone_near: bool,
    /// The wish to be tested although none of it applies.
    pub wishes_test: bool,
}

/// The first question.
pub(crate) fn ask_for_symptoms() -> Screen {
    Screen::new(
        SYMPTOMS_TITLE,
        &[
            "次のような症状がありますか。",
            "息苦しさ、強いだるさ、高熱などの強い症状がある。",
            "重症化しやすい方で、発熱やせきなど、比較的軽いかぜの症状がある。",
            "それ以外の方で、比較的軽いかぜの症状が続いている。",
        ],
        &["症状がある", "症状はない"],
    )
}

/// The questions after the answer that there are no symptoms.
pub(crate) fn ask_for_people_near() -> Screen {
    Screen::new(
        "身近な方の状況",
        &[
            "家族、友人、職場の人など、2週間以内に身近に接した人の中に、感染した人や、感染が疑われる症状のある人がいますか。",
            "心当たりがなくても、検査を希望しますか。",
        ],
        &["心当たりがある", "検査を希望する", "どちらも当てはまらない"],
    )
}

/// Where the answers lead: to the place that arranges a test, or to two weeks of watching one's health.
pub(crate) fn guidance(situation: Situation, form: GuidanceForm) -> Screen {
    let Situation {
        symptoms,
        someone_near,
        wishes_test,
    } = situation;
    if !(symptoms || someone_near || wishes_test) {
        return Screen::new(
            TITLE,
            &[
                "14日間は、体調の変化に気をつけて過ごしてください。",
                "体調が変わったときは、もう一度、症状の有無を入力してください。",
            ],
            &["症状の有無を入力する", BACK_TO_HOME],
        );
    }
    let where_to = match (form, symptoms) {
        (GuidanceForm::Questions, _) => {
            "最寄りの帰国者・接触者外来などに速やかに予約し、マスクを着けて受診してください。"
        }
        (GuidanceForm::ConsultationDesk, true) => {
            "かかりつけ医など、地域の身近な医療機関に、まず電話で相談してください。"
        }
        (GuidanceForm::ConsultationDesk, false) => {
            "お住まいの地域の相談窓口に連絡してください。検査を受けられる場所をご案内します。"
        }
    };
    Screen::new(
        TITLE,
        &[
            where_to,
            "検査の費用を本人が負担することはありません。",
            "相談先は、都道府県を選ぶと表示します。",
        ],
        &["都道府県を選んで相談先を見る", BACK_TO_HOME],
    )
}
