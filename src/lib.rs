//! `gknb` (公开年报) compiles the quarterly exports of an office into the mandated tables of the
//! 政府信息公开工作年度报告.

pub mod address;
pub mod book;
pub mod entry;
pub mod finding;
pub mod form;
