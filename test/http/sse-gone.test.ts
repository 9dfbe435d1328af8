import { once } from 'node:events';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createCors } from '../../src/http/cors.js';
import { type Identity } from '../../src/http/identity.js';
import { createSseEndpoint } from '../../src/http/sse.js';
import { type Streaming } from '../../src/http/streaming.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test('an event stream whose client disconnects while its token is checked executes nothing', async () => {
  const identified = Promise.withResolvers<Identity>();
  let watched = 0;
  let runs = 0;
  const streaming: Streaming = {
    identify: () => identified.promise,
    countConnection: () => undefined,
    watch: () => {
      watched += 1;
      return () => {
        watched -= 1;
      };
    },
    run: () => {
      runs += 1;
      return new Promise(() => undefined);
    },
  };
  const free = (): void => undefined;
  const cors = createCors({ crossOrigin: () => undefined, check: free });
  const sse = createSseEndpoint({ streaming, checkOrigin: free, cors });
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked = once(server, 'request') as Promise<[never, ServerResponse]>;
  const client = request({ port, host: '127.0.0.1', path: '/graphql?query={__typename}' });
  client.on('error', free);
  client.end();
  const [incoming, response] = await asked;
  const served = sse.serve(incoming, response);
  const gone = once(response, 'close');
  client.destroy();
  await gone;
  identified.resolve({
    rateLimitKey: { subject: 'maya' },
    expiresAtMs: Infinity,
    caller: () => ({ subject: 'maya', claims: {} }),
  });
  await served;
  expect({ runs, watched }).toEqual({ runs: 0, watched: 0 });
});
