//! The three datums met in China and the way between them.
//!
//! GCJ-02 is WGS-84 shifted by a fixed, smooth, unpublished-but-known offset of some hundred metres
//! inside China; BD-09 is GCJ-02 shifted once more by Baidu. The formulas are those in common use (the
//! constants are the Krassovsky 1940 ellipsoid's). The inverse has no closed form and is found by
//! iteration, to far below a centimetre.

use std::f64::consts::PI;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wangge_domain::text::Message;

/// The datum in which a pair of coordinates is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Datum {
    /// WGS-84, the raw fix of a phone; CGCS2000 (天地图) differs by centimetres and counts as equal.
    #[default]
    Wgs84,
    /// GCJ-02 (火星坐标): 高德, 腾讯, `DataV`.
    Gcj02,
    /// BD-09 longitude and latitude: 百度.
    Bd09,
}

/// A datum by a name nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DatumRefusal {
    /// The name is none of the known ones.
    #[error("unknown datum {given:?}")]
    Unknown {
        /// The name as given.
        given: String,
    },
}

impl DatumRefusal {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "datum_unknown",
        }
    }

    /// The sentence for the user.
    pub fn message(&self) -> Message {
        match self {
            Self::Unknown { given } => Message::new("grid-datum-unknown").arg("given", given),
        }
    }
}

impl Datum {
    /// All datums, in order.
    pub const ALL: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    /// The stable name in files, on the command line and in the interface.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
        }
    }
}

impl std::fmt::Display for Datum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Datum {
    type Err = DatumRefusal;

    fn from_str(given: &str) -> Result<Self, DatumRefusal> {
        let plain: String =
            given.chars().filter(|c| !matches!(c, '-' | '_' | ' ' | ':' | '/')).flat_map(char::to_lowercase).collect();
        match plain.as_str() {
            "wgs84"
            | "wgs"
            | "gps"
            | "cgcs2000"
            | "crs84"
            | "epsg4326"
            | "epsg4490"
            | "天地图"
            | "国家2000"
            | "2000国家大地坐标系"
            | "大地2000" => Ok(Self::Wgs84),
            "gcj02" | "gcj" | "mars" | "火星" | "火星坐标" | "火星坐标系" | "高德" | "腾讯" | "amap" | "tencent"
            | "国测局" => Ok(Self::Gcj02),
            "bd09" | "bd" | "bd09ll" | "baidu" | "百度" | "百度坐标" | "百度坐标系" => Ok(Self::Bd09),
            _ => Err(DatumRefusal::Unknown { given: given.to_owned() }),
        }
    }
}

/// Equatorial radius of the Krassovsky 1940 ellipsoid in metres, as the GCJ-02 formula uses it.
const KRASSOVSKY_A_M: f64 = 6_378_245.0;
/// First eccentricity squared of the same ellipsoid.
const KRASSOVSKY_EE: f64 = 0.006_693_421_622_965_943;
/// The angle unit of Baidu's shift.
const BAIDU_PI: f64 = PI * 3000.0 / 180.0;
/// Steps of the inverse; each gains some three digits, so this is never reached inside China.
const INVERSE_STEPS: usize = 30;
/// Where the inverse stops, in degrees: a tenth of a millimetre, well under the promised 1e-7°.
const INVERSE_EXACT_DEG: f64 = 1e-9;

/// Whether the GCJ-02 offset applies here.
///
/// The box is the one in common use. It holds neighbouring countries too; map services draw a finer,
/// unpublished line, so a place abroad inside the box is shifted although it should not be.
pub fn in_china_box(lon: f64, lat: f64) -> bool {
    (72.004..=137.8347).contains(&lon) && (0.8293..=55.8271).contains(&lat)
}

/// The GCJ-02 offset in degrees at a WGS-84 place.
fn gcj_offset(lon: f64, lat: f64) -> (f64, f64) {
    let (x, y) = (lon - 105.0, lat - 35.0);
    let root = 0.2 * x.abs().sqrt();
    let ripple = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + root
        + ripple
        + (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0
        + (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.5 * root
        + ripple
        + (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0
        + (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    let phi = lat.to_radians();
    let magic = 1.0 - KRASSOVSKY_EE * phi.sin() * phi.sin();
    let meridian_m = KRASSOVSKY_A_M * (1.0 - KRASSOVSKY_EE) / (magic * magic.sqrt());
    let parallel_m = KRASSOVSKY_A_M / magic.sqrt() * phi.cos();
    ((east / parallel_m).to_degrees(), (north / meridian_m).to_degrees())
}

fn gcj_from_wgs(lon: f64, lat: f64) -> (f64, f64) {
    if !in_china_box(lon, lat) {
        return (lon, lat);
    }
    let (east, north) = gcj_offset(lon, lat);
    (lon + east, lat + north)
}

fn bd_from_gcj(lon: f64, lat: f64) -> (f64, f64) {
    let z = lon.hypot(lat) + 0.000_02 * (lat * BAIDU_PI).sin();
    let theta = lat.atan2(lon) + 0.000_003 * (lon * BAIDU_PI).cos();
    (z * theta.cos() + 0.0065, z * theta.sin() + 0.006)
}

/// Finds the place that `forward` moves to the given one, by correcting the guess with its own miss.
fn inverse(lon: f64, lat: f64, forward: impl Fn(f64, f64) -> (f64, f64)) -> (f64, f64) {
    let mut guess = (lon, lat);
    for _ in 0..INVERSE_STEPS {
        let moved = forward(guess.0, guess.1);
        let miss = (lon - moved.0, lat - moved.1);
        guess = (guess.0 + miss.0, guess.1 + miss.1);
        if miss.0.abs().max(miss.1.abs()) < INVERSE_EXACT_DEG {
            break;
        }
    }
    guess
}

fn wgs_from_gcj(lon: f64, lat: f64) -> (f64, f64) {
    if !in_china_box(lon, lat) {
        return (lon, lat);
    }
    // The offset is taken without asking for the box again: on its rim the guess would jump.
    inverse(lon, lat, |x, y| {
        let (east, north) = gcj_offset(x, y);
        (x + east, y + north)
    })
}

fn gcj_from_bd(lon: f64, lat: f64) -> (f64, f64) {
    if !in_china_box(lon, lat) {
        return (lon, lat);
    }
    inverse(lon, lat, bd_from_gcj)
}

/// The WGS-84 place of coordinates in some datum, `(longitude, latitude)` in degrees.
///
/// Exact to better than 1e-7° (1 cm) inside China; outside the China box GCJ-02 and BD-09 equal WGS-84.
pub fn to_wgs84(lon: f64, lat: f64, datum: Datum) -> (f64, f64) {
    match datum {
        Datum::Wgs84 => (lon, lat),
        Datum::Gcj02 => wgs_from_gcj(lon, lat),
        Datum::Bd09 => {
            let (lon, lat) = gcj_from_bd(lon, lat);
            wgs_from_gcj(lon, lat)
        }
    }
}

/// The coordinates of a WGS-84 place in some datum, `(longitude, latitude)` in degrees.
pub fn from_wgs84(lon: f64, lat: f64, datum: Datum) -> (f64, f64) {
    match datum {
        Datum::Gcj02 => gcj_from_wgs(lon, lat),
        Datum::Bd09 if in_china_box(lon, lat) => {
            let (lon, lat) = gcj_from_wgs(lon, lat);
            bd_from_gcj(lon, lat)
        }
        Datum::Wgs84 | Datum::Bd09 => (lon, lat),
    }
}

/// Coordinates moved from one datum to another, `(longitude, latitude)` in degrees.
pub fn convert(lon: f64, lat: f64, from: Datum, to: Datum) -> (f64, f64) {
    match (from, to) {
        (a, b) if a == b => (lon, lat),
        // Between the two Chinese datums the way through WGS-84 would only add rounding.
        (Datum::Gcj02, Datum::Bd09) if in_china_box(lon, lat) => bd_from_gcj(lon, lat),
        (Datum::Bd09, Datum::Gcj02) => gcj_from_bd(lon, lat),
        _ => {
            let (lon, lat) = to_wgs84(lon, lat, from);
            from_wgs84(lon, lat, to)
        }
    }
}
