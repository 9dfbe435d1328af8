import { createHostileHeaders } from '../../support/hostile-tokens.js';
import { type JwksServer } from '../../support/jwks-server.js';
import { ask } from './exchange.js';
import { hostile, type HostileCase } from './hostile-case.js';

const RESUME =
  'mutation { resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: "match-42" }) { requestId } }';

/** Here the clock runs: a token from the future must not become a good one while the table is gone through. */
const OFF_BY_SECONDS = 3_600;

/** A good request under every token that is none. A header too long for HTTP is refused by HTTP. */
export async function createTokenCases(server: JwksServer): Promise<HostileCase[]> {
  const headers = await createHostileHeaders(server, Date.now(), server.url, OFF_BY_SECONDS);
  return headers.map(({ title, authorization, reason }) => {
    const [status, code] = reason === 'too_long' ? [431, ''] : [200, 'UNAUTHENTICATED'];
    return hostile(`token: ${title}`, status, code, (target) =>
      ask(target, RESUME, undefined, { authorization }),
    );
  });
}
