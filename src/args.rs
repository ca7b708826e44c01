//! 参数: the arguments of the command line and everything said about them, in Chinese.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use gknb::date::YEARS;
use gknb::settings::{self, Scope};
use gknb::text;
use jiff::civil::Date;

/// Why the program could not run, and the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Trouble {
    /// What is wrong.
    pub(crate) message: String,
    /// The next step; empty where the message says it.
    pub(crate) help: String,
    /// Problems of the settings as they stand in their lines, to be shown before the message.
    pub(crate) problems: String,
    /// What it is of, for who has another next step.
    pub(crate) kind: Kind,
}

/// What trouble is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// The folder written to does not take the files; another one may, and the next step names `--out`.
    Place,
    /// Anything else.
    #[default]
    Other,
}

impl Trouble {
    /// Trouble with its next step.
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Trouble {
            message: message.into(),
            help: help.into(),
            problems: String::new(),
            kind: Kind::Other,
        }
    }

    /// This trouble as one of a kind.
    pub(crate) fn of(self, kind: Kind) -> Self {
        Trouble { kind, ..self }
    }
}

/// What the user wants.
pub(crate) enum Asked {
    /// A command to be run.
    Run(Box<Cli>),
    /// Help or the version, as text.
    Tell(String),
}

/// Reads the arguments.
pub(crate) fn parse(args: impl Iterator<Item = OsString>) -> Result<Asked, Trouble> {
    let args: Vec<OsString> = args.collect();
    if let Some(trouble) = wrong_dashes(&args) {
        return Err(trouble);
    }
    match command().try_get_matches_from(args) {
        Ok(matches) => Cli::from_arg_matches(&matches)
            .map(|cli| Asked::Run(Box::new(cli)))
            .map_err(|e| usage(&e)),
        Err(error) if error.use_stderr() => Err(usage(&error)),
        Err(told) => Ok(Asked::Tell(told.render().ansi().to_string())),
    }
}

const ABOUT: &str = "公开年报：把各季度导出的台账汇编成政府信息公开工作年度报告的法定表格";
const AFTER: &str = "\
不写命令就是 compile：读取 data 文件夹，结果写到 report 文件夹。
退出码：0 已汇编；1 数据有错误，统计表没有写出；2 无法运行（参数、设定、磁盘）。
单位名称、年度等可以写在 data/gknb.toml 里，不必每次输入。";
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}\n";

#[derive(Parser)]
#[command(
    name = "gknb",
    version,
    about = ABOUT,
    after_help = AFTER,
    override_usage = "gknb [选项] [文件夹或文件]…\n      gknb <命令> [选项] …",
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) compile: Compile,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "选项")]
    pub(crate) version: Option<bool>,
    #[command(flatten)]
    pub(crate) help: Help,
}

#[derive(Args)]
pub(crate) struct Help {
    /// 显示这份说明
    #[arg(short = 'h', long, action = ArgAction::Help, help_heading = "选项", display_order = 1000)]
    pub(crate) help: Option<bool>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// 汇编：读取台账，写出统计表（不写命令时就是它）
    #[command(override_usage = "gknb compile [选项] [文件夹或文件]…", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Compile {
        #[command(flatten)]
        compile: Compile,
        #[command(flatten)]
        help: Help,
    },
    /// 检查：与汇编相同，但不写文件
    #[command(override_usage = "gknb check [选项] [文件夹或文件]…", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Check {
        #[command(flatten)]
        compile: Compile,
        #[command(flatten)]
        help: Help,
    },
    /// 解释一个问题代码、一个指标格由哪些行组成、一行去了哪里
    #[command(override_usage = "gknb explain <对象> [选项] [文件夹或文件]…", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Explain {
        /// 问题代码（E103）、指标格（3.3.1/自然人）或行（一季度/申请.xlsx!台账!7）
        #[arg(value_name = "对象", help_heading = "参数")]
        what: String,
        /// 分单位汇编时，只看这一个单位的指标格
        #[arg(long, value_name = "名称", value_parser = name, help_heading = "选项")]
        unit: Option<String>,
        #[command(flatten)]
        compile: Compile,
        #[command(flatten)]
        help: Help,
    },
    /// 核对成文的报告：表格平不平，与上年、与正文合不合
    #[command(override_usage = "gknb verify [选项] <文件或文件夹>…", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Verify {
        #[command(flatten)]
        verify: Verify,
        #[command(flatten)]
        help: Help,
    },
    /// 逐级汇总：各单位成文的报告相加，写出上级的统计表和汇总底稿
    #[command(override_usage = "gknb rollup [选项] <文件夹>", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Rollup {
        #[command(flatten)]
        rollup: Rollup,
        #[command(flatten)]
        help: Help,
    },
    /// 比较两次汇编的核对底稿：哪些数变了，是哪几行引起的；两次汇总的，是哪些单位引起的
    #[command(override_usage = "gknb diff [选项] <前一份底稿> <后一份底稿>", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Diff {
        /// 以前的核对底稿（或汇总底稿），或它所在的文件夹
        #[arg(value_name = "前一份底稿", help_heading = "参数", display_order = 1)]
        old: PathBuf,
        /// 后来的核对底稿（或汇总底稿），或它所在的文件夹
        #[arg(value_name = "后一份底稿", help_heading = "参数", display_order = 2)]
        new: PathBuf,
        #[command(flatten)]
        show: Show,
        #[command(flatten)]
        help: Help,
    },
    /// 复核交出的统计表和底稿：每个数、每一行都对照源文件重新证明
    #[command(override_usage = "gknb audit [选项] <报告文件夹> <数据文件夹>…", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Audit {
        /// 统计表和核对底稿所在的文件夹，或那份底稿
        #[arg(value_name = "报告文件夹", help_heading = "参数", display_order = 1)]
        report: PathBuf,
        /// 汇编时所用的台账：与汇编时写的相同
        #[arg(
            value_name = "数据文件夹",
            required = true,
            help_heading = "参数",
            display_order = 2
        )]
        data: Vec<PathBuf>,
        /// 汇编时所用的设定文件；不写则用数据文件夹中的 gknb.toml
        #[arg(long, value_name = "文件", help_heading = "选项")]
        settings: Option<PathBuf>,
        /// 汇编时所用的上年报告；不写则以设定为准
        #[arg(long, value_name = "文件", help_heading = "选项")]
        previous: Option<PathBuf>,
        #[command(flatten)]
        show: Show,
        #[command(flatten)]
        help: Help,
    },
    /// 新建一个数据文件夹：设定文件和带下拉列表的空白台账
    #[command(override_usage = "gknb new [选项] <文件夹>", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    New {
        #[command(flatten)]
        new: New,
        #[command(flatten)]
        help: Help,
    },
    /// 列出全部校验规则，一行一条
    #[command(override_usage = "gknb rules", help_template = TEMPLATE)]
    #[command(disable_help_flag = true)]
    Rules {
        #[command(flatten)]
        help: Help,
    },
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct Compile {
    /// 台账所在的文件夹，或一个个文件；不写就是 data
    #[arg(value_name = "文件夹或文件", help_heading = "参数")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) options: Options,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct Verify {
    /// 成文的报告（xlsx、xls、et、ods、docx、网页、Markdown、有文字的 PDF），或它们所在的文件夹
    #[arg(value_name = "文件或文件夹", help_heading = "参数", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// 上年的报告，用来核对结转和现行有效件数；也可以是放着各单位上年报告的文件夹
    #[arg(long, value_name = "文件或文件夹", help_heading = "选项")]
    pub(crate) previous: Option<PathBuf>,
    /// 把核对总表（xlsx）写到哪个文件夹；不写就不生成
    #[arg(long, value_name = "文件夹", help_heading = "选项")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct Rollup {
    /// 各单位的报告所在的文件夹：一个文件夹是一个单位，报告放在里面，下级是里面的文件夹；有「单位名录」的以名录为准
    #[arg(value_name = "文件夹", help_heading = "参数", required = true)]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) options: RollupOptions,
}

#[derive(Args)]
#[command(next_help_heading = "选项")]
#[group(skip)]
pub(crate) struct RollupOptions {
    /// 报告年度，例如 2024；不写则以各报告一致的年度为准
    #[arg(long, value_name = "年", value_parser = year)]
    pub(crate) year: Option<i16>,
    /// 汇总单位的名称，印在表上
    #[arg(long, value_name = "名称", value_parser = name)]
    pub(crate) agency: Option<String>,
    /// 单位名录（xlsx、csv 等，列 单位、上级单位、曾用名、统计范围、报告文件）；不写则用文件夹中的「单位名录」
    #[arg(long, value_name = "文件")]
    pub(crate) roster: Option<PathBuf>,
    /// 上级单位自己公布的报告，与汇总数逐格核对
    #[arg(long, value_name = "文件")]
    pub(crate) parent: Option<PathBuf>,
    /// 有错误的报告也计入；底稿中写明
    #[arg(long)]
    pub(crate) include_faulty: bool,
    /// 结果写到哪个文件夹；不写就是 report
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

#[derive(Args)]
#[group(skip)]
pub(crate) struct New {
    /// 新建在哪个文件夹；已有的文件不会被覆盖
    #[arg(value_name = "文件夹", help_heading = "参数")]
    pub(crate) folder: PathBuf,
    /// 报告年度，例如 2022，写进设定文件
    #[arg(long, value_name = "年", value_parser = year, help_heading = "选项")]
    pub(crate) year: Option<i16>,
    /// 单位名称，写进设定文件
    #[arg(long, value_name = "名称", value_parser = name, help_heading = "选项")]
    pub(crate) agency: Option<String>,
    /// 统计范围：本机关、本级政府、汇总，写进设定文件
    #[arg(long, value_name = "范围", value_parser = scope, help_heading = "选项")]
    pub(crate) scope: Option<Scope>,
}

#[derive(Args, Default)]
#[command(next_help_heading = "选项")]
pub(crate) struct Options {
    /// 报告年度，例如 2022；不写则以设定或各文件一致的年份为准
    #[arg(long, value_name = "年", value_parser = year)]
    pub(crate) year: Option<i16>,
    /// 单位名称，印在表上
    #[arg(long, value_name = "名称", value_parser = name)]
    pub(crate) agency: Option<String>,
    /// 统计范围：本机关、本级政府、汇总
    #[arg(long, value_name = "范围", value_parser = scope)]
    pub(crate) scope: Option<Scope>,
    /// 上年的报告或统计表，用来核对结转和现行有效件数
    #[arg(long, value_name = "文件")]
    pub(crate) previous: Option<PathBuf>,
    /// 截至某日，例如 2022-06-30；用于半年统计
    #[arg(long, value_name = "日期", value_parser = day)]
    pub(crate) until: Option<Date>,
    /// 台账里有许多单位：按「承办单位」列，同时汇编每个单位和全部
    #[arg(long)]
    pub(crate) by_unit: bool,
    /// 分单位时的单位名录（单位、曾用名）；不写则用数据文件夹中的单位名录.xlsx 或 .csv
    #[arg(long, value_name = "文件")]
    pub(crate) roster: Option<PathBuf>,
    /// 设定文件；不写则用数据文件夹中的 gknb.toml
    #[arg(long, value_name = "文件")]
    pub(crate) settings: Option<PathBuf>,
    /// 结果写到哪个文件夹；不写就是 report
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    /// 核对底稿中写出申请人和申请内容；不写这个选项就没有
    #[arg(long)]
    pub(crate) with_personal_data: bool,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// How `compile`, `check`, `explain`, `verify` and `rollup` tell what they find, and on how many cores they read.
#[derive(Args, Default)]
#[command(next_help_heading = "选项")]
#[group(skip)]
pub(crate) struct Telling {
    /// 在标准输出给出 JSON，供程序读取
    #[arg(long)]
    pub(crate) json: bool,
    /// 问题的写法：human 详细说明，short 一行一个
    #[arg(long, value_name = "写法", hide_possible_values = true)]
    pub(crate) message_format: Option<MessageFormat>,
    /// 有疑点也算不通过
    #[arg(long)]
    pub(crate) strict: bool,
    /// 只显示错误，不显示疑点、提示和进度
    #[arg(long)]
    pub(crate) quiet: bool,
    /// 颜色：auto 自动、always 总是、never 从不
    #[arg(long, value_name = "时机", hide_possible_values = true)]
    pub(crate) color: Option<Color>,
    /// 同时用几个处理器核心读取；不写就用全部，结果都一样
    #[arg(long, value_name = "个数", value_parser = count)]
    pub(crate) jobs: Option<usize>,
}

/// How `diff` and `audit` say what they found.
#[derive(Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Show {
    /// 在标准输出给出 JSON，供程序读取
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    Human,
    Short,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

fn year(text: &str) -> Result<i16, String> {
    let due = || {
        format!(
            "应为 {} 至 {} 的年份，例如 2022",
            YEARS.start(),
            YEARS.end()
        )
    };
    settings::year(text).ok_or_else(due)
}

fn name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("单位名称是空的".into()),
        name => Ok(name.to_owned()),
    }
}

fn scope(text: &str) -> Result<Scope, String> {
    Scope::of(text).ok_or_else(|| "应为 本机关、本级政府、汇总 三者之一".into())
}

fn day(text: &str) -> Result<Date, String> {
    settings::day(text).ok_or_else(|| "应为一个日期，例如 2022-06-30".into())
}

/// Threads that are of any use; more only take long to begin.
const MOST_JOBS: usize = 256;

fn count(text: &str) -> Result<usize, String> {
    let count: usize = text.parse().map_err(|_| "应为一个整数，例如 2")?;
    Ok(count.min(MOST_JOBS))
}

/// The arguments; `explain` takes those of `compile`, though some of them decide nothing there.
fn command() -> clap::Command {
    Cli::command().mut_subcommand("explain", |explain| {
        explain.mut_args(|arg| match arg.get_id().as_str() {
            "out" | "message_format" | "strict" | "quiet" | "with_personal_data" => arg.hide(true),
            _ => arg,
        })
    })
}

/// What input methods and text editors make of the dashes before an option.
const DASHES: [char; 9] = ['-', '—', '–', '－', '―', '−', '‐', '‑', '﹣'];

/// The first option that is written with other dashes than its own, and the option that is meant.
fn wrong_dashes(args: &[OsString]) -> Option<Trouble> {
    let options = options();
    let args = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    args.take_while(|arg| arg != "--").find_map(|arg| {
        let name = arg.trim_start_matches(DASHES);
        let dashes = &arg[..arg.len() - name.len()];
        let name = name.split(['=', '＝']).next().unwrap_or(name);
        let plain: String = name.chars().map(text::half_width).collect();
        let meant = options
            .iter()
            .find(|o| o.trim_start_matches('-') == plain)?;
        let wrong = !dashes.is_empty() && *meant != format!("{dashes}{name}");
        wrong.then(|| {
            Trouble::new(
                format!("没有名为 {dashes}{name} 的选项"),
                format!("是不是 {meant}？前面的短线用英文输入法的减号 - 来写"),
            )
        })
    })
}

/// The options of all commands, with their dashes.
fn options() -> BTreeSet<String> {
    let command = command();
    let commands = std::iter::once(&command).chain(command.get_subcommands());
    commands
        .flat_map(clap::Command::get_arguments)
        .flat_map(|arg| {
            let long = arg.get_long().map(|long| format!("--{long}"));
            long.into_iter()
                .chain(arg.get_short().map(|short| format!("-{short}")))
        })
        .collect()
}

/// A wrong use of the command line, in Chinese.
fn usage(error: &clap::Error) -> Trouble {
    let get = |kind| match error.get(kind) {
        Some(ContextValue::Strings(many)) => many.join("、"),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let arg = get(ContextKind::InvalidArg);
    // `--year <年>` as clap names it; the bare name reads better.
    let bare = arg.split(' ').next().unwrap_or(&arg).to_owned();
    let value = get(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with('-') => format!("没有名为 {arg} 的选项"),
        ErrorKind::UnknownArgument => format!("多写了「{arg}」"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{bare} 后面缺少内容"),
        ErrorKind::InvalidValue => format!(
            "{bare} 不能是「{value}」，应为 {} 之一",
            get(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            format!("{bare} 不能是「{value}」：{}", why.unwrap_or_default())
        }
        ErrorKind::InvalidSubcommand => {
            format!("没有名为 {} 的命令", get(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {arg}"),
        ErrorKind::ArgumentConflict if get(ContextKind::PriorArg) == arg => {
            format!("{bare} 只能写一次")
        }
        ErrorKind::ArgumentConflict => {
            let sub = get(ContextKind::InvalidSubcommand);
            match sub.is_empty() {
                true => format!("{bare} 不能与 {} 同时使用", get(ContextKind::PriorArg)),
                false => format!("选项要写在命令 {sub} 的后面"),
            }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            format!("{bare} 后面写得太多：「{value}」")
        }
        ErrorKind::TooFewValues | ErrorKind::NoEquals => format!("{bare} 后面缺少内容"),
        ErrorKind::InvalidUtf8 => "参数中有无法识别的字符".to_owned(),
        _ => "命令的写法不对".to_owned(),
    };
    let near: Vec<String> = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .map(get)
    .filter(|s| !s.is_empty())
    .collect();
    let help = match near.is_empty() {
        true => format!("用 gknb {}--help 查看写法和选项", of_command(error)),
        false => format!(
            "是不是想写 {}？用 gknb {}--help 查看写法和选项",
            near.join("、"),
            of_command(error)
        ),
    };
    Trouble::new(message, help)
}

/// The command that was used wrongly, with a blank behind it; nothing where it was none.
fn of_command(error: &clap::Error) -> String {
    let usage = error.get(ContextKind::Usage).map(ToString::to_string);
    let usage = usage.unwrap_or_default();
    let mut words = usage
        .split_whitespace()
        .skip_while(|w| *w != "gknb")
        .skip(1);
    let command = command();
    let named = words
        .next()
        .filter(|w| command.find_subcommand(w).is_some());
    named.map_or_else(String::new, |name| format!("{name} "))
}
