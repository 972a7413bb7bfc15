import type { Catalogue } from '..'
import common from './common'
import desk from './desk'

const catalogue: Catalogue = { ...common, ...desk }

export default catalogue
