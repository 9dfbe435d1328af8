import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openStore } from '../../src/store/open-store.js';
import {
  createPostgresServer,
  hasPostgresServer,
  type PostgresServer,
  runUnprivileged,
} from '../support/postgres-server.js';

(hasPostgresServer ? describe : describe.skip)('TLS to PostgreSQL', () => {
  let server: PostgresServer;
  let certificate: string;
  beforeAll(async () => {
    server = await createPostgresServer(async (folder) => {
      certificate = join(folder, 'server.pem');
      const key = join(folder, 'server.key');
      await runUnprivileged('openssl', [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
        '-addext',
        'subjectAltName=DNS:localhost',
        '-keyout',
        key,
        '-out',
        certificate,
      ]);
      // The process of a client can belong to another user.
      await runUnprivileged('chmod', ['755', folder]);
      await runUnprivileged('chmod', ['600', key]);
      return ['ssl=on', `ssl_cert_file=${certificate}`, `ssl_key_file=${key}`];
    });
  });
  afterAll(() => server.drop());

  const toUrl = (query: Readonly<Record<string, string>>): string => {
    const url = new URL(server.url());
    url.hostname = 'localhost';
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.href;
  };

  it('verifies the certificate with sslmode=verify-full and sslrootcert', async () => {
    const store = await openStore({ url: toUrl({ sslmode: 'verify-full', sslrootcert: certificate }) });
    await store.check();
    const { rows } = await sql`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(store.db);
    expect(rows).toEqual([{ ssl: true }]);
    await store.close();
  });

  it('fails if the authority of the certificate is unknown or its file is missing', async () => {
    await expect(openStore({ url: toUrl({ sslmode: 'verify-full' }) })).rejects.toThrow('(tls)');
    const missing = toUrl({ sslmode: 'verify-full', sslrootcert: `${certificate}.missing` });
    await expect(openStore({ url: missing })).rejects.toThrow('(cannot_open)');
  });
});
