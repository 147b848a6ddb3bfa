import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The screen's build. The host chooses the port; development pages (gallery.html) are not part of the build's input. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  worker: {
    format: 'es',
    rolldownOptions: {
      // The face models keep their names: the command line of a packaged kiosk reads them from here.
      output: {
        assetFileNames: ({ names }) =>
          names[0]?.endsWith('.onnx') ? 'weights/[name][extname]' : 'assets/[name]-[hash][extname]',
      },
    },
  },
  // What is found late is bundled late, and that reloads the page: every page is scanned at the start, and the runtimes of the
  // face models and of the camera's codes, found when their workers begin, are left as they are.
  optimizeDeps: { entries: ['*.html'], exclude: ['onnxruntime-web', 'zxing-wasm'] },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // A strict content security policy refuses data: and inline code.
    assetsInlineLimit: 0,
    // Everything comes from the kiosk's own disk: one file is simpler than many small ones.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: { index: 'index.html', staff: 'staff.html' } },
  },
});
