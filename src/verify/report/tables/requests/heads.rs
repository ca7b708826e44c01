//! The heads of section 三: which classes of applicants they name, and over which columns.

use crate::address::Address;
use crate::verify::report::label::{SAME, key, likeness};
use crate::verify::report::tables::View;

/// The head that parts into those of bodies.
const BODIES: &str = "法人或其他组织";

/// The heads of section 三 as a row has them: class, columns.
pub(super) struct Classes {
    pub(super) names: Vec<String>,
    pub(super) columns: Vec<(u16, u16)>,
    /// The last cell of the row is a head.
    pub(super) end: bool,
    /// The last column of the row.
    pub(super) last: u16,
    pub(super) grid: usize,
    /// Where the row stands.
    pub(super) address: Address,
}

impl Classes {
    /// Takes the classes of a row above that has no cell over this one's: what a merged cell covers was left out, so
    /// that nothing stands below anything, and only the order tells. Those before the cell that parts into this row's
    /// come before them, the others after.
    fn take_around<'n>(&mut self, above: &View<'_>, class: &impl Fn(&str) -> Option<&'n str>) {
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let mut parted = false;
        for cell in &above.own {
            match class(cell.text) {
                Some(name) if self.names.iter().any(|n| n == name) => {}
                Some(name) if parted => after.push(name.to_owned()),
                Some(name) => before.push(name.to_owned()),
                None => parted |= likeness(BODIES, &key(cell.text)) >= SAME,
            }
        }
        if before.is_empty() && after.is_empty() || !parted {
            return;
        }
        before.append(&mut self.names);
        before.append(&mut after);
        self.names = before;
        self.columns = (0..).zip(&self.names).map(|(at, _)| (at, at)).collect();
        self.end = true;
        self.last = u16::MAX;
    }

    /// Where the first head stands, if the heads stand in another order than the form's.
    pub(super) fn out_of_order(&self, form: &[&str]) -> Option<Address> {
        let mut heads: Vec<(u16, usize)> = (self.columns.iter().zip(&self.names))
            .filter_map(|(column, name)| Some((column.0, form.iter().position(|f| f == name)?)))
            .collect();
        heads.sort_by_key(|head| head.0);
        let first = heads.first()?.0;
        (!heads.is_sorted_by_key(|head| head.1)).then(|| self.address.at(first))
    }
}

/// The heads that a row holds, with those of the rows above where its own cell says nothing.
pub(super) fn classes(rows: &[View<'_>], at: usize, names: &[&str]) -> Option<Classes> {
    let row = &rows[at];
    let class = |text: &str| {
        let name = key(text);
        names
            .iter()
            .map(|n| (likeness(n, &name), *n))
            .filter(|(alike, _)| *alike >= 700)
            .max_by_key(|(alike, _)| *alike)
            .map(|(_, n)| n)
    };
    let mut classes = Classes {
        names: Vec::new(),
        columns: Vec::new(),
        end: false,
        last: row.own.last().map_or(0, |o| o.last),
        grid: row.grid,
        address: row.address,
    };
    let mut own = 0;
    for cell in &row.own {
        let here = class(cell.text);
        own += usize::from(here.is_some_and(|n| n != "总计") && !cell.carried);
        let name = here.or_else(|| {
            let above = rows[at.saturating_sub(3)..at].iter().rev();
            let above = above.filter(|r| r.grid == row.grid);
            above
                .flat_map(|r| r.own.iter())
                .filter(|o| o.first <= cell.first && o.last >= cell.last && cell.text.is_empty())
                .find_map(|o| class(o.text))
        });
        classes.end = name.is_some();
        if let Some(name) = name
            && !classes.names.iter().any(|n| n == name)
        {
            classes.names.push(name.to_owned());
            classes.columns.push((cell.first, cell.last));
        }
    }
    if own < 3 {
        return None;
    }
    // A workbook tells no blank cell: heads above that end there.
    if !row.tells_blanks {
        for above in rows[at.saturating_sub(3)..at]
            .iter()
            .filter(|r| r.grid == row.grid)
        {
            for cell in &above.own {
                if let Some(name) = class(cell.text)
                    && !classes.names.iter().any(|n| n == name)
                {
                    classes.names.push(name.to_owned());
                    classes.columns.push((cell.first, cell.last));
                }
            }
        }
    } else if classes.names.len() < names.len() {
        let above = &rows[at.saturating_sub(3)..at];
        let above = above.iter().rev().filter(|r| r.grid == row.grid);
        above.for_each(|above| classes.take_around(above, &class));
    }
    Some(classes)
}
