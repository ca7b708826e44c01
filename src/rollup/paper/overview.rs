//! 一、总体情况数据 of a roll-up: what the tables of subordinate units tell for the prose of section 一.

use rust_decimal::Decimal;

use super::standings;
use crate::rollup::{Rollup, Standing};
use crate::write::page::{Cell, Content, Page, Role, Row};
use crate::write::publishable::{ABOVE, Heading, OVERVIEW, headed};

/// The last page of the publishable workbook. Publications by channel and the days that answers took stand
/// in no mandated table, so that a roll-up cannot know them; the page says so.
pub fn overview(rollup: &Rollup) -> Page {
    let heading = Heading::stated(&rollup.statement(), "个、份、件");
    let page = Page {
        name: OVERVIEW.to_owned(),
        columns: vec![70, 20],
        one_sheet: true,
        repeated: u32::from(ABOVE),
        frozen: u32::from(ABOVE),
        ..Page::default()
    };
    let mut page = headed(page, OVERVIEW, &heading);
    let counts = standings(rollup);
    let standing = |s: Standing| counts.get(s.word()).copied().unwrap_or(0);
    let value = |id: &str| {
        rollup
            .form
            .slot(id)
            .map_or(Decimal::ZERO, |s| rollup.value(s))
    };
    let units = standing(Standing::Counted) + standing(Standing::Contained(0));
    let lines = [
        ("汇总单位（个）", Decimal::from(units)),
        ("计入的报告（份）", Decimal::from(rollup.counted().count())),
        ("本年新收政府信息公开申请（件）", value("3.1/总计")),
        ("上年结转政府信息公开申请（件）", value("3.2/总计")),
        ("本年度办理结果（件）", value("3.3.7/总计")),
        ("结转下年度继续办理（件）", value("3.4/总计")),
    ];
    page.rows.push(Row {
        height: 24,
        cells: vec![
            Cell::text(0, Role::Head, "项目"),
            Cell::text(1, Role::Head, "数"),
        ],
    });
    for (words, value) in lines {
        page.rows.push(Row {
            height: 24,
            cells: vec![
                Cell::text(0, Role::Label, words),
                Cell::new(1, Role::Figure, Content::Number(value.normalize())),
            ],
        });
    }
    page.rows.push(Row {
        height: 22,
        cells: vec![
            Cell::text(
                0,
                Role::Remark,
                "说明：本表供撰写年度报告第一部分使用，不属于法定表格。下级的法定表格里没有按渠道、\
                 月份的公开条数和答复天数，所以这里没有。",
            )
            .spanning(1, 2),
        ],
    });
    page.fit_heights();
    page
}
