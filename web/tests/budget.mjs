// The desk's first load: everything the index and the pages' frame ask for at once, compressed, without the map.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const limit = 450_000
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const seen = new Map()

/** A file and whatever it imports statically. */
function weigh(path) {
  if (seen.has(path)) return
  const text = readFileSync(dist + path)
  seen.set(path, gzipSync(text).length)
  if (!path.endsWith('.js')) return
  const imports = text.toString().matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)
  for (const [, name] of imports) weigh(`assets/${name}`)
}

const index = readFileSync(`${dist}index.html`, 'utf8')
seen.set('index.html', gzipSync(index).length)
for (const [, path] of index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)) weigh(path)
const total = [...seen.values()].reduce((sum, bytes) => sum + bytes, 0)
for (const [path, bytes] of [...seen].sort((a, b) => b[1] - a[1])) console.log(`${String(bytes).padStart(8)}  ${path}`)
console.log(`${String(total).padStart(8)}  first load, gzip (limit ${limit})`)
if ([...seen.keys()].some((path) => /MapShow|maplibre/i.test(path))) throw new Error('the map is part of the first load')
if (total > limit) throw new Error(`the first load is ${total - limit} bytes over its limit`)
