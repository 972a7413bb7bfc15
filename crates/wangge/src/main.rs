//! The wangge binary: serve, demo, import, score, bulletin, audit.
fn main() {}
