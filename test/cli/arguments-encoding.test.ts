import { describe, expect, test } from '@jest/globals';
import { runShell } from '../support/command.js';

/** Nothing listens there: a command that goes on says so, and exits with 1. */
const env = { APSARA_GATEWAY_ENDPOINT: 'http://127.0.0.1:1/' };

describe('an argument that is not UTF-8 is refused with its position, and nothing is sent', () => {
  test.each([
    ['resume', String.raw`resume push.example.com live $'caf\xe9'`, 3],
    ['bulk-resume', String.raw`bulk-resume --domain push.example.com --all-forbidden --app $'\xb2\xa5'`, 5],
    ['bulk-resume', String.raw`bulk-resume --domain push.example.com --all-forbidden --reason $'a\xff'`, 5],
    ['ram-policy', String.raw`ram-policy --account $'\xff'`, 2],
  ])('%s: %s', async (command, line, place) => {
    const ended = await runShell(`apsara-live-gateway ${line}`, '.', env).ended;
    expect(ended).toEqual({
      code: 2,
      out: '',
      err: `Argument ${place} of ${command} is not UTF-8. Nothing was done.\n`,
    });
  });
});
