import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The screen's build. The host chooses the port; development pages (gallery.html) are not part of the build's input. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // What is found late is bundled late, and that reloads the page: every page is scanned at the start, and the runtime of
  // the face models, found when the first face check begins, is left as it is.
  optimizeDeps: { entries: ['*.html'], exclude: ['onnxruntime-web'] },
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    // A strict content security policy refuses data: and inline code.
    assetsInlineLimit: 0,
    // Everything comes from the kiosk's own disk: one file is simpler than many small ones.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { input: 'index.html' },
  },
});
