# grid

## 坐标与边界（地理）

grid-datum-unknown = 不认识坐标系“{ $given }”。请填 wgs84（含 CGCS2000、天地图）、gcj02（高德、腾讯）或 bd09（百度）。
grid-position-not-a-number = 经度 { $lon }、纬度 { $lat } 不是有效数字，请重新填写。
grid-position-projected = 坐标 { $lon }、{ $lat } 是以米为单位的投影坐标，不是经纬度。请先转换为经纬度。
grid-position-out-of-range = 经度 { $lon }、纬度 { $lat } 超出范围：经度应在 −180 至 180 之间，纬度应在 −90 至 90 之间。
grid-position-swapped = 经度 { $lon }、纬度 { $lat } 疑似填反了：请把经度和纬度对调后再试。
grid-position-outside = 经度 { $lon }、纬度 { $lat } 不在本区范围内。请核对坐标及其坐标系。
grid-boundary-not-geojson = 不是有效的 GeoJSON：{ $reason }。
grid-boundary-not-a-polygon = 边界应为面（Polygon 或 MultiPolygon），文件中为 { $found }。
grid-boundary-not-one-feature = 此处应只有一个图形，文件中有 { $count } 个。
grid-boundary-beyond-repair = 边界无法自动修复，请在绘图软件中改正后重新导入。
grid-boundary-empty = 边界为空，没有任何坐标点。
grid-boundary-not-a-number = 第 { $part } 块第 { $ring } 环有坐标不是有效数字。
grid-boundary-out-of-range = 第 { $part } 块第 { $ring } 环的坐标（{ $lon }，{ $lat }）超出经纬度范围。
grid-boundary-swapped = 边界的经度和纬度疑似填反了：第一处为（{ $lon }，{ $lat }）。GeoJSON 应先写经度、后写纬度。
grid-boundary-web-mercator = 边界是投影坐标（{ $lon }，{ $lat }），看来是 Web 墨卡托（EPSG:3857）。请转换为经纬度后重新导入。
grid-boundary-gauss-kruger = 边界是投影坐标（{ $lon }，{ $lat }），看来是高斯－克吕格投影（如 CGCS2000 三度带）或 UTM。请转换为经纬度后重新导入。
grid-boundary-projected = 边界是投影坐标（{ $lon }，{ $lat }），不是经纬度。请转换为经纬度（EPSG:4326 或 EPSG:4490）后重新导入。
grid-boundary-outside = 边界整体不在所属区域内，例如（{ $lon }，{ $lat }）。请核对坐标及其坐标系。
grid-boundary-unclosed = 第 { $part } 块第 { $ring } 环没有闭合：最后一点应与第一点（{ $lon }，{ $lat }）相同。
grid-boundary-too-few-points = 第 { $part } 块第 { $ring } 环不足三个不同的点，位于（{ $lon }，{ $lat }）。
grid-boundary-zero-area = 第 { $part } 块第 { $ring } 环没有面积，位于（{ $lon }，{ $lat }）。
grid-boundary-self-crossing = 第 { $part } 块第 { $ring } 环自相交，位于（{ $lon }，{ $lat }）。
grid-boundary-self-touching = 第 { $part } 块第 { $ring } 环与自身相接或折返，位于（{ $lon }，{ $lat }）；常见原因是把空洞画进了外环。
grid-boundary-rings-cross = 第 { $part } 块第 { $ring } 环与同一块的另一环相交或重合，位于（{ $lon }，{ $lat }）。
grid-boundary-hole-outside = 第 { $part } 块第 { $ring } 环（空洞）超出外环，位于（{ $lon }，{ $lat }）。
grid-boundary-holes-overlap = 第 { $part } 块第 { $ring } 环（空洞）落在另一个空洞内，位于（{ $lon }，{ $lat }）。
grid-boundary-parts-overlap = 第 { $part } 块与另一块重叠或共用一段边界，位于（{ $lon }，{ $lat }）。
grid-lookup-duplicate-key = 网格 { $code } 重复出现，请删除重复的一条。
grid-lookup-unknown-parent = 网格 { $code } 的上级不存在，请先导入上级或改正上级代码。
grid-lookup-parent-not-above = 网格 { $code } 的上级 { $parent } 层级不高于它，请改正上级代码或层级。
grid-coverage-gap = { $parent } 内有一处未被下级网格覆盖：约 { $area } 平方米，位于（{ $lon }，{ $lat }）。
grid-coverage-overlap = { $a } 与 { $b } 重叠约 { $area } 平方米，位于（{ $lon }，{ $lat }）。
grid-coverage-overhang = { $node } 有约 { $area } 平方米超出 { $parent }，位于（{ $lon }，{ $lat }）。
grid-tiling-too-few-quads = { $quads } 个小格不够划分成 { $parts } 份。

## 人员任期
grid-term-already-holds = 此人自 { $since } 起已担任这一职务，不必重复任命。
grid-term-not-holding = 此人并未担任这一职务，可能刚被他人改动。请刷新后再试。
grid-term-begins-later = 任期自 { $since } 才开始，离任日不能早于就任日。请改用更晚的日期，或撤回那次任命。
grid-term-served = 自 { $since } 起的任期已成历史，不能撤回或改写。如需更换人员，请从今天或以后的日期重新任命。
grid-term-nobody-to-restore = 没有在前一天离任的前任可以恢复，请重新任命。

## 修改与停用
grid-name-missing = 中文名称不能为空。
grid-name-too-long = 名称过长，请控制在 { $most } 个字以内。
grid-duty-missing = 职责内容不能为空；不需要的请删除该条。
grid-duty-too-long = 职责过长，请控制在 { $most } 个字以内，或分成几条。
grid-duty-twice = 与第 { $first } 条重复，请删除其中一条。
grid-unit-inactive = 单位“{ $name }”已停用，请选择在用的单位。
grid-person-inactive = “{ $name }”已停用，请先恢复该人员，或选择他人。
grid-person-code-missing = 人员编码不能为空。
grid-person-code-taken = 人员编码“{ $code }”已被“{ $name }”使用，请换一个编码。
grid-retire-nodes-below = 还有 { $count } 个下级网格在用，请先停用或调整下级网格。
grid-retire-sites = 网格内还有 { $count } 个点位在用，请先停用或划转这些点位。
grid-retire-above = 上级网格已停用，请先恢复上级网格。
grid-retire-answers = 该单位还是 { $count } 个网格的责任单位，请先为这些网格更换责任单位。
grid-retire-open-cases = 该单位还有 { $count } 件未结案卷，请办结或改派后再停用。
grid-retire-in-charge = 此人还担任：{ $places }。请先更换或办理离任。
grid-head = 第一责任人
# 底图
grid-base-map-kind-xyz = 自有瓦片服务
grid-base-map-kind-tianditu = 天地图
grid-base-map-kind-gaode = 高德地图
grid-base-map-datum-wgs84 = WGS-84 / CGCS2000
grid-base-map-datum-gcj02 = GCJ-02（火星坐标）
grid-base-map-template-incomplete = 瓦片地址里要有 {"{z}"}、{"{x}"}、{"{y}"} 三个占位，例如 https://主机/{"{z}"}/{"{x}"}/{"{y}"}.png。
grid-base-map-template-no-address = 瓦片地址要以 https://主机/ 、http://主机/ 或 / 开头，主机名后不能带账号。
grid-base-map-key-invalid = 天地图需要密钥（tk），只含字母和数字；在天地图开发者网站申请浏览器端密钥。
grid-shape-invalid = 选区无法识别：矩形写作 r:西,南,东,北，圆写作 c:经度,纬度,半径（米），多边形写作 p:经度,纬度;经度,纬度;…（3 至 200 个顶点）。
grid-practice-itself = 点位不能以自己为做法来源，请选择另一个示范点。
grid-practice-no-demonstration = “{ $name }”不是在用的示范点，不能作为做法来源。请选择示范点，或先把它标为示范点。
grid-practice-other-type = “{ $name }”与本点位类型不同，测评项目不一样，不能作为做法来源。请选择同类型的示范点。
grid-practice-future = 做法复制的日期不能晚于今天。
grid-site-unknown-practice = 没有编码为“{ $value }”的点位，请核对示范点的编码。
grid-site-attribute = 属性“{ $name }”的值“{ $value }”须为不小于 0 的数。
