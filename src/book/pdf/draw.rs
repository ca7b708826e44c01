//! The drawing of a page followed: where its glyphs, lines and pictures come to stand.

use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Op;
use hayro_syntax::object::{Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Font, Fonts};
use super::plane::{self, Matrix, Pair, Pen};
use super::{Area, Glyph, Leaf, Length, POINT, Stroke};

/// Drawings within drawings that are followed.
const DEPTH: u32 = 12;

/// Instructions of a page.
const STEPS: u32 = 4_000_000;

/// States that are kept within one another.
const STATES: usize = 512;

/// A filled shape no thicker than this is a line.
const THIN: Length = 3 * POINT;

/// Reads a page with at most so many marks.
pub(super) fn page(number: u32, page: &Page<'_>, fonts: &mut Fonts, most: usize) -> Leaf {
    let (width, height) = page.render_dimensions();
    let mut drawing = Drawing {
        leaf: Leaf {
            number,
            width: plane::length(f64::from(width)),
            height: plane::length(f64::from(height)),
            ..Leaf::default()
        },
        fonts,
        most,
        steps: 0,
    };
    let upright = Matrix(page.initial_transform(true).as_coeffs());
    if let Some(stream) = page.page_stream() {
        drawing.follow(stream, page.resources(), upright, 0);
    }
    drawing.leaf
}

struct Drawing<'f> {
    leaf: Leaf,
    fonts: &'f mut Fonts,
    most: usize,
    steps: u32,
}

/// The graphics state, as far as it moves anything.
#[derive(Clone)]
struct State {
    page: Matrix,
    pen: Pen,
    font: Option<Rc<Font>>,
    thickness: f64,
}

/// A path that is being built: subpaths of points.
#[derive(Default)]
struct Path {
    shapes: Vec<Vec<Pair>>,
    /// A shape has a curve and is no line.
    curved: bool,
}

impl Path {
    fn begin(&mut self, at: Pair) {
        self.shapes.push(vec![at]);
    }

    fn to(&mut self, at: Pair) {
        match self.shapes.last_mut() {
            Some(shape) => shape.push(at),
            None => self.begin(at),
        }
    }

    fn close(&mut self) {
        if let Some(shape) = self.shapes.last_mut()
            && let Some(first) = shape.first().copied()
        {
            shape.push(first);
        }
    }

    fn rectangle(&mut self, at: Pair, size: Pair) {
        let far = plane::opposite(at, size);
        let corners = [at, (far.0, at.1), far, (at.0, far.1), at];
        self.shapes.push(corners.to_vec());
    }
}

fn pair(x: &Number, y: &Number) -> Pair {
    (x.as_f64(), y.as_f64())
}

impl Drawing<'_> {
    fn is_full(&self) -> bool {
        self.steps >= STEPS || self.leaf.glyphs.len() + self.leaf.strokes.len() >= self.most
    }

    fn follow(&mut self, stream: &[u8], resources: &Resources<'_>, page: Matrix, depth: u32) {
        let mut state = State {
            page,
            pen: Pen::START,
            font: None,
            thickness: 1.0,
        };
        let mut states: Vec<State> = Vec::new();
        let mut path = Path::default();
        let mut steps = TypedIter::new(stream);
        while let Some(step) = steps.next() {
            self.steps += 1;
            if self.is_full() {
                return;
            }
            match step {
                Op::SaveState(_) if states.len() < STATES => states.push(state.clone()),
                Op::RestoreState(_) => {
                    if let Some(before) = states.pop() {
                        state = before;
                    }
                }
                Op::Transform(t) => {
                    let m = [&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(Number::as_f64);
                    state.page = Matrix(m).then(state.page);
                }
                Op::LineWidth(width) => state.thickness = width.0.as_f64(),
                Op::MoveTo(p) => path.begin(pair(&p.0, &p.1)),
                Op::LineTo(p) => path.to(pair(&p.0, &p.1)),
                Op::CubicTo(c) => {
                    path.curved = true;
                    path.to(pair(&c.4, &c.5));
                }
                Op::CubicStartTo(c) => {
                    path.curved = true;
                    path.to(pair(&c.2, &c.3));
                }
                Op::CubicEndTo(c) => {
                    path.curved = true;
                    path.to(pair(&c.2, &c.3));
                }
                Op::ClosePath(_) => path.close(),
                Op::RectPath(r) => path.rectangle(pair(&r.0, &r.1), pair(&r.2, &r.3)),
                Op::StrokePath(_) => self.stroke(&std::mem::take(&mut path), &state),
                Op::CloseAndStrokePath(_)
                | Op::CloseFillAndStrokeNonZero(_)
                | Op::CloseFillAndStrokeEvenOdd(_) => {
                    path.close();
                    self.stroke(&std::mem::take(&mut path), &state);
                }
                Op::FillAndStrokeNonZero(_) | Op::FillAndStrokeEvenOdd(_) => {
                    self.stroke(&std::mem::take(&mut path), &state);
                }
                Op::FillPathNonZero(_)
                | Op::FillPathNonZeroCompatibility(_)
                | Op::FillPathEvenOdd(_) => self.fill(&std::mem::take(&mut path), &state),
                Op::EndPath(_) => path = Path::default(),
                Op::XObject(name) => {
                    if let Some(stream) = resources.get_x_object(name.0) {
                        self.object(&stream, resources, state.page, depth);
                    }
                }
                Op::InlineImage(_) => self.leaf.pictures += 1,
                other => self.text(&other, resources, &mut state),
            }
        }
    }

    fn object(&mut self, stream: &Stream<'_>, around: &Resources<'_>, page: Matrix, depth: u32) {
        let dict = stream.dict();
        let kind = dict.get::<Name<'_>>("Subtype");
        match kind.as_ref().map(|k| k.as_str()) {
            Some("Image") => self.leaf.pictures += 1,
            Some("Form") if depth < DEPTH => {
                let matrix = dict.get::<[f32; 6]>("Matrix");
                let matrix = matrix.map_or(Matrix::SAME, |m| Matrix(m.map(f64::from)));
                let Ok(data) = stream.decoded_data() else {
                    return;
                };
                // one drawn again and again costs as much each time
                let cost = u32::try_from(data.len() / 64).unwrap_or(STEPS);
                self.steps = self.steps.saturating_add(cost);
                let page = matrix.then(page);
                match dict.get::<Dict<'_>>("Resources") {
                    Some(own) => self.follow(&data, &Resources::new(own), page, depth + 1),
                    None => self.follow(&data, around, page, depth + 1),
                }
            }
            _ => {}
        }
    }

    /// The operators that set or show text.
    fn text(&mut self, step: &Op<'_, '_>, resources: &Resources<'_>, state: &mut State) {
        let pen = &mut state.pen;
        match step {
            Op::BeginText(_) => pen.set(Matrix::SAME),
            Op::CharacterSpacing(v) => pen.between = v.0.as_f64(),
            Op::WordSpacing(v) => pen.words = v.0.as_f64(),
            Op::HorizontalScaling(v) => pen.stretch = plane::share(v.0.as_f64()),
            Op::TextLeading(v) => pen.leading = v.0.as_f64(),
            Op::TextRise(v) => pen.rise = v.0.as_f64(),
            Op::TextFont(font) => {
                pen.size = font.1.as_f64();
                let id = resources.fonts.get_ref(font.0);
                let dict = resources.get_font(font.0);
                state.font = dict.map(|dict| self.fonts.font(&dict, id.map(Into::into)));
            }
            Op::NextLine(by) => pen.next_line(by.0.as_f64(), by.1.as_f64()),
            Op::NextLineAndSetLeading(by) => {
                pen.leading = plane::negative(by.1.as_f64());
                pen.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Op::SetTextMatrix(t) => {
                let m = [&t.0, &t.1, &t.2, &t.3, &t.4, &t.5].map(Number::as_f64);
                pen.set(Matrix(m));
            }
            Op::NextLineUsingLeading(_) => pen.line_below(),
            Op::ShowText(text) => self.show(text.0.as_bytes(), state),
            Op::NextLineAndShowText(text) => {
                pen.line_below();
                self.show(text.0.as_bytes(), state);
            }
            Op::ShowTextWithParameters(text) => {
                pen.words = text.0.as_f64();
                pen.between = text.1.as_f64();
                pen.line_below();
                self.show(text.2.as_bytes(), state);
            }
            Op::ShowTexts(texts) => {
                for object in texts.0.iter::<Object<'_>>() {
                    match object {
                        Object::String(text) => self.show(text.as_bytes(), state),
                        Object::Number(by) => {
                            let vertical = state.font.as_ref().is_some_and(|f| f.is_vertical());
                            state.pen.kern(by.as_f64(), vertical);
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn show(&mut self, bytes: &[u8], state: &mut State) {
        let Some(font) = state.font.clone() else {
            return;
        };
        for code in font.codes(bytes) {
            if self.is_full() {
                return;
            }
            let (area, way) = match code.down {
                Some(down) => state.pen.hanging(code.width, down, state.page),
                None => state.pen.glyph(code.width, code.space, state.page),
            };
            if let Some(area) = area {
                let text = code.text;
                self.leaf.glyphs.push(Glyph { text, area, way });
            }
        }
    }

    /// Each side of a stroked path that runs along the page.
    fn stroke(&mut self, path: &Path, state: &State) {
        if path.curved {
            return;
        }
        let thick = state
            .page
            .around(&[(0.0, 0.0), (state.thickness, state.thickness)]);
        // a broad line is a picture's
        if thick.is_some_and(|t| t.width().max(t.height()) > 3 * THIN) {
            return;
        }
        for shape in &path.shapes {
            for side in shape.windows(2) {
                self.line(state.page.around(side));
            }
        }
    }

    /// Filled shapes that are thin.
    fn fill(&mut self, path: &Path, state: &State) {
        if path.curved {
            return;
        }
        for shape in &path.shapes {
            self.line(state.page.around(shape));
        }
    }

    fn line(&mut self, area: Option<Area>) {
        let Some(area) = area else { return };
        let (short, long) = (
            area.width().min(area.height()),
            area.width().max(area.height()),
        );
        if short <= THIN && long > 0 && !self.is_full() {
            self.leaf.strokes.push(Stroke { area });
        }
    }
}
