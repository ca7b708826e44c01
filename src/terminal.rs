//! 终端: data for stdout, words for stderr, colour and width.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::args::{Color, Trouble};
use crate::disk;

/// Colour as asked for, else only where a terminal shows it.
pub(crate) fn colour_of(colour: Option<Color>) {
    match colour {
        Some(Color::Always) => anstream::ColorChoice::Always,
        Some(Color::Never) => anstream::ColorChoice::Never,
        Some(Color::Auto) | None => anstream::ColorChoice::Auto,
    }
    .write_global();
}

/// Data for stdout. A reader that has had enough is no trouble.
pub(crate) fn say(text: &str) -> Result<ExitCode, Trouble> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(disk::cannot("写到", Path::new("标准输出"), &error))
        }
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// Words for people; nobody can be told that stderr is closed.
pub(crate) fn note(text: &str) {
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

pub(crate) fn tell(trouble: &Trouble) {
    if !trouble.problems.is_empty() {
        return note(&format!(
            "{}\n{}，{}。\n",
            trouble.problems, trouble.message, trouble.help
        ));
    }
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let mut text = format!("{style}错误：{style:#}{}\n", trouble.message);
    if !trouble.help.is_empty() {
        text.push_str(&format!("  下一步：{}\n", trouble.help));
    }
    note(&text);
}

/// Columns of the terminal that stderr is; 100 where it is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size_of(io::stderr()).map_or(100, |(width, _)| usize::from(width.0))
}
