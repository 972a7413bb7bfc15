import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The server that answers /api while developing; `wangge serve` listens here by default.
const server = process.env.WANGGE_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/',
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The host stays the browser's own: the server refuses what claims to come from elsewhere.
  server: { proxy: { '/api': { target: server, changeOrigin: false }, '/healthz': { target: server, changeOrigin: false } } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    assetsDir: 'assets',
    // MapLibre is one large chunk by nature; it is loaded only where a map is shown.
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    // Element Plus imports its style sheets as modules.
    server: { deps: { inline: ['element-plus'] } },
  },
})
