import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { kindOf, problemOf, Refusal } from '@/shared/api/refusal'
import type { Photo } from '@/shared/api/types'
import { currentLang } from '@/shared/i18n'

/** A photograph with what is said of it: when and where it was taken, and by whom. */
export interface Shot extends Photo {
  place?: string
  by?: string
  caption?: string
}

/** Where a photograph is fetched; the server shows it only to whoever may see what it is attached to. */
export function photoUrl(hash: string, size: 'thumb' | 'view'): string {
  return `/api/v1/evidence/${hash}?size=${size}`
}

/**
 * The SHA-256 of a file. An intranet mostly speaks plain http, where browsers give pages no
 * `crypto.subtle`; so it is reckoned here, in parts, and the page stays usable meanwhile.
 */
export async function hashOf(file: Blob): Promise<string> {
  const hash = sha256.create()
  const part = 1024 * 1024
  for (let from = 0; from < file.size; from += part) hash.update(new Uint8Array(await file.slice(from, from + part).arrayBuffer()))
  return bytesToHex(hash.digest())
}

/** Sends a photograph and tells how far it is, from 0 to 1; `signal` calls it off. */
export function sendPhoto(file: Blob, hash: string, progress: (share: number) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/v1/evidence?sha256=${hash}`)
    request.setRequestHeader('Accept-Language', currentLang())
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total)
    request.onerror = () => reject(new Refusal('offline'))
    request.onabort = () => reject(new DOMException('called off', 'AbortError'))
    request.onload = () => {
      if (request.status < 300) return resolve()
      reject(new Refusal(kindOf(request.status), problemOf(request.response)))
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
