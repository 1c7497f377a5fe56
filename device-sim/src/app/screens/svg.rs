//! A screen, drawn as a phone: title bar, sentences, buttons. The drawing needs nothing from outside, the same screen
//! gives the same bytes, and it grows with what it says.

mod wrap;
mod xml;

use std::fmt::Write;

use super::Screen;
use wrap::wrap;
use xml::escape;

/// All lengths are in the drawing's own units, about a pixel.
const WIDTH: u32 = 360;
const MARGIN: u32 = 16;
/// The phone's casing around the screen.
const CASING: u32 = 10;
const PADDING: u32 = 18;
/// A phone is taller than wide even when it says little.
const LEAST_SCREEN_HEIGHT: u32 = 480;
const PARAGRAPH_GAP: u32 = 14;
const BUTTON_GAP: u32 = 12;
const BUTTON_PADDING: u32 = 12;

const SCREEN_LEFT: u32 = MARGIN + CASING;
const SCREEN_WIDTH: u32 = WIDTH - 2 * SCREEN_LEFT;

/// A size of text, and how far apart its lines are.
#[derive(Clone, Copy)]
struct Type {
    size: u32,
    leading: u32,
    style: &'static str,
}

const CAPTION: Type = Type {
    size: 13,
    leading: 19,
    style: r##"fill="#333333""##,
};
const HEADING: Type = Type {
    size: 17,
    leading: 25,
    style: r##"fill="#ffffff" font-weight="bold""##,
};
const BODY: Type = Type {
    size: 16,
    leading: 26,
    style: r##"fill="#1a1a1a""##,
};
const BUTTON: Type = Type {
    size: 16,
    leading: 24,
    style: r##"fill="#ffffff" font-weight="bold""##,
};

impl Type {
    fn wrap(self, text: &str, width: u32) -> Vec<String> {
        wrap(text, width * 1000 / self.size)
    }

    fn height(self, lines: &[String]) -> u32 {
        self.leading * u32::try_from(lines.len()).unwrap_or(u32::MAX)
    }
}

/// Where a line is set.
#[derive(Clone, Copy)]
enum Alignment {
    Left,
    Centre,
}

/// What has been drawn, and how far down.
struct Drawing {
    elements: String,
    y: u32,
}

impl Drawing {
    /// Sets lines one below the other between `left` and `left + width`.
    fn lines(&mut self, lines: &[String], set: Type, left: u32, width: u32, alignment: Alignment) {
        let (x, anchor) = match alignment {
            Alignment::Left => (left, "start"),
            Alignment::Centre => (left + width / 2, "middle"),
        };
        for line in lines {
            let baseline = self.y + set.leading.midpoint(set.size) - set.size / 6;
            // Writing to a string cannot fail.
            let _ = writeln!(
                self.elements,
                "<text x=\"{x}\" y=\"{baseline}\" font-size=\"{}\" text-anchor=\"{anchor}\" {}>{}</text>",
                set.size,
                set.style,
                escape(line)
            );
            self.y += set.leading;
        }
    }

    fn rectangle(&mut self, x: u32, y: u32, width: u32, height: u32, radius: u32, fill: &str) {
        let _ = writeln!(
            self.elements,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\"/>"
        );
    }
}

impl Screen {
    /// The screen drawn as SVG, under a caption that says whose phone this is (name, operating system, release).
    pub(crate) fn to_svg(&self, caption: &str) -> String {
        let inner = SCREEN_WIDTH - 2 * PADDING;
        let caption_lines = CAPTION.wrap(caption, WIDTH - 2 * MARGIN);
        let title = HEADING.wrap(self.title, inner);
        let texts: Vec<_> = self.texts.iter().map(|text| BODY.wrap(text, inner)).collect();
        let actions: Vec<_> = self
            .actions
            .iter()
            .map(|action| BUTTON.wrap(action, inner - 2 * BUTTON_PADDING))
            .collect();

        let title_height = HEADING.height(&title) + 2 * PADDING;
        let texts_height: u32 = texts.iter().map(|lines| BODY.height(lines) + PARAGRAPH_GAP).sum();
        let button_height = |lines: &Vec<String>| BUTTON.height(lines) + 2 * BUTTON_PADDING;
        let actions_height: u32 = actions
            .iter()
            .map(|lines| button_height(lines) + BUTTON_GAP)
            .sum();
        let screen_height =
            LEAST_SCREEN_HEIGHT.max(title_height + PADDING + texts_height + actions_height + PADDING);
        let casing_top = MARGIN + CAPTION.height(&caption_lines) + MARGIN / 2;
        let screen_top = casing_top + CASING;
        let height = screen_top + screen_height + CASING + MARGIN;

        let mut drawing = Drawing {
            elements: String::new(),
            y: MARGIN,
        };
        drawing.rectangle(0, 0, WIDTH, height, 0, "#f2f2f2");
        drawing.lines(
            &caption_lines,
            CAPTION,
            MARGIN,
            WIDTH - 2 * MARGIN,
            Alignment::Centre,
        );
        drawing.rectangle(
            MARGIN,
            casing_top,
            WIDTH - 2 * MARGIN,
            screen_height + 2 * CASING,
            22,
            "#2b2b2b",
        );
        drawing.rectangle(
            SCREEN_LEFT,
            screen_top,
            SCREEN_WIDTH,
            screen_height,
            12,
            "#ffffff",
        );
        drawing.rectangle(SCREEN_LEFT, screen_top, SCREEN_WIDTH, title_height, 12, "#17457f");

        let left = SCREEN_LEFT + PADDING;
        drawing.y = screen_top + PADDING;
        drawing.lines(&title, HEADING, left, inner, Alignment::Centre);
        drawing.y = screen_top + title_height + PADDING;
        for lines in &texts {
            drawing.lines(lines, BODY, left, inner, Alignment::Left);
            drawing.y += PARAGRAPH_GAP;
        }
        drawing.y = screen_top + screen_height - PADDING - actions_height;
        for lines in &actions {
            drawing.rectangle(left, drawing.y, inner, button_height(lines), 8, "#17457f");
            drawing.y += BUTTON_PADDING;
            drawing.lines(lines, BUTTON, left, inner, Alignment::Centre);
            drawing.y += BUTTON_PADDING + BUTTON_GAP;
        }

        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
             role=\"img\" font-family=\"sans-serif\" lang=\"ja\">\n<title>{}</title>\n<desc>{}</desc>\n{}</svg>\n",
            escape(&format!("{caption}　{}", self.title)),
            escape(&self.read_aloud()),
            drawing.elements
        )
    }

    /// The whole text, for who cannot see the drawing.
    fn read_aloud(&self) -> String {
        let mut parts = vec![format!("画面「{}」", self.title)];
        parts.extend(self.texts.iter().cloned());
        parts.extend(self.actions.iter().map(|action| format!("ボタン「{action}」")));
        parts.join("\n")
    }
}

#[cfg(test)]
mod tests;
