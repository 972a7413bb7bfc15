//! Something to draw on: flat shapes with soft edges, and the mark that says it is drawn.

use tiny_skia::{Color, FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, Transform};

/// How wide a picture is.
pub(super) const WIDTH: u32 = 800;

/// How high a picture is.
pub(super) const HEIGHT: u32 = 600;

/// A colour: red, green, blue.
pub(super) type Ink = (u8, u8, u8);

/// 示范, as 30 rows of 60 points, from the left.
const MARK: [u64; 30] = [
    0x000_0000_0000_0000,
    0x000_0000_0000_0000,
    0x000_0000_0038_0700,
    0x000_0000_003c_0f00,
    0x07f_fff8_0fff_fffc,
    0x07f_fff8_0fff_fffc,
    0x07f_fff8_0fff_fffc,
    0x000_0000_0038_0700,
    0x000_0000_0038_0700,
    0x000_0000_0100_0000,
    0x000_0000_03c0_0000,
    0x3ff_ffff_03f3_fff0,
    0x3ff_ffff_00f3_fff0,
    0x3ff_ffff_0073_fff0,
    0x000_7800_0023_c070,
    0x000_7800_0703_c070,
    0x020_7800_0f83_c070,
    0x03c_78f0_07e3_c070,
    0x078_7878_01c3_cff0,
    0x078_7878_0093_c7f0,
    0x0f0_783c_003b_c7e0,
    0x0f0_783c_007b_c000,
    0x1e0_781e_00fb_c018,
    0x3e0_781e_01f3_c01e,
    0x7c0_780f_03e3_c01e,
    0x380_780f_03c3_e03c,
    0x08f_f80c_0783_fffc,
    0x007_f800_0781_fff8,
    0x007_f000_0300_fff0,
    0x002_0000_0000_0000,
];

/// How many points a row of the mark has.
const MARK_WIDTH: u8 = 60;

/// A picture being drawn.
pub(super) struct Canvas(Pixmap);

impl Canvas {
    /// A white sheet; none if there is no memory for it.
    pub(super) fn new() -> Option<Self> {
        let mut pixmap = Pixmap::new(WIDTH, HEIGHT)?;
        pixmap.fill(Color::WHITE);
        Some(Self(pixmap))
    }

    /// The pixels, four bytes each.
    pub(super) fn pixels(&self) -> &[u8] {
        self.0.data()
    }

    fn fill(&mut self, path: Option<Path>, ink: Ink) {
        if let Some(path) = path {
            self.0.fill_path(&path, &paint(ink), FillRule::Winding, Transform::identity(), None);
        }
    }

    /// A rectangle by its corner and sides.
    pub(super) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.0.fill_rect(rect, &paint(ink), Transform::identity(), None);
        }
    }

    /// A shape with straight sides.
    pub(super) fn shape(&mut self, points: &[(f32, f32)], ink: Ink) {
        let mut path = PathBuilder::new();
        for (place, (x, y)) in points.iter().enumerate() {
            if place == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
        }
        path.close();
        self.fill(path.finish(), ink);
    }

    /// An oval by its middle and half its sides.
    pub(super) fn oval(&mut self, x: f32, y: f32, half_width: f32, half_height: f32, ink: Ink) {
        let rect = Rect::from_xywh(x - half_width, y - half_height, 2.0 * half_width, 2.0 * half_height);
        self.fill(rect.and_then(PathBuilder::from_oval), ink);
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: &[(f32, f32)], width: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        for (place, (x, y)) in points.iter().enumerate() {
            if place == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
        }
        if let Some(path) = path.finish() {
            let stroke = Stroke { width, ..Stroke::default() };
            self.0.stroke_path(&path, &paint(ink), &stroke, Transform::identity(), None);
        }
    }

    /// A ring by its middle and radius.
    pub(super) fn ring(&mut self, x: f32, y: f32, radius: f32, width: f32, ink: Ink) {
        if let Some(path) = PathBuilder::from_circle(x, y, radius) {
            let stroke = Stroke { width, ..Stroke::default() };
            self.0.stroke_path(&path, &paint(ink), &stroke, Transform::identity(), None);
        }
    }

    /// Puts 示范 in the corner, twice as large as its points.
    pub(super) fn mark(&mut self) {
        self.rect(16.0, 16.0, 136.0, 76.0, (92, 60, 0));
        self.rect(19.0, 19.0, 130.0, 70.0, (252, 241, 216));
        let mut top = 24.0;
        for row in MARK {
            let (mut left, mut run) = (24.0, 0.0);
            for point in (0..=MARK_WIDTH).rev() {
                // The points stand one place to the left, so that the last turn ends the run at the edge.
                if row << 1 >> point & 1 == 1 {
                    run += 2.0;
                } else if run > 0.0 {
                    self.rect(left - run, top, run, 2.0, (92, 60, 0));
                    run = 0.0;
                }
                left += 2.0;
            }
            top += 2.0;
        }
    }
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(ink.0, ink.1, ink.2, 255);
    paint
}
