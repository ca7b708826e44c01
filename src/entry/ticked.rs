//! 一格里的勾选: words of which some are ticked in the cell itself, 「☑自然人 □商业企业」.
//!
//! In: the text of a cell. Out: the words that are ticked; none where the cell is no such list. Columns that are ticked are left
//! to [`crate::column`].

/// The words ticked among several that stand in one cell: 自然人 of 「☑自然人 □商业企业」.
pub(super) fn chosen(written: &str) -> Option<String> {
    const TICKED: [char; 5] = ['☑', '√', '✓', '✔', '■'];
    const LEFT: [char; 2] = ['□', '☐'];
    if !written.contains(LEFT) || !written.contains(TICKED) {
        return None;
    }
    let mark = |c: char| TICKED.contains(&c) || LEFT.contains(&c);
    let begins: Vec<usize> = (written.char_indices())
        .filter_map(|(at, c)| mark(c).then_some(at))
        .collect();
    if !written[..*begins.first()?].trim().is_empty() {
        return None;
    }
    let ends = begins[1..].iter().copied().chain([written.len()]);
    let words = begins.iter().zip(ends).filter_map(|(begin, end)| {
        let word = written[*begin..end].trim_matches(|c: char| mark(c) || c.is_whitespace());
        written[*begin..].starts_with(TICKED).then_some(word)
    });
    let words: Vec<&str> = words.collect();
    words
        .iter()
        .all(|word| !word.is_empty())
        .then(|| words.join("；"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_words_in_one_cell_those_ticked_are_said() {
        for (written, said) in [
            ("☑自然人 □商业企业", Some("自然人")),
            ("□自然人　√商业企业　□其他", Some("商业企业")),
            ("☑自然人\n☑商业企业\n□其他", Some("自然人；商业企业")),
            ("□自然人 □商业企业", None),
            ("√", None),
            ("类型：☑自然人 □商业企业", None),
            ("自然人", None),
        ] {
            assert_eq!(chosen(written).as_deref(), said, "{written}");
        }
    }
}
