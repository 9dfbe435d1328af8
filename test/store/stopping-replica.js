import { PostgresPermitStore } from '../../dist/store/budget.postgres.js';
import { createPostgres } from '../../dist/store/postgres.js';

/**
 * A replica in a separate process. When the answer to its n-th statement of the budget has arrived, and before it
 * continues, it stops itself like SIGSTOP from outside. Its argument is { url, schema, request, stopAt }. After it is
 * continued, it sends its reserved permits.
 */
const { url, schema, request, stopAt } = JSON.parse(process.argv[2] ?? '');
let answers = 0;
const client = createPostgres({ url, schema });
const db = client.db.withPlugin({
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) => {
    answers += 1;
    if (answers === stopAt) process.kill(process.pid, 'SIGSTOP');
    return Promise.resolve(result);
  },
});
const { permits } = await new PostgresPermitStore(db).reserve(request);
process.send?.({ permits });
await client.close();
process.disconnect();
