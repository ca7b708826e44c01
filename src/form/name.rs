//! 指标格的名称: `3.3.3.6/自然人` taken apart into its line and its head.
//!
//! A line begins with the section of the report that its table is: `2.行政许可`, `3.3.3.6`, `4.行政复议`. A head may hold
//! a `/` of its own (本年增/减 of edition 2019), a line never does.

/// The name of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotName<'i> {
    /// `3.3.3.6`, `2.行政许可`
    pub line: &'i str,
    /// `自然人`, `本年处理决定数量`
    pub head: &'i str,
}

impl<'i> SlotName<'i> {
    /// Of a slot's id; none where it is not in the shape of one.
    pub fn of(id: &'i str) -> Option<Self> {
        let (line, head) = id.split_once('/')?;
        line.contains('.').then_some(SlotName { line, head })
    }

    /// The section of the report: 2, 3 or 4; 0 where it is none of these.
    pub fn section(self) -> u8 {
        match self.line.split_once('.') {
            Some(("2", _)) => 2,
            Some(("3", _)) => 3,
            Some(("4", _)) => 4,
            _ => 0,
        }
    }

    /// The section of the slot of an id; 0 where it is none.
    pub fn section_of(id: &str) -> u8 {
        SlotName::of(id).map_or(0, SlotName::section)
    }

    /// The line without its section: `行政许可` of `2.行政许可`.
    pub fn subject(self) -> &'i str {
        let told = self.line.split_once('.');
        told.map_or(self.line, |(_, subject)| subject)
    }

    /// 一、本年新收政府信息公开申请数量
    pub fn is_new(self) -> bool {
        self.line == "3.1"
    }

    /// 二、上年结转政府信息公开申请数量
    pub fn is_carried_in(self) -> bool {
        self.line == "3.2"
    }

    /// 四、结转下年度继续办理
    pub fn is_carried_out(self) -> bool {
        self.line == "3.4"
    }

    /// A result of an application: a line of 三、本年度办理结果, but its （七）总计.
    pub fn is_result(self) -> bool {
        self.line.starts_with("3.3.") && !self.is_all_results()
    }

    /// 三、本年度办理结果（七）总计
    pub fn is_all_results(self) -> bool {
        self.line == "3.3.7"
    }

    /// Whether it adds up others: 总计 of a line of sections 三 and 四, or （七）总计.
    pub fn is_total(self) -> bool {
        self.is_all_results() || self.section() != 2 && self.head == "总计"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Edition, Form};

    #[test]
    fn each_slot_of_each_edition_is_taken_apart_as_it_was_put_together() {
        for edition in [Edition::E2019, Edition::E2021] {
            let form = Form::of(edition);
            for slot in &form.slots {
                let name = SlotName::of(&slot.id).expect("a line and a head");
                assert_eq!(slot.id, format!("{}/{}", name.line, name.head));
                assert_ne!(name.section(), 0, "{}", slot.id);
                assert_eq!(
                    name.is_total(),
                    matches!(slot.feed, crate::form::Feed::Sum(_)),
                    "{}",
                    slot.id
                );
            }
        }
        assert_eq!(SlotName::of("行政许可"), None);
        assert_eq!(SlotName::of("人/件"), None);
        let changed = SlotName::of("2.行政许可/本年增/减").expect("a name");
        assert_eq!((changed.line, changed.head), ("2.行政许可", "本年增/减"));
    }
}
