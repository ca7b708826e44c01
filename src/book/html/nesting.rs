//! How deep a page's elements lie within one another, before it is parsed: the time that an HTML parser
//! takes grows with the square of it.

/// Elements within elements that a page may have.
const NESTING: usize = 2_000;

/// What is open and sets the depth back when it ends, with the depth outside of it.
enum Open {
    Table(usize),
    Cell(usize),
}

/// Elements that hold nothing, or end by themselves where the next one begins.
const WITHOUT_DEPTH: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "hr", "img", "input",
    "li", "link", "meta", "option", "p", "param", "source", "tbody", "tfoot", "thead", "wbr",
    "html", "head", "body",
];

/// Whether some element lies deeper than any page that holds tables. Unclosed elements count until the
/// cell or table around them ends, as for a browser.
pub(in crate::book) fn is_too_deep(page: &str) -> bool {
    let mut depth = 0usize;
    let mut open: Vec<Open> = Vec::new();
    for piece in page.split('<').skip(1) {
        let (closes, rest) = match piece.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, piece),
        };
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let name = rest[..end.min(20)].to_ascii_lowercase();
        match (name.as_str(), closes) {
            ("", _) => {}
            ("table", false) => {
                open.push(Open::Table(depth));
                depth += 1;
            }
            ("table", true) => {
                while let Some(ended) = open.pop() {
                    match ended {
                        Open::Cell(outside) => depth = outside,
                        Open::Table(outside) => {
                            depth = outside;
                            break;
                        }
                    }
                }
            }
            ("td" | "th" | "tr" | "caption", _) => {
                if let Some(&Open::Cell(outside)) = open.last() {
                    depth = outside;
                    open.pop();
                }
                if !closes && name != "tr" {
                    open.push(Open::Cell(depth));
                }
            }
            (name, _) if WITHOUT_DEPTH.contains(&name) => {}
            (_, false) => depth += 1,
            (_, true) => depth = depth.saturating_sub(1),
        }
        if depth > NESTING || open.len() > NESTING {
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
    fn elements_that_never_close_are_deep() {
        assert!(is_too_deep(&"<div>".repeat(3_000)));
        assert!(is_too_deep(&"<table><tr><td>".repeat(3_000)));
    }
}
