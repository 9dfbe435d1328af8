import { PostgresPermitStore } from '../../dist/store/budget.postgres.js';
import { createPostgres } from '../../dist/store/postgres.js';

/**
 * A replica in a process of its own that stops itself, as SIGSTOP from outside does, when the answer to its n-th
 * statement of the budget has come and before it goes on. Started with { url, schema, request, stopAt }; sends what it
 * reserved when it was continued.
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
