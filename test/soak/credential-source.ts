import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { DEMO_ACCOUNT } from '../../src/emulator/demo-world.js';

/**
 * A sidecar for ALIBABA_CLOUD_CREDENTIALS_URI. It returns the keys of the demo account, valid for
 * one minute.
 */
export interface CredentialSource {
  readonly url: string;
  setAway(away: boolean): void;
  close(): void;
}

const VALID_MS = 60_000;

/** Temporary keys contain a token, which the emulator must accept. */
export const TEMPORARY_KEYS = { ...DEMO_ACCOUNT, securityToken: 'emulator-demo-token' } as const;

export async function createCredentialSource(): Promise<CredentialSource> {
  let isAway = false;
  const server = createServer((_request, response) => {
    if (isAway) {
      response.writeHead(503).end();
      return;
    }
    const body = {
      Code: 'Success',
      AccessKeyId: TEMPORARY_KEYS.accessKeyId,
      AccessKeySecret: TEMPORARY_KEYS.accessKeySecret,
      SecurityToken: TEMPORARY_KEYS.securityToken,
      Expiration: new Date(Date.now() + VALID_MS).toISOString(),
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    setAway: (away) => {
      isAway = away;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
