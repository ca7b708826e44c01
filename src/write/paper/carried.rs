//! 结转清单: the very applications carried in and carried out.

use super::{CARRIED, Desk, day, heads, line, nothing, number, text, titled};
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
    let mut applications: Vec<&Application> = desk.compilation.ledger.applications.iter().collect();
    applications.sort_by_key(|a| a.rows.first().copied());
    let mut add = |caption: &str, counts: &dyn Fn(&Application) -> bool| {
        let mut none = true;
        for application in applications.iter().filter(|a| counts(a)) {
            page.rows.push(one(desk, caption, application));
            none = false;
        }
        if none {
            let mut row = line((0..columns.len()).map(|_| nothing()).collect());
            row.cells[0].content = text(caption);
            row.cells[1].content = text("（没有）");
            row.cells[0].role = Role::Label;
            page.rows.push(row);
        }
    };
    add("上年结转", &|a| a.carried_in);
    add("结转下年度继续办理", &|a| a.outcome.is_none());
    page.fit_heights();
    page
}

fn one(desk: &Desk<'_>, caption: &str, application: &Application) -> super::Row {
    let names = &desk.compilation.names;
    let state = match (application.outcome, application.replied) {
        (Some(_), Some(replied)) => {
            let at = application.rows.first();
            let line = at.map_or(String::new(), |at| desk.evidence.line(*at));
            format!("{replied} 办结：{line}")
        }
        _ => "未办结".to_owned(),
    };
    let at = application.rows.first().copied();
    let mut row = line(vec![
        text(caption),
        text(at.map_or("", |at| desk.evidence.said(at).number)),
        day(Some(Period::day(application.received))),
        text(application.class.word()),
        number(application.count),
        text(at.map_or("", |at| names.file(at))),
        text(at.and_then(|at| names.sheet(at)).unwrap_or_default()),
        at.map_or(nothing(), |at| number(at.row)),
        text(&state),
    ]);
    row.cells[5].link = at.and_then(|at| desk.to_source(at.row())).map(Box::new);
    row
}
