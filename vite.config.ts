import { join } from 'node:path';
import { defineConfig } from 'vite';

const ROOT = import.meta.dirname;

/** Builds the operator console into dist/console, from where the gateway serves it. */
export default defineConfig({
  root: join(ROOT, 'src/console'),
  base: '/console/',
  // The gateway replaces this text in each page by a nonce of its own.
  html: { cspNonce: 'CONSOLE_NONCE' },
  resolve: { alias: { 'apsara-live-gateway-client': join(ROOT, 'client/src/index.ts') } },
  build: {
    outDir: join(ROOT, 'dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the page lets no `data:` script or style through.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the bundle holds of others, with their licences.
    license: { fileName: 'licenses.md' },
    // Two files are loaded at first; 450 KB after compression are allowed, and a test counts them.
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      onLog(level, log, handle) {
        // Of the component library, for servers that render it.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});
