# Faults and hints about imported files: where, what is wrong, what was expected.

import-at-row = row { $number }
import-at-line = line { $number }
import-at-feature = feature { $number }
import-at-entry = entry { $number }
import-at-column = {" "}"{ $column }"
import-fault-error = { $place }: { $message }
import-fault-warning = { $place }: (note) { $message }

import-empty-file = The file is empty. Check that it is the right one.
import-too-large = The file unpacks to more than 1 GB. Split it and import the parts.
import-damaged-gzip = The compressed file is incomplete and cannot be unpacked ({ $why }). Fetch it again.
import-damaged-workbook = The workbook cannot be opened ({ $why }). Open it in Excel or WPS, save it as .xlsx and import that.
import-protected-workbook = The workbook asks for a password. Remove the password and import it again.
import-markup = This is a web page under a spreadsheet's name. Open it in Excel or WPS, save it as .xlsx and import that.
import-undecodable = Byte { $offset } ({ $byte }) is not valid { $encoding }: the encoding is wrong or the file is damaged. Save the file as UTF-8 or GBK (GB18030) and import it again.
import-unclosed-quote = A double quote in this row is never closed, so all that follows became one cell. Close it or remove it.
import-no-such-sheet = There is no sheet "{ $sheet }". The sheets are: { $sheets }.
import-empty-sheet = The sheet is empty.
import-no-headings = No headings were found. They should include { $columns }; what stands there is: { $found }.
import-missing-columns = The headings lack { $columns }. The columns found are: { $found }.
import-sheet-passed-over = This sheet lacks { $columns } and was not imported.
import-column-twice = Two columns mean the same; this one was not used. Remove one of them.
import-unknown-column = This column is not known and was not imported.
import-unknown-column-near = This column is not known and was not imported. Is "{ $nearest }" meant?
import-no-rows = There are no rows below the headings.
import-row-too-wide = This row has { $cells } cells, the headings have { $columns }. Put double quotes around a cell that contains the delimiter.

import-missing-value = A value is required here.
import-digits-lost = "{ $value }" was turned into scientific notation or has more than 15 digits: its last digits are lost. Format the column as text and enter the whole code again.
import-failed-formula = The formula failed ({ $value }). Correct it or enter the value.
import-not-a-code = "{ $value }" is not a code.
import-not-a-number = "{ $value }" is not a number. Enter a number such as 0.5 or 12.
import-not-a-count = "{ $value }" is not a count. Enter a whole number such as 0, 1 or 2.
import-not-counts = "{ $value }" is not a list of counts. Write it as "3; 2; 5".
import-not-degrees = "{ $value }" is not a coordinate. Enter decimal degrees such as 114.0459.
import-not-a-date = "{ $value }" is not a date. Write year-month-day, such as 2026-11-23.
import-not-a-time = "{ $value }" is not a time. Write it as 2026-11-23 09:30.
import-not-yes-or-no = "{ $value }" should be yes or no.
import-not-a-choice = "{ $value }" is not one of the choices: { $expected }.
import-not-a-measure = "{ $value }" is not a number of at least 0. Site attributes weigh scores and must be numbers.
import-duplicate = "{ $value }" stands twice; { $sheet }row { $row } has it already. Each code may stand once.

import-level-not-told = There is no level column, and the codes are not 12-digit division codes that would tell it. Add a column "级别 / level".
import-level-missing = The level is missing and the code does not tell it. Enter province, city, district, street, community or cell.
import-role-without-node = A grid role is given without a node code.
import-half-a-place = Give both longitude and latitude, or neither.

import-not-json = This is not valid JSON; the mistake is near line { $line }, column { $column } ({ $why }).
import-not-geojson = This is not valid GeoJSON ({ $why }).
import-no-features = The file has no features.
import-shapefile = This is a Shapefile, which is not read directly. Export it as GeoJSON, with QGIS for example, in EPSG:4326 (WGS 84).
import-geopackage = This is a GeoPackage, which is not read directly. Export it as GeoJSON, with QGIS for example, in EPSG:4326 (WGS 84).
import-topojson = This is TopoJSON, not GeoJSON. Convert it to GeoJSON first.
import-not-geojson-format = Boundaries are read from GeoJSON only. Export the file as GeoJSON, with QGIS for example, in EPSG:4326 (WGS 84).
import-projected-crs = The file declares the reference system "{ $crs }", which is not longitude and latitude. Export it in EPSG:4326 (WGS 84) or EPSG:4490 (CGCS2000).
import-projected-coordinates = The coordinates ({ $x }, { $y }) are beyond longitude and latitude, so they are projected. Export the file in EPSG:4326 (WGS 84) or EPSG:4490 (CGCS2000).
import-no-such-field = The features have no property "{ $field }". The properties are: { $fields }.
import-features-nameless = No property with a code or name was found. The properties are: { $fields }. Say which one is the code or the name.
import-feature-nameless = This feature has neither code nor name and cannot be matched to a node.
import-feature-without-shape = This feature has no shape.
import-not-a-polygon = A boundary must be a Polygon or MultiPolygon; this is a { $found }.

import-not-a-notice = This is not a holiday notice ({ $why }). It needs year and days, each day with name, date and isOffDay.
import-visit-contradicts = This differs from earlier rows of the same visit ({ $visit }). Rows of one visit must agree or be left empty.
import-item-twice = Item { $item } of site { $site } was judged in row { $row } already. An item is judged once in a visit.
import-site-contradicts = Earlier rows give site { $site } the type "{ $first }". All rows of a site must agree.
import-not-readings = Readings must be a JSON list such as [{ "{" }"count":1{ "}" },{ "{" }"count":3{ "}" }] ({ $why }).
import-no-observations = The file has no observations.
import-not-a-site = This is not a site with observations ({ $why }).
import-not-an-entry = This entry is not of the right form ({ $why }).

import-not-toml = This is not valid TOML: { $why }
import-standard-value = { $why }
import-standard-sheet-missing = The sheet "{ $sheet }" is missing.
import-standard-setting-missing = "{ $key }" is missing.
import-standard-unknown-key = "{ $key }" is not known. Check its spelling.
import-standard-unknown-item = Item "{ $item }" is not on the sheet 项目.
import-unwritten = The document could not be written ({ $why }).

import-template-notes = Notes
import-template-heading = Column
import-template-key = English heading
import-template-required = Required
import-template-note = What to enter
import-template-yes = yes
import-template-hint = The row in grey italics is an example; rows that begin with "e.g." are not imported. Columns may stand in any order, and optional ones may be removed.
import-template-mark = e.g.{" "}
