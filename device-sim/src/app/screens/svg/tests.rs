use proptest::prelude::*;

use super::wrap::width;
use super::*;

/// An element of a drawing, as a strict reader of XML finds it.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn number(&self, attribute: &str) -> u32 {
        let found = self.attributes.iter().find(|(name, _)| name == attribute);
        found.unwrap().1.parse().unwrap()
    }
}

/// Reads what [`Screen::to_svg`] may write — elements, quoted attributes, the entities of `escape` — and panics at
/// anything else: an unbalanced element, a bare `&` or `<`, an attribute without quotes, a forbidden character.
fn read(svg: &str) -> Vec<Element> {
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut rest = svg.trim_end();
    while !rest.is_empty() {
        let (text, markup) = rest.split_at(rest.find('<').unwrap());
        match open.last() {
            Some(&element) => elements[element].text.push_str(&unescape(text)),
            None => assert!(text.is_empty(), "text outside the root: {text:?}"),
        }
        let end = markup.find('>').unwrap();
        let tag = &markup[1..end];
        rest = &markup[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(elements[open.pop().unwrap()].name, name);
            continue;
        }
        assert!(!open.is_empty() || elements.is_empty(), "two roots");
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !is_empty {
            open.push(elements.len());
        }
        elements.push(Element {
            name: name.to_owned(),
            attributes: read_attributes(attributes),
            text: String::new(),
        });
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    elements
}

fn read_attributes(mut text: &str) -> Vec<(String, String)> {
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !text.trim().is_empty() {
        let (name, after) = text.trim_start().split_once("=\"").unwrap();
        let (value, after) = after.split_once('"').unwrap();
        assert!(
            name.chars().all(|c| c.is_ascii_alphabetic() || c == '-'),
            "{name:?}"
        );
        assert!(
            attributes.iter().all(|(other, _)| other != name),
            "{name:?} twice"
        );
        attributes.push((name.to_owned(), unescape(value)));
        text = after;
    }
    attributes
}

fn unescape(text: &str) -> String {
    assert!(!text.contains(|c: char| c.is_control() && !"\t\n\r\u{7f}".contains(c) && c < '\u{80}'));
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap().to_owned();
    for part in parts {
        let (entity, after) = part.split_once(';').unwrap();
        plain.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            other => panic!("unknown entity {other:?}"),
        });
        plain.push_str(after);
    }
    plain
}

fn screen(texts: &[String]) -> Screen {
    Screen {
        title: "過去14日間の接触",
        texts: texts.to_vec(),
        actions: vec!["接触の一覧を見る", "相談先を調べる"],
    }
}

/// Fails where anything is outside the drawing, where a text is outside the rectangle that it stands in, or where two
/// lines overlap.
fn check_that_all_is_inside(svg: &str) {
    let elements = read(svg);
    let (right, bottom) = (elements[0].number("width"), elements[0].number("height"));
    let rectangles: Vec<_> = elements.iter().filter(|element| element.name == "rect").collect();
    for rectangle in &rectangles {
        assert!(rectangle.number("x") + rectangle.number("width") <= right);
        assert!(rectangle.number("y") + rectangle.number("height") <= bottom);
    }
    let mut last_baseline = 0;
    for text in elements.iter().filter(|element| element.name == "text") {
        let (x, baseline, size) = (text.number("x"), text.number("y"), text.number("font-size"));
        let wide = width(&text.text) * size / 1000;
        let is_centred = text
            .attributes
            .contains(&("text-anchor".to_owned(), "middle".to_owned()));
        let left = if is_centred {
            x.checked_sub(wide / 2).unwrap()
        } else {
            x
        };
        // The last rectangle drawn around the baseline is the one that the text stands in.
        let around = rectangles.iter().rfind(|rectangle| {
            let (top, height) = (rectangle.number("y"), rectangle.number("height"));
            (top..top + height).contains(&baseline)
        });
        let around = around.unwrap();
        assert!(left >= around.number("x"), "{text:?}");
        assert!(
            left + wide <= around.number("x") + around.number("width"),
            "{text:?}"
        );
        assert!(baseline - size >= around.number("y"), "{text:?}");
        assert!(baseline >= last_baseline + size, "{text:?}");
        last_baseline = baseline;
    }
}

proptest! {
    #[test]
    fn any_text_stays_inside_the_frame_and_is_well_formed(
        texts in proptest::collection::vec(any::<String>(), 0..6),
        japanese in "[あ-ん一-十。、「」（）ー0-9A-Z ]{0,200}",
        caption in any::<String>(),
    ) {
        let mut texts = texts;
        texts.push(japanese);
        check_that_all_is_inside(&screen(&texts).to_svg(&caption));
    }
}

#[test]
fn every_screen_of_the_app_fits() {
    for screen in crate::app::screens::every_screen::every_screen() {
        check_that_all_is_inside(&screen.to_svg("利用者B　Android 11　COCOA 1.4.1"));
    }
}

#[test]
fn a_reader_hears_the_whole_text() {
    let texts = ["1つ目の文です。".to_owned(), "<2> & \"3\"".to_owned()];
    let svg = screen(&texts).to_svg("利用者B（iOS）");
    let elements = read(&svg);
    assert_eq!(
        elements[0]
            .attributes
            .iter()
            .filter(|(name, value)| name == "role" && value == "img")
            .count(),
        1
    );
    assert_eq!(
        (elements[1].name.as_str(), elements[2].name.as_str()),
        ("title", "desc")
    );
    assert_eq!(elements[1].text, "利用者B（iOS）　過去14日間の接触");
    for said in [
        "過去14日間の接触",
        "1つ目の文です。",
        "<2> & \"3\"",
        "接触の一覧を見る",
        "相談先を調べる",
    ] {
        assert!(elements[2].text.contains(said), "{said}");
    }
}

#[test]
fn a_drawing_grows_with_what_it_says() {
    let height = |lines: usize| {
        let texts = vec!["長い文章です。".repeat(10); lines];
        read(&screen(&texts).to_svg("")).first().unwrap().number("height")
    };
    assert!(height(20) > height(10));
    assert_eq!(height(0), height(1), "a phone has a least height");
}

#[test]
fn the_same_screen_gives_the_same_bytes() {
    let screen = screen(&["文".to_owned()]);
    assert_eq!(screen.to_svg("A"), screen.to_svg("A"));
}

#[test]
fn the_reader_of_these_tests_refuses_what_is_no_xml() {
    for broken in [
        "<svg><a></svg>",
        "<svg>&</svg>",
        "<svg>&nbsp;</svg>",
        "<svg a=b></svg>",
        "<svg>\u{1}</svg>",
        "<svg></svg><svg></svg>",
    ] {
        assert!(std::panic::catch_unwind(|| read(broken)).is_err(), "{broken:?}");
    }
}
