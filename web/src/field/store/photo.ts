import type { Watermark } from '@/shared/api/types'
import { hashOf } from '@/shared/photo/photo'
import { db, type KeptPhoto } from './db'
import { lastPlace } from './place'

/** The longer side of a photograph as it is sent, in pixels: a number plate at ten metres stays readable. */
export const LONGEST = 1920
const QUALITY = 0.82
/** A picture older than this was not taken just now; its own EXIF says more than the phone's clock. */
const FRESH = 5 * 60_000

/** How large a picture becomes so that its longer side fits. */
export function fitted(width: number, height: number, longest = LONGEST): [number, number] {
  const share = Math.min(1, longest / Math.max(width, height))
  return [Math.round(width * share), Math.round(height * share)]
}

/** Everything is printed, unless a round says otherwise. */
const EVERYTHING: Watermark = { time: true, place: true, site: true, inspector: true, item: true }

/** The lines printed on a photograph: when and by whom, of what, where; part by part as the round says. */
export function stampLines(said: { at: string; by: string; site?: string; about: string; where: string }, prints: Watermark = EVERYTHING): string[] {
  const first = [prints.time && said.at, prints.inspector && said.by].filter(Boolean).join('  ')
  const second = [prints.site && said.site, prints.item && said.about].filter(Boolean).join(' · ')
  return [first, second, prints.place ? said.where : ''].filter(Boolean)
}

function stamp(context: CanvasRenderingContext2D, lines: string[]): void {
  const { width, height } = context.canvas
  const size = Math.max(16, Math.round(Math.max(width, height) / 48))
  context.font = `${size}px sans-serif`
  const box = Math.round(size * 1.4) * lines.length + size
  context.fillStyle = 'rgb(0 0 0 / 55%)'
  context.fillRect(0, height - box, width, box)
  context.fillStyle = '#fff'
  lines.forEach((line, n) => context.fillText(line, size / 2, height - box + size * 1.3 + n * Math.round(size * 1.4), width - size))
}

/** Draws a picture at the size it is sent in, upright, with its lines of text. Nothing when the browser cannot read it. */
async function drawn(file: Blob, lines: string[]): Promise<Blob | undefined> {
  let picture: ImageBitmap
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return undefined
  }
  const canvas = document.createElement('canvas')
  ;[canvas.width, canvas.height] = fitted(picture.width, picture.height)
  const context = canvas.getContext('2d')
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  if (!context) return undefined
  if (lines.length) stamp(context, lines)
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', QUALITY))
}

/**
 * Takes a picture into the phone's store and gives its hash. One taken just now is made smaller and stamped, and the
 * phone says when and where; an older one keeps its bytes, for its EXIF is the evidence.
 */
export async function keepPhoto(file: Blob & { lastModified?: number }, lines: (at: Date) => string[], now = Date.now()): Promise<string> {
  const takenAt = new Date(file.lastModified && now - file.lastModified > FRESH ? file.lastModified : now)
  const fresh = now - takenAt.getTime() <= FRESH
  const place = fresh ? lastPlace(now) : undefined
  const kept = (fresh && (await drawn(file, lines(takenAt)))) || file
  const hash = await hashOf(kept)
  const photo: KeptPhoto = { hash, file: kept, takenAt: takenAt.toISOString(), lon: place?.lon, lat: place?.lat, accuracy: place?.accuracy, sent: 0 }
  if (!(await db.photos.get(hash))) await db.photos.put(photo)
  return hash
}
