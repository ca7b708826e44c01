//! `gknb verify`: finished reports, one by one and all together.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use gknb::finding::Finding;
use gknb::reports::Last;
use gknb::verify::report::Report;
use gknb::write::reviewed::{self, Reviewed};
use gknb::write::{self, reports, show};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::{MessageFormat, Trouble, Verify};
use crate::disk::{self, Found};
use crate::outbox::{Content, write_all};
use crate::prepared::named;
use crate::shelf;
use crate::terminal::{colour_of, note, say, width};

/// Runs the command. Exit 1 when a report has an error.
pub(crate) fn verify(args: &Verify) -> Result<ExitCode, Trouble> {
    colour_of(args.telling.color);
    for path in args.files.iter().chain(&args.previous) {
        if !path.exists() {
            return Err(Trouble::new(
                format!("没有名为 {} 的文件或文件夹", path.display()),
                "检查路径有没有写错；路径中有空格的，用引号括起来",
            ));
        }
    }
    let shelf = shelf::reports(&args.files)?;
    if shelf.reports.is_empty() {
        return Err(Trouble::new(
            "没有找到成文的报告",
            format!(
                "{}写出报告的文件名或所在文件夹；读取 xlsx、xls、et、ods、docx、网页（html）、Markdown 和有文字的 PDF",
                shelf.linked_words()
            ),
        ));
    }
    let hidden = ProgressBar::hidden();
    let files: Vec<gknb::Origin> = shelf
        .reports
        .iter()
        .map(|f| disk::origin(f, &hidden))
        .collect();
    let last = match &args.previous {
        Some(path) => Some(last_year(path, args)?),
        None => None,
    };
    let bar = progress(shelf.reports.len(), args.telling.quiet);
    let mut shown = Shown::default();
    if args.telling.json {
        say(reports::JSON_BEGINS)?;
    }
    gknb::reports::verify(
        &files,
        last.as_ref(),
        args.telling.jobs.unwrap_or(0),
        &|| bar.inc(1),
        &mut |nth, report| bar.suspend(|| shown.show(report, &shelf.reports[nth], args)),
    )?;
    bar.finish_and_clear();
    if args.telling.json {
        say(reports::json_ends(shown.count))?;
    }
    if let Some(out) = &args.out {
        overview(out, &shown.kept)?;
    }
    if !args.telling.quiet {
        note(&last_words(&shown, &shelf));
    }
    Ok(ExitCode::from(u8::from(shown.failed > 0)))
}

/// Last year's report or reports; without their figures nothing could be held against them.
fn last_year(path: &Path, args: &Verify) -> Result<Last, Trouble> {
    let hidden = ProgressBar::hidden();
    let unread = |why: &str| {
        Trouble::new(
            format!(
                "上年报告读不出全年的数字，没有核对：{}：{why}",
                path.display()
            ),
            "指定上年全年的报告（xlsx、xls、et、ods、docx、网页、Markdown、有文字的 PDF）；doc、wps、mht、odt 请另存为 docx 或网页；不核对衔接的，去掉 --previous",
        )
    };
    if !path.is_dir() {
        let origin = disk::origin(&named(path), &hidden);
        let last = gknb::reports::last(&origin).map_err(|why| unread(&why))?;
        return Ok(Last::One(Box::new(last)));
    }
    let shelf = shelf::reports(&[path.to_owned()])?;
    if !args.telling.quiet {
        note(&shelf.linked_words());
    }
    let found = shelf.reports.iter();
    let files: Vec<gknb::Origin> = found.map(|f| disk::origin(f, &hidden)).collect();
    let jobs = args.telling.jobs.unwrap_or(0);
    let (last, refused) = gknb::reports::of_folder(&files, jobs);
    if last.is_empty() {
        return Err(unread("文件夹里没有一份全年的报告"));
    }
    if !refused.is_empty() && !args.telling.quiet {
        const NAMED: usize = 10;
        let named = refused.iter().take(NAMED).cloned().collect::<Vec<_>>();
        let more = if refused.len() > NAMED { "等" } else { "" };
        note(&format!(
            "上年的 {} 份报告读不出全年的数字，没有用到：{}{more}\n",
            refused.len(),
            named.join("、")
        ));
    }
    Ok(Last::Many(last))
}

/// What was shown, and what is kept of it.
#[derive(Default)]
struct Shown {
    count: usize,
    failed: usize,
    kept: Vec<Reviewed>,
}

impl Shown {
    /// Shows a report; only what the overview needs of it is kept.
    fn show(&mut self, report: Report, found: &Found, args: &Verify) -> Result<(), Trouble> {
        match args.telling.json {
            true => say(&reports::json_of(&report, self.count == 0))?,
            false => say(&shown(&report, found, args))?,
        };
        self.count += 1;
        self.failed += usize::from(reports::fails(&report, args.telling.strict));
        if args.out.is_some() {
            self.kept.push(Reviewed::of(report));
        }
        Ok(())
    }
}

/// Writes the overview of all reports.
fn overview(out: &Path, read: &[Reviewed]) -> Result<(), Trouble> {
    let document = reviewed::document(read);
    let bytes = write::xlsx::bytes(&document).map_err(|error| {
        let message = format!("核对总表无法做成工作簿：{error}");
        Trouble::new(
            message,
            "把要核对的文件夹分几次核对；仍不行的，把这段文字报告给维护者",
        )
    })?;
    let name = format!("{}.xlsx", document.title);
    let words = format!("已写出 {}\n", out.join(&name).display());
    write_all(out, &[(name, Content::Bytes(bytes))])?;
    note(&words);
    Ok(())
}

/// A bar over the reports, where there are many.
fn progress(count: usize, quiet: bool) -> ProgressBar {
    const MANY: usize = 20;
    if quiet || count < MANY || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let total = u64::try_from(count).ok();
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("核对 [{bar:30}] {pos}/{len} 份") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// One report: a line, and its findings below.
fn shown(report: &Report, found: &Found, args: &Verify) -> String {
    let findings: Vec<Finding> = report
        .findings
        .iter()
        .filter(|f| !args.telling.quiet || f.rule.is_error())
        .cloned()
        .collect();
    if args.telling.quiet && findings.is_empty() {
        return String::new();
    }
    if args.telling.message_format == Some(MessageFormat::Short) {
        return show::short_of(&findings, &report.names, &report.file);
    }
    let context = if report.document {
        show::Context::default()
    } else {
        let open = |_: u32| disk::reopen(&found.path);
        show::context(&findings, &report.names, &show::Headers::new(), &open)
    };
    let view = show::View {
        names: &report.names,
        form: report.form(),
        context: &context,
        width: width(),
        elsewhere: " gknb verify --message-format short",
    };
    format!(
        "{}\n{}",
        reports::words(report),
        show::human(&findings, view)
    )
}

fn last_words(shown: &Shown, shelf: &shelf::Shelf) -> String {
    let others = &shelf.others;
    let count = shown.count;
    let mut words = match shown.failed {
        0 => format!("核对了 {count} 份报告，都没有错误。\n"),
        failed => format!("核对了 {count} 份报告，{failed} 份有错误。\n"),
    };
    if !others.is_empty() {
        const NAMED: usize = 10;
        let named: Vec<&str> = others.iter().take(NAMED).map(String::as_str).collect();
        let more = if others.len() > NAMED { "等" } else { "" };
        words.push_str(&format!(
            "没有读取 {} 个不是报告的文件：{}{more}\n",
            others.len(),
            named.join("、")
        ));
    }
    if !shelf.copies.is_empty() {
        words.push_str(&format!(
            "没有进入本软件写批注副本的文件夹：{}\n",
            shelf.copies.join("、")
        ));
    }
    words + &shelf.linked_words()
}
