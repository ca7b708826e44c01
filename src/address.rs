//! Where a fact is: in which file, on which sheet, in which row and column.
//!
//! Addresses are symbolic and small: a file is its position in the sorted list of inputs, a sheet its
//! position in the file. They become words (`一季度/申请.xlsx!台账!D7`) only where something is shown, with
//! the names that [`Sources`] keeps.

use std::fmt;

/// One row of one sheet, and one of its cells when the column is known.
///
/// The order of addresses is the order in which a person meets them: file by file, sheet by sheet,
/// downwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Position of the file in [`Sources::files`].
    pub file: u32,
    /// Position of the sheet in its file, from 0.
    pub sheet: u16,
    /// Row number as Excel counts, from 1; for a text file the number of the record, blank ones included.
    pub row: u32,
    /// Column from 0 (A), or none when the whole row is meant.
    pub column: Option<u16>,
}

impl Address {
    /// A cell of this row: the one in `column`, counted from 0.
    #[must_use]
    pub fn at(self, column: u16) -> Self {
        Address {
            column: Some(column),
            ..self
        }
    }

    /// The whole row of this place.
    #[must_use]
    pub fn row(self) -> Self {
        Address {
            column: None,
            ..self
        }
    }
}

/// The names behind the numbers of addresses.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The files in sorted order; an [`Address::file`] is a position here.
    pub files: Vec<SourceName>,
}

/// A file's name and the names of its sheets.
#[derive(Debug, Clone, Default)]
pub struct SourceName {
    /// Path relative to the data folder, with `/`.
    pub file: String,
    /// Sheet names in their order; `None` for a text file, which has one sheet without a name.
    pub sheets: Vec<Option<String>>,
}

impl Sources {
    /// The file's path as shown, `?` for an address of another run.
    pub fn file(&self, address: Address) -> &str {
        self.files
            .get(address.file as usize)
            .map_or("?", |f| f.file.as_str())
    }

    /// The sheet's name, none for text files.
    pub fn sheet(&self, address: Address) -> Option<&str> {
        self.files
            .get(address.file as usize)?
            .sheets
            .get(address.sheet as usize)?
            .as_deref()
    }

    /// `文件!工作表!D7`, or `文件!D7` for a text file; the row number alone where no column is meant.
    pub fn show(&self, address: Address) -> String {
        match self.sheet(address) {
            Some(sheet) => format!("{}!{}!{}", self.file(address), sheet, cell_name(address)),
            None => format!("{}!{}", self.file(address), cell_name(address)),
        }
    }
}

/// What Excel calls the cell: `D7`; the bare row number where no column is meant.
pub fn cell_name(address: Address) -> String {
    match address.column {
        Some(column) => format!("{}{}", column_name(column), address.row),
        None => address.row.to_string(),
    }
}

/// A column's letters as Excel shows them: 0 is `A`, 26 is `AA`.
pub fn column_name(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(
            b'A' + u8::try_from(digit).expect("a remainder of 26 fits"),
        ));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The row (from 1) and column (from 0) of a reference such as `D7` or `$D$7`; none if it is no reference.
pub fn parse_cell(name: &str) -> Option<(u32, u16)> {
    let name: String = name.chars().filter(|&c| c != '$').collect();
    let split = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at(split);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0u32;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row: u32 = digits.parse().ok().filter(|&r| r > 0)?;
    Some((row, u16::try_from(column - 1).ok()?))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}!{}", self.file, self.sheet, cell_name(*self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        for (column, name) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16383, "XFD"),
        ] {
            assert_eq!(column_name(column), name);
            assert_eq!(parse_cell(&format!("{name}9")), Some((9, column)));
        }
        assert_eq!(parse_cell("$D$7"), Some((7, 3)));
        assert_eq!(parse_cell("7D"), None);
        assert_eq!(parse_cell("D0"), None);
    }
}
