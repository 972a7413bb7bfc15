//! Dividing quads into connected, compact parts.

use std::collections::BTreeSet;

use super::{Lattice, TilingRefusal, real};

/// Rounds of moving each part's seed to its middle and growing anew.
const SETTLING_ROUNDS: usize = 4;

impl Lattice {
    /// Divides quads into connected, compact parts whose sizes follow the shares.
    ///
    /// Where the quads given are connected, so is every part. Sizes follow the shares closely, not exactly;
    /// every part has at least one quad. `draw` as for [`super::lattice`].
    ///
    /// # Errors
    /// More shares than quads.
    pub fn divide(
        &self,
        quads: &[usize],
        shares: &[u32],
        mut draw: impl FnMut() -> f64,
    ) -> Result<Vec<Vec<usize>>, TilingRefusal> {
        let set: BTreeSet<usize> = quads.iter().copied().filter(|quad| *quad < self.rows * self.cols).collect();
        if shares.len() > set.len() {
            return Err(TilingRefusal::TooFewQuads { quads: set.len(), parts: shares.len() });
        }
        if shares.is_empty() {
            return Ok(Vec::new());
        }
        let mut seeds = self.spread_seeds(&set, shares.len(), &mut draw);
        let mut parts = self.grown(&set, &seeds, shares);
        for _ in 0..SETTLING_ROUNDS {
            seeds = parts.iter().map(|part| self.middle(part)).collect();
            parts = self.grown(&set, &seeds, shares);
        }
        Ok(parts)
    }

    fn distance2(&self, a: usize, b: usize) -> usize {
        let (rows, cols) = ((a / self.cols).abs_diff(b / self.cols), (a % self.cols).abs_diff(b % self.cols));
        rows * rows + cols * cols
    }

    /// Seeds far apart: each next one is the quad furthest from those before.
    fn spread_seeds(&self, set: &BTreeSet<usize>, count: usize, draw: &mut impl FnMut() -> f64) -> Vec<usize> {
        let all: Vec<usize> = set.iter().copied().collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index, clamped")]
        let first = ((f64::midpoint(draw(), 1.0) * real(all.len())) as usize).min(all.len() - 1);
        let mut seeds = vec![all[first]];
        while seeds.len() < count {
            let nearest = |quad: &usize| seeds.iter().map(|seed| self.distance2(*quad, *seed)).min();
            match all.iter().filter(|quad| !seeds.contains(quad)).max_by_key(|quad| (nearest(quad), **quad)) {
                Some(next) => seeds.push(*next),
                None => break,
            }
        }
        seeds
    }

    /// The quad of a part nearest to the part's mean place.
    fn middle(&self, part: &[usize]) -> usize {
        let count = part.len().max(1);
        let row = part.iter().map(|quad| quad / self.cols).sum::<usize>() / count;
        let col = part.iter().map(|quad| quad % self.cols).sum::<usize>() / count;
        let mean = row * self.cols + col;
        part.iter().copied().min_by_key(|quad| (self.distance2(*quad, mean), *quad)).unwrap_or(mean)
    }

    /// Grows parts from seeds: always the part furthest behind its share takes its nearest free neighbour.
    fn grown(&self, set: &BTreeSet<usize>, seeds: &[usize], shares: &[u32]) -> Vec<Vec<usize>> {
        let mut free = set.clone();
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); seeds.len()];
        let mut rims: Vec<BTreeSet<(usize, usize)>> = vec![BTreeSet::new(); seeds.len()];
        let mut next: Vec<(usize, usize)> = seeds.iter().copied().enumerate().rev().collect();
        // The seeds first, each to its own part; then whichever part is furthest behind.
        while let Some((part, quad)) =
            next.pop().or_else(|| nearest_free(&mut rims, &parts, shares, &free)).or_else(|| self.island(&free, seeds))
        {
            free.remove(&quad);
            parts[part].push(quad);
            let around = self.beyond(quad).into_iter().flatten().filter(|other| free.contains(other));
            rims[part].extend(around.map(|other| (self.distance2(other, seeds[part]), other)));
        }
        for part in &mut parts {
            part.sort_unstable();
        }
        parts
    }

    /// A quad cut off from every part goes to the part with the nearest seed.
    fn island(&self, free: &BTreeSet<usize>, seeds: &[usize]) -> Option<(usize, usize)> {
        let quad = free.first().copied()?;
        let part = (0..seeds.len()).min_by_key(|part| self.distance2(quad, seeds[*part]))?;
        Some((part, quad))
    }
}

/// The part furthest behind its share that can still grow, and the free neighbour nearest to its seed.
fn nearest_free(
    rims: &mut [BTreeSet<(usize, usize)>],
    parts: &[Vec<usize>],
    shares: &[u32],
    free: &BTreeSet<usize>,
) -> Option<(usize, usize)> {
    let behind = |part: &usize| real(parts[*part].len()) / f64::from(shares[*part].max(1));
    loop {
        let growing = (0..parts.len()).filter(|part| !rims[*part].is_empty());
        let part = growing.min_by(|a, b| behind(a).total_cmp(&behind(b)))?;
        // Others may have taken the neighbour since it was noted.
        let (_, quad) = rims[part].pop_first()?;
        if free.contains(&quad) {
            return Some((part, quad));
        }
    }
}
