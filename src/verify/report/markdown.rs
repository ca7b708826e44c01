//! Markdown: tables between pipes, with or without the line under their heads, and tables of HTML within the text.
//!
//! What a merged cell covers is blank, repeats its text or has no cell at all; all three are left to `tables`.

use super::grid::{Laid, Paper};
use super::page;

/// Whether a text is Markdown with a table rather than delimited columns.
pub(super) fn is_markdown(text: &str) -> bool {
    text.lines().any(is_rule) || text.contains("<table") || !ruled(text)
}

/// Whether a text has the lines under heads that Markdown asks for; one without them has tables all the same where so
/// many lines have pipes.
fn ruled(text: &str) -> bool {
    const LEAST: usize = 3;
    let piped = || text.lines().filter(|line| line.contains('|'));
    text.lines().any(is_rule) || piped().take(LEAST).count() < LEAST
}

/// Reads a text.
pub(super) fn read(file: u32, text: &str) -> Paper {
    let mut paper = Paper::document();
    let mut table: Option<Laid> = None;
    let mut html: Option<String> = None;
    let ruled = ruled(text);
    let mut lines = (1u32..).zip(text.lines()).peekable();
    while let Some((number, line)) = lines.next() {
        if let Some(piece) = &mut html {
            piece.push_str(line);
            piece.push('\n');
            if line.contains("</table") && balanced(piece) {
                let piece = html.take().unwrap_or_default();
                paper = page::read_into(paper, file, &piece);
            }
            continue;
        }
        if line.contains("<table") {
            let piece = format!("{line}\n");
            if line.contains("</table") && balanced(&piece) {
                paper = page::read_into(paper, file, &piece);
            } else {
                html = Some(piece);
            }
            continue;
        }
        let heads = lines.peek().is_some_and(|(_, next)| is_rule(next));
        let is_row = line.trim_start().starts_with('|')
            || ((table.is_some() || heads || !ruled) && line.contains('|'));
        if is_row {
            if !is_rule(line) {
                let laid = table.get_or_insert_default();
                laid.row();
                for cell in cells(line) {
                    laid.cell(&cell, 1, 1);
                }
            }
            continue;
        }
        if let Some(laid) = table.take() {
            paper.table(laid);
        }
        paper.paragraph(
            file,
            number,
            &plain(line.trim_start_matches(['#', '>', ' '])),
        );
    }
    if let Some(laid) = table.take() {
        paper.table(laid);
    }
    if let Some(piece) = html {
        paper = page::read_into(paper, file, &piece);
    }
    paper
}

fn balanced(piece: &str) -> bool {
    piece.matches("<table").count() <= piece.matches("</table").count()
}

/// `|---|:-:|`, the line under a header.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
        && line.contains("--")
}

/// The cells between the pipes of a line.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = match line.strip_suffix('|') {
        Some(cut) if !cut.ends_with('\\') => cut,
        _ => line,
    };
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            c => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(c);
                }
            }
        }
        escaped = false;
    }
    cells.iter().map(|cell| plain(cell)).collect()
}

/// Text without its marks of emphasis and the few elements that stand in tables.
fn plain(text: &str) -> String {
    let mut plain = text
        .replace("**", "")
        .replace("__", "")
        .replace("&nbsp;", " ");
    for line_break in ["<br>", "<br/>", "<br />", "<BR>"] {
        plain = plain.replace(line_break, "\n");
    }
    plain.trim().to_owned()
}
