import { join } from 'node:path';
import { defineConfig } from 'vite';

const ROOT = import.meta.dirname;

/** Builds the operator console into dist/console. The gateway serves it from there. */
export default defineConfig({
  root: join(ROOT, 'src/console'),
  base: '/console/',
  // The gateway replaces this text by a new nonce in each response.
  html: { cspNonce: 'CONSOLE_NONCE' },
  resolve: {
    alias: {
      'apsara-live-gateway-client': join(ROOT, 'client/src/index.ts'),
      // The same parser, with its own replacement for the buffers of Node.js.
      'csv-parse/sync': 'csv-parse/browser/esm/sync',
    },
  },
  build: {
    outDir: join(ROOT, 'dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    // The Content-Security-Policy of the page allows no `data:` script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The packages in the bundle, with their licences.
    license: { fileName: 'licenses.md' },
    // The first load is two files. A test limits them to 450 KB after compression.
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      onLog(level, log, handle) {
        // These directives of the component library are for server-side rendering only.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
