//! A table aligned by display width: a Japanese letter is two columns wide.

use super::print_line;
use unicode_width::UnicodeWidthStr as _;

/// A table.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a heading.
    pub(crate) fn new(columns: &[&str], rows: Vec<Vec<String>>) -> Self {
        let heading = columns.iter().map(|&column| column.to_owned()).collect();
        Self {
            rows: std::iter::once(heading).chain(rows).collect(),
        }
    }

    /// Prints it to stdout.
    pub(crate) fn print(&self) {
        for line in self.lines() {
            print_line(line);
        }
    }

    fn lines(&self) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| visible_width(cell))
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let line = |row: &Vec<String>| {
            let padded = |(cell, width): (&String, &usize)| {
                format!("{cell}{}", " ".repeat(width.saturating_sub(visible_width(cell))))
            };
            row.iter()
                .zip(&widths)
                .map(padded)
                .collect::<Vec<_>>()
                .join("  ")
                .trim_end()
                .to_owned()
        };
        self.rows.iter().map(line).collect()
    }
}

/// The width on a terminal, colours not counted.
fn visible_width(cell: &str) -> usize {
    anstream::adapter::strip_str(cell).to_string().width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_display_width() {
        let table = Table::new(&["OS", "判定"], vec![vec!["両方".to_owned(), "否".to_owned()]]);
        assert_eq!(table.lines(), ["OS    判定", "両方  否"]);
    }
}
