//! What handlers are given: who calls, in which language, for which thing, with what body. Every
//! extractor refuses by itself, as a problem, and documents itself.

mod body;
mod caller;
mod id;
mod if_match;
mod language;
mod query;

pub(crate) use body::{Body, File};
pub(crate) use caller::{Caller, Follower, SECURITY_SCHEME, SESSION_COOKIE, Signed};
pub(crate) use id::{Id, path_parameter};
pub(crate) use if_match::IfMatch;
pub(crate) use language::{Language, lang_of};
pub(crate) use query::Query;
