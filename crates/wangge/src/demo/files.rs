//! The files a district's office would bring: made from the content, imported like anyone's.

use std::collections::BTreeMap;

use anyhow::Result;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use super::content::Content;
use super::terrain::Shaped;

/// The communities, one a street, of which one cell's leader is still to be named.
const LEFT_OPEN: &str = "008";

/// One CSV file in the office's usual form.
fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// The divisions alone, as the first file of a district has them.
///
/// # Errors
/// When the file cannot be written, which memory forbids.
pub fn divisions(nodes: &[Shaped]) -> Result<String> {
    csv(
        &["编码", "级别", "名称", "英文名称", "上级编码"],
        nodes
            .iter()
            .map(|n| vec![n.code.clone(), n.level.to_string(), n.name.0.clone(), n.name.1.clone(), n.parent.clone()]),
    )
}

/// The divisions again with the unit that answers for each and its duties.
///
/// # Errors
/// As for [`divisions`].
pub fn responsibilities(content: &Content, nodes: &[Shaped]) -> Result<String> {
    let unit_of_street: BTreeMap<&str, &str> =
        content.district.streets.iter().map(|s| (s.code.as_str(), s.unit.as_str())).collect();
    let street_of: BTreeMap<&str, &str> = nodes.iter().map(|n| (n.code.as_str(), n.parent.as_str())).collect();
    let unit = |node: &Shaped| match node.level {
        1 => content.district.district.unit.as_str(),
        2 => unit_of_street.get(node.code.as_str()).copied().unwrap_or_default(),
        3 => unit_of_street.get(node.parent.as_str()).copied().unwrap_or_default(),
        _ => street_of.get(node.parent.as_str()).and_then(|s| unit_of_street.get(s)).copied().unwrap_or_default(),
    };
    let duties = |level: i8| {
        let texts = content.district.duties.iter().filter(|d| d.level == level).flat_map(|d| &d.texts);
        texts.map(|t| t.zh.clone()).collect::<Vec<_>>().join("；")
    };
    csv(
        &["编码", "级别", "名称", "英文名称", "上级编码", "责任单位编码", "职责"],
        nodes.iter().map(|n| {
            vec![
                n.code.clone(),
                n.level.to_string(),
                n.name.0.clone(),
                n.name.1.clone(),
                n.parent.clone(),
                unit(n).to_owned(),
                duties(n.level),
            ]
        }),
    )
}

/// The units; with their first responsible persons once the people are known.
///
/// # Errors
/// As for [`divisions`].
pub fn units(content: &Content, with_heads: bool) -> Result<String> {
    csv(
        &["单位编码", "单位名称", "英文名称", "单位类别", "考核分组", "上级单位编码", "责任网格编码", "第一责任人编码"],
        content.units.units.iter().map(|u| {
            let head = if with_heads { u.head.clone() } else { String::new() };
            let names = (u.name.zh.clone(), u.name.en.clone());
            vec![
                u.code.clone(),
                names.0,
                names.1,
                u.class.clone(),
                u.peer_group.clone(),
                u.parent.clone(),
                u.node.clone(),
                head,
            ]
        }),
    )
}

/// The people with the nodes they lead or patrol.
///
/// # Errors
/// As for [`divisions`].
pub fn people(content: &Content, nodes: &[Shaped]) -> Result<String> {
    let mut parts: BTreeMap<&str, (Vec<String>, &str)> = BTreeMap::new();
    for community in &content.district.communities {
        let cells: Vec<&str> =
            nodes.iter().filter(|n| n.level == 4 && n.parent == community.code).map(|n| n.code.as_str()).collect();
        let of = |role: &str| {
            content.people.iter().filter(move |p| p.community == community.code && p.role == role).collect::<Vec<_>>()
        };
        for leader in of("community_leader") {
            // The newest cell of a few communities has no leader yet, so that completeness has something to say.
            let led = cells.len() - usize::from(community.code.ends_with(LEFT_OPEN));
            let own = std::iter::once(community.code.as_str()).chain(cells.iter().copied().take(led));
            parts.insert(&leader.code, (own.map(str::to_owned).collect(), "网格长"));
        }
        let workers = of("grid_worker");
        for (i, cell) in cells.iter().enumerate() {
            if let Some(worker) = workers.get(i % workers.len().max(1)) {
                parts.entry(&worker.code).or_insert((Vec::new(), "网格员")).0.push((*cell).to_owned());
            }
        }
    }
    for place in content.district.streets.iter().chain([&content.district.district]) {
        if let Some(unit) = content.units.units.iter().find(|u| u.code == place.unit) {
            parts.insert(&unit.head, (vec![place.code.clone()], "网格长"));
        }
    }
    csv(
        &["人员编码", "姓名", "所属单位编码", "职务", "联系电话", "网格编码", "网格职务"],
        content.people.iter().map(|p| {
            let part = parts.get(p.code.as_str());
            vec![
                p.code.clone(),
                p.name.zh.clone(),
                p.unit.clone(),
                p.title.zh.clone(),
                p.phone.clone(),
                part.map_or_else(String::new, |(codes, _)| codes.join("；")),
                part.map_or("", |(_, role)| role).to_owned(),
            ]
        }),
    )
}

/// The sites, each put into a cell of its community.
///
/// # Errors
/// As for [`divisions`].
pub fn sites(content: &Content, nodes: &[Shaped], rng: &mut ChaCha8Rng) -> Result<String> {
    let mut rows = Vec::with_capacity(content.sites.len());
    for site in &content.sites {
        let cells: Vec<&Shaped> = nodes.iter().filter(|n| n.level == 4 && n.parent == site.community).collect();
        let place = cells.choose(rng).and_then(|cell| cell.boundary.label_point());
        let (lon, lat) =
            place.map_or_else(Default::default, |p| (format!("{:.6}", p.lon()), format!("{:.6}", p.lat())));
        let attribute = |key: &str| site.attributes.get(key).map(ToString::to_string).unwrap_or_default();
        rows.push(vec![
            site.code.clone(),
            site.name.zh.clone(),
            site.name.en.clone(),
            site.kind.clone(),
            lon,
            lat,
            "wgs84".to_owned(),
            site.address.clone(),
            site.unit.clone(),
            site.supporting_unit.clone(),
            if site.demonstration { "是" } else { "否" }.to_owned(),
            attribute("length"),
            attribute("population"),
            attribute("area"),
        ]);
    }
    let header = [
        "点位编码",
        "点位名称",
        "英文名称",
        "点位类型",
        "经度",
        "纬度",
        "坐标系",
        "地址",
        "责任单位编码",
        "包联单位编码",
        "示范点",
        "attr_length",
        "attr_population",
        "attr_area",
    ];
    csv(&header, rows)
}
