//! 无线的表.
use super::{Line, Piece};

pub(super) fn tables(_lines: &mut Vec<Line>) -> Vec<Piece> {
    Vec::new()
}
