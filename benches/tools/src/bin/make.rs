//! Makes the data of the benches by seed: `make SET FOLDER [ROWS] [SEED]`.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use gknb_benches::applications::Applications;
use gknb_benches::publications::Publications;
use gknb_benches::text::{self, Encoding};
use gknb_benches::{AGENCY, Ledger, YEAR, xlsx};

const USAGE: &str = "usage: make SET FOLDER [ROWS] [SEED]
sets:
  xlsx    one workbook of ROWS applications and one of ROWS publications
  applications
          one workbook of ROWS applications
  small   ROWS workbooks of about 50 applications, by quarter
  csv     ROWS applications as text in UTF-8
  gbk     ROWS applications as text in GBK";

/// New applications in one small workbook; some six more are those that the quarter before left pending.
const SMALL: u64 = 44;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (Some(set), Some(folder)) = (args.first(), args.get(1)) else {
        eprintln!("{USAGE}");
        std::process::exit(2);
    };
    let number = |at: usize, usual: u64| {
        args.get(at).map_or(usual, |text| {
            text.parse().unwrap_or_else(|_| {
                eprintln!("not a number: {text}\n{USAGE}");
                std::process::exit(2)
            })
        })
    };
    let rows = number(2, 1_000_000);
    let seed = number(3, 2022);
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    match set.as_str() {
        "xlsx" => {
            let mut applications = Applications::year(seed, rows);
            workbook(
                &mut applications,
                &folder.join(format!("{YEAR}年依申请公开台账（全年）.xlsx")),
            )?;
            let mut publications = Publications::year(seed, rows);
            workbook(
                &mut publications,
                &folder.join(format!("{YEAR}年主动公开台账（全年）.xlsx")),
            )?;
        }
        "applications" => {
            let mut ledger = Applications::year(seed, rows);
            workbook(
                &mut ledger,
                &folder.join(format!("{YEAR}年依申请公开台账（全年）.xlsx")),
            )?;
        }
        "small" => small(folder, rows, seed)?,
        "csv" => delimited(folder, rows, seed, Encoding::Utf8)?,
        "gbk" => delimited(folder, rows, seed, Encoding::Gbk)?,
        _ => {
            eprintln!("{USAGE}");
            std::process::exit(2);
        }
    }
    fs::write(
        folder.join("gknb.toml"),
        format!("year = {YEAR}\nagency = \"{AGENCY}\"\nscope = \"本级政府\"\n"),
    )
}

fn workbook(ledger: &mut dyn Ledger, path: &Path) -> io::Result<()> {
    xlsx::write(ledger, BufWriter::new(File::create(path)?))
}

fn small(folder: &Path, books: u64, seed: u64) -> io::Result<()> {
    let register = |book: u64, before: Option<Applications>| {
        let quarter = (book * 4 / books) as i32;
        Applications::quarter(
            seed.wrapping_add(book),
            quarter,
            1 + book * SMALL,
            SMALL,
            before,
        )
    };
    let offices = books.div_ceil(4);
    for book in 0..books {
        let name = ["一", "二", "三", "四"][(book * 4 / books) as usize];
        let folder = folder.join(format!("{YEAR}年{name}季度"));
        fs::create_dir_all(&folder)?;
        let before = book
            .checked_sub(offices)
            .map(|before| register(before, None));
        workbook(
            &mut register(book, before),
            &folder.join(format!("依申请公开台账{:04}.xlsx", book + 1)),
        )?;
    }
    Ok(())
}

fn delimited(folder: &Path, rows: u64, seed: u64, encoding: Encoding) -> io::Result<()> {
    let path = folder.join(format!("{YEAR}年依申请公开台账（全年）.csv"));
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    text::write(&mut Applications::year(seed, rows), encoding, &mut out)?;
    out.flush()
}
