//! What stands before every handler: the origin check, the security headers, the request's trace.

mod headers;
mod origin;
mod trace;

pub(crate) use headers::{harden, policy};
pub(crate) use origin::check_origin;
pub(crate) use trace::observe;
