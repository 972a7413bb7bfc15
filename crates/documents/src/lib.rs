//! Spreadsheets and GIS files in; bulletins out.
