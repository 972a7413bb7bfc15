# 导入文件的错误与提示：说明位置、问题和正确写法。

import-at-row = 第 { $number } 行
import-at-line = 第 { $number } 行
import-at-feature = 第 { $number } 个要素
import-at-entry = 第 { $number } 条
import-at-column = 「{ $column }」
import-fault-error = { $place }：{ $message }
import-fault-warning = { $place }：（提示）{ $message }

import-empty-file = 文件是空的，请检查是否选错了文件。
import-too-large = 文件解压后超过 1 GB，请拆分后再导入。
import-damaged-gzip = 压缩文件不完整，无法解压（{ $why }），请重新获取该文件。
import-damaged-workbook = 工作簿无法打开（{ $why }）。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。
import-protected-workbook = 工作簿设有打开密码，请先取消密码保护再导入。
import-markup = 这是网页格式的文件，只是扩展名像表格。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。
import-undecodable = 第 { $offset } 字节（{ $byte }）不是有效的 { $encoding } 文字，文件编码有误或已损坏。请把文件另存为 UTF-8 或 GBK（GB18030）编码后再导入。
import-unclosed-quote = 这一行有一个双引号没有配对，其后的内容都被当成了一个单元格。请补上或删除该引号。
import-no-such-sheet = 没有名为“{ $sheet }”的工作表，现有工作表：{ $sheets }。
import-empty-sheet = 工作表是空的。
import-no-headings = 没有找到表头。表头应包含{ $columns }；读到的是：{ $found }。
import-missing-columns = 表头缺少{ $columns }。读到的列是：{ $found }。
import-sheet-passed-over = 这张工作表缺少{ $columns }，未导入。
import-column-twice = 有两列表示同一内容，这一列未采用，请删除其中一列。
import-unknown-column = 不认识这一列，内容未导入。
import-unknown-column-near = 不认识这一列，内容未导入；是否应为「{ $nearest }」？
import-no-rows = 表头下面没有数据。
import-row-too-wide = 这一行有 { $cells } 个单元格，表头只有 { $columns } 列。单元格内含有分隔符时，请用双引号括起来。

import-missing-value = 这一格必须填写。
import-digits-lost = “{ $value }”已被表格软件改成科学计数法或超过 15 位，末尾数字已经丢失。请把该列设为文本格式，重新填写完整编码。
import-failed-formula = 公式出错（{ $value }），请改正公式或直接填写数值。
import-not-a-code = “{ $value }”不是编码。
import-not-a-number = “{ $value }”不是数字，请填写如 0.5、12 这样的数字。
import-not-a-count = “{ $value }”不是个数，请填写 0、1、2 这样的整数。
import-not-counts = “{ $value }”不是一组个数，请写成如“3；2；5”。
import-not-degrees = “{ $value }”不是经纬度，请填写十进制的度数，如 114.0459。
import-not-a-date = “{ $value }”不是日期，请写成年-月-日，如 2026-11-23。
import-not-a-time = “{ $value }”不是时间，请写成如 2026-11-23 09:30。
import-not-yes-or-no = “{ $value }”应填“是”或“否”。
import-not-a-choice = “{ $value }”不在可选范围内，应为：{ $expected }。
import-not-a-measure = “{ $value }”不是不小于 0 的数字，点位属性用于加权，必须是数字。
import-duplicate = “{ $value }”重复，{ $sheet }第 { $row } 行已经使用。每个编码只能出现一次。

import-level-not-told = 没有级别列，编码又不是 12 位区划代码，无法确定级别。请增加「级别 / level」列。
import-level-missing = 没有填写级别，从编码也无法推定。请填写省级、地级、区县、街道乡镇、社区村或网格。
import-role-without-node = 填了网格职务，却没有填网格编码。
import-half-a-place = 经度和纬度要同时填写，或同时留空。

import-not-json = 不是有效的 JSON，第 { $line } 行第 { $column } 列附近有误（{ $why }）。
import-not-geojson = 不是有效的 GeoJSON（{ $why }）。
import-no-features = 文件中没有任何要素。
import-shapefile = 这是 Shapefile，暂不直接支持。请用 QGIS 等软件导出为 GeoJSON，坐标系选 EPSG:4326（WGS 84）。
import-geopackage = 这是 GeoPackage，暂不直接支持。请用 QGIS 等软件导出为 GeoJSON，坐标系选 EPSG:4326（WGS 84）。
import-topojson = 这是 TopoJSON，不是 GeoJSON。请先转换为 GeoJSON 再导入。
import-not-geojson-format = 边界只支持 GeoJSON。请用 QGIS 等软件导出为 GeoJSON，坐标系选 EPSG:4326（WGS 84）。
import-projected-crs = 文件声明的坐标系是“{ $crs }”，不是经纬度。请在导出时把坐标系改为 EPSG:4326（WGS 84）或 EPSG:4490（CGCS2000）。
import-projected-coordinates = 坐标（{ $x }，{ $y }）超出经纬度范围，应是投影坐标。请在导出时把坐标系改为 EPSG:4326（WGS 84）或 EPSG:4490（CGCS2000）。
import-no-such-field = 要素没有属性“{ $field }”，现有属性：{ $fields }。
import-features-nameless = 没有找到编码或名称属性，现有属性：{ $fields }。请指明哪个属性是编码或名称。
import-feature-nameless = 这个要素既没有编码也没有名称，无法与网格对应。
import-feature-without-shape = 这个要素没有图形。
import-not-a-polygon = 边界应为面（Polygon 或 MultiPolygon），这里是 { $found }。

import-not-a-notice = 不是节假日安排文件（{ $why }）。应含 year 和 days，每天有 name、date、isOffDay。
import-visit-contradicts = 与同一次考察（{ $visit }）前面的行不一致。同一次考察的各行应相同或留空。
import-item-twice = 点位 { $site } 的项目 { $item } 已在第 { $row } 行判定过，一次考察中一个项目只能判定一次。
import-site-contradicts = 点位 { $site } 前面写的类型是“{ $first }”，同一点位各行应一致。
import-not-readings = 多次判定应是 JSON 列表，如 [{ "{" }"count":1{ "}" },{ "{" }"count":3{ "}" }]（{ $why }）。
import-no-observations = 文件中没有任何判定。
import-not-a-site = 不是一个点位的判定（{ $why }）。
import-not-an-entry = 这一条的写法不对（{ $why }）。

import-not-toml = 不是有效的 TOML：{ $why }
import-standard-value = { $why }
import-standard-sheet-missing = 缺少工作表“{ $sheet }”。
import-standard-setting-missing = 缺少“{ $key }”。
import-standard-unknown-key = 不认识“{ $key }”，请检查拼写。
import-standard-unknown-item = 项目“{ $item }”不在工作表“项目”中。
import-unwritten = 文件无法生成（{ $why }）。

import-template-notes = 填写说明
import-template-heading = 列
import-template-key = 英文列名
import-template-required = 必填
import-template-note = 怎么填
import-template-yes = 是
import-template-hint = 灰色斜体为示例行，以“例：”开头的行不会导入，可保留或删除。列的顺序可以调换，不需要的选填列可以删除。
import-template-mark = 例：
