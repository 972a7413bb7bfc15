//! The corner itself: what stands there whatever is wrong with it.

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::Scene;
use super::canvas::{Canvas, Ink};

const WALLS: [Ink; 6] =
    [(214, 203, 186), (188, 178, 168), (226, 214, 190), (176, 188, 192), (204, 180, 160), (196, 200, 184)];
const ROOFS: [Ink; 3] = [(120, 92, 80), (98, 104, 110), (134, 112, 92)];

/// Draws the corner. Pictures of one corner differ in the light, as on several days.
pub(super) fn draw(canvas: &mut Canvas, scene: Scene, day: u32, rng: &mut ChaCha8Rng) {
    let light = u8::try_from(day % 24).unwrap_or_default();
    if scene == Scene::Passage {
        inside(canvas, light, rng);
        return;
    }
    let sky = (188 + light, 208 + light / 2, 234 - light / 2);
    canvas.rect(0.0, 0.0, 800.0, 312.0, sky);
    houses(canvas, rng);
    tree(canvas, rng.random_range(40.0..180.0), rng.random_range(0.8..1.2));
    tree(canvas, rng.random_range(620.0..760.0), rng.random_range(0.7..1.1));
    ground(canvas, rng);
}

fn houses(canvas: &mut Canvas, rng: &mut ChaCha8Rng) {
    let mut left = -30.0;
    while left < 800.0 {
        let (width, height) = (rng.random_range(150.0..260.0), rng.random_range(130.0..230.0));
        let wall = WALLS.choose(rng).copied().unwrap_or((200, 200, 200));
        let roof = ROOFS.choose(rng).copied().unwrap_or((110, 100, 95));
        let top = 310.0 - height;
        canvas.rect(left, top, width, height, wall);
        canvas.rect(left - 4.0, top - 10.0, width + 8.0, 12.0, roof);
        windows(canvas, (left, top), (width, height), rng.random_bool(0.5));
        left += width + 6.0;
    }
}

fn windows(canvas: &mut Canvas, (left, top): (f32, f32), (width, height): (f32, f32), lit: bool) {
    let pane = if lit { (126, 150, 164) } else { (104, 124, 138) };
    let mut y = top + 22.0;
    while y + 34.0 < top + height - 46.0 {
        let mut x = left + 18.0;
        while x + 26.0 < left + width - 10.0 {
            canvas.rect(x, y, 26.0, 32.0, (240, 238, 232));
            canvas.rect(x + 2.0, y + 2.0, 22.0, 28.0, pane);
            x += 44.0;
        }
        y += 52.0;
    }
    canvas.rect(left + 14.0, top + height - 44.0, width - 28.0, 44.0, (120, 128, 132));
}

fn tree(canvas: &mut Canvas, x: f32, size: f32) {
    canvas.rect(x - 5.0 * size, 250.0, 10.0 * size, 82.0, (104, 82, 62));
    canvas.oval(x, 216.0, 52.0 * size, 46.0 * size, (92, 128, 84));
    canvas.oval(x - 22.0 * size, 236.0, 34.0 * size, 28.0 * size, (106, 142, 92));
    canvas.oval(x + 24.0 * size, 230.0, 32.0 * size, 28.0 * size, (82, 118, 78));
}

fn ground(canvas: &mut Canvas, rng: &mut ChaCha8Rng) {
    canvas.rect(0.0, 310.0, 800.0, 160.0, (186, 182, 174));
    for row in [344.0, 384.0, 428.0] {
        canvas.line(&[(0.0, row), (800.0, row)], 1.5, (166, 162, 154));
    }
    let shift = rng.random_range(0.0..40.0);
    let mut x = -400.0 + shift;
    while x < 1200.0 {
        canvas.line(&[(400.0 + (x - 400.0) * 0.7, 310.0), (x, 470.0)], 1.5, (166, 162, 154));
        x += 64.0;
    }
    canvas.rect(0.0, 470.0, 800.0, 12.0, (214, 212, 206));
    canvas.rect(0.0, 482.0, 800.0, 118.0, (92, 94, 98));
    let mut dash = shift * 2.0 - 80.0;
    while dash < 800.0 {
        canvas
            .shape(&[(dash, 560.0), (dash + 70.0, 560.0), (dash + 66.0, 568.0), (dash - 4.0, 568.0)], (226, 224, 214));
        dash += 130.0;
    }
}

/// A stairwell with a door at its end.
fn inside(canvas: &mut Canvas, light: u8, rng: &mut ChaCha8Rng) {
    let wall = WALLS.choose(rng).copied().unwrap_or((214, 203, 186));
    canvas.rect(0.0, 0.0, 800.0, 600.0, wall);
    canvas.shape(&[(0.0, 600.0), (800.0, 600.0), (560.0, 380.0), (240.0, 380.0)], (150, 146, 140));
    canvas.shape(&[(0.0, 0.0), (240.0, 110.0), (240.0, 380.0), (0.0, 600.0)], (196, 190, 178));
    canvas.shape(&[(800.0, 0.0), (560.0, 110.0), (560.0, 380.0), (800.0, 600.0)], (184, 178, 168));
    canvas.shape(&[(0.0, 0.0), (800.0, 0.0), (560.0, 110.0), (240.0, 110.0)], (222 + light, 222 + light, 216 + light));
    let door = rng.random_range(320.0..400.0);
    canvas.rect(door - 6.0, 154.0, 112.0, 226.0, (126, 120, 110));
    canvas.rect(door, 160.0, 100.0, 220.0, (150, 84, 66));
    canvas.oval(door + 86.0, 276.0, 5.0, 5.0, (220, 200, 140));
    canvas.rect(door + 14.0, 126.0, 72.0, 22.0, (38, 122, 80));
}
