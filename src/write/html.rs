//! 核对页: one page for people to check a compilation by, the internal papers' readable twin.
//!
//! In: a [`Compilation`] and the way to its files. Out: one HTML file that needs no network and no other
//! file: the mandated tables, every figure a link to its rows; every finding with its grid; every row's fate;
//! searching. Figures are addressable: `…html#3.3.1/自然人`, and rows: `…html#行/一季度/申请.xlsx!台账!7`.
//!
//! Tables and findings are plain HTML; rows stand in a block of data, which `script.js` shows. All text goes
//! through `escaped` or `json`, and the page's own policy lets no other script run and nothing be
//! fetched. Which cells may be shown, [`super::mask`] tells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::evidence::{Evidence, Listed};
use super::page::{Answer, Cell, Content, Page, Role};
use super::publishable::{self, ABOVE};
use super::quoted::{self, Cells, Tables};
use super::show::{self, Context, Counts, Group};
use super::{json::decimal, mask};
use crate::address::{Address, column_name};
use crate::book::Input;
use crate::column::Field;
use crate::compilation::Compilation;
use crate::finding::{Finding, Place, Severity};
use crate::form::{Form, Table};
use crate::ledger::Fate;
use crate::tally::From;

/// Rows of all sheets up to which the page lists every one.
pub const ALL_ROWS: usize = 8_000;

/// Rows of each figure that the page lists when there are more than [`ALL_ROWS`].
pub const ROWS_OF_A_FIGURE: usize = 100;

/// Findings of different causes that the page shows.
const GROUPS: usize = 1_000;

/// Places of one cause that the page names.
const PLACES: usize = 200;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// Things behind each figure that the page lists.
pub fn most(compilation: &Compilation) -> usize {
    match is_whole(compilation) {
        true => ALL_ROWS,
        false => ROWS_OF_A_FIGURE,
    }
}

/// Writes the page. `open` opens the file at a position of the compilation's names.
pub fn page(
    compilation: &Compilation,
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> String {
    let behind = Evidence::of(compilation).behind_each(most(compilation));
    page_of(compilation, &behind, open)
}

/// The same for who knows what is behind each figure already, at least [`most`] of it.
pub fn page_of(
    compilation: &Compilation,
    behind: &[Listed],
    open: &(dyn Fn(u32) -> Option<Box<dyn Input>> + Sync),
) -> String {
    let tables = Tables::of(compilation);
    let groups = show::groups(&compilation.findings);
    let listed = listed(compilation, behind);
    let work = Work {
        compilation,
        context: show::context(
            &compilation.findings,
            &compilation.names,
            &tables.headers(),
            open,
        ),
        cells: match is_whole(compilation) {
            true => quoted::cells(compilation, &tables, &listed, open),
            // of so many rows what the ledger keeps of them is told, without reading the files again
            false => quoted::of_ledger(compilation, &listed),
        },
        tables,
        groups,
        behind,
        listed: listed.into_iter().collect(),
    };
    work.page()
}

/// Whether the page lists every row.
fn is_whole(compilation: &Compilation) -> bool {
    usize::try_from(compilation.rows.read).is_ok_and(|rows| rows <= ALL_ROWS)
}

/// The rows that the page tells of: all, or the first ones of each figure with those merged into them.
fn listed(compilation: &Compilation, behind: &[Listed]) -> BTreeSet<Address> {
    if is_whole(compilation) {
        return compilation.fates().map(|(at, _)| at).collect();
    }
    let mut rows = BTreeSet::new();
    for listed in behind {
        let behind = listed.first.iter().take(ROWS_OF_A_FIGURE);
        rows.extend(behind.filter_map(|b| b.whence.row()));
    }
    let first: Vec<Address> = rows.iter().copied().collect();
    for row in first {
        rows.extend(compilation.ledger.merged_into(row));
    }
    let faulty = usize::try_from(compilation.rows.faulty).unwrap_or(usize::MAX);
    let fates = compilation.fates();
    let fates = fates.filter(|(_, f)| matches!(f, Fate::Faulty(_)));
    rows.extend(fates.take(faulty.min(ROWS_OF_A_FIGURE)).map(|(at, _)| at));
    rows
}

/// What the page is made of.
struct Work<'c> {
    compilation: &'c Compilation,
    tables: Tables<'c>,
    context: Context,
    groups: Vec<Group<'c>>,
    /// What is behind each figure, as far as the page can list it.
    behind: &'c [Listed],
    /// The rows told of, in their order.
    listed: Vec<Address>,
    cells: BTreeMap<Address, Cells>,
}

impl Work<'_> {
    fn page(&self) -> String {
        let c = self.compilation;
        let name = format!("{}{}年核对", c.agency, c.year);
        let mut out = String::new();
        let _ = write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <title>{}（内部资料 不得公开）</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            policy(),
            escaped(&name)
        );
        out.push_str("<a class=\"skip\" href=\"#主体\">跳到正文</a>\n");
        self.header(&mut out);
        self.bar(&mut out);
        out.push_str("<main id=\"主体\">\n");
        let document = publishable::document(c);
        for (table, page) in c.form.tables.iter().zip(&document.pages) {
            self.table(&mut out, table, page);
        }
        self.findings(&mut out);
        self.sources(&mut out);
        out.push_str("</main>\n<footer><p class=\"quiet\">");
        let _ = write!(
            out,
            "本页由 gknb {} 写出，供单位内部核对，含台账内容，不得公开。申请人的姓名、电话、地址和申请内容不在本页中，显示为 {}。",
            env!("CARGO_PKG_VERSION"),
            mask::MASKED
        );
        out.push_str("</p></footer>\n");
        out.push_str(
            "<section id=\"panel\" aria-labelledby=\"panel-title\" hidden>\n<div class=\"top\">\
             <h2 id=\"panel-title\" tabindex=\"-1\"></h2>\
             <button type=\"button\" id=\"close\">关闭（Esc）</button></div>\n\
             <div id=\"panel-body\"></div>\n</section>\n\
             <p id=\"status\" role=\"status\" aria-live=\"polite\" class=\"spoken\"></p>\n",
        );
        // most of the page: what it was made of goes before it is put in its place
        let mut data = json(&self.data());
        data.shrink_to_fit();
        const AROUND: usize = 200;
        out.reserve_exact(data.len() + SCRIPT.len() + AROUND);
        let _ = write!(
            out,
            "<script type=\"application/json\" id=\"data\">{data}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
        );
        out
    }

    fn header(&self, out: &mut String) {
        let c = self.compilation;
        let rows = &c.rows;
        let excluded: u64 = rows.excluded.values().sum();
        let counts = Counts::of(&c.findings);
        let until = c
            .until
            .map(|day| format!("，截至 {day}"))
            .unwrap_or_default();
        let (class, state) = match counts.errors {
            0 if !c.publishable() => (
                "state bad",
                format!(
                    "有 {} 处疑点（--strict），统计表没有写出。",
                    counts.warnings
                ),
            ),
            0 => ("state", "没有错误，各表可以写出。".to_owned()),
            n => (
                "state bad",
                format!("有 {n} 处错误，统计表没有写出；下面的数字尚不可用。"),
            ),
        };
        let _ = write!(
            out,
            "<header>\n<p class=\"secret\">内部资料 不得公开</p>\n<h1>{} {} 年政府信息公开统计核对</h1>\n\
             <p>统计范围：{}{until}。报表版本：{}（{}）。</p>\n<p class=\"{class}\">{state}{}。</p>\n\
             <p>读取 {} 行 ＝ 计入 {} ＋ 合并 {} ＋ 排除 {excluded} ＋ 有误 {}",
            escaped(&c.agency),
            c.year,
            c.scope.word(),
            c.form.id,
            escaped(&c.form.circular),
            counts.words(),
            rows.read,
            rows.counted,
            rows.merged,
            rows.faulty,
        );
        let reasons: Vec<String> = rows
            .excluded
            .iter()
            .map(|(why, n)| format!("{} {n}", escaped(why)))
            .collect();
        if !reasons.is_empty() {
            let _ = write!(out, "（排除：{}）", reasons.join("、"));
        }
        out.push_str("。</p>\n");
        let all = usize::try_from(c.rows.read).unwrap_or(usize::MAX);
        if self.listed.len() < all {
            let _ = writeln!(
                out,
                "<p>数据量大：本页列出 {} 行中的 {} 行（每个数字的前 {ROWS_OF_A_FIGURE} 行、与之合并的行、有误的行），其余见核对底稿。</p>",
                all,
                self.listed.len()
            );
        }
        out.push_str(
            "<p class=\"quiet screen\">点表中的数字，看它由哪几行登记得来；点问题，看它在哪个单元格。\
             键盘：Tab 到数字，方向键移动，Enter 打开，Esc 关闭。</p>\n\
             <noscript><p>浏览器没有运行脚本：三张表和问题照常可看；看数字的登记行和查找需要脚本。</p></noscript>\n\
             </header>\n",
        );
    }

    fn bar(&self, out: &mut String) {
        out.push_str("<nav class=\"bar\" aria-label=\"本页内容\"><div>");
        for table in &self.compilation.form.tables {
            let _ = write!(
                out,
                "<a href=\"#表{}\">{}</a>",
                table.section,
                escaped(&table.sheet)
            );
        }
        out.push_str(
            "<a href=\"#问题\">问题</a><a href=\"#数据源\">数据源</a>\
             <div class=\"search\" role=\"search\"><label for=\"search\">查找</label>\
             <input id=\"search\" type=\"search\" autocomplete=\"off\" \
             placeholder=\"编号、文号、日期、文件名或 3.3.1/自然人\">\
             <button type=\"button\" id=\"go\">查</button></div></div></nav>\n",
        );
    }

    /// One mandated table, with the page of the publishable workbook as its grid.
    fn table(&self, out: &mut String, table: &Table, page: &Page) {
        let places = table.places();
        let slots: BTreeMap<(u16, u16), usize> = places
            .iter()
            .filter_map(|(row, column, cell)| Some(((row + ABOVE, *column), cell.slot?)))
            .collect();
        let text = |row: usize| match page.rows.get(row).and_then(|r| r.cells.first()) {
            Some(Cell {
                content: Content::Text(text),
                ..
            }) => escaped(text),
            _ => String::new(),
        };
        let _ = write!(
            out,
            "<section class=\"table\" id=\"表{}\">\n<h2>{}</h2>\n\
             <div class=\"scroll\"><table class=\"form\">\n<caption>{}</caption>\n",
            table.section,
            text(0),
            text(1)
        );
        let below = usize::from(ABOVE);
        let head = below + usize::from(table.header_rows);
        out.push_str("<thead>\n");
        for (number, row) in (0u16..).zip(&page.rows).skip(below) {
            if usize::from(number) == head {
                out.push_str("</thead>\n<tbody>\n");
            }
            out.push_str("<tr>");
            for cell in &row.cells {
                let slot = slots.get(&(number, cell.column)).copied();
                self.cell(out, cell, slot, usize::from(number) < head);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n</section>\n");
    }

    fn cell(&self, out: &mut String, cell: &Cell, slot: Option<usize>, in_head: bool) {
        let mut spans = String::new();
        if cell.rowspan > 1 {
            let _ = write!(spans, " rowspan=\"{}\"", cell.rowspan);
        }
        if cell.colspan > 1 {
            let _ = write!(spans, " colspan=\"{}\"", cell.colspan);
        }
        let content = match &cell.content {
            Content::Text(text) => escaped(text),
            Content::Number(value)
            | Content::Sum(_, value)
            | Content::Formula(_, Answer::Number(value)) => number(*value),
            Content::Day(day) => day.to_string(),
            Content::Formula(_, Answer::Text(text)) => escaped(text),
        };
        let Some(slot) = slot else {
            let scope = match (in_head, cell.colspan > 1, cell.rowspan > 1) {
                (true, true, _) => "colgroup",
                (true, false, _) => "col",
                (false, _, true) => "rowgroup",
                (false, ..) => "row",
            };
            let class = if cell.role == Role::Label {
                "label"
            } else {
                "head"
            };
            let _ = write!(
                out,
                "<th class=\"{class}\" scope=\"{scope}\"{spans}>{content}</th>"
            );
            return;
        };
        let slot = &self.compilation.form.slots[slot];
        let total = if cell.role == Role::Total {
            " total"
        } else {
            ""
        };
        // figures of 0 are reached by arrow keys, so that Tab meets what there is
        let (zero, tab) = match content.as_str() {
            "0" => (" zero", " tabindex=\"-1\""),
            _ => ("", ""),
        };
        let _ = write!(
            out,
            "<td class=\"figure{total}{zero}\"{spans}><a id=\"{id}\" href=\"#{to}\" title=\"{id}\"{tab}>{content}</a></td>",
            id = escaped(&slot.id),
            to = fragment(&slot.id),
        );
    }

    fn findings(&self, out: &mut String) {
        let counts = Counts::of(&self.compilation.findings);
        let _ = writeln!(
            out,
            "<section id=\"问题\">\n<h2>问题（{}）</h2>",
            counts.words()
        );
        for (number, group) in (1..).zip(self.groups.iter().take(GROUPS)) {
            self.finding(out, number, group);
        }
        if self.groups.len() > GROUPS {
            let _ = writeln!(
                out,
                "<p>另有 {} 类问题没有列入本页，见核对底稿。</p>",
                self.groups.len() - GROUPS
            );
        }
        out.push_str("</section>\n");
    }

    fn finding(&self, out: &mut String, number: usize, group: &Group<'_>) {
        let finding = group.first;
        let rule = finding.rule;
        let times = match group.others.len() {
            0 => String::new(),
            n => format!("，共 {} 处", n + 1),
        };
        let _ = writeln!(
            out,
            "<details class=\"{}\" id=\"问题/{number}\"><summary><span class=\"word\">{}</span> {} {} \
             <span class=\"quiet\">{}{times}</span></summary>",
            match finding.explained {
                Some(_) => "explained",
                None => rule.severity.key(),
            },
            finding.word(),
            rule.code,
            escaped(rule.title),
            escaped(&self.place(&finding.at)),
        );
        let _ = write!(
            out,
            "<p>位置：{}</p>\n<p class=\"message\">{}</p>\n",
            self.linked(&finding.at),
            escaped(&self.message(finding))
        );
        if let Place::Cell(at) = finding.at
            && rule.severity != Severity::Note
        {
            self.grid(out, at);
        }
        if let Some(reason) = &finding.explained {
            let reason = mask::numbers(reason);
            let _ = writeln!(out, "<p class=\"help\">情况说明：{}</p>", escaped(&reason));
        } else if !finding.help.is_empty() {
            let help = mask::numbers(&finding.help);
            let _ = writeln!(out, "<p class=\"help\">下一步：{}</p>", escaped(&help));
        }
        self.related(out, finding);
        if !group.others.is_empty() {
            let places: Vec<String> = group
                .others
                .iter()
                .take(PLACES)
                .map(|f| self.linked(&f.at))
                .collect();
            let more = match group.others.len().saturating_sub(PLACES) {
                0 => String::new(),
                n => format!("，另有 {n} 处，见核对底稿"),
            };
            let _ = writeln!(out, "<p>同样的问题还有：{}{more}</p>", places.join("、"));
        }
        out.push_str("</details>\n");
    }

    fn related(&self, out: &mut String, finding: &Finding) {
        if finding.related.is_empty() {
            return;
        }
        let hidden = mask::quotes_hidden(finding, |at| self.tables.at(at));
        out.push_str("<ul>");
        for (place, words) in finding.related.iter().take(PLACES) {
            let words = if hidden {
                "有关的地方"
            } else {
                words.as_str()
            };
            let _ = write!(
                out,
                "<li>相关：{} {}</li>",
                self.linked(place),
                escaped(&mask::numbers(words))
            );
        }
        out.push_str("</ul>\n");
        if finding.related.len() > PLACES {
            let more = finding.related.len() - PLACES;
            let _ = writeln!(out, "<p>另有 {more} 处相关，见核对底稿。</p>");
        }
    }

    /// What a finding says, unless it may quote a cell that is not shown.
    fn message(&self, finding: &Finding) -> String {
        match mask::quotes_hidden(finding, |at| self.tables.at(at)) {
            true => format!(
                "{}（这个单元格的内容不在本页显示，见原件）",
                finding.rule.title
            ),
            false => mask::numbers(&finding.message).into_owned(),
        }
    }

    fn place(&self, place: &Place) -> String {
        let c = self.compilation;
        show::place(place, &c.names, Some(c.form))
    }

    /// A place as a link to its figure or its row.
    fn linked(&self, place: &Place) -> String {
        let words = escaped(&self.place(place));
        let to = match place {
            Place::Slot(id) => id.clone(),
            Place::Cell(at) if self.listed.binary_search(&at.row()).is_ok() => {
                format!("行/{}", self.compilation.names.show(at.row()))
            }
            _ => return words,
        };
        format!("<a href=\"#{}\">{words}</a>", fragment(&to))
    }

    /// The headings, the row above, the row, the row below; cells of persons masked.
    fn grid(&self, out: &mut String, at: Address) {
        let sheet = (at.file, at.sheet);
        let Some(rows) = self.context.rows.get(&sheet) else {
            return;
        };
        let near = at.row.saturating_sub(1)..=at.row.saturating_add(1);
        let numbers = self.context.header(at).into_iter().chain(near);
        let mut numbers: Vec<u32> = numbers.filter(|n| rows.contains_key(n)).collect();
        numbers.dedup();
        let mut columns: BTreeSet<u16> = at.column.into_iter().collect();
        let used = numbers.iter().filter_map(|n| rows.get(n)).flatten();
        columns.extend(used.map(|(column, _)| *column));
        // a sheet as wide as a screen bears, around the cell
        const WIDEST: usize = 24;
        let middle = at.column.unwrap_or(0);
        let skip = columns.range(..middle).count().saturating_sub(WIDEST / 2);
        let columns: Vec<u16> = columns.into_iter().skip(skip).take(WIDEST).collect();

        out.push_str("<div class=\"scroll\"><table class=\"grid\"><thead><tr><td></td>");
        for &column in &columns {
            let _ = write!(out, "<th scope=\"col\">{}</th>", column_name(column));
        }
        out.push_str("</tr></thead><tbody>\n");
        for number in numbers {
            let here = number == at.row;
            let class = if here { " class=\"here\"" } else { "" };
            let _ = write!(out, "<tr{class}><th scope=\"row\">{number}</th>");
            for &column in &columns {
                let cells = rows.get(&number).map_or(&[][..], Vec::as_slice);
                let text = match cells.binary_search_by_key(&column, |c| c.0) {
                    Ok(found) => {
                        let cell = Address { row: number, ..at }.at(column);
                        self.visible(cell, &cells[found].1, at)
                    }
                    Err(_) => String::new(),
                };
                let marked = here && at.column == Some(column);
                let class = if marked { " class=\"marked\"" } else { "" };
                let pointer = if marked {
                    "<span class=\"spoken\">有问题的单元格：</span>"
                } else {
                    ""
                };
                let _ = write!(out, "<td{class}>{pointer}{}</td>", escaped(&text));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
    }

    /// A cell of a grid as it may be shown.
    fn visible(&self, cell: Address, text: &str, found: Address) -> String {
        let table = self.tables.at(cell);
        let column = cell.column.unwrap_or(0);
        let shown = match table {
            Some(table) if cell.row <= table.last_header_row => true,
            Some(table) => mask::field_of(table, column).is_some_and(mask::shown),
            // outside a table nobody knows what a cell is; the one in question is what it is about
            None => cell == found,
        };
        match shown {
            true => mask::numbers(text).into_owned(),
            false => mask::MASKED.to_owned(),
        }
    }

    fn sources(&self, out: &mut String) {
        out.push_str(
            "<section id=\"数据源\">\n<h2>数据源</h2>\n<div class=\"scroll\"><table class=\"sources\"><thead><tr>\
             <th scope=\"col\">文件</th><th scope=\"col\">SHA-256</th><th scope=\"col\">工作表</th>\
             <th scope=\"col\">台账</th><th scope=\"col\">统计期</th><th scope=\"col\">登记行</th></tr></thead><tbody>\n",
        );
        for source in &self.compilation.sources {
            let rows = source.sheets.len().max(1);
            let _ = write!(
                out,
                "<tr><th scope=\"rowgroup\" rowspan=\"{rows}\">{}</th><td rowspan=\"{rows}\" title=\"{hash}\">{}…</td>",
                escaped(&source.file),
                source.sha256.get(..12).unwrap_or_default(),
                hash = escaped(&source.sha256),
            );
            if source.sheets.is_empty() {
                out.push_str("<td colspan=\"4\">没有读到工作表</td></tr>\n");
            }
            for (nth, sheet) in source.sheets.iter().enumerate() {
                if nth > 0 {
                    out.push_str("<tr>");
                }
                let _ = writeln!(
                    out,
                    "<td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                    escaped(sheet.name.as_deref().unwrap_or("—")),
                    sheet.ledger.map_or("—", |kind| kind.word()),
                    escaped(sheet.period.as_deref().unwrap_or("—")),
                    sheet.rows
                );
            }
        }
        out.push_str("</tbody></table></div>\n</section>\n");
    }

    fn data(&self) -> Data {
        let c = self.compilation;
        // which findings speak of a row or of a figure
        let mut of_rows: BTreeMap<Address, BTreeSet<usize>> = BTreeMap::new();
        let mut of_slots: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for (number, group) in self.groups.iter().enumerate().take(GROUPS) {
            for finding in std::iter::once(&group.first).chain(&group.others) {
                match &finding.at {
                    Place::Cell(at) => {
                        of_rows.entry(at.row()).or_default().insert(number);
                    }
                    Place::Slot(id) => {
                        of_slots.entry(id).or_default().insert(number);
                    }
                    _ => {}
                }
            }
        }
        let fields: Vec<Field> = quoted::FIELDS.into_iter().chain(quoted::MONEY).collect();
        let files = c.names.files.iter();
        let findings = self.groups.iter().take(GROUPS);
        Data {
            fields: fields.iter().map(|f| f.word()).collect(),
            files: files
                .map(|f| {
                    (
                        clean(&f.file),
                        f.sheets.iter().map(|s| s.as_deref().map(clean)).collect(),
                    )
                })
                .collect(),
            findings: findings
                .map(|g| format!("{} {}", g.first.rule.code, g.first.rule.title))
                .collect(),
            slots: (0..c.form.slots.len())
                .map(|slot| self.slot(slot, c.form, &of_slots))
                .collect(),
            rows: self
                .listed
                .iter()
                .map(|at| self.row(*at, &fields, &of_rows))
                .collect(),
            all: c.rows.read,
        }
    }

    fn index(&self, at: Address) -> Option<usize> {
        self.listed.binary_search(&at.row()).ok()
    }

    fn slot(&self, at: usize, form: &Form, findings: &BTreeMap<&str, BTreeSet<usize>>) -> SlotData {
        let c = self.compilation;
        let slot = &form.slots[at];
        let figure = &c.tally.figures[at];
        let mut data = SlotData {
            id: slot.id.clone(),
            line: slot.line.clone(),
            head: slot.head.clone(),
            unit: slot.unit.clone(),
            value: number(figure.value),
            said: None,
            parts: None,
            rows: Vec::new(),
            more: 0,
            findings: findings
                .get(slot.id.as_str())
                .map(|n| n.iter().copied().collect())
                .unwrap_or_default(),
        };
        match &figure.from {
            From::Nothing => data.said = Some("未见台账，也没有手工填列，按 0 填列。".to_owned()),
            From::Hand(nth) => {
                let source = c.settings.figures.get(*nth).map_or("", |f| &f.source);
                data.said = Some(clean(&format!(
                    "由 gknb.toml 第 {} 个 [[figure]] 给出，出处：{source}",
                    nth + 1
                )));
            }
            From::Slots(parts) => data.parts = Some(parts.clone()),
            From::Rows(_) => {}
            From::Units(by_hand) => {
                data.said = Some(format!(
                    "其中 {} 由 gknb.toml 为各单位给出的手工数字相加，其余来自台账。",
                    number(*by_hand)
                ));
            }
            From::Opening(opening) => {
                data.said = Some(format!(
                    "上年末 {} ＋ 本年制发 － 本年废止 ＝ {}",
                    number(*opening),
                    data.value
                ));
            }
        }
        if let From::Rows(_) | From::Opening(_) | From::Units(_) = &figure.from {
            let behind = &self.behind[at];
            let opening = behind.first.iter().filter(|b| b.whence.row().is_none());
            let rows = behind.all - opening.count();
            for behind in behind.first.iter().take(most(self.compilation)) {
                if let Some(index) = behind.whence.row().and_then(|row| self.index(row)) {
                    data.rows.push((index, number(behind.count)));
                }
            }
            data.more = rows - data.rows.len();
        }
        data
    }

    fn row(
        &self,
        at: Address,
        fields: &[Field],
        findings: &BTreeMap<Address, BTreeSet<usize>>,
    ) -> RowData {
        let fate = match self.compilation.fate(at) {
            Some(Fate::Counted) => ("counted", Told::Nothing),
            Some(Fate::Merged(into)) => match self.index(into) {
                Some(row) => ("merged", Told::Row(row)),
                None => {
                    let row = self.compilation.names.show(into.row());
                    ("merged", Told::Words(clean(&row)))
                }
            },
            Some(Fate::Excluded(why)) => ("excluded", Told::Words(why.word().to_owned())),
            Some(Fate::Faulty(code)) => ("faulty", Told::Words(code.to_owned())),
            None => ("excluded", Told::Words("不在统计之列".to_owned())),
        };
        let cells = self.cells.get(&at).into_iter().flatten();
        let cells = cells.filter_map(|(field, text)| {
            Some((fields.iter().position(|f| f == field)?, clean(text)))
        });
        let findings = findings.get(&at).into_iter().flatten();
        RowData(
            at.file,
            at.sheet,
            at.row,
            fate,
            cells.collect(),
            findings.copied().collect(),
        )
    }
}

/// The block of data that the script reads.
#[derive(Serialize)]
struct Data {
    /// Names of fields.
    fields: Vec<&'static str>,
    /// Files and the names of their sheets.
    files: Vec<(String, Vec<Option<String>>)>,
    /// Findings in a few words, numbered as the page shows them, from 0.
    findings: Vec<String>,
    slots: Vec<SlotData>,
    rows: Vec<RowData>,
    /// Rows of all sheets, listed or not.
    all: u64,
}

#[derive(Serialize)]
struct SlotData {
    id: String,
    line: String,
    head: String,
    unit: String,
    value: String,
    /// Where it comes from, if not from rows alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    /// The slots that it adds.
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<Vec<usize>>,
    /// Positions in the rows, and what each adds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<(usize, String)>,
    /// Rows that are not listed.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<usize>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// File, sheet, row number, fate, fields with their cells, findings.
#[derive(Serialize)]
struct RowData(
    u32,
    u16,
    u32,
    (&'static str, Told),
    Vec<(usize, String)>,
    Vec<usize>,
);

/// What is told of a fate beside its name.
#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    Nothing,
    Row(usize),
    Words(String),
}

/// What the page may do: run its own script, wear its own style, and nothing else; fetch nothing at all.
fn policy() -> String {
    format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    )
}

/// `sha256-…`, as a policy names an inline text.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = "sha256-".to_owned();
    for three in Sha256::digest(text.as_bytes()).chunks(3) {
        let byte = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..4 {
            out.push(match letter <= three.len() {
                true => char::from(LETTERS[(bits >> (18 - 6 * letter) & 63) as usize]),
                false => '=',
            });
        }
    }
    out
}

fn number(value: Decimal) -> String {
    decimal(value).to_string()
}

/// Text without what a page cannot hold: control characters, and marks that turn the direction.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|&c| {
            c == '\n'
                || c == '\t'
                || !(c.is_control()
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        })
        .collect()
}

/// Text as HTML, in an element or in a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Text as the fragment of a link, in a quoted attribute.
fn fragment(text: &str) -> String {
    let mut out = String::new();
    for c in clean(text).chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '/' | '.' | '-' | '_' | '!' => out.push(c),
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "%{byte:02X}");
                }
            }
        }
    }
    out
}

/// Data as JSON that may stand in a script element: no letter that could end it.
fn json(data: &impl Serialize) -> String {
    let text = serde_json::to_string(data).expect("texts, numbers and lists are JSON");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_element() {
        let evil = "</script><img src=x onerror='alert(1)'>\u{202e}&\"\u{0}";
        assert_eq!(
            escaped(evil),
            "&lt;/script&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&quot;"
        );
        let data = json(&evil);
        assert!(!data.contains(['<', '>', '&']), "{data}");
        assert_eq!(
            serde_json::from_str::<String>(&data).ok().as_deref(),
            Some(evil)
        );
        assert_eq!(
            fragment("3.1/自 然\"人"),
            "3.1/%E8%87%AA%20%E7%84%B6%22%E4%BA%BA"
        );
    }

    #[test]
    fn the_policy_names_the_texts_by_their_hashes() {
        // openssl dgst -sha256 -binary | base64
        assert_eq!(
            digest("alert('Hello, world.');"),
            "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
        );
        assert!(!SCRIPT.contains("</script"));
        assert!(!STYLE.contains("</style"));
    }
}
