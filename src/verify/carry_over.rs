//! 上年结转 must be last year's 结转下年度继续办理, column by column.

use rust_decimal::Decimal;

use super::{Year, evidence, rules};
use crate::entry::Applicant;
use crate::finding::{Finding, Place};
use crate::form::Feed;
use crate::tally::From;

/// Holds them against each other.
pub(super) fn hold(year: &Year<'_>, findings: &mut Vec<Finding>) {
    let columns: Vec<Column<'_>> = Applicant::ALL
        .into_iter()
        .filter_map(|class| Column::of(year, class))
        .collect();
    let now = columns.iter().map(|c| c.now).sum();
    let last = columns.iter().map(|c| c.last).sum();
    let differing = columns.iter().filter(|c| c.missing() != Decimal::ZERO);
    let differing: Vec<&Column<'_>> = differing.collect();
    let missing: Vec<(Applicant, Decimal)> =
        differing.iter().map(|c| (c.class, c.missing())).collect();
    let of_all = of_all([now, last], missing.len());
    let found = differing.iter().map(|c| c.finding(year, &missing, &of_all));
    findings.extend(found);
}

/// 上年结转 of a class of applicants, where last year's number is known.
struct Column<'y> {
    class: Applicant,
    /// Its slot.
    id: &'y str,
    now: Decimal,
    last: Decimal,
    /// What this year's came from.
    from: &'y From,
    /// What tells last year's number.
    source: &'y str,
}

impl<'y> Column<'y> {
    fn of(year: &Year<'y>, class: Applicant) -> Option<Self> {
        let mut slots = year.form.slots.iter();
        let slot = slots.position(|s| s.feed == Feed::CarriedIn(class))?;
        let carried = format!("3.4/{}", class.word());
        let (last, source) = match (year.settings.opening.get(&carried), year.previous) {
            (Some(value), _) => (*value, "[opening]"),
            (None, Some(previous)) => (*previous.slots.get(&carried)?, previous.file.as_str()),
            (None, None) => return None,
        };
        Some(Column {
            class,
            id: &year.form.slots[slot].id,
            now: year.tally.figures[slot].value,
            from: &year.tally.figures[slot].from,
            last,
            source,
        })
    }

    /// Last year's number less this year's.
    fn missing(&self) -> Decimal {
        self.last - self.now
    }

    /// What is said of a column that differs, with the applications that were carried in.
    fn finding(&self, year: &Year<'_>, missing: &[(Applicant, Decimal)], of_all: &str) -> Finding {
        let message = format!(
            "「{}」本年上年结转 {}，{} 年度结转下年度继续办理 {}（{}），相差 {}{of_all}",
            self.class.word(),
            self.now.normalize(),
            year.year - 1,
            self.last.normalize(),
            self.source,
            (self.now - self.last).normalize()
        );
        let place = Place::Slot(self.id.to_owned());
        let finding = Finding::new(&rules::CARRY_OVER, place, message)
            .value(self.now.normalize().to_string());
        let mut count = 0;
        let mut carried = Vec::new();
        for application in year.ledger.applications() {
            if application.class == self.class && application.carried_in {
                count += 1;
                carried.extend((count <= LISTED).then_some(application));
            }
        }
        let by_hand = matches!(self.from, From::Hand(_) | From::Units(_));
        let help = if by_hand && carried.is_empty() {
            "本年的数是 [[figure]] 手工填列的：请与上年报告核对；上年报告有误的，用 [opening] 写明上年的数，或用 [[explain]] 说明"
        } else if self.now > self.last {
            "请逐件核对下列台账中的申请：上年报告没有计入，可能上年漏报、收到日期写错，或上年已经办结"
        } else if carried.is_empty() {
            "台账里没有一件上年收到、上年未办结的申请：请检查是否漏了结转的申请，或它们的收到日期写成了本年"
        } else {
            "台账里只有下列申请是上年结转的：请查出缺少的申请，看是否漏了导出，或收到日期写成了本年"
        };
        let finding = finding.help(help);
        let mut finding =
            evidence::of_carry_over(year, self.class, self.missing(), missing, finding);
        for application in &carried {
            let row = Place::Cell(application.row);
            if finding.related.iter().any(|(place, _)| *place == row) {
                continue;
            }
            let number = application
                .number
                .map(|n| format!("编号 {n}，"))
                .unwrap_or_default();
            finding = finding.related(row, format!("{number}收到日期 {}", application.received));
        }
        if count > LISTED {
            finding.message = format!("{}；列出前 {LISTED} 件，共 {count} 件", finding.message);
        }
        finding
    }
}

/// What the columns that differ come to together: the same in both years where only classes were told differently.
fn of_all([now, last]: [Decimal; 2], columns: usize) -> String {
    let (now, last) = (now.normalize(), last.normalize());
    match (columns, now == last) {
        (..=1, _) => String::new(),
        (_, true) => format!("；各栏合计两年都是 {now}，相差的几栏可能只是类型写得不同"),
        (_, false) => format!(
            "；各栏合计本年 {now}、上年 {last}，相差 {}",
            (now - last).normalize()
        ),
    }
}

/// Applications named one by one in a finding, at most.
const LISTED: usize = 50;
