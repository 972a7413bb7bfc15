import shell from './shell'
import overview from './overview'
import today from './today'
import setting from './setting'
import signal from './signal'
import round from './round'
import site from './site'
import standard from './standard'
import cases from './case'
import ranking from './ranking'
import bulletin from './bulletin'
import account from './account'
import audit from './audit'
import node from './node'
import live from './live'
import photo from './photo'
import chessboard from './chessboard'
import merchant from './merchant'
import imports from './import'
import person from './person'
import unit from './unit'
import savedView from './savedView'
import field from './field'

import type { Catalogue } from '..'

const catalogue: Catalogue = { ...shell, today, setting, signal, overview, round, site, standard, case: cases, ranking, bulletin, account, audit, node, live, chessboard, merchant, import: imports, person, unit, photo, savedView, field }

export default catalogue
