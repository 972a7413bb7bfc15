//! Writing a bulletin of 300 problems and 40 photographs as Word: `cargo bench -p wangge-documents --bench word`.
//!
//! The photographs are as large as those made for print; making them small is not measured here.

use chrono::NaiveDate;
use divan::{Bencher, black_box};
use wangge_documents::bulletin::{BulletinPhotos, bulletin_document};
use wangge_documents::official::{PairOfPhotos, Photo, word};
use wangge_domain::bulletin::{BulletinCase, BulletinFacts, BulletinInput, assemble};
use wangge_domain::case::CaseState;
use wangge_domain::ranking::UnitLine;
use wangge_domain::text::{Lang, Wording};
use wangge_domain::time::{DEFAULT_ZONE, IsoWeek, Timestamp};

const PROBLEMS: u128 = 300;
const PAIRS: usize = 20;
const PHOTO_BYTES: usize = 120_000;

fn main() {
    divan::main();
}

/// An identity by its number.
fn id<T: std::str::FromStr>(number: u128) -> T {
    let text = format!("018f0000-0000-7000-8000-{number:012x}");
    text.parse().unwrap_or_else(|_| unreachable!("{text} is an identity"))
}

fn facts() -> BulletinFacts {
    let at = Timestamp::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
    let case = |n: u128| {
        let unit = n % 24;
        BulletinCase {
            id: id(n),
            number: Some(format!("2024-{n:05}")),
            unit: UnitLine {
                unit_id: id(unit),
                code: format!("U{unit}"),
                name: Wording::new(format!("第{unit}街道办事处"), ""),
            },
            site_code: Some(format!("S{}", n % 90)),
            place: Wording::new(format!("第{}号点位", n % 90), ""),
            description: "路面有散落垃圾，非机动车占用盲道停放，公益广告破损褪色".to_owned(),
            quantity: 2,
            state: CaseState::InHand,
            handed_over_at: at,
            deadline_at: Some(at),
            rectified_at: None,
            closed_at: None,
        }
    };
    let week = IsoWeek::of(at.date_naive());
    assemble(BulletinInput {
        week,
        campaign: Wording::new("云岭区创建文明城市", ""),
        demonstration: true,
        number: Some(9),
        edition: None,
        scope: Vec::new(),
        cases: (0..PROBLEMS).map(case).collect(),
        rankings: Vec::new(),
        requirements: Vec::new(),
        remarks: Vec::new(),
        correction: None,
        as_of: at,
        feedback_on: NaiveDate::default(),
        root: None,
    })
}

/// A file with the head of a JPEG and as many bytes as one made for print.
fn photo(seed: usize) -> Photo {
    let mut jpeg = vec![0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 2, 0xa3, 3, 0x84, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
    let noise = (0..PHOTO_BYTES).map(|n| u8::try_from((n * 2_654_435_761 + seed * 97) >> 7 & 0xff).unwrap_or(0));
    jpeg.extend(noise);
    Photo { jpeg, words: "路面有散落垃圾".to_owned() }
}

#[divan::bench]
fn bulletin_of_300_problems_and_40_photographs(bencher: Bencher<'_, '_>) {
    let facts = facts();
    let pair =
        |n| PairOfPhotos { caption: format!("第{n}处"), before: Some(photo(2 * n)), after: Some(photo(2 * n + 1)) };
    let photos = BulletinPhotos { pairs: (0..PAIRS).map(pair).collect(), more: 0 };
    bencher.bench_local(|| {
        let document = bulletin_document(black_box(&facts), Lang::Zh, DEFAULT_ZONE, photos.clone(), None);
        word(&[document]).map(|file| file.len())
    });
}
