//! What is wrong at the corner, and how it looks once it is mended.

use rand::Rng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::canvas::{Canvas, Ink};
use super::{Scene, Trouble};

/// Chance for where a thing stands, which stays, and for how it is strewn, which changes with every finding.
type Chance<'a> = &'a mut ChaCha8Rng;

/// Draws the trouble, or what is there without it.
pub(super) fn draw(canvas: &mut Canvas, scene: Scene, trouble: Trouble, corner: Chance<'_>, rng: Chance<'_>) {
    let at = corner.random_range(260.0..520.0);
    match scene {
        Scene::Litter => litter(canvas, much(trouble, 16), rng),
        Scene::Bin => bin(canvas, at, trouble, rng),
        Scene::Wall => wall(canvas, at, much(trouble, 9), rng),
        Scene::Green => green(canvas, trouble, corner, rng),
        Scene::Parking => parking(canvas, at, trouble, rng),
        Scene::Stall => stall(canvas, at, much(trouble, 6), rng),
        Scene::Road => road(canvas, at, trouble, rng),
        Scene::Board => board(canvas, at, trouble, rng),
        Scene::Passage => passage(canvas, much(trouble, 8), rng),
    }
}

const fn much(trouble: Trouble, all: usize) -> usize {
    match trouble {
        Trouble::All => all,
        Trouble::Some => all / 3,
        Trouble::Gone => 0,
    }
}

fn of(inks: &[Ink], rng: Chance<'_>) -> Ink {
    inks.choose(rng).copied().unwrap_or((128, 128, 128))
}

/// A turned rectangle about a middle.
fn turned(canvas: &mut Canvas, (x, y): (f32, f32), (width, height): (f32, f32), angle: f32, ink: Ink) {
    let (sin, cos) = angle.sin_cos();
    let corner = |dx: f32, dy: f32| (x + dx * cos - dy * sin, y + dx * sin + dy * cos);
    let (w, h) = (width / 2.0, height / 2.0);
    canvas.shape(&[corner(-w, -h), corner(w, -h), corner(w, h), corner(-w, h)], ink);
}

fn litter(canvas: &mut Canvas, pieces: usize, rng: Chance<'_>) {
    const PIECES: [Ink; 5] = [(240, 238, 228), (176, 132, 88), (84, 120, 160), (206, 92, 74), (228, 214, 130)];
    for _ in 0..pieces {
        let place = (rng.random_range(90.0..720.0), rng.random_range(346.0..462.0));
        let size = (rng.random_range(12.0..30.0), rng.random_range(7.0..16.0));
        turned(canvas, (place.0 + 3.0, place.1 + 4.0), size, 0.2, (150, 146, 138));
        turned(canvas, place, size, rng.random_range(-1.2..1.2), of(&PIECES, rng));
    }
}

fn bag(canvas: &mut Canvas, x: f32, y: f32, size: f32) {
    canvas.oval(x, y, 30.0 * size, 26.0 * size, (52, 54, 58));
    canvas.oval(x - 8.0 * size, y - 8.0 * size, 10.0 * size, 8.0 * size, (84, 88, 92));
    canvas.shape(
        &[(x - 8.0 * size, y - 22.0 * size), (x + 8.0 * size, y - 22.0 * size), (x, y - 38.0 * size)],
        (52, 54, 58),
    );
}

fn bin(canvas: &mut Canvas, at: f32, trouble: Trouble, rng: Chance<'_>) {
    for x in [at, at + 104.0] {
        canvas.oval(x + 40.0, 446.0, 56.0, 8.0, (158, 154, 146));
        canvas.shape(&[(x, 318.0), (x + 84.0, 318.0), (x + 76.0, 444.0), (x + 8.0, 444.0)], (54, 108, 92));
        canvas.rect(x + 18.0, 350.0, 46.0, 30.0, (226, 232, 228));
    }
    if trouble == Trouble::All {
        for (x, y) in [(at + 22.0, 308.0), (at + 60.0, 300.0), (at + 132.0, 306.0), (at + 166.0, 312.0)] {
            bag(canvas, x, y, rng.random_range(0.8..1.1));
        }
    } else {
        for x in [at, at + 104.0] {
            canvas.rect(x - 6.0, 306.0, 96.0, 14.0, (38, 82, 70));
        }
    }
    for place in 0..much(trouble, 5) {
        let side = if place % 2 == 0 { at - 46.0 } else { at + 226.0 };
        bag(canvas, side + rng.random_range(-24.0..24.0), 424.0 + rng.random_range(-10.0..12.0), 1.0);
    }
    litter(canvas, much(trouble, 7), rng);
}

fn wall(canvas: &mut Canvas, at: f32, posters: usize, rng: Chance<'_>) {
    const PAPERS: [Ink; 4] = [(246, 244, 232), (240, 220, 120), (228, 150, 150), (170, 206, 226)];
    let left = at - 190.0;
    canvas.rect(left, 190.0, 420.0, 232.0, (168, 152, 138));
    canvas.rect(left, 182.0, 420.0, 12.0, (122, 108, 96));
    canvas.rect(left, 396.0, 420.0, 26.0, (130, 122, 114));
    for _ in 0..posters {
        let place = (left + rng.random_range(40.0..380.0), rng.random_range(222.0..372.0));
        let size = (rng.random_range(36.0..66.0), rng.random_range(30.0..54.0));
        let angle = rng.random_range(-0.18..0.18);
        turned(canvas, place, size, angle, of(&PAPERS, rng));
        for line in [-10.0, 0.0, 10.0] {
            turned(canvas, (place.0, place.1 + line), (size.0 * 0.7, 3.0), angle, (96, 96, 100));
        }
    }
}

fn green(canvas: &mut Canvas, trouble: Trouble, corner: Chance<'_>, rng: Chance<'_>) {
    canvas.shape(&[(60.0, 350.0), (740.0, 350.0), (780.0, 462.0), (20.0, 462.0)], (112, 148, 92));
    canvas.line(&[(60.0, 350.0), (740.0, 350.0), (780.0, 462.0), (20.0, 462.0), (60.0, 350.0)], 6.0, (206, 202, 192));
    let bushes: Vec<(f32, f32)> =
        (0..9).map(|n: u8| (110.0 + f32::from(n) * 72.0, corner.random_range(372.0..440.0))).collect();
    let bare = much(trouble, 6);
    for (n, (x, y)) in bushes.into_iter().enumerate() {
        if n % 9 < bare {
            canvas.oval(x, y, 42.0, 20.0, (156, 128, 94));
            canvas.oval(x + 6.0, y + 4.0, 24.0, 9.0, (138, 112, 82));
        } else {
            canvas.oval(x, y, 32.0, 25.0, (74, 120, 66));
            canvas.oval(x - 9.0, y - 8.0, 15.0, 11.0, (98, 146, 84));
        }
    }
    litter(canvas, much(trouble, 6), rng);
}

fn cycle(canvas: &mut Canvas, (x, y): (f32, f32), lean: f32, ink: Ink) {
    let (left, right) = ((x - 36.0, y + lean), (x + 36.0, y - lean));
    for wheel in [left, right] {
        canvas.ring(wheel.0, wheel.1, 23.0, 4.0, (48, 50, 54));
    }
    let (saddle, bar) = ((x - 14.0 + lean, y - 40.0), (x + 24.0 + lean, y - 44.0));
    canvas.line(&[left, saddle, right, bar], 5.0, ink);
    canvas.line(&[left, (x, y), bar], 5.0, ink);
    canvas.line(&[(saddle.0 - 12.0, saddle.1), (saddle.0 + 12.0, saddle.1)], 6.0, (48, 50, 54));
    canvas.line(&[(bar.0 - 4.0, bar.1 - 10.0), (bar.0 + 14.0, bar.1 - 10.0)], 4.0, (48, 50, 54));
}

fn parking(canvas: &mut Canvas, at: f32, trouble: Trouble, rng: Chance<'_>) {
    const FRAMES: [Ink; 4] = [(40, 112, 150), (214, 138, 40), (78, 132, 88), (150, 60, 60)];
    let left = at - 200.0;
    for n in 0..6_u8 {
        let x = left + f32::from(n) * 88.0;
        canvas.line(&[(x, 356.0), (x - 16.0, 464.0)], 4.0, (244, 244, 238));
    }
    canvas.line(&[(left, 356.0), (left + 440.0, 356.0)], 4.0, (244, 244, 238));
    let strewn = much(trouble, 5);
    for n in 0..5_u8 {
        let ink = FRAMES[usize::from(n) % FRAMES.len()];
        let bay = (left + 40.0 + f32::from(n) * 88.0, 420.0);
        if usize::from(n) < strewn {
            let place = (bay.0 + rng.random_range(-70.0..90.0), bay.1 + rng.random_range(-40.0..70.0));
            cycle(canvas, place, rng.random_range(-22.0..22.0), ink);
        } else {
            cycle(canvas, bay, 0.0, ink);
        }
    }
}

fn stall(canvas: &mut Canvas, at: f32, out: usize, rng: Chance<'_>) {
    const GOODS: [Ink; 4] = [(208, 96, 62), (226, 178, 66), (112, 150, 70), (160, 96, 120)];
    let left = at - 180.0;
    canvas.rect(left, 204.0, 360.0, 150.0, (92, 84, 78));
    for n in 0..9_u8 {
        let x = left + f32::from(n) * 40.0;
        let ink = if n % 2 == 0 { (176, 62, 54) } else { (240, 234, 222) };
        canvas.shape(&[(x, 196.0), (x + 40.0, 196.0), (x + 44.0, 236.0), (x - 4.0, 236.0)], ink);
    }
    canvas.rect(left - 40.0, 380.0, 440.0, 6.0, (232, 190, 50));
    for n in 0..6_usize {
        let column = f32::from(u8::try_from(n).unwrap_or_default());
        let (x, y) = if n < out {
            (left - 10.0 + column * 62.0 + rng.random_range(-8.0..8.0), 400.0 + rng.random_range(0.0..26.0))
        } else {
            (left + 6.0 + column * 58.0, 312.0)
        };
        canvas.rect(x, y, 52.0, 36.0, (146, 112, 76));
        for berry in 0..4_u8 {
            canvas.oval(x + 9.0 + f32::from(berry) * 11.0, y, 8.0, 8.0, GOODS[n % GOODS.len()]);
        }
    }
}

fn road(canvas: &mut Canvas, at: f32, trouble: Trouble, rng: Chance<'_>) {
    match trouble {
        Trouble::All => {
            canvas.oval(at, 524.0, 92.0, 28.0, (70, 70, 72));
            canvas.oval(at + 4.0, 530.0, 70.0, 18.0, (46, 44, 44));
            for _ in 0..6 {
                let (dx, dy) = (rng.random_range(-170.0..170.0), rng.random_range(-30.0..46.0));
                canvas.line(
                    &[(at, 524.0), (at + dx * 0.6, 524.0 + dy * 0.4), (at + dx, 524.0 + dy)],
                    2.5,
                    (58, 58, 60),
                );
            }
        }
        Trouble::Some => {
            canvas.oval(at, 524.0, 60.0, 18.0, (70, 70, 72));
            canvas.oval(at + 4.0, 528.0, 44.0, 11.0, (46, 44, 44));
        }
        Trouble::Gone => {
            canvas.shape(
                &[(at - 104.0, 496.0), (at + 96.0, 496.0), (at + 116.0, 556.0), (at - 120.0, 556.0)],
                (78, 80, 84),
            );
        }
    }
    litter(canvas, much(trouble, 3), rng);
}

fn board(canvas: &mut Canvas, at: f32, trouble: Trouble, rng: Chance<'_>) {
    let left = at - 160.0;
    for x in [left + 10.0, left + 304.0] {
        canvas.rect(x, 190.0, 14.0, 240.0, (112, 116, 120));
    }
    canvas.rect(left, 170.0, 328.0, 190.0, (96, 104, 110));
    canvas.rect(left + 10.0, 180.0, 308.0, 170.0, (246, 244, 236));
    canvas.rect(left + 10.0, 180.0, 308.0, 34.0, (176, 58, 50));
    for (n, width) in [200.0, 250.0, 230.0, 160.0].into_iter().enumerate() {
        let row = f32::from(u8::try_from(n).unwrap_or_default());
        canvas.rect(left + 30.0, 234.0 + row * 26.0, width, 9.0, (142, 148, 152));
    }
    for _ in 0..much(trouble, 3) {
        let (x, y) = (left + rng.random_range(60.0..250.0), rng.random_range(224.0..300.0));
        let side = rng.random_range(40.0..66.0);
        canvas.shape(
            &[(x, y), (x + side, y + 14.0), (x + side * 0.7, y + side), (x + 10.0, y + side * 0.8)],
            (128, 120, 112),
        );
        canvas.shape(
            &[(x + side * 0.7, y + side), (x + side, y + 14.0), (x + side + 20.0, y + side + 8.0)],
            (222, 218, 206),
        );
    }
}

fn passage(canvas: &mut Canvas, boxes: usize, rng: Chance<'_>) {
    const CARTONS: [Ink; 3] = [(186, 146, 98), (168, 128, 84), (198, 162, 116)];
    for n in 0..boxes {
        let side = rng.random_range(62.0..104.0);
        let x = if n % 2 == 0 { rng.random_range(70.0..250.0) } else { rng.random_range(420.0..600.0) };
        let y = rng.random_range(360.0..470.0);
        let ink = of(&CARTONS, rng);
        canvas.rect(x, y, side, side * 0.8, ink);
        canvas.shape(&[(x, y), (x + side, y), (x + side - 14.0, y - 18.0), (x + 14.0, y - 18.0)], (216, 184, 140));
        canvas.line(&[(x + side / 2.0, y), (x + side / 2.0, y + side * 0.8)], 4.0, (140, 104, 66));
    }
}
