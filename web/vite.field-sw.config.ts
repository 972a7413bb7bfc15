import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

// The field app's service worker, built after the app: one file by itself, with the list of what it keeps on the phone.
const dist = fileURLToPath(new URL('./dist/', import.meta.url))
const hashed = (path: string) => ({ url: `/${path}`, revision: createHash('sha256').update(readFileSync(dist + path)).digest('hex').slice(0, 16) })

interface Chunk {
  file: string
  css?: string[]
  assets?: string[]
  imports?: string[]
  dynamicImports?: string[]
}

/** Everything the field's page can ask for, the map with it. */
function filesOfField(): { url: string; revision: string | null }[] {
  const chunks = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8')) as Record<string, Chunk>
  const seen = new Set<string>()
  const files = new Set<string>()
  const walk = (name: string) => {
    const chunk = chunks[name]
    if (!chunk || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file)
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) walk(next)
  }
  walk('field.html')
  return [...['field.html', 'field.webmanifest', 'favicon.svg', 'field-192.png', 'field-512.png'].map(hashed), ...[...files].map((file) => ({ url: `/${file}`, revision: null }))]
}

const manifest: Plugin = {
  name: 'field-files',
  generateBundle(_options, bundle) {
    const kept = JSON.stringify(filesOfField())
    for (const part of Object.values(bundle)) if (part.type === 'chunk') part.code = part.code.replace('self.__WB_MANIFEST', kept)
  },
  // What the build knows is nothing to be served.
  closeBundle() {
    rmSync(`${dist}.vite`, { recursive: true, force: true })
  },
}

export default defineConfig({
  publicDir: false,
  plugins: [manifest],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    lib: { entry: fileURLToPath(new URL('./src/field/sw.ts', import.meta.url)), formats: ['iife'], name: 'fieldWorker', fileName: () => 'field-sw.js' },
  },
})
