//! The phones' screens as they were drawn.
//!
//! A drawing comes from the record, and a record could have been written by anyone: only plain shapes and texts are
//! taken into the page, nothing that could act, load or be confused with another element.

use evidence::{DrawnScreen, ScenarioResult};
use maud::{Markup, PreEscaped, html};

use super::language::{count, japanese, say};
use super::table::scrolled;

pub(super) fn section(name: &str, result: &ScenarioResult) -> Markup {
    let id = format!("{name}-screens");
    let drawings = html! {
        div.screens { @for screen in &result.screens { (drawing(screen)) } }
    };
    html! {
        @if !result.screens.is_empty() {
            details {
                summary id=(id) {
                    (say("端末の最後の画面", "Last screens of the phones")) " "
                    (count(result.screens.len(), "screen", "screens"))
                }
                (scrolled(&id, &drawings))
            }
        }
    }
}

fn drawing(screen: &DrawnScreen) -> Markup {
    if let Some(svg) = harmless(&screen.svg) {
        return html! { (PreEscaped(svg)) };
    }
    html! {
        p.note {
            (japanese(&screen.device)) " "
            (say("画面の図は、載せられない要素を含みます。", "The drawing holds what cannot be taken into a page."))
        }
    }
}

/// The drawing as it can stand in a page, if it is one SVG element that holds nothing but known shapes and attributes.
fn harmless(svg: &str) -> Option<String> {
    const ELEMENTS: [&str; 6] = ["svg", "title", "desc", "rect", "text", "tspan"];
    let svg = svg
        .trim()
        .replacen(" xmlns=\"http://www.w3.org/2000/svg\"", "", 1);
    let mut open: Vec<String> = Vec::new();
    let mut rest = svg.strip_prefix('<')?;
    if !rest.starts_with("svg ") {
        return None;
    }
    loop {
        let (tag, after) = rest.split_once('>')?;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop()? != name {
                return None;
            }
        } else {
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            let name = name.trim_end_matches('/');
            if !ELEMENTS.contains(&name) || !attributes_are_harmless(attributes.trim_end_matches('/')) {
                return None;
            }
            if !tag.ends_with('/') {
                open.push(name.to_owned());
            }
        }
        let Some((_, next)) = after.split_once('<') else {
            return (open.is_empty() && after.trim().is_empty()).then_some(svg.clone());
        };
        if open.is_empty() {
            return None;
        }
        rest = next;
    }
}

fn attributes_are_harmless(attributes: &str) -> bool {
    const NAMES: [&str; 15] = [
        "width",
        "height",
        "viewBox",
        "role",
        "font-family",
        "font-size",
        "font-weight",
        "lang",
        "x",
        "y",
        "rx",
        "fill",
        "text-anchor",
        "stroke",
        "stroke-width",
    ];
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once("=\"") else {
            return false;
        };
        let Some((value, after)) = after.split_once('"') else {
            return false;
        };
        if !NAMES.contains(&name) || value.contains(['&', ':', '(', '<']) {
            return false;
        }
        rest = after.trim_start();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" role="img">
<title>B</title><rect x="1" fill="#fff"/><text x="1">1 &lt; 2</text></svg>
"##;

    #[test]
    fn shapes_and_texts_are_taken_into_the_page() {
        let taken = harmless(SCREEN).unwrap();
        assert!(taken.starts_with("<svg width=\"9\" role=\"img\">"), "{taken}");
        assert!(taken.ends_with("</svg>"), "{taken}");
    }

    #[test]
    fn what_could_act_load_or_clash_is_not() {
        for evil in [
            "<script>alert(1)</script>",
            "<rect onload=\"alert(1)\"/>",
            "<image href=\"https://example.com/\"/>",
            "<rect fill=\"url(#a)\"/>",
            "<rect id=\"phases\"/>",
            "<rect class=\"skip\"/>",
            "<rect x='1' onclick=alert(1) y=\"1\"/>",
            "<foreignObject></foreignObject>",
            "<style>*{display:none}</style>",
            "</svg><svg role=\"img\"><p>",
            "<!-- <rect/> -->",
            "<rect x=\"1\"",
            "</text>",
        ] {
            let svg = SCREEN.replace("<rect x=\"1\" fill=\"#fff\"/>", evil);
            assert_ne!(svg, SCREEN);
            assert_eq!(harmless(&svg), None, "{evil}");
        }
        assert_eq!(harmless("<p>no drawing</p>"), None);
        assert_eq!(harmless(&format!("{SCREEN}<p>and more</p>")), None);
        assert_eq!(harmless(""), None);
    }
}
