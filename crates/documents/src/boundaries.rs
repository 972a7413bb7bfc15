//! `GeoJSON`: boundaries of nodes, and features as rows.
//!
//! Coordinates must be degrees. What datum they are in is given with the import; a `crs` member that names a
//! projection is refused with what to do, because its numbers are metres or feet. Whether a shape is valid is
//! judged where shapes are.

use geojson::{Feature as RawFeature, GeoJson, Geometry, GeometryValue};
use serde_json::{Map, Value};
use wangge_domain::text::Message;

use crate::divisions::pad;
use crate::fault::{Counted, Fault, Headings, Import, Place, Placed};
use crate::form::even;
use crate::table::{Source, parse_json};

/// The boundary of a node as a file tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Boundary {
    /// Its code, short division codes padded to 12 digits.
    pub code: Option<String>,
    /// Its code as the file writes it.
    pub raw_code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The code of its parent, where the file tells it.
    pub parent_code: Option<String>,
    /// Its shape in degrees, unchecked, in the datum given with the import.
    pub geometry: Geometry,
}

/// Which properties tell code, name and parent. What is not named is found by the usual names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNames {
    /// The property with the code.
    pub code: Option<String>,
    /// The property with the name.
    pub name: Option<String>,
    /// The property with the parent's code.
    pub parent: Option<String>,
}

/// A feature: its properties and shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its identity, where the file gives one.
    pub id: Option<String>,
    /// Its properties.
    pub properties: Map<String, Value>,
    /// Its shape.
    pub geometry: Option<Geometry>,
}

/// The features of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// In the order of the file.
    pub features: Vec<Feature>,
}

impl Feature {
    /// The place of a point feature, of several points the first.
    pub fn point(&self) -> Option<(f64, f64)> {
        let first = match &self.geometry.as_ref()?.value {
            GeometryValue::Point { coordinates } => coordinates.as_slice(),
            GeometryValue::MultiPoint { coordinates } => coordinates.first()?.as_slice(),
            _ => return None,
        };
        Some((*first.first()?, *first.get(1)?))
    }

    fn property(&self, name: &str) -> Option<String> {
        text(self.properties.get(name)?)
    }
}

fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => crate::table::cell::trim(text).to_owned(),
        Value::Number(number) => {
            let whole = number.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 1e15);
            whole.map_or_else(|| number.to_string(), |f| format!("{f:.0}"))
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

const CODE_FIELDS: &[&str] = &[
    "code",
    "adcode",
    "编码",
    "代码",
    "区划代码",
    "行政区划代码",
    "区划码",
    "网格编码",
    "网格代码",
    "node_code",
    "gridcode",
    "grid_code",
    "xzqdm",
    "xzqhdm",
    "pac",
    "gb",
    "areacode",
    "area_code",
    "ntacode",
    "borocode",
    "boro_code",
    "geocode",
    "geoid",
    "boroct2010",
    "gid",
    "objectcode",
    "id",
];
const NAME_FIELDS: &[&str] = &[
    "name",
    "名称",
    "网格名称",
    "区划名称",
    "xzqmc",
    "mc",
    "name_zh",
    "fullname",
    "title",
    "ntaname",
    "boroname",
    "boro_name",
    "geoname",
    "neighborhood_name",
    "ct2010name",
];
const PARENT_FIELDS: &[&str] =
    &["parent_code", "parentcode", "parent", "上级编码", "上级代码", "父级代码", "父级编码", "pcode", "sjdm"];

/// The key of a form's column that a property tells by its usual name, with how usual the name is (0 is most).
pub fn usual_field(property: &str) -> Option<(&'static str, usize)> {
    let wanted = even(property);
    let lists = [("code", CODE_FIELDS), ("name", NAME_FIELDS), ("parent_code", PARENT_FIELDS)];
    lists.into_iter().find_map(|(key, names)| Some((key, names.iter().position(|name| even(name) == wanted)?)))
}

/// Reads the boundaries of nodes. Each feature must have a code or a name, and a polygon.
pub fn read_boundaries(source: &Source<'_>, fields: &FieldNames) -> Import<Boundary> {
    let layer = match layer(source) {
        Ok(layer) => layer,
        Err(fault) => return Import { rows: Vec::new(), faults: vec![fault] },
    };
    let mut import = Import::default();
    let found = match Found::fields(&layer, fields) {
        Ok(found) => found,
        Err(message) => {
            import.faults.push(Fault::error(Place::file(source.name), message));
            return import;
        }
    };
    for feature in layer.features {
        let place = Place::file(source.name).at(Counted::Feature, feature.number);
        match boundary(feature, &found) {
            Ok(boundary) => import.rows.push(Placed { place, headings: found.headings(), value: boundary }),
            Err(message) => import.faults.push(Fault::error(place, message)),
        }
    }
    import.sorted()
}

struct Found {
    code: Option<String>,
    name: Option<String>,
    parent: Option<String>,
}

impl Found {
    fn fields(layer: &Layer, given: &FieldNames) -> Result<Self, Message> {
        let mut names: Vec<String> = Vec::new();
        for name in layer.features.iter().flat_map(|f| f.properties.keys()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        let find = |given: &Option<String>, usual: &[&str]| match given {
            Some(given) if names.contains(given) => Ok(Some(given.clone())),
            Some(given) => {
                Err(Message::new("import-no-such-field").arg("field", given).arg("fields", names.join("、")))
            }
            None => Ok(usual.iter().find_map(|u| names.iter().find(|n| even(n) == even(u))).cloned()),
        };
        let found = Self {
            code: find(&given.code, CODE_FIELDS)?,
            name: find(&given.name, NAME_FIELDS)?,
            parent: find(&given.parent, PARENT_FIELDS)?,
        };
        let identified = layer.features.iter().any(|f| f.id.is_some());
        if found.code.is_none() && found.name.is_none() && !identified {
            return Err(Message::new("import-features-nameless").arg("fields", names.join("、")));
        }
        Ok(found)
    }

    fn headings(&self) -> Headings {
        let fields = [("code", &self.code), ("name", &self.name), ("parent_code", &self.parent)];
        let known = fields
            .into_iter()
            .zip(1_u32..)
            .filter_map(|((key, field), number)| Some((key.to_owned(), field.clone()?, number)));
        std::sync::Arc::new(known.collect())
    }
}

fn boundary(feature: Feature, fields: &Found) -> Result<Boundary, Message> {
    let get = |field: &Option<String>| field.as_ref().and_then(|field| feature.property(field));
    let raw_code = get(&fields.code).or_else(|| feature.id.clone());
    let name = get(&fields.name);
    let parent_code = get(&fields.parent).or_else(|| {
        let parent = feature.properties.get("parent")?.as_object()?;
        parent.get("adcode").and_then(text)
    });
    if raw_code.is_none() && name.is_none() {
        return Err(Message::new("import-feature-nameless"));
    }
    let Some(geometry) = feature.geometry else {
        return Err(Message::new("import-feature-without-shape"));
    };
    if !is_area(&geometry.value) {
        return Err(Message::new("import-not-a-polygon").arg("found", kind_of(&geometry.value)));
    }
    if let Some((x, y)) = first_position(&geometry.value)
        && (x.abs() > 180.0 || y.abs() > 180.0)
    {
        return Err(Message::new("import-projected-coordinates").arg("x", x).arg("y", y));
    }
    Ok(Boundary {
        code: raw_code.as_deref().map(pad),
        raw_code,
        name,
        parent_code: parent_code.as_deref().map(pad),
        geometry,
    })
}

fn is_area(value: &GeometryValue) -> bool {
    match value {
        GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. } => true,
        GeometryValue::GeometryCollection { geometries } => {
            !geometries.is_empty() && geometries.iter().all(|g| is_area(&g.value))
        }
        _ => false,
    }
}

const fn kind_of(value: &GeometryValue) -> &'static str {
    match value {
        GeometryValue::Point { .. } => "Point",
        GeometryValue::MultiPoint { .. } => "MultiPoint",
        GeometryValue::LineString { .. } => "LineString",
        GeometryValue::MultiLineString { .. } => "MultiLineString",
        GeometryValue::Polygon { .. } => "Polygon",
        GeometryValue::MultiPolygon { .. } => "MultiPolygon",
        GeometryValue::GeometryCollection { .. } => "GeometryCollection",
    }
}

fn first_position(value: &GeometryValue) -> Option<(f64, f64)> {
    let position = match value {
        GeometryValue::Polygon { coordinates } => coordinates.first()?.first()?,
        GeometryValue::MultiPolygon { coordinates } => coordinates.first()?.first()?.first()?,
        GeometryValue::GeometryCollection { geometries } => return first_position(&geometries.first()?.value),
        _ => return None,
    };
    let position = position.as_slice();
    Some((*position.first()?, *position.get(1)?))
}

/// The features of a `GeoJSON` file, whatever it is wrapped in.
///
/// # Errors
/// Another format, a projection, broken JSON, or no feature at all.
pub fn layer(source: &Source<'_>) -> Result<Layer, Fault> {
    let bytes = source.unpacked()?;
    let place = || Place::file(source.name);
    if let Some(key) = foreign_format(source.name, &bytes) {
        return Err(Fault::error(place(), Message::new(key)));
    }
    let value = parse_json(source)?;
    if let Some(crs) = foreign_crs(&value) {
        return Err(Fault::error(place(), Message::new("import-projected-crs").arg("crs", crs)));
    }
    if value.get("type").and_then(Value::as_str) == Some("Topology") {
        return Err(Fault::error(place(), Message::new("import-topojson")));
    }
    let geojson = serde_json::from_value::<GeoJson>(value)
        .map_err(|e| Fault::error(place(), Message::new("import-not-geojson").arg("why", e)))?;
    let raw = match geojson {
        GeoJson::FeatureCollection(collection) => collection.features,
        GeoJson::Feature(feature) => vec![feature],
        GeoJson::Geometry(geometry) => {
            vec![RawFeature { geometry: Some(geometry), bbox: None, id: None, properties: None, foreign_members: None }]
        }
    };
    if raw.is_empty() {
        return Err(Fault::error(place(), Message::new("import-no-features")));
    }
    Ok(Layer { features: raw.into_iter().zip(1_u32..).map(|(feature, number)| plain(feature, number)).collect() })
}

fn plain(feature: RawFeature, number: u32) -> Feature {
    let id = feature.id.map(|id| match id {
        geojson::feature::Id::String(text) => text,
        geojson::feature::Id::Number(number) => number.to_string(),
    });
    Feature { number, id, properties: feature.properties.unwrap_or_default(), geometry: feature.geometry }
}

/// Other formats by what their files begin with or are called.
fn foreign_format(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let name = name.to_lowercase();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if bytes.starts_with(&[0, 0, 0x27, 0x0a]) || ends(&[".shp", ".dbf", ".shx", ".prj"]) {
        return Some("import-shapefile");
    }
    if bytes.starts_with(b"SQLite format 3\0") || ends(&[".gpkg"]) {
        return Some("import-geopackage");
    }
    (ends(&[".kml", ".kmz", ".gml"]) || bytes.starts_with(b"<?xml")).then_some("import-not-geojson-format")
}

/// The name of a `crs` member that does not mean degrees of longitude and latitude.
fn foreign_crs(value: &Value) -> Option<String> {
    let crs = value.get("crs").filter(|crs| !crs.is_null())?;
    let properties = crs.get("properties");
    let name =
        properties.and_then(|p| p.get("name").or_else(|| p.get("code")).or_else(|| p.get("href"))).and_then(text);
    let name = name.unwrap_or_else(|| crs.to_string());
    let upper = name.to_uppercase();
    let number: String =
        upper.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let degrees = upper.contains("CRS84")
        || upper.contains("CGCS2000") && !upper.contains("GK") && !upper.contains("ZONE")
        || matches!(number.as_str(), "4326" | "4490");
    (!degrees).then_some(name)
}
