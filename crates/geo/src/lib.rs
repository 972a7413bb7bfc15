//! Node lookup, datums, polygon validity. Pure.
