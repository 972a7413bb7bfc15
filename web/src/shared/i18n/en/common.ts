// What the phone needs, and with it everyone: a phone in the rain waits for every byte.
import shell from './shell'
import live from './live'
import photo from './photo'
import patrol from './patrol'
import drive from './drive'
import rebound from './rebound'
import notice from './notice'
import stage from './stage'
import field from './field'

export default { ...shell, live, photo, patrol, drive, rebound, notice, stage, field }
