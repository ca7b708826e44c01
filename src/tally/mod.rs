//! 汇总: ledger × form → figures, each with the rows it came from.

use rust_decimal::Decimal;

use crate::address::Address;
use crate::finding::Rule;

/// 指标值: one figure and the rows behind it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figure {
    /// In the slot's unit: a count, or an exact amount.
    pub value: Decimal,
    /// Where it comes from.
    pub from: From,
}

/// What a figure was made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum From {
    /// No ledger and no figure by hand: 0.
    #[default]
    Nothing,
    /// Rows of ledgers and what each adds.
    Rows(Vec<(Address, Decimal)>),
    /// Given by hand: the position of the `[[figure]]` in the settings.
    Hand(usize),
    /// Other slots of the form, added.
    Slots(Vec<usize>),
    /// Last year's figure and the rows that changed it: 上年现行有效 + 制发 − 废止.
    Opening(Decimal, Vec<(Address, Decimal)>),
}

/// All figures of one unit and year.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// One for each slot of the form, in its order.
    pub figures: Vec<Figure>,
    /// Section 一.
    pub overview: Overview,
}

/// Figures for the prose of section 一; no row text but the names of channels and ways.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overview {
    /// Items published in the year by channel (公开渠道) and month: name, months 1–12; items without a
    /// channel under 「未注明渠道」.
    pub channels: Vec<(String, [u64; 12])>,
    /// Applications received in the year by way of filing (申请方式) and month.
    pub ways: Vec<(String, [u64; 12])>,
    /// Applications answered in the year, and the days from receipt to reply added up.
    pub answered: (u64, u64),
}

/// The rules of this stage.
pub const RULES: &[&Rule] = &[];
