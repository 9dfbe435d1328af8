import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { allBlocks } from './pages.js';

/**
 * The settings of routers on the pages, with every name that the strict schema of the router has at these places:
 * a misspelled or moved setting is refused, as the router does. From the schemas of Apollo Router 2
 * (`router config schema`), Cosmo Router (`router/pkg/config/config.schema.json`) and Hive Router 0.2
 * (`config/{headers,subscriptions,websocket,error_masking}.rs`, all `deny_unknown_fields`).
 */
const names = z.array(z.string()).min(1);
const propagate = z.strictObject({ propagate: z.strictObject({ named: z.string() }) });
const requestHeaders = z.strictObject({ request: z.array(propagate).min(1) });
const bySubgraph = <T extends z.ZodType>(settings: T) => z.strictObject({ live: settings });

const apolloErrors = z.strictObject({ redact_message: z.boolean(), allow_extensions_keys: names });
const APOLLO = z.strictObject({
  headers: z.strictObject({ subgraphs: bySubgraph(requestHeaders) }).optional(),
  include_subgraph_errors: z
    .strictObject({ all: apolloErrors, subgraphs: bySubgraph(apolloErrors) })
    .optional(),
  subscription: z
    .strictObject({
      enabled: z.boolean(),
      mode: z.strictObject({
        callback: z
          .strictObject({
            public_url: z.url(),
            listen: z.string(),
            path: z.string(),
            heartbeat_interval: z.string(),
            subgraphs: names,
          })
          .optional(),
        passthrough: z
          .strictObject({
            subgraphs: bySubgraph(
              z.strictObject({ path: z.string(), protocol: z.enum(['graphql_ws', 'graphql_transport_ws']) }),
            ),
          })
          .optional(),
      }),
    })
    .optional(),
});

const COSMO = z.strictObject({
  headers: z
    .strictObject({
      subgraphs: bySubgraph(
        z.strictObject({
          request: z.array(z.strictObject({ op: z.enum(['propagate', 'set']), named: z.string() })).min(1),
        }),
      ),
    })
    .optional(),
  subgraph_error_propagation: z
    .strictObject({
      mode: z.enum(['wrapped', 'pass-through']),
      omit_locations: z.boolean(),
      attach_service_name: z.boolean(),
      allowed_extension_fields: names,
    })
    .optional(),
  websocket: z
    .strictObject({
      enabled: z.boolean(),
      forward_initial_payload: z.boolean(),
      forward_upgrade_headers: z.strictObject({ enabled: z.boolean(), allow_list: names }),
    })
    .optional(),
});

const extensions = z.strictObject({ mode: z.enum(['allow', 'deny']), keys: names });
const hiveMasking = z.strictObject({ enabled: z.boolean(), extensions });
const HIVE = z.strictObject({
  headers: z.strictObject({ subgraphs: bySubgraph(requestHeaders) }).optional(),
  error_masking: z.strictObject({ all: hiveMasking, subgraphs: bySubgraph(hiveMasking) }).optional(),
  subscriptions: z
    .strictObject({
      enabled: z.boolean(),
      websocket: z.strictObject({ subgraphs: bySubgraph(z.strictObject({ path: z.string() })) }).optional(),
      callback: z.strictObject({ public_url: z.url(), subgraphs: names }).optional(),
    })
    .optional(),
  websocket: z
    .strictObject({
      enabled: z.boolean(),
      headers: z.strictObject({ source: z.enum(['none', 'connection', 'operation', 'both']) }),
    })
    .optional(),
});

/** The routers by the name of the file in the first line of the block. */
const ROUTERS = new Map<string, z.ZodType>([
  ['# router.yaml', APOLLO],
  ['# config.yaml', COSMO],
  ['# router.config.yaml', HIVE],
]);
const blocks = allBlocks('yaml').flatMap(({ place, text }): [string, z.ZodType, string][] => {
  const schema = ROUTERS.get(text.split('\n', 1).join(''));
  return schema === undefined ? [] : [[place, schema, text]];
});

describe('the settings of a router', () => {
  test.each(blocks)('%s has only names that exist in the router', (_place, schema, text) => {
    expect(schema.safeParse(parse(text)).error?.issues ?? []).toEqual([]);
  });

  test.each(blocks)('%s is for the subgraph with the name live', (_place, _schema, text) => {
    expect(text).toMatch(/\blive\b/);
  });

  test('exist for three routers, with headers, errors and subscriptions for each', () => {
    for (const schema of ROUTERS.values()) {
      const all = blocks
        .filter(([, of]) => of === schema)
        .map(([, , text]) => Object.keys(parse(text) as object));
      expect(all.flat().map((name) => name.replace(/s$/, ''))).toEqual(
        expect.arrayContaining([
          'header',
          expect.stringMatching(/error/),
          expect.stringMatching(/^(?:subscription|websocket)$/),
        ]),
      );
    }
  });

  test('with a misspelled name are refused', () => {
    const withHeaders = blocks.filter(([, , text]) => text.includes('propagate'));
    expect(withHeaders.length).toBeGreaterThanOrEqual(3);
    for (const [, schema, text] of withHeaders)
      expect(schema.safeParse(parse(text.replace('named', 'name'))).success).toBe(false);
  });
});
