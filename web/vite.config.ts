import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import type { Plugin } from 'vite'

// The server that answers /api while developing; `wangge serve` listens here by default.
const server = process.env.WANGGE_URL ?? 'http://127.0.0.1:8080'

/** Vant's icons come with the page; the address its style sheet names besides is a foreign host's. */
const ownIcons: Plugin = {
  name: 'own-icons',
  enforce: 'pre',
  transform(code, id) {
    return /vant\/es\/icon\/index\.css/.test(id) ? code.replace(/,\s*url\((['"]?)(https?:)?\/\/[^)]*\)\s*format\(['"]woff['"]\)/g, '') : undefined
  },
}

export default defineConfig({
  base: '/',
  plugins: [ownIcons, vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The host stays the browser's own: the server refuses what claims to come from elsewhere.
  server: { proxy: { '/api': { target: server, changeOrigin: false }, '/healthz': { target: server, changeOrigin: false } } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsDir: 'assets',
    // The field's service worker is built from this list of what belongs to the field app.
    manifest: true,
    rollupOptions: { input: { desk: fileURLToPath(new URL('./index.html', import.meta.url)), field: fileURLToPath(new URL('./field.html', import.meta.url)) } },
    // MapLibre is one large chunk by nature; it is loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    // Tests of parts speak with the words of the desk.
    setupFiles: ['src/shared/i18n/desk.ts'],
    // Element Plus imports its style sheets as modules.
    server: { deps: { inline: ['element-plus'] } },
  },
})
