//! 清单: rows below a row of headings, of which none holds a day, where no header of a ledger was found.
//!
//! In: the rows of a sheet, the name that tells what it holds. Out: what the rows are told to be: a ledger that lacks
//! columns, perhaps one, or none.

use std::collections::BTreeSet;

use super::super::header::{distinct, hints, is_core, may_be_header, named, paths};
use super::super::work::ABOUT;
use super::super::{Field, Headings, Kind, aside, nil, rules, squeezed};
use super::looks::{counted, is_day};
use super::matter::{self, Matter};
use crate::address::Address;
use crate::book::{Cell, Row, Value};
use crate::finding::{Finding, Place};
use crate::text::{self, squeeze};

/// A row of headings, and what stands below it.
#[derive(Debug)]
pub(super) struct List {
    pub(super) row: u32,
    /// Column and heading.
    headings: Vec<(u16, String)>,
    /// The number of the first row below that fills most of the columns, and how many do.
    data: Option<(u32, usize)>,
    /// A row below holds a day.
    dated: bool,
}

impl List {
    /// Headings, if a row is one of them: short texts without a number, and no line of labels and values.
    pub(super) fn under(row: &Row) -> Option<Self> {
        const LEAST: usize = 2;
        const LONGEST: usize = 20;
        let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
        let heading = |cell: &Cell| match &cell.value {
            Value::Text(text) => {
                text.chars().count() <= LONGEST
                    && !text.contains([':', '：'])
                    && !text.chars().any(|c| text::half_width(c).is_ascii_digit())
            }
            _ => false,
        };
        let heads = own().count() >= LEAST && may_be_header(row) && own().all(heading);
        let paths = paths(std::slice::from_ref(row)).into_iter();
        (heads && !aside::heads_note(row)).then(|| List {
            row: row.number,
            headings: paths.map(|(at, path)| (at, path.concat())).collect(),
            data: None,
            dated: false,
        })
    }

    /// Counts a row below that fills most of the columns.
    pub(super) fn see(&mut self, row: &Row) {
        let own = || distinct(row).filter(|cell| squeezed(cell).is_some());
        let fills = own().count() >= 2 && own().count() * 2 > self.headings.len();
        let label = |cell| squeezed(cell).is_some_and(|key| aside::is_label(&key));
        let other = || own().any(label) || own().any(nil::says_nothing);
        if fills && !aside::heads_note(row) && !other() {
            let (first, rows) = self.data.unwrap_or((row.number, 0));
            self.data = Some((first, rows + 1));
            self.dated |= own().any(|cell| is_day(&cell.value));
        }
    }

    /// Whether anything stands below the headings.
    pub(super) fn holds_rows(&self) -> bool {
        self.data.is_some()
    }

    /// The headings as written.
    pub(super) fn headings(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().map(|(_, heading)| heading.as_str())
    }

    /// Whether a row is the headings or stands below them.
    pub(super) fn heads(&self, row: &Row) -> bool {
        self.holds_rows() && self.row <= row.number
    }

    /// What they are told to be, by the name that tells of the sheet, which may be that of a catalogue, and by what the
    /// headings name.
    pub(super) fn explain(
        &self,
        (file, sheet): (u32, u16),
        (name, catalogue): (Option<&str>, bool),
        headings: &Headings,
    ) -> Finding {
        let key = name.map(squeeze).unwrap_or_default();
        let tells = |kind: &Kind| hints(*kind).iter().any(|hint| key.contains(hint));
        let told = Kind::ALL.into_iter().find(tells);
        let about = catalogue || ABOUT.iter().any(|word| key.contains(word));
        // 「处罚」 is short for what is registered, and for many other things
        let hinted = told.or_else(|| (!about && counted(&key)).then_some(Kind::Publications));
        // the columns of a ledger of the kind that the name tells, or of the one that knows most of them
        let kinds = Kind::ALL.into_iter().map(|kind| {
            let (core, known) = self.known(kind, headings);
            ((hinted == Some(kind), core.len(), known), kind, core)
        });
        let nearest = kinds.max_by_key(|(rank, ..)| *rank);
        let ((_, own, known), kind, core) = nearest.expect("there are kinds of ledgers");
        // a catalogue is about them
        let names: Vec<&str> = name.filter(|_| !about).into_iter().collect();
        let rule = match told {
            _ if matter::of(&names, self.headings()) == Matter::Counted => &rules::NO_HEADER,
            Some(_) => &rules::UNKNOWN_SHEET,
            None if hinted.is_some() => &rules::UNKNOWN_SHEET,
            // who may be called is a list as well
            None if own >= 2 || own == 1 && known >= 3 => &rules::UNKNOWN_SHEET,
            None => &rules::NO_LEDGER,
        };
        let place = |row: u32| Address {
            file,
            sheet,
            row,
            column: Some(0),
        };
        let seen: Vec<&str> = self.headings.iter().map(|(_, h)| h.as_str()).collect();
        let (first, rows) = self.data.unwrap_or((self.row, 0));
        let words: Vec<&str> = core.iter().map(|field| field.word()).collect();
        let recognised = match (hinted.is_some() || own > 0, words.is_empty()) {
            (false, _) => "不像台账".to_owned(),
            (true, true) => format!("从名称看是{}，一列也没有认出", kind.word()),
            (true, false) => format!("最接近{}，但只认出{}", kind.word(), words.join("、")),
        };
        let message = format!(
            "第{}行像是表头，下面有 {rows} 行{}，{recognised}，没有计入任何数字；见到的表头是：{}",
            self.row,
            if self.dated { "" } else { "，没有日期" },
            seen.join("、")
        );
        let finding = Finding::new(rule, Place::Cell(place(self.row)), message);
        let finding = finding.related(Place::Cell(place(first)), "下面的第一行");
        let needed = match kind {
            Kind::Applications => "申请编号、收到日期、申请人类型、答复日期、办理结果",
            Kind::Publications => {
                "文号、成文日期（许可、处罚、强制为决定日期，收费为收费日期和金额）一类的列"
            }
            Kind::Disputes => "案号、案件类型、受理日期、结案日期、结果",
        };
        let of_period = match kind {
            Kind::Publications => {
                "许可、处罚、强制没有日期和文号的，在 [headings] 中写明哪一列是「标题」（事项）、哪一列是「个人信息」（当事人），就按文件名、标题写明的统计期逐行计入；"
            }
            Kind::Applications | Kind::Disputes => "",
        };
        finding.help(format!(
            "是台账的，请补上{needed}，已有的列叫法不同的，在 gknb.toml 的 [headings] 中写明；{of_period}不是台账的，请移出数据文件夹（工作表可以隐藏，隐藏的不读取）"
        ))
    }

    /// The fields of a kind of ledger by which it is known, and how many fields in all, that the headings name.
    fn known(&self, kind: Kind, headings: &Headings) -> (Vec<Field>, usize) {
        let named = self.headings.iter().filter_map(|(column, heading)| {
            let (_, _, named) = named(kind, *column, std::slice::from_ref(heading), headings);
            named.map(|named| named.field)
        });
        let fields: BTreeSet<Field> = named.collect();
        let core = fields.iter().copied().filter(|f| is_core(kind, *f));
        (core.collect(), fields.len())
    }
}
