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

use super::evidence::{Evidence, Listed};
use super::quoted::{self, Cells, Tables};
use super::show::{self, Context, Counts, Group};
use super::{mask, publishable};
use crate::address::Address;
use crate::book::Input;
use crate::compilation::Compilation;
use crate::ledger::Fate;

mod data;
mod found;
mod markup;
mod policy;
mod tables;

use markup::{escaped, json};

/// Rows of all sheets up to which the page lists every one.
pub const ALL_ROWS: usize = 8_000;

/// Rows of each figure that the page lists when there are more than [`ALL_ROWS`].
pub const ROWS_OF_A_FIGURE: usize = 100;

/// Findings of different causes that the page shows.
const GROUPS: usize = 1_000;

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

/// Writes the page for who knows already what is behind each figure, at least [`most`] of it. `open` opens the file at a
/// position of the compilation's names.
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
            policy::of(SCRIPT, STYLE),
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
}
