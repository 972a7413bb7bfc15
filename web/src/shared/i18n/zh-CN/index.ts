import common from './common'
import desk from './desk'

export default { ...common, ...desk }
