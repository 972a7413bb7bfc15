//! Walks through the test district.

use serde_json::{Value, json};
use wangge_domain::ids::NodeId;

use super::Desk;

impl Desk {
    /// A patrol to send: 300 m along a parallel in the west, a fix every 10 s, on the test's Monday at nine.
    pub(crate) fn walk(&self, node: NodeId) -> Value {
        let fix = |n: i32| {
            let at = format!("2026-11-23T01:{:02}:{:02}Z", n / 6, n % 6 * 10);
            json!({ "lon": 114.05 + f64::from(n) * 0.000_114, "lat": 37.9, "accuracy_m": 6.0, "at": at })
        };
        json!({
            "id": self.app.new_id::<uuid::Uuid>(),
            "node_id": node,
            "begun_at": "2026-11-23T01:00:00Z",
            "ended_at": "2026-11-23T01:06:00Z",
            "fixes": (0..=30).map(fix).collect::<Vec<Value>>(),
        })
    }
}
