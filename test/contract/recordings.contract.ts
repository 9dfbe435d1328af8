import { describe, expect, test } from '@jest/globals';
import { replayExchange } from '../../src/upstream/recording/replay.js';
import { type ReplayClient } from '../../src/upstream/recording/replay-client.js';
import { readRecordings } from '../support/recording-folder.js';

/** Tests that a client still reads every recorded answer as it was read when it was recorded. */
export function recordingsContract(name: string, createClient: () => Promise<ReplayClient>): void {
  describe(`recordings through ${name}`, () => {
    test.each(readRecordings().map((recording): [string, typeof recording] => [recording.name, recording]))(
      '%s: the client sends the same requests and reads the answers in the same way',
      async (_, { exchanges }) => {
        const client = await createClient();
        const changed: unknown[] = [];
        for (const [index, exchange] of exchanges.entries())
          for (const { made, differences } of await replayExchange(exchange, [client]))
            if (differences.length > 0)
              changed.push({ line: index + 1, differences, expected: exchange.made, made });
        expect(changed).toEqual([]);
      },
    );
  });
}
