//! 命令行: arguments, settings, terminal, exit codes; the library does the work.
//!
//! stdout carries data, stderr everything said to people. Exit 0: compiled; 1: the data have errors;
//! 2: could not run.

use std::ffi::OsString;
use std::mem::ManuallyDrop;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::Ordering;

use gknb::finding::{self, Finding, Rule, Severity};
use gknb::verify::report;
use gknb::write::quoted::Tables;
use gknb::write::show::{self, Counts};
use gknb::{Compilation, folder, rollup, text, trace, write};

use crate::args::{self, Asked, Command, Compile, Kind, MessageFormat, New, Options, Trouble};
use crate::disk::{self, Found};
use crate::ending::{Ending, KeptBack};
use crate::outbox::{Content, Outbox, Output, write_all};
use crate::parcel::{lists, parcel, people, publishable_names};
use crate::prepared::{Prepared, in_a_command, prepare, reopen};
use crate::proof;
use crate::rolling;
use crate::terminal::{colour_of, note, say, tell, width};
use crate::verifying;
use crate::watch::Since;

/// Runs the program.
pub(crate) fn main() -> ExitCode {
    // Readers of damaged files may panic and are caught there; only what reaches us is told.
    static PANIC: Mutex<String> = Mutex::new(String::new());
    panic::set_hook(Box::new(|info| {
        if let Ok(mut last) = PANIC.lock() {
            *last = info.to_string();
        }
    }));
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(std::env::args_os())));
    match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(trouble)) => {
            tell(&trouble);
            ExitCode::from(2)
        }
        Err(_) => {
            let details = PANIC.lock().map_or_else(|_| String::new(), |p| p.clone());
            tell(&Trouble::new(
                "程序内部出错，没有写出任何文件；这不是数据的问题",
                format!("把下面这段文字报告给维护者：\n{details}"),
            ));
            ExitCode::from(2)
        }
    }
}

fn run(args: impl Iterator<Item = OsString>) -> Result<ExitCode, Trouble> {
    let cli = match args::parse(args)? {
        Asked::Run(cli) => cli,
        Asked::Tell(text) => return say(&text),
    };
    match cli.command {
        None => compile(&cli.compile, true),
        Some(Command::Compile { compile: args, .. }) => compile(&args, true),
        Some(Command::Check { compile: args, .. }) => compile(&args, false),
        Some(Command::Explain {
            what,
            unit,
            mut compile,
            ..
        }) => {
            compile.options.by_unit |= unit.is_some();
            explain(&what, unit.as_deref(), &compile)
        }
        Some(Command::Diff { old, new, show, .. }) => proof::diff(&old, &new, show.json),
        Some(Command::Audit {
            report,
            data,
            settings,
            previous,
            show,
            ..
        }) => {
            let options = Options {
                settings,
                previous,
                out: Some(disk::folder_of(&report).to_owned()),
                ..Options::default()
            };
            let paths = data;
            proof::audit(&report, Compile { paths, options }, show.json)
        }
        Some(Command::New { new, .. }) => begin(&new),
        Some(Command::Rules { .. }) => rules(),
        Some(Command::Verify { verify, .. }) => verifying::verify(&verify),
        Some(Command::Rollup { rollup, .. }) => rolling::rollup(&rollup),
    }
}

/// Writes a folder to start from; files that are already there stop it before anything is written.
fn begin(new: &New) -> Result<ExitCode, Trouble> {
    let settings = write::blank::settings(new.year, new.agency.as_deref(), new.scope);
    let settings = Content::Bytes(settings.into_bytes());
    let mut files = vec![(folder::SETTINGS.to_owned(), settings)];
    for blank in write::blank::blanks() {
        let bytes = write::blank::bytes(&blank).map_err(|error| {
            let message = format!("空白台账无法做成工作簿：{error}");
            Trouble::new(message, "这不是数据的问题；把这段文字报告给维护者")
        })?;
        files.push((blank.file.to_owned(), Content::Bytes(bytes)));
    }
    let there: Vec<&str> = files
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| new.folder.join(name).symlink_metadata().is_ok())
        .collect();
    if !there.is_empty() {
        return Err(Trouble::new(
            format!(
                "{} 里已经有 {}，没有写任何文件",
                new.folder.display(),
                there.join("、")
            ),
            "换一个文件夹名；要重新开始的，先把原有的文件移走",
        ));
    }
    // there is no --out here
    write_all(&new.folder, &files).map_err(|trouble| match trouble.kind {
        Kind::Place => Trouble::new(
            trouble.message,
            "换一个可以写入的文件夹，例如 gknb new 台账；或请管理员开通权限",
        ),
        Kind::Other => trouble,
    })?;
    let mut words = String::new();
    for (name, _) in &files {
        words.push_str(&format!("已写出 {}\n", new.folder.join(name).display()));
    }
    let folder = in_a_command(&new.folder);
    let missing = match (new.year, &new.agency) {
        (Some(_), Some(_)) => "",
        _ => "先在 gknb.toml 里写明报告年度和单位名称；",
    };
    words.push_str(&format!(
        "下一步：{missing}用 Excel 或 WPS 填写台账（各列的填法见「填表说明」工作表），然后运行 gknb {folder}\n"
    ));
    note(&words);
    Ok(ExitCode::SUCCESS)
}

fn colour(options: &Options) {
    colour_of(options.telling.color);
}

fn rules() -> Result<ExitCode, Trouble> {
    let mut out = String::new();
    for rule in gknb::rules() {
        let Rule {
            code,
            severity,
            title,
            ..
        } = rule;
        out.push_str(&format!("{code}  {}  {title}\n", severity.word()));
    }
    say(&out)
}

/// Tells of a rule, or compiles and tells of a figure or a row.
fn explain(what: &str, unit: Option<&str>, args: &Compile) -> Result<ExitCode, Trouble> {
    colour(&args.options);
    if !trace::is_place(what) {
        // what would be data beside a place is another thing to explain
        if let Some(other) = args.paths.iter().find(|path| !path.exists()) {
            let other = other.display();
            return Err(Trouble::new(
                format!("一次只解释一个对象，{other} 没有解释"),
                format!("分开来写：gknb explain {what}，再 gknb explain {other}"),
            ));
        }
        return explain_rule(what, args.options.telling.json);
    }
    let prepared = prepare(args)?;
    let result = gknb::compile_by_unit(&prepared.job, &prepared.units);
    prepared.bar.finish_and_clear();
    let compilation = result.map_err(|stop| prepared.stopped(stop))?;
    let unknown = |u: trace::Unknown| Trouble::new(u.message, u.help);
    let asked = trace::asked(what, &compilation).map_err(unknown)?;
    let unit = unit.map(|name| trace::unit(name, &compilation));
    let unit = unit.transpose().map_err(unknown)?;
    let explained =
        trace::explain(asked, unit, &prepared.job, &compilation).map_err(|error| match error {
            trace::ExplainError::Stop(stop) => prepared.stopped(stop),
            trace::ExplainError::Unknown(nothing) => unknown(nothing),
        })?;
    // explained from the same bytes that were counted, or not at all
    if changed(&compilation, &prepared).next().is_some() {
        return Err(Trouble::new(
            "有文件在读取期间变了，读到的内容可能前后不一致",
            folder::CHANGED.remedy,
        ));
    }
    say(&match args.options.telling.json {
        true => explained.json(),
        false => explained.text(),
    })
}

fn explain_rule(what: &str, json: bool) -> Result<ExitCode, Trouble> {
    let rules = gknb::rules();
    let code = trace::folded(what).to_uppercase();
    let Some(rule) = rules.iter().find(|r| r.code == code) else {
        let near = text::nearest(&code, rules.iter().map(|r| r.code));
        let help = match near.is_empty() {
            true => "用 gknb rules 查看全部代码".to_owned(),
            false => format!("是不是想写 {}？用 gknb rules 查看全部代码", near.join("、")),
        };
        return Err(Trouble::new(format!("没有代码为 {what} 的规则"), help));
    };
    if json {
        return say(&write::json::rule(rule));
    }
    let bold = anstyle::Style::new().bold();
    let part = |title: &str, text: &str| {
        let lines: Vec<&str> = text.lines().collect();
        format!("\n{bold}{title}{bold:#}\n  {}\n", lines.join("\n  "))
    };
    let basis = format!("{}\n〔{}〕", rule.basis, rule.grade.word());
    say(&[
        format!(
            "{bold}{} {}{bold:#}（{}）\n",
            rule.code,
            rule.title,
            rule.severity.word()
        ),
        part("检查什么", rule.checks),
        part("依据", basis.trim()),
        part("例子", rule.example),
        part("怎么办", rule.remedy),
        match rule.severity {
            Severity::Warning => part("核对无误的", &template(rule)),
            Severity::Error | Severity::Note => String::new(),
        },
    ]
    .concat())
}

/// The `[[explain]]` of a doubt, to be filled in; of reports that are verified or rolled up, where it has no
/// place, what to do instead.
fn template(rule: &Rule) -> String {
    if rollup::RULES.contains(&rule) {
        return "汇总不读 [[explain]]：疑点不妨碍写出汇总表（加了 --strict 的除外），每次照列。核实的结果请随汇总底稿另记。".to_owned();
    }
    if report::RULES.contains(&rule) {
        return "核对成文的报告不读 [[explain]]：疑点不算不合格（加了 --strict 的除外），每次照列。缘由请写进报告的正文。".to_owned();
    }
    format!(
        "在 gknb.toml 中写明原因，以后列为“已说明”；数值变了，说明自动失效：\n\n[[explain]]\ncode = \"{}\"\nplace = \"疑点的位置，照显示的抄写\"\nvalue = \"该处的值\"\nreason = \"原因\"\n\n不知道 value 的，先不写这一行再运行一次，提示 G108 会给出。",
        rule.code
    )
}

fn compile(args: &Compile, writing: bool) -> Result<ExitCode, Trouble> {
    let options = &args.options;
    colour(options);
    let prepared = prepare(args)?;
    let result = gknb::compile_by_unit(&prepared.job, &prepared.units);
    prepared.bar.finish_and_clear();
    let compilation = result.map_err(|stop| prepared.stopped(stop))?;
    // the run ends with it: the system takes millions of rows back sooner than they are taken apart
    let mut compilation = ManuallyDrop::new(compilation);
    let told = told_by_names(&compilation, &prepared);
    compilation.findings.extend(told);
    finding::sort(&mut compilation.findings);
    let outbox = match writing {
        true => Some(Outbox::open(&prepared.out)?),
        false => None,
    };
    // Files are opened again for what is shown and written. What is made while one of them changes is made
    // once more without it.
    let done = loop {
        look_again(&mut compilation, &prepared);
        if let Some(done) = hand_over(&compilation, &prepared, options, outbox.as_ref())? {
            break done;
        }
    };
    note(&done.shown);
    if options.telling.json {
        say(&write::json::full(&compilation))?;
    }
    if !(options.telling.quiet && done.publishable) {
        note(&last_words(
            &compilation,
            &prepared.out,
            &done.written,
            writing,
            done.publishable,
        ));
        note(&done.remarks);
    }
    Ok(ExitCode::from(u8::from(!done.publishable)))
}

/// What a run has come to.
struct Done {
    publishable: bool,
    /// The findings as stderr shows them.
    shown: String,
    /// The files written, as they are told of.
    written: Vec<String>,
    /// What could not be done.
    remarks: String,
}

/// Makes everything that is shown and, with a folder to write to, written; none when one of the sources changed
/// meanwhile: then nothing was.
fn hand_over(
    compilation: &Compilation,
    prepared: &Prepared,
    options: &Options,
    outbox: Option<&Outbox>,
) -> Result<Option<Done>, Trouble> {
    let publishable = compilation.publishable();
    let shown = shown(compilation, prepared, options);
    let Some(outbox) = outbox else {
        let same = changed(compilation, prepared).next().is_none();
        return Ok(same.then_some(Done {
            publishable,
            shown,
            written: Vec::new(),
            remarks: String::new(),
        }));
    };
    let people = people(compilation, prepared, options)?;
    // the lists are all rows told once more: they are written while everything else is made
    let sending = outbox.begin()?;
    let lists = lists(compilation, people.as_ref());
    let told = (people.as_ref(), &*lists);
    let (sent, parcel) = rayon::join(
        || sending.add(&lists),
        || parcel(compilation, prepared, told),
    );
    let parcel = parcel?;
    if changed(compilation, prepared).next().is_some() {
        return Ok(None);
    }
    sent?;
    sending.add(&parcel.files)?;
    sending.send(parcel.gone)?;
    let mut remarks = String::new();
    if outbox.completed {
        remarks.push_str("注意：上一次运行没有写完就中断了，已先补齐它的文件，再换成这一次的。\n");
    }
    remarks.push_str(&open_elsewhere(
        &prepared.out,
        lists.iter().chain(&parcel.files),
    ));
    remarks.push_str(&parcel.remarks);
    Ok(Some(Done {
        publishable,
        shown,
        written: parcel.written,
        remarks,
    }))
}

/// What names tell: files passed over, files open in another program, settings beside the folder.
fn told_by_names(compilation: &Compilation, prepared: &Prepared) -> Vec<Finding> {
    let held = prepared.held.iter();
    let held = held.filter_map(|name| position(compilation, name).map(folder::held));
    let strayed = prepared.strayed.as_deref();
    let strayed = strayed.map(|file| folder::strayed(&file.display().to_string()));
    folder::passed_over(&prepared.others)
        .into_iter()
        .chain(strayed)
        .chain(held)
        .collect()
}

/// The position of a file in the compilation's names.
fn position(compilation: &Compilation, name: &str) -> Option<u32> {
    let mut files = compilation.names.files.iter();
    let at = files.position(|file| file.file == name)?;
    u32::try_from(at).ok()
}

/// Asks of each source whether it is still the file that was read; those that are not have a finding now, and
/// nothing more is read of them.
fn look_again(compilation: &mut Compilation, prepared: &Prepared) {
    let found: Vec<Finding> = changed(compilation, prepared)
        .map(|(at, file, since)| {
            file.closed.store(true, Ordering::Relaxed);
            folder::changed(at, since == Since::Gone)
        })
        .collect();
    compilation.findings.extend(found);
    finding::sort(&mut compilation.findings);
}

/// Sources that are no longer the files that were read, with their positions, but for those known already.
fn changed<'p>(
    compilation: &'p Compilation,
    prepared: &'p Prepared,
) -> impl Iterator<Item = (u32, &'p Found, Since)> {
    (0..).zip(&compilation.sources).filter_map(|(at, source)| {
        let file = prepared.files.get(&source.file)?;
        let stamp = file.stamp.as_ref()?;
        if file.closed.load(Ordering::Relaxed) {
            return None;
        }
        match stamp.since(&file.path, &source.sha256) {
            Since::Same => None,
            since => Some((at, file, since)),
        }
    })
}

/// Files written that a program has open: it shows the old ones, and would write them back.
fn open_elsewhere<'f>(out: &Path, files: impl Iterator<Item = &'f Output<'f>>) -> String {
    let held = disk::held_in(out);
    files
        .filter(|(name, _)| held.contains(name))
        .map(|(name, _)| {
            format!(
                "注意：{} 可能正在 Excel 或 WPS 中打开，那里显示的还是旧内容；请不要保存，关闭后重新打开。\n",
                out.join(name).display()
            )
        })
        .collect()
}

/// The findings as stderr shows them.
fn shown(compilation: &Compilation, prepared: &Prepared, options: &Options) -> String {
    // Who asks for JSON has the findings there.
    let format = match (options.telling.message_format, options.telling.json) {
        (Some(format), _) => format,
        (None, false) => MessageFormat::Human,
        (None, true) => return String::new(),
    };
    let shown: Vec<Finding> = compilation
        .findings
        .iter()
        .filter(|f| !options.telling.quiet || f.rule.is_error())
        .cloned()
        .collect();
    match format {
        MessageFormat::Short => show::short(&shown, &compilation.names),
        MessageFormat::Human => {
            let open = |file: u32| reopen(compilation, prepared, file);
            let headers = Tables::of(compilation).headers();
            let context = show::context(&shown, &compilation.names, &headers, &open);
            show::human(
                &shown,
                show::View {
                    names: &compilation.names,
                    form: Some(compilation.form),
                    context: &context,
                    width: width(),
                    elsewhere: &format!(" gknb check{} --message-format short", prepared.typed),
                },
            )
        }
    }
}

/// The last lines: how many findings, what was written, or why not.
fn last_words(
    compilation: &Compilation,
    out: &Path,
    written: &[String],
    writing: bool,
    publishable: bool,
) -> String {
    let rows = &compilation.rows;
    let excluded: u64 = rows.excluded.values().sum();
    let counts = Counts::of(&compilation.findings);
    let units = of_units_words(compilation);
    let mut words = format!(
        "{} {} 年（{}）：读取 {} 行，计入 {}，合并 {}，排除 {excluded}，有误 {}。\n{units}{}。\n",
        compilation.agency,
        compilation.year,
        compilation.scope.word(),
        rows.read,
        rows.counted,
        rows.merged,
        rows.faulty,
        counts.words(),
    );
    if publishable && !writing {
        words.push_str("检查完毕，没有写文件。\n");
    }
    let next = "按上面的「下一步」修改后再运行一次";
    let ending = Ending {
        out,
        written,
        publishable: publishable_names(compilation),
        kept_back: (!publishable).then_some(KeptBack {
            errors: counts.errors,
            next,
        }),
    };
    words + &ending.words()
}

/// `单位 60 个：可公布 58，有错误 2（市财政局、市审计局）。`; nothing where units are not told apart.
fn of_units_words(compilation: &Compilation) -> String {
    const NAMED: usize = 10;
    let units = &compilation.units;
    if units.is_empty() {
        return String::new();
    }
    let faulty: Vec<&str> = units
        .iter()
        .filter(|u| u.errors > 0)
        .map(|u| &*u.name)
        .collect();
    let fine = units.len() - faulty.len();
    let more = if faulty.len() > NAMED { " 等" } else { "" };
    let named = match faulty.len() {
        0 => String::new(),
        n => {
            let names = faulty[..n.min(NAMED)].join("、");
            format!("，有错误 {n}（{names}{more}）")
        }
    };
    let common = match units[0].common {
        0 => String::new(),
        n => format!("；另有 {n} 处错误分不清是哪个单位的，改好之前各单位的统计表都不写出"),
    };
    format!(
        "单位 {} 个：没有错误 {fine}{named}{common}。\n",
        units.len()
    )
}
