//! What is planned where: that it adds up, and nothing would count twice.

use std::collections::{BTreeMap, BTreeSet};

use super::{Drive, DriveFault, DriveTarget};
use crate::grid::Node;
use crate::ids::NodeId;
use crate::text::{Lang, Message};

/// Everything wrong with the targets of a drive. Of two places one inside the other only one has targets, so that every
/// report counts for one place.
pub fn target_faults(
    drive: &Drive,
    targets: &[DriveTarget],
    nodes: &BTreeMap<NodeId, &Node>,
    lang: Lang,
) -> Vec<DriveFault> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, target) in targets.iter().enumerate() {
        let mut fault =
            |field: &str, message| found.push(DriveFault { pointer: format!("/targets/{place}/{field}"), message });
        if !seen.insert((target.node_id, target.measure.as_str())) {
            fault("measure", Message::new("drive-target-twice"));
        }
        match drive.measure(&target.measure) {
            None => fault("measure", Message::new("drive-target-measure").arg("code", &target.measure)),
            Some(measure) if target.quantity.is_zero() || !measure.unit.takes(target.quantity) => {
                fault("quantity", Message::new("drive-target-quantity"));
            }
            Some(_) => {}
        }
        let Some(node) = nodes.get(&target.node_id).filter(|node| node.active && node.level.counts()) else {
            fault("node_id", Message::new("drive-node-unfit"));
            continue;
        };
        let above = |other: &&DriveTarget| {
            let outer = nodes.get(&other.node_id);
            other.node_id != node.id && outer.is_some_and(|outer| node.path.starts_with(&outer.path))
        };
        if let Some(outer) = targets.iter().find(above).and_then(|other| nodes.get(&other.node_id)) {
            let message = Message::new("drive-target-nested");
            let names = (node.name.get(lang), outer.name.get(lang));
            fault("node_id", message.arg("inner", names.0).arg("outer", names.1));
        }
    }
    found
}
