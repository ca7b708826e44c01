//! Peers that only count, and limits that do less: `peer NAME [--threads N] [--encoding E] FILE…`.
//!
//! - `calamine`: calamine streaming, class × result (or class × channel) of each workbook's first sheet
//! - `csv`: the csv crate, with encoding_rs where the text is in GBK, class × result
//! - `inflate`: every part of the workbooks inflated by zlib-rs, and nothing done with it
//! - `lines`: the line ends of text files, as `wc -l` counts them
//!
//! Prints the rows counted, the number of pairs, and the most frequent pair: what a reader of its output can check.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use calamine::{DataRef, Reader, Xlsx};
use encoding_rs::GB18030;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How often each pair stands.
type Counts = HashMap<(String, String), u64>;

/// The heading of the first of a pair, in either ledger.
const CLASS: [&str; 2] = ["申请人类型", "类别"];

/// The heading of the second.
const RESULT: [&str; 2] = ["办理结果", "公开渠道"];

fn main() -> Outcome<()> {
    let mut args = std::env::args().skip(1);
    let name = args.next().unwrap_or_default();
    let mut threads = 1;
    let mut gbk = false;
    let mut files = Vec::new();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--threads" => threads = args.next().ok_or("--threads N")?.parse()?,
            "--encoding" => gbk = args.next().ok_or("--encoding E")? == "gbk",
            _ => files.extend(listed(Path::new(&arg))?),
        }
    }
    files.sort();
    let counts = match name.as_str() {
        "calamine" => spread(&files, threads, workbook)?,
        "csv" => spread(&files, threads, |file| text(file, gbk))?,
        "inflate" => spread(&files, threads, |file| inflate(file).map(total))?,
        "lines" => spread(&files, threads, |file| lines(file).map(total))?,
        _ => {
            return Err(
                "peer calamine|csv|inflate|lines [--threads N] [--encoding gbk] FILE…".into(),
            );
        }
    };
    tell(&counts);
    Ok(())
}

fn total(count: u64) -> Counts {
    Counts::from([((String::new(), String::new()), count)])
}

/// The files below a folder, or the file itself.
fn listed(path: &Path) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in path.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(listed(&path)?);
        } else if path.extension().is_some_and(|e| e == "xlsx" || e == "csv") {
            files.push(path);
        }
    }
    Ok(files)
}

/// Counts every file, on so many threads.
fn spread(
    files: &[PathBuf],
    threads: usize,
    count: impl Fn(&Path) -> Outcome<Counts> + Sync,
) -> Outcome<Counts> {
    let next = AtomicUsize::new(0);
    let sum = Mutex::new(Counts::new());
    thread::scope(|scope| {
        let work = || -> Outcome<()> {
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                let counts = count(file)?;
                let mut sum = sum.lock().map_err(|_| "a thread stopped")?;
                for (pair, number) in counts {
                    *sum.entry(pair).or_default() += number;
                }
            }
            Ok(())
        };
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        work()?;
        for other in others {
            other.join().map_err(|_| "a thread stopped")??;
        }
        Ok::<_, Box<dyn Error + Send + Sync>>(())
    })?;
    Ok(sum.into_inner().map_err(|_| "a thread stopped")?)
}

fn tell(counts: &Counts) {
    let rows: u64 = counts.values().sum();
    let most = counts
        .iter()
        .max_by_key(|(pair, number)| (**number, (*pair).clone()));
    if let Some(((class, result), number)) = most {
        println!(
            "{rows} in {} pairs, most {class} {result} {number}",
            counts.len()
        );
    }
}

fn add(counts: &mut Counts, class: &str, result: &str) {
    // a lookup without two new texts would need a map of its own; a peer is not tuned beyond what its user would do
    *counts
        .entry((class.to_owned(), result.to_owned()))
        .or_default() += 1;
}

fn workbook(path: &Path) -> Outcome<Counts> {
    let mut book: Xlsx<_> = calamine::open_workbook(path)?;
    let sheet = book.sheet_names().first().cloned().ok_or("no sheet")?;
    let mut cells = book.worksheet_cells_reader(&sheet)?;
    let mut counts = Counts::new();
    let (mut class_at, mut result_at) = (None, None);
    let mut row = 0;
    let (mut class, mut result) = (String::new(), String::new());
    while let Some(cell) = cells.next_cell()? {
        let (at, column) = cell.get_position();
        if at != row {
            if !class.is_empty() || !result.is_empty() {
                add(&mut counts, &class, &result);
                class.clear();
                result.clear();
            }
            row = at;
        }
        let text = match cell.get_value() {
            DataRef::SharedString(text) => text,
            DataRef::String(text) => text.as_str(),
            _ => continue,
        };
        if class_at == Some(column) {
            class.push_str(text);
        } else if result_at == Some(column) {
            result.push_str(text);
        } else if class_at.is_none() && CLASS.contains(&text) {
            class_at = Some(column);
        } else if result_at.is_none() && RESULT.contains(&text) {
            result_at = Some(column);
        }
    }
    if !class.is_empty() || !result.is_empty() {
        add(&mut counts, &class, &result);
    }
    Ok(counts)
}

fn text(path: &Path, gbk: bool) -> Outcome<Counts> {
    if gbk {
        records(BufReader::with_capacity(
            1 << 17,
            Decoded::new(File::open(path)?),
        ))
    } else {
        records(File::open(path)?)
    }
}

fn records(input: impl Read) -> Outcome<Counts> {
    let mut reader = csv::ReaderBuilder::new()
        .buffer_capacity(1 << 17)
        .from_reader(input);
    let headings = reader.headers()?.clone();
    let of = |names: [&str; 2]| {
        headings
            .iter()
            .position(|heading| names.contains(&heading))
            .ok_or("a heading is missing")
    };
    let (class, result) = (of(CLASS)?, of(RESULT)?);
    let mut counts = Counts::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        add(&mut counts, &record[class], &record[result]);
    }
    Ok(counts)
}

/// GBK in, UTF-8 out, block by block.
struct Decoded {
    file: File,
    decoder: encoding_rs::Decoder,
    raw: Box<[u8]>,
    text: String,
    at: usize,
    ended: bool,
}

impl Decoded {
    fn new(file: File) -> Decoded {
        Decoded {
            file,
            decoder: GB18030.new_decoder_without_bom_handling(),
            raw: vec![0; 1 << 17].into_boxed_slice(),
            text: String::with_capacity(1 << 19),
            at: 0,
            ended: false,
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.text.len() && !self.ended {
            let n = self.file.read(&mut self.raw)?;
            self.ended = n == 0;
            self.text.clear();
            self.at = 0;
            let (_, _, errors) =
                self.decoder
                    .decode_to_string(&self.raw[..n], &mut self.text, self.ended);
            if errors {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "not GBK"));
            }
        }
        let rest = &self.text.as_bytes()[self.at..];
        let n = rest.len().min(out.len());
        out[..n].copy_from_slice(&rest[..n]);
        self.at += n;
        Ok(n)
    }
}

fn inflate(path: &Path) -> Outcome<u64> {
    let mut zip = zip::ZipArchive::new(BufReader::with_capacity(1 << 17, File::open(path)?))?;
    let mut window = vec![0; 1 << 17];
    let mut bytes = 0;
    for at in 0..zip.len() {
        let part = zip.by_index_raw(at)?;
        let stored = part.compression() == zip::CompressionMethod::Stored;
        let mut part: Box<dyn Read> = if stored {
            Box::new(part)
        } else {
            Box::new(flate2::read::DeflateDecoder::new(part))
        };
        loop {
            let n = part.read(&mut window)?;
            if n == 0 {
                break;
            }
            bytes += n as u64;
        }
    }
    Ok(bytes)
}

fn lines(path: &Path) -> Outcome<u64> {
    let mut file = File::open(path)?;
    let mut window = vec![0; 1 << 17];
    let mut lines = 0;
    loop {
        let n = file.read(&mut window)?;
        if n == 0 {
            return Ok(lines);
        }
        lines += window[..n].iter().filter(|&&byte| byte == b'\n').count() as u64;
    }
}
