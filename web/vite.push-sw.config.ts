import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// The desk's service worker, which only shows what is pushed: one file by itself.
export default defineConfig({
  publicDir: false,
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: false,
    lib: { entry: fileURLToPath(new URL('./src/desk/push-sw.ts', import.meta.url)), formats: ['iife'], name: 'pushWorker', fileName: () => 'push-sw.js' },
  },
})
