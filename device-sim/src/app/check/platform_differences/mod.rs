//! Where iOS and Android judge the same contact differently, and where a release breaks what is promised: a grid of
//! contacts, judged by every release, and `docs/platform-differences.md` made of it.
//!
//! | file | idea |
//! | --- | --- |
//! | [`contact`], [`grid`] | the questions, and the answers of every release |
//! | [`judgement`] | how an answer comes about: the real computation and the columns of the table of releases |
//! | [`oracle`] | what is promised, whatever is computed |
//! | [`document`] | the page; each table has its own file, [`region`] and [`labels`] put ranges into words |
//! | [`facts`], [`properties`] | what the sources say of the grid, and what holds for any contact |

mod assumptions;
mod contact;
mod decisions;
mod document;
mod facts;
mod grid;
mod judgement;
mod labels;
mod oracle;
mod properties;
mod region;
mod sender;
mod told_apart;
mod two_contacts;
mod violations;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/platform-differences.md");

#[test]
fn the_page_about_platform_differences_is_up_to_date() {
    let text = document::text();
    if std::env::var_os("ICHIREN_WRITE_DOCS").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    let found = std::fs::read_to_string(FILE).unwrap_or_default();
    let first_difference = text
        .lines()
        .zip(found.lines())
        .find(|(expected, found)| expected != found);
    assert!(
        text == found,
        "docs/platform-differences.md is out of date, first here: {first_difference:#?}\nTo write it anew: {}",
        document::COMMAND
    );
}
