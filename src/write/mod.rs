//! 输出: figures and findings → what people and programs read.

pub mod show;
