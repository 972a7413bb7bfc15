// What is loaded first, compressed: everything an entry page asks for at once, without the map.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const limits = { 'index.html': 450_000, 'field.html': 250_000 }
const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** A file and whatever it imports statically. */
function weigh(seen, path) {
  if (seen.has(path)) return
  const text = readFileSync(dist + path)
  seen.set(path, gzipSync(text).length)
  if (!path.endsWith('.js')) return
  const imports = text.toString().matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g)
  for (const [, name] of imports) weigh(seen, `assets/${name}`)
}

for (const [page, limit] of Object.entries(limits)) {
  const seen = new Map()
  const index = readFileSync(dist + page, 'utf8')
  seen.set(page, gzipSync(index).length)
  for (const [, path] of index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)) weigh(seen, path)
  const total = [...seen.values()].reduce((sum, bytes) => sum + bytes, 0)
  for (const [path, bytes] of [...seen].sort((a, b) => b[1] - a[1])) console.log(`${String(bytes).padStart(8)}  ${path}`)
  console.log(`${String(total).padStart(8)}  first load of ${page}, gzip (limit ${limit})`)
  if ([...seen.keys()].some((path) => /MapShow|maplibre/i.test(path))) throw new Error(`the map is part of the first load of ${page}`)
  if (total > limit) throw new Error(`the first load of ${page} is ${total - limit} bytes over its limit`)
}
