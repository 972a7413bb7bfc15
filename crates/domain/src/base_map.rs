//! The base map 底图 a campaign may lay under its own tiles: none, or one service named by its configuration.
//!
//! Everything the district draws itself is WGS-84. Where the service's tiles are drawn in GCJ-02 the district's own
//! tiles are shifted to lie right on them, never the other way round. A page may load from the origins named here
//! and from nowhere else.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Message;

vocabulary! {
    /// Whose tiles they are.
    BaseMapKind in "grid-base-map-kind" {
        /// Any server of raster tiles, by a template with `{z}`, `{x}` and `{y}`.
        Xyz = "xyz",
        /// 天地图, with a key; CGCS2000, which counts as WGS-84.
        Tianditu = "tianditu",
        /// 高德, in GCJ-02.
        Gaode = "gaode",
    }
}

vocabulary! {
    /// In which datum its tiles are drawn.
    TileDatum in "grid-base-map-datum" {
        /// WGS-84 or CGCS2000.
        Wgs84 = "wgs84",
        /// GCJ-02 火星坐标.
        Gcj02 = "gcj02",
    }
}

/// A base map as the office sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaseMap {
    /// Whose tiles.
    pub kind: BaseMapKind,
    /// The template of an `xyz` service, such as `https://tiles.city.gov.cn/{z}/{x}/{y}.png`; `/…` is this server.
    #[serde(default)]
    pub template: Option<String>,
    /// The key of `tianditu`.
    #[serde(default)]
    pub key: Option<String>,
    /// The datum of an `xyz` service; the others have their own.
    #[serde(default)]
    pub datum: Option<TileDatum>,
    /// What must be printed on the map; the known services have their own words.
    #[serde(default)]
    pub attribution: Option<String>,
}

/// A base map as the page draws it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BaseTiles {
    /// Templates of raster tiles, the lowest layer first.
    pub layers: Vec<String>,
    /// In which datum they are drawn; the district's own tiles are asked for in the same.
    pub datum: TileDatum,
    /// What must be printed on the map.
    pub attribution: String,
    /// The deepest zoom it has.
    pub max_zoom: u8,
}

/// What is wrong with a base map, and in which field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaseMapRefusal {
    /// An `xyz` service without `{z}`, `{x}` and `{y}` in its template.
    #[error("the template lacks a place")]
    TemplateIncomplete,
    /// A template that is no web address: `https://host/…`, `http://host/…` or `/…`.
    #[error("the template is no address")]
    TemplateNoAddress,
    /// A key is needed, or has other signs than letters and digits.
    #[error("no key")]
    KeyInvalid,
}

impl BaseMapRefusal {
    /// The field it is about.
    pub const fn field(self) -> &'static str {
        match self {
            Self::TemplateIncomplete | Self::TemplateNoAddress => "template",
            Self::KeyInvalid => "key",
        }
    }

    /// The sentence for the user.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::TemplateIncomplete => "grid-base-map-template-incomplete",
            Self::TemplateNoAddress => "grid-base-map-template-no-address",
            Self::KeyInvalid => "grid-base-map-key-invalid",
        })
    }
}

/// The one server of 天地图 asked; its others only share the load.
const TIANDITU: &str = "https://t0.tianditu.gov.cn";
/// The one server of 高德 asked.
const GAODE: &str = "https://webrd01.is.autonavi.com";

impl BaseMap {
    /// Whether it can be drawn.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self) -> Result<(), BaseMapRefusal> {
        match self.kind {
            BaseMapKind::Gaode => Ok(()),
            BaseMapKind::Tianditu => {
                let key = self.key.as_deref().unwrap_or_default();
                let plain = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric());
                if plain { Ok(()) } else { Err(BaseMapRefusal::KeyInvalid) }
            }
            BaseMapKind::Xyz => {
                let template = self.template.as_deref().unwrap_or_default();
                if ["{z}", "{x}", "{y}"].iter().any(|place| !template.contains(place)) {
                    return Err(BaseMapRefusal::TemplateIncomplete);
                }
                address(template).map(|_| ()).ok_or(BaseMapRefusal::TemplateNoAddress)
            }
        }
    }

    /// How the page draws it; none when it cannot be drawn.
    pub fn tiles(&self) -> Option<BaseTiles> {
        self.check().ok()?;
        let own = |words: &str| self.attribution.clone().unwrap_or_else(|| words.to_owned());
        Some(match self.kind {
            BaseMapKind::Xyz => BaseTiles {
                layers: vec![self.template.clone()?],
                datum: self.datum.unwrap_or(TileDatum::Wgs84),
                attribution: own(""),
                max_zoom: 18,
            },
            BaseMapKind::Tianditu => BaseTiles {
                layers: ["vec", "cva"].map(|layer| tianditu(layer, self.key.as_deref().unwrap_or_default())).to_vec(),
                datum: TileDatum::Wgs84,
                attribution: own("天地图"),
                max_zoom: 18,
            },
            BaseMapKind::Gaode => BaseTiles {
                layers: vec![format!("{GAODE}/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={{x}}&y={{y}}&z={{z}}")],
                datum: TileDatum::Gcj02,
                attribution: own("高德地图"),
                max_zoom: 18,
            },
        })
    }

    /// The one foreign origin a page may load tiles from; none when they come from this server or nothing is drawn.
    pub fn origin(&self) -> Option<&str> {
        self.check().ok()?;
        match self.kind {
            BaseMapKind::Tianditu => Some(TIANDITU),
            BaseMapKind::Gaode => Some(GAODE),
            BaseMapKind::Xyz => match address(self.template.as_deref()?)? {
                Address::Here => None,
                Address::Origin(origin) => Some(origin),
            },
        }
    }
}

fn tianditu(layer: &str, key: &str) -> String {
    format!(
        "{TIANDITU}/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}&STYLE=default\
         &TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
    )
}

/// Where a template leads.
enum Address<'a> {
    Here,
    Origin(&'a str),
}

/// An origin is letters, digits, points and hyphens with perhaps a port: nothing that could add to a policy.
fn address(template: &str) -> Option<Address<'_>> {
    if template.starts_with('/') && !template.starts_with("//") && !template.starts_with("/\\") {
        return Some(Address::Here);
    }
    let scheme = ["https://", "http://"].into_iter().find(|scheme| template.starts_with(scheme))?;
    let host = template[scheme.len()..].split('/').next()?;
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    let numbered = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    (plain && numbered).then(|| Address::Origin(&template[..scheme.len() + host.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(kind: BaseMapKind, template: Option<&str>, key: Option<&str>) -> BaseMap {
        let owned = |text: Option<&str>| text.map(ToOwned::to_owned);
        BaseMap { kind, template: owned(template), key: owned(key), datum: None, attribution: None }
    }

    #[test]
    fn a_template_names_one_origin_and_can_add_nothing_to_the_policy() {
        let origin = |template| map(BaseMapKind::Xyz, Some(template), None).origin().map(ToOwned::to_owned);
        for (template, leads) in [
            ("https://tiles.city.gov.cn/{z}/{x}/{y}.png", Some("https://tiles.city.gov.cn")),
            ("http://10.1.2.3:8080/{z}/{x}/{y}", Some("http://10.1.2.3:8080")),
            ("/base/{z}/{x}/{y}.png", None),
        ] {
            assert_eq!(origin(template).as_deref(), leads, "{template}");
        }
        for (template, refusal) in [
            ("https://tiles.city.gov.cn/{z}/{x}.png", BaseMapRefusal::TemplateIncomplete),
            ("ftp://tiles.city/{z}/{x}/{y}", BaseMapRefusal::TemplateNoAddress),
            ("//tiles.city/{z}/{x}/{y}", BaseMapRefusal::TemplateNoAddress),
            ("https://*/{z}/{x}/{y}", BaseMapRefusal::TemplateNoAddress),
            ("https://a b; script-src *//{z}/{x}/{y}", BaseMapRefusal::TemplateNoAddress),
            ("https://name:word@host/{z}/{x}/{y}", BaseMapRefusal::TemplateNoAddress),
            ("https://host:/{z}/{x}/{y}", BaseMapRefusal::TemplateNoAddress),
        ] {
            let map = map(BaseMapKind::Xyz, Some(template), None);
            assert_eq!(map.check(), Err(refusal), "{template}");
            assert_eq!((map.tiles(), map.origin()), (None, None), "{template}");
        }
    }

    #[test]
    fn tianditu_needs_a_key_and_is_not_shifted_while_gaode_is() {
        for key in [None, Some(""), Some("a&b=c")] {
            assert_eq!(map(BaseMapKind::Tianditu, None, key).check(), Err(BaseMapRefusal::KeyInvalid), "{key:?}");
        }
        let sky = map(BaseMapKind::Tianditu, None, Some("0a1b")).tiles();
        assert!(sky.as_ref().is_some_and(|t| t.datum == TileDatum::Wgs84 && t.layers.len() == 2));
        assert!(sky.is_some_and(|t| t.layers.iter().all(|layer| layer.ends_with("tk=0a1b"))));
        let high = map(BaseMapKind::Gaode, None, None).tiles();
        assert!(high.is_some_and(|t| t.datum == TileDatum::Gcj02 && t.attribution == "高德地图"));
    }
}
