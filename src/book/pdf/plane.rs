//! Places on paper. A PDF speaks of them in real numbers; they leave this file as whole thousandths of a point.

#![expect(
    clippy::float_arithmetic,
    reason = "a PDF places its glyphs by real numbers; no figure of a report is computed here"
)]

use super::{Area, Length, POINT, Way};

/// A point, or a distance.
pub(super) type Pair = (f64, f64);

/// An affine transform: a b c d e f as a PDF has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn moved(x: f64, y: f64) -> Self {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First itself, then another.
    pub(super) fn then(self, other: Matrix) -> Self {
        let (a, b) = (self.0, other.0);
        Matrix([
            a[0] * b[0] + a[1] * b[2],
            a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2],
            a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4],
            a[4] * b[1] + a[5] * b[3] + b[5],
        ])
    }

    pub(super) fn point(self, (x, y): Pair) -> Pair {
        let m = self.0;
        (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
    }

    /// The rectangle that holds the points when they are moved.
    pub(super) fn around(self, points: &[Pair]) -> Option<Area> {
        let moved: Vec<(Length, Length)> = points.iter().map(|p| whole(self.point(*p))).collect();
        Some(Area {
            left: moved.iter().map(|p| p.0).min()?,
            top: moved.iter().map(|p| p.1).min()?,
            right: moved.iter().map(|p| p.0).max()?,
            bottom: moved.iter().map(|p| p.1).max()?,
        })
    }

    /// Which way a step in text space goes over the page.
    pub(super) fn way(self, (x, y): Pair) -> Way {
        let m = self.0;
        let (x, y) = (m[0] * x + m[2] * y, m[1] * x + m[3] * y);
        match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
            (true, true, _) => Way::Right,
            (true, false, _) => Way::Left,
            (false, _, true) => Way::Down,
            (false, _, false) => Way::Up,
        }
    }
}

/// Where text stands: the state of a PDF's text operators.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub(super) matrix: Matrix,
    pub(super) line: Matrix,
    pub(super) size: f64,
    pub(super) between: f64,
    pub(super) words: f64,
    /// Horizontal scaling, 1 for none.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
}

/// How far a glyph reaches above and below its base line, as a share of its size.
const ABOVE: f64 = 0.86;
const BELOW: f64 = -0.14;

impl Pen {
    pub(super) const START: Pen = Pen {
        matrix: Matrix::SAME,
        line: Matrix::SAME,
        size: 0.0,
        between: 0.0,
        words: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };

    /// Where a new line begins.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::moved(x, y).then(self.line);
        self.matrix = self.line;
    }

    /// The line below, by the leading.
    pub(super) fn line_below(&mut self) {
        self.next_line(0.0, -self.leading);
    }

    pub(super) fn set(&mut self, matrix: Matrix) {
        self.matrix = matrix;
        self.line = matrix;
    }

    /// Puts a glyph of a width (in thousandths of the size) and moves on; its area and way on the page.
    pub(super) fn glyph(&mut self, width: f64, space: bool, page: Matrix) -> (Option<Area>, Way) {
        let across = width / 1000.0 * self.size;
        let to_page = self.matrix.then(page);
        let (low, high) = (BELOW * self.size + self.rise, ABOVE * self.size + self.rise);
        let right = across * self.stretch;
        let area = to_page.around(&[(0.0, low), (right, low), (0.0, high), (right, high)]);
        let way = to_page.way((if self.size < 0.0 { -1.0 } else { 1.0 }, 0.0));
        let words = if space { self.words } else { 0.0 };
        self.advance((across + self.between + words) * self.stretch, 0.0);
        (area, way)
    }

    /// Puts a glyph of vertical writing, which hangs centred below the pen, and moves on; its area and way on the page.
    pub(super) fn hanging(&mut self, width: f64, down: f64, page: Matrix) -> (Option<Area>, Way) {
        let half = width / 2000.0 * self.size;
        let low = down / 1000.0 * self.size;
        let to_page = self.matrix.then(page);
        let area = to_page.around(&[(-half, 0.0), (half, 0.0), (-half, low), (half, low)]);
        let way = to_page.way((0.0, -1.0));
        self.advance(0.0, low - self.between);
        (area, way)
    }

    /// The number within an array of texts: a step back in thousandths of the size.
    pub(super) fn kern(&mut self, by: f64, vertical: bool) {
        let step = -by / 1000.0 * self.size;
        if vertical {
            self.advance(0.0, step);
        } else {
            self.advance(step * self.stretch, 0.0);
        }
    }

    fn advance(&mut self, x: f64, y: f64) {
        self.matrix = Matrix::moved(x, y).then(self.matrix);
    }
}

/// A width as thousandths of the size, from the units of a font that draws its glyphs by itself.
pub(super) fn scaled(width: f64, unit: f64) -> f64 {
    width * unit * 1000.0
}

/// Per cent as a share.
pub(super) fn share(percent: f64) -> f64 {
    percent / 100.0
}

/// The corner opposite of a rectangle's first.
pub(super) fn opposite((x, y): Pair, (width, height): Pair) -> Pair {
    (x + width, y + height)
}

pub(super) fn negative(value: f64) -> f64 {
    -value
}

/// Far beyond any paper; what lies there is moved to it.
const FAR: f64 = 1e9;

#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to what a length holds"
)]
fn whole((x, y): Pair) -> (Length, Length) {
    let unit = POINT as f64;
    let length = |v: f64| {
        let v = if v.is_finite() { v } else { FAR };
        (v * unit).clamp(-FAR, FAR).round() as Length
    };
    (length(x), length(y))
}

/// A length of the page.
pub(super) fn length(points: f64) -> Length {
    whole((points, 0.0)).0
}
