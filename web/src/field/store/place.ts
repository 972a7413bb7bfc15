import { onScopeDispose, readonly, shallowRef } from 'vue'

/** Where the phone was, as the browser tells it: WGS-84 degrees, metres, and when. */
export interface Arrived {
  lon: number
  lat: number
  accuracy: number
  /** How high, in metres, where the phone knows. */
  altitude?: number
  at: string
}

const here = shallowRef<Arrived>()
const denied = shallowRef(false)
let watchers = 0
let watching: number | undefined

function told(position: GeolocationPosition): void {
  const { longitude, latitude, accuracy, altitude } = position.coords
  denied.value = false
  here.value = { lon: longitude, lat: latitude, accuracy: Math.round(accuracy), altitude: altitude ?? undefined, at: new Date(position.timestamp).toISOString() }
}

/** Follows the phone's place while a view is open. A phone that will not tell it is no error: the place is unverified. */
export function usePlace() {
  if (navigator.geolocation && !watchers++) {
    watching = navigator.geolocation.watchPosition(told, (error) => (denied.value = error.code === error.PERMISSION_DENIED), { enableHighAccuracy: true, maximumAge: 10_000, timeout: 30_000 })
  }
  onScopeDispose(() => {
    if (!navigator.geolocation || --watchers || watching === undefined) return
    navigator.geolocation.clearWatch(watching)
    watching = undefined
  })
  return { here: readonly(here), denied: readonly(denied) }
}

/** The last place known, if it is fresher than two minutes. */
export function lastPlace(now = Date.now()): Arrived | undefined {
  return here.value && now - Date.parse(here.value.at) < 120_000 ? here.value : undefined
}

/** Metres between two places; good to a part in a thousand over a district. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const degree = 111_195
  const x = (a.lon - b.lon) * degree * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  return Math.hypot(x, (a.lat - b.lat) * degree)
}

/**
 * An order to visit places in: always on to the nearest not yet seen. Not the shortest way there is, but one a person
 * would go, and it is worked out on the phone.
 */
export function routeFrom<T extends { lon?: number | null; lat?: number | null }>(from: { lon: number; lat: number }, places: readonly T[]): T[] {
  const left = places.filter((p) => p.lon != null && p.lat != null) as (T & { lon: number; lat: number })[]
  const unplaced = places.filter((p) => p.lon == null || p.lat == null)
  const order: T[] = []
  let at: { lon: number; lat: number } = from
  while (left.length) {
    let nearest = 0
    for (let n = 1; n < left.length; n++) if (metresBetween(at, left[n]!) < metresBetween(at, left[nearest]!)) nearest = n
    const [next] = left.splice(nearest, 1)
    order.push(next as T)
    at = next!
  }
  return [...order, ...unplaced]
}
