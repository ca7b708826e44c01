//! 零报告: rows that say that there was nothing to register, or that stand for none.

use super::brief::{TELLING, is_numeral, is_span, telling};
use super::{Field, Table, cell_at, content, has_own, squeezed};
use crate::book::{Cell, Row, Value};
use crate::number;

/// A row that says that there was nothing to register, or whose 数量 is 0, and nothing that a record would say.
pub(super) fn is_nil(table: &Table, row: &Row) -> bool {
    let own = || row.cells.iter().filter(|cell| has_own(cell));
    let field = |cell: &Cell| table.field_of(cell.column);
    let none = |cell: &Cell| match &cell.value {
        Value::Number(number) => *number == 0.0,
        Value::Text(written) => is_zero(written),
        Value::Date(_) | Value::Bool(_) | Value::Error(_) => false,
    };
    // what has a number or an amount took place
    let took_place = |cell: &Cell| match field(cell) {
        Some(Field::Number | Field::DocumentNumber | Field::CaseNumber | Field::Amount) => {
            let month = || squeezed(cell).is_some_and(|key| is_span(&key));
            !none(cell) && !says_nothing(cell) && !month()
        }
        _ => false,
    };
    if own().any(took_place) {
        return false;
    }
    let count = table.column(Field::Count);
    if let Some(cell) = count.and_then(|column| cell_at(row, column))
        && has_own(cell)
    {
        return none(cell) || says_nothing(cell);
    }
    // and so did what has a day
    let dated = |cell: &Cell| {
        content::is_date(&cell.value) && field(cell).is_some_and(content::holds_dates)
    };
    if own().any(dated) {
        return false;
    }
    let of_clerk = |cell: &Cell| {
        !matches!(field(cell), Some(f) if f != Field::Private)
            && table
                .heading_of_column(cell.column)
                .is_some_and(is_of_clerk)
    };
    let says = |cell: &&Cell| {
        !none(cell)
            && !of_clerk(cell)
            && squeezed(cell).is_some_and(|key| !is_numeral(&key) && !is_span(&key))
            && !matches!(
                field(cell),
                Some(Field::Unit | Field::Charged | Field::Category | Field::CaseKind)
            )
    };
    let mut telling = own().filter(says);
    telling.next().is_some_and(says_nothing) && telling.all(says_nothing)
}

/// Whether a heading asks who filled in the row, which is told of nothing as well.
fn is_of_clerk(heading: &str) -> bool {
    [
        "填报",
        "填表",
        "制表",
        "报送",
        "承办",
        "经办",
        "联系",
        "审核",
        "负责人",
        "办案",
        "执法人员",
        "执法机构",
        "执法单位",
        "登记人",
        "电话",
        "手机",
    ]
    .iter()
    .any(|word| heading.contains(word))
}

/// Whether a cell says that there was nothing.
pub(super) fn says_nothing(cell: &Cell) -> bool {
    telling(cell).is_some_and(|key| is_nothing(&key))
}

/// 「本季度无行政强制案件」, 「未发生」, 「零报告」: that there was nothing to register.
fn is_nothing(key: &str) -> bool {
    const LONGEST: usize = 24;
    let key = key.trim_end_matches(['。', '.', ',', '!']);
    if key.chars().count() > LONGEST {
        return false;
    }
    if matches!(
        key,
        "零" | "零件" | "零报告" | "零申请" | "零上报" | "零报送" | "零办件"
    ) {
        return true;
    }
    let Some(at) = key.find(['无', '未', '没']) else {
        return false;
    };
    let (when, what) = key.split_at(at);
    // who or when: 「本季度」, 「我局2022年上半年」, 「截至目前」
    let plain = when.chars().all(|c| {
        c.is_ascii_digit()
            || "本当该今全我贵年季度月期内第一二三四五六七八九十上下半前后局委办科室股所队站单位部门机关街道镇乡区县市至截止目前暂均也共期间-~、及:,".contains(c)
    });
    if !plain {
        return false;
    }
    let of_works = [
        "申请",
        "案件",
        "业务",
        "数据",
        "记录",
        "登记",
        "发生",
        "事项",
        "情况",
        "行政",
        "许可",
        "处罚",
        "强制",
        "收费",
        "复议",
        "诉讼",
        "此",
        "相关",
        "该",
        "任何",
        "新增",
        "办件",
        "件",
        "文件",
        "规章",
        "规范性",
        "依申请",
        "政府信息",
        "信息公开",
    ];
    let work = |rest: &str| rest.is_empty() || of_works.iter().any(|word| rest.starts_with(word));
    let fails = [
        "未发生",
        "未收到",
        "未受理",
        "未作出",
        "未做出",
        "未产生",
        "未办理",
        "未涉及",
        "未开展",
        "未出现",
        "未制发",
        "未出台",
        "未收取",
        "未征收",
        "没收到",
        "没发生",
        "没有",
        "暂无",
        "无",
    ];
    let rest = fails.iter().find_map(|word| what.strip_prefix(word));
    rest.is_some_and(|rest| {
        work(rest) || !when.is_empty() && of_works.iter().any(|word| rest.ends_with(word))
    })
}

/// 「0」, 「０件」
pub(super) fn is_zero(written: &str) -> bool {
    written.len() <= TELLING
        && written.trim_start().starts_with(['0', '０'])
        && number::parse(written).is_some_and(|n| n.value.is_zero())
}

#[cfg(test)]
mod tests {
    use super::super::aside::may_alter;
    use super::*;
    use crate::text;

    #[test]
    fn what_says_that_there_was_nothing_is_told_from_what_was_done_without_something() {
        for written in [
            "本季度无行政强制案件",
            "本季度未发生",
            "零报告",
            "2022年第二季度未收到依申请公开",
            "我局本月无。",
            "上半年没有",
            "无此类业务",
            "无申请",
        ] {
            assert!(is_nothing(&text::squeeze(written)), "{written}");
            let cell = Cell {
                column: 0,
                value: Value::Text(written.into()),
                word: None,
                anchor: None,
            };
            assert!(may_alter(&cell), "{written}");
        }
        for written in [
            "无照经营",
            "无证驾驶机动车",
            "未成年人保护",
            "本市无线电管理办法",
            "未经批准擅自施工",
            "没收违法所得",
            "未按规定公示",
            "无锡市某公司",
        ] {
            assert!(!is_nothing(&text::squeeze(written)), "{written}");
        }
    }
}
