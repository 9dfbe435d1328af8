import { createHostileHeaders } from '../../support/hostile-tokens.js';
import { type JwksServer } from '../../support/jwks-server.js';
import { ask } from './exchange.js';
import { hostile, type HostileCase } from './hostile-case.js';

const RESUME =
  'mutation { resumeLiveStream(input: { domainName: "push.example.com", appName: "live", streamName: "match-42" }) { requestId } }';

/** The clock runs: a token from the future must not become valid during the test. */
const OFF_BY_SECONDS = 3_600;

/** A valid request with every kind of invalid token. HTTP itself refuses a header that is too long. */
export async function createTokenCases(server: JwksServer): Promise<HostileCase[]> {
  const headers = await createHostileHeaders(server, Date.now(), server.url, OFF_BY_SECONDS);
  return headers.map(({ title, authorization, reason }) => {
    const [status, code] = reason === 'too_long' ? [431, ''] : [200, 'UNAUTHENTICATED'];
    return hostile(`token: ${title}`, status, code, (target) =>
      ask(target, RESUME, undefined, { authorization }),
    );
  });
}
