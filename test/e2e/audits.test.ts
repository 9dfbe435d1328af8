import { expect, test } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { startGateway } from '../support/gateway.js';

test('GraphQL over HTTP: no audit ends in an error or a warning, and CSRF prevention costs at most 3 notices', async () => {
  const gateway = await startGateway();
  const results = await auditServer({ url: gateway.url });
  await gateway.close();
  const namesOf = (status: string): string[] =>
    results.filter((result) => result.status === status).map(({ id, name }) => `${id} ${name}`);
  expect(results.length).toBeGreaterThanOrEqual(60);
  expect(namesOf('error')).toEqual([]);
  expect(namesOf('warn')).toEqual([]);
  expect(namesOf('notice').length).toBeLessThanOrEqual(3);
});
