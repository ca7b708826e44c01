//! How deep a page's elements lie within one another, and how many a parser would make of them, before it is
//! parsed: its time and memory grow with the square of both.

/// Elements within elements that a page may have.
const NESTING: usize = 2_000;

/// Elements that a parser may have to make again: it does so at each new paragraph for every `<b>`, `<font>` …
/// that was left open in the one before.
const REMADE: usize = 2_000_000;

/// What is open and sets the depth back when it ends, with the depth and the formats outside of it.
enum Open {
    Table(usize),
    Cell(usize, usize),
}

/// Elements that hold nothing, or end by themselves where the next one begins.
const WITHOUT_DEPTH: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "hr", "img", "input",
    "li", "link", "meta", "option", "p", "param", "source", "tbody", "tfoot", "thead", "wbr",
    "html", "head", "body",
];

/// Elements that are made again after the paragraph they were opened in, until they are closed.
const FORMATS: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// So many of the very same element are made again, and no more.
const SAME: usize = 3;

/// Formats that are open, as their tags are written, those of the innermost cell last.
#[derive(Default)]
struct Formats<'p> {
    open: Vec<&'p str>,
    /// Where those of the innermost cell begin.
    cell: usize,
    /// Elements made again so far.
    remade: usize,
}

impl<'p> Formats<'p> {
    fn open(&mut self, tag: &'p str) {
        let same = self.open[self.cell..].iter().filter(|t| **t == tag);
        if same.count() < SAME {
            self.open.push(tag);
        }
    }

    fn close(&mut self, name: &str) {
        let is_named = |tag: &&str| element(tag) == name;
        if let Some(last) = self.open[self.cell..].iter().rposition(is_named) {
            self.open.remove(self.cell + last);
        }
    }

    /// A paragraph ends.
    fn paragraph(&mut self) {
        self.remade = self.remade.saturating_add(self.open.len() - self.cell);
    }

    /// A cell begins; gives what its end is to be told.
    fn cell(&mut self) -> usize {
        std::mem::replace(&mut self.cell, self.open.len())
    }

    /// A cell ends: nothing of it is left open.
    fn end_cell(&mut self, outside: usize) {
        self.open.truncate(self.cell);
        self.cell = outside;
    }
}

/// The element of a tag, in small letters.
fn element(tag: &str) -> String {
    let end = tag
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    tag[..end.min(20)].to_ascii_lowercase()
}

/// Whether a parser should not be asked to follow: some element lies deeper than on any page that holds
/// tables, or formats left open are made again without end. Unclosed elements count until the cell or table
/// around them ends, as for a browser.
pub(in crate::book) fn is_too_deep(page: &str) -> bool {
    let mut depth = 0usize;
    let mut open: Vec<Open> = Vec::new();
    let mut formats = Formats::default();
    for piece in page.split('<').skip(1) {
        let (closes, rest) = match piece.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, piece),
        };
        let name = element(rest);
        match (name.as_str(), closes) {
            ("", _) => {}
            ("table", false) => {
                open.push(Open::Table(depth));
                depth += 1;
            }
            ("table", true) => {
                while let Some(ended) = open.pop() {
                    match ended {
                        Open::Cell(outside, before) => {
                            depth = outside;
                            formats.end_cell(before);
                        }
                        Open::Table(outside) => {
                            depth = outside;
                            break;
                        }
                    }
                }
            }
            ("td" | "th" | "tr" | "caption", _) => {
                if let Some(&Open::Cell(outside, before)) = open.last() {
                    depth = outside;
                    formats.end_cell(before);
                    open.pop();
                }
                if !closes && name != "tr" {
                    open.push(Open::Cell(depth, formats.cell()));
                }
            }
            (name, _) if WITHOUT_DEPTH.contains(&name) => formats.paragraph(),
            (name, false) if FORMATS.contains(&name) => {
                formats.open(rest.split('>').next().unwrap_or(rest));
                depth += 1;
            }
            (name, true) if FORMATS.contains(&name) => {
                formats.close(name);
                depth = depth.saturating_sub(1);
            }
            (_, false) => depth += 1,
            (_, true) => {
                formats.paragraph();
                depth = depth.saturating_sub(1);
            }
        }
        let deep = depth.max(open.len()).max(formats.open.len()) > NESTING;
        if deep || formats.remade > REMADE {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_too_deep;

    #[test]
    fn many_unclosed_elements_in_cells_are_not_deep() {
        let sloppy = "<tr><td><span><font>x<td><b>y<br></tr>".repeat(10_000);
        assert!(!is_too_deep(&format!("<table>{sloppy}</table>")));
        assert!(!is_too_deep(&"<table><tr><td></table>".repeat(10_000)));
    }

    #[test]
    fn formats_left_open_are_not_made_again_without_end() {
        let fonts =
            |count: usize| -> String { (0..count).map(|n| format!("<font size={n}>")).collect() };
        let page = |formats: &str, paragraphs: usize| {
            format!("<p>{formats}</p>{}", "<p>x".repeat(paragraphs))
        };
        // the square of what a page of forty kilobytes can hold
        assert!(is_too_deep(&page(&fonts(1_500), 5_000)));
        assert!(!is_too_deep(&page(&fonts(20), 50_000)));
        assert!(!is_too_deep(&page(
            &"<font color=red>".repeat(1_500),
            50_000
        )));
        assert!(!is_too_deep(&page("<b>甲</b><i>", 100_000)));
        let in_cells = format!("<tr><td>{}<p>x<p>y", fonts(50)).repeat(20_000);
        assert!(!is_too_deep(&format!("<table>{in_cells}</table>")));
    }

    #[test]
    fn elements_that_never_close_are_deep() {
        assert!(is_too_deep(&"<div>".repeat(3_000)));
        assert!(is_too_deep(&"<table><tr><td>".repeat(3_000)));
    }
}
