/** Which room may import which, and which packages it owns. docs/decisions has the reasons. */
export interface Room {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

/** Each top-level file of src counts as a room. */
export const ROOMS: Readonly<Record<string, Room>> = {
  stream: { rooms: [], packages: [] },
  access: { rooms: ['settings-file', 'stream'], packages: ['jose', 'lru-cache', 'zod'] },
  'settings-file': { rooms: ['stream'], packages: ['yaml', 'zod'] },
  guard: { rooms: ['stream'], packages: [] },
  upstream: {
    rooms: ['stream'],
    packages: ['@alicloud/openapi-core', '@alicloud/credentials', 'undici'],
  },
  event: { rooms: ['stream'], packages: ['dataloader'] },
  store: {
    rooms: ['stream', 'guard', 'bulk', 'event'],
    packages: ['kysely', 'pg', 'node:sqlite'],
  },
  bulk: { rooms: ['stream'], packages: [] },
  // Reads the lists of streams of the command line and of the console.
  'list-file': { rooms: ['stream'], packages: ['csv-parse'] },
  graphql: {
    rooms: ['stream', 'bulk', 'event', 'telemetry'],
    packages: [
      'graphql',
      'type-graphql',
      'reflect-metadata',
      'dataloader',
      'graphql-scalars',
      'lru-cache',
      '@apollo/server',
      '@apollo/subgraph',
    ],
  },
  http: {
    rooms: ['stream', 'graphql', 'access', 'event'],
    packages: [
      '@graphql-yoga/render-graphiql',
      'graphql',
      'graphql-sse',
      'graphql-ws',
      'lru-cache',
      'negotiator',
      'ws',
    ],
  },
  telemetry: {
    rooms: ['stream'],
    packages: [
      'pino',
      'prom-client',
      '@opentelemetry/api',
      '@opentelemetry/context-async-hooks',
      '@opentelemetry/core',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/exporter-trace-otlp-proto',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
    ],
  },
  config: { rooms: ['settings-file', 'stream'], packages: ['zod'] },
  emulator: { rooms: [], packages: [] },
  // Runs in browsers. It calls the gateway with the documents in schema/console, like any front end.
  console: {
    rooms: ['list-file', 'stream'],
    packages: [
      '@apollo/client',
      '@graphql-typed-document-node/core',
      '@mantine/core',
      '@mantine/hooks',
      '@tanstack/react-virtual',
      'apsara-live-gateway-client',
      'csv-stringify',
      'graphql',
      'graphql-ws',
      'i18next',
      'oidc-client-ts',
      'react',
      'react-dom',
      'react-i18next',
      'react-router',
      'rxjs',
      'uplot',
    ],
  },
  app: {
    rooms: [
      'access',
      'bulk',
      'config',
      'emulator',
      'event',
      'graphql',
      'guard',
      'http',
      'package-root',
      'settings-file',
      'store',
      'stream',
      'telemetry',
      'upstream',
    ],
    packages: [],
  },
  cli: {
    rooms: [
      'access',
      'config',
      'list-file',
      'package-root',
      'settings-file',
      'store',
      'stream',
      'upstream',
      'violation-messages',
    ],
    packages: [
      '@exodus/bytes',
      'commander',
      'csv-stringify',
      'graphql-sse',
      'node:readline',
      'openid-client',
      'string-width',
      'zod',
    ],
  },
};

/** The modules of Node.js that every room may use. None of them reads the environment. */
export const NODE_MODULES =
  /^node:(?:crypto|http|net|zlib|buffer|fs|path|util|timers|perf_hooks|url|stream|string_decoder)/;
