import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The screen's build. The host chooses the port; development pages (gallery.html) are not part of the build's input. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  // Found only when the first face check starts; bundling it then would reload the page in mid-visit.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
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
