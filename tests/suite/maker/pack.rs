//! Exports → the files of a data folder.

use super::exports::Export;
use super::files::{FORMATS, Format};
use super::period::Style;
use super::random::Random;
use super::table::{Ability, Column, Grid, Table, Value, lay_out};

/// Where the period and the name of a ledger stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrangement {
    /// `2022年一季度/依申请公开台账.xlsx`
    Folders,
    /// `2022年一季度依申请公开台账.xlsx`
    Flat,
    /// `2022年一季度.xlsx` with a sheet for each ledger.
    PeriodBooks,
    /// `依申请公开台账.xlsx` with a sheet for each period.
    LedgerBooks,
    /// `导出0001.xlsx`; only the title tells.
    Titles,
}

impl Arrangement {
    /// One of them.
    pub(crate) fn draw(random: &mut Random) -> Self {
        random.choose(&[
            Arrangement::Folders,
            Arrangement::Folders,
            Arrangement::Flat,
            Arrangement::PeriodBooks,
            Arrangement::LedgerBooks,
            Arrangement::Titles,
        ])
    }

    /// Whether names tell the ledger and the period.
    pub(crate) fn named(self) -> bool {
        self != Arrangement::Titles
    }
}

/// What is done to the rows without changing what they say.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Disorder {
    /// Every ledger's rows in another order.
    pub(crate) shuffled: Option<u64>,
    /// Every file's rows in two files.
    pub(crate) split: bool,
}

/// A folder, and where its exports stand in it.
pub(crate) struct Packed {
    /// The files by path.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// The sheet of each export, in the order of the exports; of one whose rows are split, the second.
    pub(crate) sheets: Vec<Laid>,
}

/// An export on its sheet.
#[derive(Debug, Clone)]
pub(crate) struct Laid {
    pub(crate) path: String,
    pub(crate) format: Format,
    pub(crate) grid: Grid,
}

/// The files of a folder, and the sheets of the exports.
pub(crate) fn pack(
    exports: &[Export],
    arrangement: Arrangement,
    only: Option<Format>,
    disorder: Disorder,
    random: &Random,
) -> Packed {
    let mut chance = random.fork("names");
    let style = Style::draw(&mut chance);
    let mut files: Vec<(String, Vec<(usize, &Export)>)> = Vec::new();
    let mut sheets: Vec<Option<Laid>> = vec![None; exports.len()];
    for (position, export) in exports.iter().enumerate() {
        let period = export.period.name(style);
        let path = match arrangement {
            _ if export.path.is_some() => export.path.clone().unwrap_or_default(),
            Arrangement::Folders => format!("{period}/{}", export.label),
            Arrangement::Flat => format!("{period}{}", export.label),
            Arrangement::PeriodBooks => period,
            Arrangement::LedgerBooks => export.label.clone(),
            Arrangement::Titles => format!("导出{:04}", position + 1),
        };
        match files.iter_mut().find(|(known, _)| *known == path) {
            Some((_, of_file)) => of_file.push((position, export)),
            None => files.push((path, vec![(position, export)])),
        }
    }
    let mut folder = Vec::new();
    for (path, of_file) in files {
        let random = random.fork(&path);
        let mut chance = random.fork("format");
        // Only the sheet's name tells the period of a ledger's book.
        let books = of_file.len() > 1 || arrangement == Arrangement::LedgerBooks;
        let format = only
            .filter(|format| format.sheets() || !books)
            .unwrap_or_else(|| {
                loop {
                    let format = chance.choose(&FORMATS);
                    if format.sheets() || !books {
                        break format;
                    }
                }
            });
        let halves: &[Option<bool>] = if disorder.split {
            &[Some(false), Some(true)]
        } else {
            &[None]
        };
        for half in halves {
            let suffix = match half {
                None => "",
                Some(false) => "（甲）",
                Some(true) => "（乙）",
            };
            let mut grids: Vec<Grid> = Vec::new();
            let mut held: Vec<(usize, Grid)> = Vec::new();
            for (position, export) in &of_file {
                let name = match arrangement {
                    Arrangement::PeriodBooks => export.label.clone(),
                    Arrangement::LedgerBooks => export.period.name(style),
                    _ => "Sheet1".to_owned(),
                };
                let table = disordered(&export.table, *half, disorder.shuffled);
                // The sheet of a period may need its title to say so.
                let title = arrangement == Arrangement::Titles;
                let mut random = random.fork(&format!("{name}{suffix}"));
                let grid = lay_out(&table, &name, title, format.ability(), &mut random);
                held.push((*position, grid.clone()));
                grids.push(grid);
            }
            if format.sheets() {
                add_junk(&mut grids, &mut chance);
            }
            let path = format!("{path}{suffix}.{}", format.ending());
            for (position, grid) in held {
                let path = path.clone();
                sheets[position] = Some(Laid { path, format, grid });
            }
            folder.push((path, format.bytes(&grids)));
        }
    }
    Packed {
        files: folder,
        sheets: sheets.into_iter().flatten().collect(),
    }
}

/// The same rows in another order, or every other one of them.
fn disordered(table: &Table, half: Option<bool>, shuffled: Option<u64>) -> Table {
    let mut table = table.clone();
    if let Some(seed) = shuffled {
        Random::new(seed)
            .fork(&table.title)
            .shuffle(&mut table.rows);
    }
    if let Some(second) = half {
        let mut position = 0;
        table.rows.retain(|_| {
            position += 1;
            (position % 2 == 0) == second
        });
        // Its sum no longer fits.
        table.total = None;
    }
    table
}

/// What else workbooks hold: instructions, and last year's copy that someone hid.
fn add_junk(grids: &mut Vec<Grid>, random: &mut Random) {
    if random.chance(25) {
        let line = |text: &str| vec![Value::text(text)];
        grids.push(Grid {
            name: "填表说明".to_owned(),
            rows: vec![
                line("填表说明"),
                line("1.申请人类型按六类填写：自然人、商业企业、科研机构等。"),
                line("2.收到日期以申请到达之日为准，答复日期以文书落款为准。"),
            ],
            ..Grid::default()
        });
    }
    if random.chance(20) {
        let heading = |text: &str| Column {
            heading: text.to_owned(),
            group: None,
            mergeable: false,
        };
        let table = Table {
            title: "旧表（作废）".to_owned(),
            columns: ["申请编号", "收到日期", "申请人类型", "答复日期", "办理结果"]
                .map(heading)
                .into(),
            rows: vec![
                ["旧1", "2022-13-45", "外星人", "#REF!", "不知道"]
                    .map(Value::text)
                    .into(),
                ["旧2", "", "", "", ""].map(Value::text).into(),
            ],
            ..Table::default()
        };
        let ability = Ability {
            merges: false,
            hides: false,
        };
        let mut grid = lay_out(&table, "旧表", true, ability, random);
        grid.hidden = true;
        let at = random.index(grids.len()) + 1;
        grids.insert(at, grid);
    }
}
