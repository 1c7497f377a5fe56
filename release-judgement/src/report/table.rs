//! What tables have in common.

use maud::{Markup, html};

/// A table or a drawing that is scrolled sideways by itself where the page is narrow, also by keyboard. `name` is the id
/// of what names it.
pub(super) fn scrolled(name: &str, content: &Markup) -> Markup {
    html! { div.scroll role="region" tabindex="0" aria-labelledby=(name) { (content) } }
}

/// The head of a table: one column each.
pub(super) fn head(columns: &[Markup]) -> Markup {
    html! { thead { tr { @for column in columns { th scope="col" { (column) } } } } }
}
