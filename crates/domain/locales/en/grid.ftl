# grid

## Coordinates and boundaries (geography)

grid-datum-unknown = There is no datum "{ $given }". Give wgs84 (also CGCS2000, Tianditu), gcj02 (AMap, Tencent) or bd09 (Baidu).
grid-position-not-a-number = Longitude { $lon }, latitude { $lat } is not a pair of numbers. Enter it again.
grid-position-projected = The coordinates { $lon }, { $lat } are projected metres, not degrees. Convert them to longitude and latitude first.
grid-position-out-of-range = Longitude { $lon }, latitude { $lat } is out of range: longitude runs from −180 to 180, latitude from −90 to 90.
grid-position-swapped = Longitude { $lon }, latitude { $lat } look exchanged. Swap the two and try again.
grid-position-outside = Longitude { $lon }, latitude { $lat } lies outside this district. Check the coordinates and their datum.
grid-boundary-not-geojson = This is not valid GeoJSON: { $reason }.
grid-boundary-not-a-polygon = A boundary must be a Polygon or MultiPolygon; the file has a { $found }.
grid-boundary-not-one-feature = One shape was expected here; the file has { $count }.
grid-boundary-beyond-repair = The boundary cannot be repaired automatically. Correct it in a drawing program and import it again.
grid-boundary-empty = The boundary is empty: it has no points.
grid-boundary-not-a-number = Part { $part }, ring { $ring } has a coordinate that is not a number.
grid-boundary-out-of-range = Part { $part }, ring { $ring }: the coordinates ({ $lon }, { $lat }) are beyond longitude and latitude.
grid-boundary-swapped = Longitude and latitude of the boundary look exchanged: the first place is ({ $lon }, { $lat }). GeoJSON has longitude first.
grid-boundary-web-mercator = The boundary is in projected metres ({ $lon }, { $lat }), by the look of it Web Mercator (EPSG:3857). Convert it to longitude and latitude and import it again.
grid-boundary-gauss-kruger = The boundary is in projected metres ({ $lon }, { $lat }), by the look of it Gauss–Krüger (such as CGCS2000 3-degree zones) or UTM. Convert it to longitude and latitude and import it again.
grid-boundary-projected = The boundary is in projected coordinates ({ $lon }, { $lat }), not degrees. Convert it to longitude and latitude (EPSG:4326 or EPSG:4490) and import it again.
grid-boundary-outside = The boundary lies wholly outside the area it belongs to, for example at ({ $lon }, { $lat }). Check the coordinates and their datum.
grid-boundary-unclosed = Part { $part }, ring { $ring } is not closed: its last point must be its first, ({ $lon }, { $lat }).
grid-boundary-too-few-points = Part { $part }, ring { $ring } has fewer than three different points, at ({ $lon }, { $lat }).
grid-boundary-zero-area = Part { $part }, ring { $ring } has no area, at ({ $lon }, { $lat }).
grid-boundary-self-crossing = Part { $part }, ring { $ring } crosses itself at ({ $lon }, { $lat }).
grid-boundary-self-touching = Part { $part }, ring { $ring } touches itself or runs back along itself at ({ $lon }, { $lat }); often a hole was drawn into the outer ring.
grid-boundary-rings-cross = Part { $part }, ring { $ring } crosses or runs along another ring of the part at ({ $lon }, { $lat }).
grid-boundary-hole-outside = Part { $part }, ring { $ring } (a hole) reaches outside the outer ring at ({ $lon }, { $lat }).
grid-boundary-holes-overlap = Part { $part }, ring { $ring } (a hole) lies inside another hole at ({ $lon }, { $lat }).
grid-boundary-parts-overlap = Part { $part } overlaps another part or shares a stretch of border with it at ({ $lon }, { $lat }).
grid-lookup-duplicate-key = Node { $code } appears twice. Remove one of the two.
grid-lookup-unknown-parent = The parent of node { $code } does not exist. Import the parent first, or correct the parent code.
grid-lookup-parent-not-above = The parent { $parent } of node { $code } is not on a higher level. Correct the parent code or the level.
grid-coverage-gap = { $parent } has a place no node below it covers: about { $area } m² at ({ $lon }, { $lat }).
grid-coverage-overlap = { $a } and { $b } overlap by about { $area } m² at ({ $lon }, { $lat }).
grid-coverage-overhang = About { $area } m² of { $node } lie outside { $parent }, at ({ $lon }, { $lat }).
grid-tiling-too-few-quads = { $quads } quads cannot be divided into { $parts } parts.

## Terms of office
grid-term-already-holds = This person has held the part since { $since }; there is no need to appoint them again.
grid-term-not-holding = This person does not hold the part; somebody may just have changed it. Refresh and try again.
grid-term-begins-later = The term begins only on { $since }, and nobody leaves before they begin. Choose a later day, or take that appointment back.
grid-term-served = The term since { $since } is history and cannot be taken back or rewritten. To replace somebody, appoint from today or a later day.
grid-term-nobody-to-restore = Nobody left on the day before, so there is no one to restore. Appoint them again.

## Changing and retiring
grid-name-missing = The Chinese name must not be empty.
grid-name-too-long = The name is too long; keep it within { $most } characters.
grid-duty-missing = A duty must say something; remove the line if it is not needed.
grid-duty-too-long = The duty is too long; keep it within { $most } characters or part it in several.
grid-duty-twice = This repeats line { $first }; remove one of them.
grid-unit-inactive = The unit “{ $name }” is out of use; choose one in use.
grid-person-inactive = “{ $name }” is out of use; take them back into use first, or choose somebody else.
grid-person-code-missing = The person's code must not be empty.
grid-person-code-taken = The code “{ $code }” belongs to “{ $name }”; choose another.
grid-retire-nodes-below = { $count } nodes below it are in use; retire or move them first.
grid-retire-sites = { $count } sites in it are in use; retire or move them first.
grid-retire-above = The node above it is out of use; take that back into use first.
grid-retire-answers = The unit still answers for { $count } nodes; give them another unit first.
grid-retire-open-cases = The unit still has { $count } open cases; finish or dispatch them to another unit first.
grid-retire-in-charge = This person is still in charge: { $places }. Replace them or let them leave first.
grid-head = First responsible person
# Base map
grid-base-map-kind-xyz = Own tile server
grid-base-map-kind-tianditu = Tianditu
grid-base-map-kind-gaode = Gaode (Amap)
grid-base-map-datum-wgs84 = WGS-84 / CGCS2000
grid-base-map-datum-gcj02 = GCJ-02
grid-base-map-template-incomplete = The template needs {"{z}"}, {"{x}"} and {"{y}"}, as in https://host/{"{z}"}/{"{x}"}/{"{y}"}.png.
grid-base-map-template-no-address = The template must begin with https://host/, http://host/ or /, without an account before the host.
grid-base-map-key-invalid = Tianditu needs a key (tk) of letters and digits; ask for a browser key on its developer site.
grid-shape-invalid = This is no shape: write a rectangle as r:west,south,east,north, a circle as c:lon,lat,metres, a polygon as p:lon,lat;lon,lat;… with 3 to 200 corners.
grid-practice-itself = A site is no example to itself. Choose another demonstration site.
grid-practice-no-demonstration = "{ $name }" is no demonstration site in use. Choose one, or mark it as one first.
grid-practice-other-type = "{ $name }" is of another type and judged by other items. Choose a demonstration site of the same type.
grid-practice-future = A practice cannot have been taken over after today.
grid-site-unknown-practice = No site has the code "{ $value }". Check the code of the demonstration site.
grid-site-attribute = The attribute "{ $name }" has the value "{ $value }" and must be a number of at least 0.
