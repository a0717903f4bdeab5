import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          electron: resolve(root, 'src/main/hosts/electron/main.ts'),
          cli: resolve(root, 'src/main/hosts/cli/main.ts'),
          reader: resolve(root, 'src/main/reader/entry.ts'),
          compute: resolve(root, 'src/main/compute/entry.ts'),
          'slab-worker': resolve(root, 'src/main/compute/segmentation/slab-worker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { preload: resolve(root, 'src/preload/preload.ts') },
        // A sandboxed preload script has to be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [react()],
    worker: { format: 'es' },
    // Cornerstone's packages bring a copy each, and every copy builds its dictionary when the page opens.
    resolve: { dedupe: ['dcmjs'] },
    build: {
      outDir: resolve(root, 'out/renderer'),
      // The page's scripts are parsed at every start; electron-vite leaves them as they are written.
      minify: true,
      rollupOptions: { input: { index: resolve(root, 'src/renderer/index.html') } },
    },
  },
});
