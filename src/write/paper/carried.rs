//! 结转清单: the very applications carried in and carried out.

use super::{CARRIED, Desk, FATES, day, heads, line, nothing, number, text, titled};
use crate::ledger::Application;
use crate::period::Period;
use crate::write::page::{Page, Role};

/// Applications received before the year, then those not concluded in it.
pub(super) fn page(desk: &Desk<'_>) -> Page {
    let columns = [22, 26, 12, 16, 8, 36, 22, 8, 44];
    let mut page = titled(CARRIED, &columns, desk);
    page.rows.push(heads(&[
        "结转",
        "编号",
        "收到日期",
        "申请人类型",
        "件数",
        "文件",
        "工作表",
        "行",
        "状态",
    ]));
    page.repeated = 3;
    page.frozen = 3;
    page.filtered = Some(2);
    // where the lists of all rows are text files, these are there for a first look
    let most = if desk.whole { usize::MAX } else { 1_000 };
    let carried: [Counts; 2] = [|a| a.carried_in, |a| a.outcome.is_none()];
    let mut lists = [(); 2].map(|()| (Vec::new(), 0usize));
    desk.compilation.ledger.pieces_joined(
        |piece| {
            let mut lists = [(); 2].map(|()| (Vec::new(), 0));
            for application in piece.applications() {
                for ((first, all), counts) in lists.iter_mut().zip(carried) {
                    if counts(&application) {
                        *all += 1;
                        if first.len() < most {
                            first.push(application);
                        }
                    }
                }
            }
            lists
        },
        |of_piece| {
            for ((first, all), (more, count)) in lists.iter_mut().zip(of_piece) {
                *all += count;
                let room = most - first.len().min(most);
                first.extend(more.into_iter().take(room));
            }
        },
    );
    let captions = ["上年结转", "结转下年度继续办理"];
    for (caption, (first, listed)) in captions.into_iter().zip(lists) {
        for application in &first {
            page.rows.push(one(desk, caption, application));
        }
        if let Some(more @ 1..) = listed.checked_sub(most) {
            let mut row = line((0..columns.len()).map(|_| nothing()).collect());
            row.cells[0].content = text(caption);
            row.cells[1].content = text(&format!("另有 {more} 件，见「{FATES}」"));
            row.cells[0].role = Role::Label;
            page.rows.push(row);
        }
        if listed == 0 {
            let mut row = line((0..columns.len()).map(|_| nothing()).collect());
            row.cells[0].content = text(caption);
            row.cells[1].content = text("（没有）");
            row.cells[0].role = Role::Label;
            page.rows.push(row);
        }
    }
    page.fit_heights();
    page
}

/// Whether an application is one of a list.
type Counts = fn(&Application<'_>) -> bool;

fn one(desk: &Desk<'_>, caption: &str, application: &Application<'_>) -> super::Row {
    let names = &desk.compilation.names;
    let at = application.row;
    let state = match (application.outcome, application.replied) {
        (Some(_), Some(replied)) => format!("{replied} 办结：{}", desk.evidence.line(at)),
        _ => "未办结".to_owned(),
    };
    let mut row = line(vec![
        text(caption),
        text(application.number.unwrap_or_default()),
        day(Some(Period::day(application.received))),
        text(application.class.word()),
        number(application.count),
        text(names.file(at)),
        text(names.sheet(at).unwrap_or_default()),
        number(at.row),
        text(&state),
    ]);
    row.cells[5].link = desk.to_source(at).map(Box::new);
    row
}
