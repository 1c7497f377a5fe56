//! The rows of the picture: who sent what to whom, and where it broke.
//!
//! A phone asks for files every few hours; the same happening to the same phone again and again is drawn once, with how
//! often. Every single event stands in the table.

use evidence::{ChainEvent, HttpExchange, ScenarioResult};
use jiff::Timestamp;

use super::lanes::{HERSYS, Lanes, SERVER, phone_of};

/// More rows than this nobody reads; the middle is then left out.
const MOST: usize = 48;
/// How many of them are the last ones.
const LAST: usize = 32;

/// A line of the picture.
pub(super) struct Row {
    pub(super) at: Option<Timestamp>,
    pub(super) place: String,
    pub(super) phase: String,
    pub(super) from: usize,
    /// Where it goes; the same lane for what happens in one part alone.
    pub(super) to: usize,
    pub(super) passed: bool,
    /// How often it happened.
    pub(super) times: usize,
    /// Whether the chain broke here.
    pub(super) broke: bool,
    /// The status that answered, where the exchange is known.
    pub(super) status: Option<u16>,
    /// How many rows are left out before this one.
    pub(super) left_out: usize,
}

/// The rows, in order of virtual time.
pub(super) fn rows(result: &ScenarioResult, lanes: &Lanes) -> Vec<Row> {
    let broken = broken_event(result);
    let mut rows: Vec<Row> = Vec::new();
    let mut details: Vec<&str> = Vec::new();
    for (position, event) in result.chain.iter().enumerate() {
        let broke = broken == Some(position);
        // Rows of the same place and result that follow one another, whosever they are.
        let alike = rows
            .iter()
            .rev()
            .take_while(|row| !row.broke && row.place == event.place && row.passed == event.passed)
            .count();
        let lane = lanes.of_subject(&event.subject);
        let first = rows.len() - alike;
        let same = (first..rows.len()).find(|at| {
            rows.get(*at).is_some_and(|row| owner(row, &event.place) == lane)
                && details.get(*at) == Some(&event.detail.as_str())
        });
        match same.and_then(|at| rows.get_mut(at)) {
            Some(row) if !broke => row.times += 1,
            _ => {
                rows.push(row(result, lanes, position, event, broke));
                details.push(&event.detail);
            }
        }
    }
    rows.extend(never_reached(result, lanes, broken));
    shortened(rows)
}

/// The event at which the chain broke: the last one of the place and of whose it was, best with the same words.
fn broken_event(result: &ScenarioResult) -> Option<usize> {
    let broke_at = result.broke_at.as_ref()?;
    let whose = phone_of(&broke_at.subject).unwrap_or(&broke_at.subject);
    let here = |event: &ChainEvent| {
        event.place == broke_at.place && (event.subject == whose || broke_at.subject == "サーバー")
    };
    let exactly = |event: &ChainEvent| here(event) && event.detail == broke_at.detail;
    let chain = &result.chain;
    let last = |which: &dyn Fn(&ChainEvent) -> bool| chain.iter().rposition(which);
    last(&exactly).or_else(|| last(&here))
}

/// Where the chain never got to the place at all, the place stands at the end.
fn never_reached(result: &ScenarioResult, lanes: &Lanes, broken: Option<usize>) -> Option<Row> {
    let broke_at = result.broke_at.as_ref().filter(|_| broken.is_none())?;
    let lane = lanes.of_subject(&broke_at.subject);
    Some(Row {
        at: None,
        place: broke_at.place.clone(),
        phase: broke_at.phase.clone(),
        from: lane,
        to: lane,
        passed: false,
        times: 1,
        broke: true,
        status: None,
        left_out: 0,
    })
}

fn row(result: &ScenarioResult, lanes: &Lanes, position: usize, event: &ChainEvent, broke: bool) -> Row {
    let (from, to) = direction(result, lanes, position, event);
    Row {
        at: Some(event.at),
        place: event.place.clone(),
        phase: event.phase.clone(),
        from,
        to,
        passed: event.passed,
        times: 1,
        broke,
        status: status(result, lanes, event.at, from, to),
        left_out: 0,
    }
}

/// Who sends to whom. What only one part does goes from it to itself.
fn direction(result: &ScenarioResult, lanes: &Lanes, position: usize, event: &ChainEvent) -> (usize, usize) {
    let own = lanes.of_subject(&event.subject);
    let server = lanes.of_subject(SERVER);
    let hersys = lanes.of_subject(HERSYS);
    match event.place.as_str() {
        "接触の記録" => (lanes.other_phone(own).unwrap_or(own), own),
        "処理番号の送付" => {
            let later = result.chain.get(position..).unwrap_or_default();
            let registers = later.iter().find(|event| event.place == "日次鍵の送信");
            (
                own,
                registers.map_or(own, |event| lanes.of_subject(&event.subject)),
            )
        }
        "日次鍵の送信" => (own, server),
        // The server asks, HER-SYS answers.
        "処理番号の照会" if own == hersys => (server, hersys),
        "処理番号の照会" => (hersys, server),
        "配布ファイルの取得" => (server, own),
        _ => (own, own),
    }
}

/// Whose event a row is.
fn owner(row: &Row, place: &str) -> usize {
    if place == "日次鍵の送信" || place == "処理番号の送付" {
        row.from
    } else {
        row.to
    }
}

/// What answered between the two at that time, if the record has the exchange.
fn status(result: &ScenarioResult, lanes: &Lanes, at: Timestamp, from: usize, to: usize) -> Option<u16> {
    let between = |exchange: &&HttpExchange| {
        let ends = (lanes.position(&exchange.from), lanes.position(&exchange.to));
        exchange.at == at && (ends == (Some(from), Some(to)) || ends == (Some(to), Some(from)))
    };
    let mut exchanges = result.exchanges.iter().filter(|_| from != to);
    exchanges.rfind(between)?.status
}

fn shortened(mut rows: Vec<Row>) -> Vec<Row> {
    if rows.len() <= MOST {
        return rows;
    }
    let mut last = rows.split_off(rows.len() - LAST);
    let dropped: Vec<Row> = rows.split_off(MOST - LAST);
    let left_out = dropped.len();
    // Where it broke is never left out.
    let mut kept: Vec<Row> = dropped.into_iter().filter(|row| row.broke).collect();
    let after = left_out - kept.len();
    rows.append(&mut kept);
    if let Some(row) = last.first_mut() {
        row.left_out = after;
    }
    rows.append(&mut last);
    rows
}
