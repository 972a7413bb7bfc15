// ECharts by parts; this file is a chunk of its own.
import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])
export { init }
export type { ECharts } from 'echarts/core'
export type { EChartsCoreOption as EChartsOption } from 'echarts/core'
