//! The demonstration's merchants: fictional shops along its streets, from chance of their own, so that nothing else of
//! the district depends on how many there are.

use std::fmt::Write as _;

use anyhow::Result;
use chrono::{Days, NaiveDate};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::terrain::Shaped;

/// How many there are.
const COUNT: usize = 120;

/// Trades, each with what its shops are called.
const TRADES: [(&str, &[&str]); 6] = [
    ("餐饮", &["面馆", "小吃店", "饺子馆", "早餐铺", "火锅店"]),
    ("零售", &["便利店", "五金店", "水果店", "文具店", "粮油店"]),
    ("维修", &["电动车维修部", "家电维修部", "汽车养护店"]),
    ("理发", &["理发店", "美发工作室"]),
    ("药店", &["大药房", "中药店"]),
    ("洗衣", &["洗衣店", "干洗店"]),
];
const NAMES: [&str; 16] = [
    "顺和",
    "永兴",
    "福来",
    "客满",
    "春晖",
    "明远",
    "佳美",
    "利民",
    "鑫源",
    "云香",
    "岭南春",
    "老街",
    "万家",
    "新禾",
    "聚友",
    "广聚",
];
const SURNAMES: [&str; 14] = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈"];
const GIVEN: [&str; 14] =
    ["一凡", "守诚", "桂兰", "志远", "晓燕", "德明", "秀英", "文博", "国安", "丽华", "建平", "春生", "玉梅", "立新"];

/// The file of merchants: seven in ten have signed their pledge, some of them during the history shown.
///
/// # Errors
/// When the file cannot be written, which memory forbids.
pub fn file(nodes: &[Shaped], seed: u64, today: NaiveDate) -> Result<String> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed ^ 0x6d65_7263);
    let cells: Vec<&Shaped> = nodes.iter().filter(|node| node.level == 4).collect();
    let mut text = "商户编码,商户名称,业态,法人,地址,经度,纬度,门前三包签订日期\n".to_owned();
    for number in 1..=COUNT {
        let (trade, shops) = TRADES[number % TRADES.len()];
        let mut pick = |of: &[&'static str]| of.choose(&mut rng).copied().unwrap_or_default();
        let (name, shop, surname, given) = (pick(&NAMES), pick(shops), pick(&SURNAMES), pick(&GIVEN));
        let place = cells.choose(&mut rng).and_then(|cell| cell.boundary.label_point());
        // Shops stand around the middle of a cell, near enough to be still in it.
        let (aside, along) = (rng.random_range(-8..=8), rng.random_range(-8..=8));
        let signed = rng.random_range(0..10) < 7;
        let day = today - Days::new(rng.random_range(2..90));
        let Some(place) = place else { continue };
        let (lon, lat) = (place.lon() + shifted(aside), place.lat() + shifted(along));
        let signed = if signed { day.to_string() } else { String::new() };
        let door = rng.random_range(1..200);
        writeln!(
            text,
            "SH{number:04},{name}{shop},{trade},{surname}{given},示范路{door}号,{lon:.6},{lat:.6},{signed}"
        )?;
    }
    Ok(text)
}

/// Some tens of metres in degrees.
fn shifted(steps: i32) -> f64 {
    f64::from(steps) * 0.000_05
}
