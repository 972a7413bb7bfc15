//! Worlds, builders, a running test server, both databases.
