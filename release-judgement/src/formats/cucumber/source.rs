//! The lines of a feature, for the places that the parser does not keep: tags, comments, cells, descriptions.

use serde_json::{Value, json};

/// A text as lines, counted from 1.
pub(super) struct Lines<'text>(Vec<&'text str>);

/// A line of a table: where it begins, and each cell with its value.
pub(super) struct TableLine {
    pub(super) location: Value,
    pub(super) cells: Vec<Value>,
}

impl<'text> Lines<'text> {
    pub(super) fn of(text: &'text str) -> Self {
        Self(text.lines().collect())
    }

    fn line(&self, number: usize) -> &'text str {
        number
            .checked_sub(1)
            .and_then(|index| self.0.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// Where the text of a line begins. Columns count letters.
    pub(super) fn location(&self, number: usize) -> Value {
        json!({"line": number, "column": indent(self.line(number)) + 1})
    }

    /// The tags above a line, in order, with their places.
    pub(super) fn tags_above(&self, number: usize) -> Vec<(String, Value)> {
        let mut tags = Vec::new();
        for above in (1..number).rev() {
            let line = self.line(above).trim();
            if line.starts_with('@') {
                tags.splice(0..0, self.tags_of(above));
            } else if !line.is_empty() && !line.starts_with('#') {
                break;
            }
        }
        tags
    }

    fn tags_of(&self, number: usize) -> Vec<(String, Value)> {
        let line = self.line(number);
        let mut tags = Vec::new();
        let mut column = 1;
        for part in line.split_inclusive(char::is_whitespace) {
            let tag = part.trim();
            if tag.starts_with('#') {
                break;
            }
            if tag.starts_with('@') {
                tags.push((tag.to_owned(), json!({"line": number, "column": column})));
            }
            column += part.chars().count();
        }
        tags
    }

    /// Every comment but the one that names the language.
    pub(super) fn comments(&self) -> Vec<Value> {
        let comments = self.0.iter().enumerate();
        comments
            .filter(|(_, line)| line.trim_start().starts_with('#') && language_of(line).is_none())
            .map(|(index, line)| json!({"location": {"line": index + 1, "column": 1}, "text": line}))
            .collect()
    }

    /// The language that the text is written in.
    pub(super) fn language(&self) -> String {
        let named = self.0.iter().find_map(|line| language_of(line));
        named.unwrap_or("ja").to_owned()
    }

    /// The description below a heading: everything up to the first line that the parser knows.
    pub(super) fn description(&self, heading: usize, next: usize) -> String {
        let between = (heading + 1..next).map(|number| self.line(number));
        let lines: Vec<&str> = between
            .take_while(|line| !line.trim_start().starts_with('@'))
            .filter(|line| !line.trim_start().starts_with('#'))
            .map(str::trim_end)
            .collect();
        let first = lines
            .iter()
            .position(|line| !line.is_empty())
            .unwrap_or(lines.len());
        let last = lines
            .iter()
            .rposition(|line| !line.is_empty())
            .map_or(first, |last| last + 1);
        lines.get(first..last).unwrap_or_default().join("\n")
    }

    /// As many lines of a table as there are rows, from that line on.
    pub(super) fn table(&self, from: usize, rows: &[Vec<String>]) -> Vec<TableLine> {
        let lines = (from..=self.0.len()).filter(|number| self.line(*number).trim_start().starts_with('|'));
        lines
            .zip(rows)
            .map(|(number, values)| TableLine {
                location: self.location(number),
                cells: self
                    .cell_columns(number)
                    .into_iter()
                    .zip(values)
                    .map(|(column, value)| json!({"location": {"line": number, "column": column}, "value": value}))
                    .collect(),
            })
            .collect()
    }

    /// Where each cell of a line begins: at its first letter.
    fn cell_columns(&self, number: usize) -> Vec<usize> {
        let letters: Vec<char> = self.line(number).chars().collect();
        let bar = |index: &usize| {
            letters.get(*index) == Some(&'|')
                && index.checked_sub(1).and_then(|before| letters.get(before)) != Some(&'\\')
        };
        let bars = (0..letters.len()).filter(bar);
        bars.map(|index| {
            let spaces = letters
                .iter()
                .skip(index + 1)
                .take_while(|letter| letter.is_whitespace());
            index + 2 + spaces.count()
        })
        .collect()
    }

    /// The delimiter of the first doc string below a line, and where it stands.
    pub(super) fn doc_string_below(&self, number: usize) -> (Value, &'static str) {
        let opens = |line: &str| {
            ["\"\"\"", "```"]
                .into_iter()
                .find(|delimiter| line.trim_start().starts_with(delimiter))
        };
        let found = (number + 1..=self.0.len()).find_map(|below| Some((below, opens(self.line(below))?)));
        let (line, delimiter) = found.unwrap_or((number, "\"\"\""));
        (self.location(line), delimiter)
    }
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|letter| letter.is_whitespace()).count()
}

fn language_of(line: &str) -> Option<&str> {
    let named = line
        .trim()
        .strip_prefix('#')?
        .trim()
        .strip_prefix("language")?
        .trim();
    Some(named.strip_prefix(':')?.trim())
}
