//! The lines of the log.

use exposure_notification::Platform;
use jiff::Timestamp;
use testbed::japan;

use super::entry::Entry;

/// The columns (COCOA v1.2.1 `LogWriter`).
const COLUMNS: [&str; 12] = [
    "output_date",
    "log_level",
    "message",
    "method",
    "file_path",
    "line_number",
    "platform",
    "platform_version",
    "model",
    "device_type",
    "app_version",
    "build_number",
];

/// What a line says of where the app runs: app, operating system and model, and nothing else (2020年10月13日の状況,
/// 利用環境情報). All of it is known when this program is built, so that nothing of a person can stand here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Environment {
    /// The operating system.
    pub platform: Platform,
    /// Its version, as the phone shows it: `14.5`.
    pub platform_version: &'static str,
    /// The model of the handset.
    pub model: &'static str,
    /// The release of the app.
    pub app_version: &'static str,
}

/// The first line of a file.
pub(super) fn heading() -> String {
    row(&COLUMNS)
}

/// The line of an entry, with the time in Japan. COCOA's lines also name its own source file and line and the number of
/// its build; a simulated app has none of the three, and the columns stay empty.
pub(super) fn line(at: Timestamp, entry: &Entry, environment: &Environment) -> String {
    let at = at.to_zoned(japan::time_zone()).strftime("%Y/%m/%d %H:%M:%S");
    row(&[
        &at.to_string(),
        entry.level(),
        &entry.message(),
        entry.method(),
        "",
        "",
        &environment.platform.to_string(),
        environment.platform_version,
        environment.model,
        "Virtual",
        environment.app_version,
        "",
    ])
}

/// Every field in quotes, quotes doubled, line breaks removed.
fn row(fields: &[&str; COLUMNS.len()]) -> String {
    let fields = fields.map(|field| format!("\"{}\"", field.replace(['\r', '\n'], "").replace('"', "\"\"")));
    format!("{}\n", fields.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_quoted_and_a_line_stays_one_line() {
        let mut fields = [""; COLUMNS.len()];
        fields[0] = "a\r\nb";
        fields[1] = "say \"c\"";
        assert_eq!(
            row(&fields),
            "\"ab\",\"say \"\"c\"\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\n"
        );
    }

    #[test]
    fn a_line_has_the_twelve_columns_of_cocoa() {
        let environment = Environment {
            platform: Platform::Ios,
            platform_version: "14.5",
            model: "iPhone12,1",
            app_version: "1.2.4",
        };
        // 15:00:01Z is 00:00:01 of the next day in Japan.
        let at = "2021-06-13T15:00:01Z".parse().unwrap();
        assert_eq!(
            line(at, &Entry::NotificationPosted, &environment),
            "\"2021/06/14 00:00:01\",\"Info\",\"Notification posted\",\"ShowExposureNotification\",\"\",\"\",\
             \"iOS\",\"14.5\",\"iPhone12,1\",\"Virtual\",\"1.2.4\",\"\"\n"
        );
        assert_eq!(
            heading(),
            "\"output_date\",\"log_level\",\"message\",\"method\",\"file_path\",\"line_number\",\"platform\",\
             \"platform_version\",\"model\",\"device_type\",\"app_version\",\"build_number\"\n"
        );
    }
}
