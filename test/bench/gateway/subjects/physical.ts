import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Pool } from 'undici';
import { DEMO_ACCOUNT } from '../../../../src/emulator/demo-world.js';
import { type Address, ENDPOINT, serveByHand } from './subject.js';

const EMPTY = createHash('sha256').update('').digest('hex');
const SIGNED = 'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version';
const pool = new Pool(`http://${ENDPOINT}`, { connections: 64, pipelining: 1 });

/** (d) The physical reference: a request is only read, signed, sent and answered. */
serveByHand(
  (address) =>
    new Promise((resolve, reject) => {
      let text = '';
      const { path, headers } = sign(address);
      pool.dispatch(
        { path, method: 'POST', headers },
        {
          // undici requires these two methods.
          onRequestStart: () => undefined,
          onResponseStart: () => undefined,
          onResponseData: (_controller, chunk) => (text += chunk.toString()),
          onResponseEnd: () => {
            const { RequestId } = JSON.parse(text) as { RequestId?: string };
            if (RequestId === undefined) reject(new Error(text));
            else resolve(RequestId);
          },
          onResponseError: (_controller, error) => {
            reject(error);
          },
        },
      );
    }),
);

function sign({ domainName, appName, streamName }: Address): {
  path: string;
  headers: Record<string, string>;
} {
  // encodeURIComponent is sufficient for the names in this benchmark.
  const query =
    `AppName=${encodeURIComponent(appName)}&DomainName=${encodeURIComponent(domainName)}` +
    `&LiveStreamType=publisher&StreamName=${encodeURIComponent(streamName)}`;
  const date = `${new Date().toISOString().slice(0, 19)}Z`;
  const nonce = randomUUID();
  const canonical =
    `POST\n/\n${query}\nhost:${ENDPOINT}\nx-acs-action:ResumeLiveStream\nx-acs-content-sha256:${EMPTY}\n` +
    `x-acs-date:${date}\nx-acs-signature-nonce:${nonce}\nx-acs-version:2016-11-01\n\n${SIGNED}\n${EMPTY}`;
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const signature = createHmac('sha256', DEMO_ACCOUNT.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${hashed}`)
    .digest('hex');
  const credential = `Credential=${DEMO_ACCOUNT.accessKeyId},SignedHeaders=${SIGNED},Signature=${signature}`;
  return {
    path: `/?${query}`,
    headers: {
      host: ENDPOINT,
      accept: 'application/json',
      'x-acs-action': 'ResumeLiveStream',
      'x-acs-content-sha256': EMPTY,
      'x-acs-date': date,
      'x-acs-signature-nonce': nonce,
      'x-acs-version': '2016-11-01',
      authorization: `ACS3-HMAC-SHA256 ${credential}`,
    },
  };
}
