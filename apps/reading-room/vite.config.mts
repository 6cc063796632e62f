import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react()],
  resolve: {
    alias: [
      { find: '@wetread/contracts', replacement: here('../../libs/contracts/index.ts') },
      // Cornerstone3D's mesh readers drag in an XML builder that needs Node's `events`. A film has no meshes.
      { find: /^@kitware\/vtk\.js\/IO\/.*/, replacement: here('src/viewer/no-mesh-reader.ts') },
    ],
  },
  build: {
    outDir: here('../../dist/apps/reading-room'),
    emptyOutDir: true,
    // The film engine (Cornerstone3D with vtk.js) is one lazily loaded chunk; everything else stays small.
    chunkSizeWarningLimit: 3500,
    // Fonts and images are files: `data:` URLs would need a wider content security policy.
    assetsInlineLimit: 0,
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8080' } },
});
