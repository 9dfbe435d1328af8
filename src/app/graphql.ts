import { join } from 'node:path';
import { type BulkResumes } from '../bulk/bulk-resume.js';
import { type Config } from '../config/config.js';
import { createDocumentGate } from '../graphql/documents/document-gate.js';
import { loadTrustedDocuments } from '../graphql/documents/trusted-documents.js';
import { createGatewaySchema } from '../graphql/schema.js';
import { createGraphqlServer, type GraphqlServer } from '../graphql/server.js';
import { type DocumentRules } from '../http/document-request.js';
import { PACKAGE_ROOT } from '../package-root.js';
import { type AccountRouting } from '../stream/account.js';
import { type ReadCallBudgets } from '../stream/call-budget.js';
import { type Authorize } from '../stream/caller.js';
import { type LedgerReader } from '../stream/ledger.js';
import { type Logger } from '../telemetry/logger.js';
import { type Metrics } from '../telemetry/metrics.js';
import { type Events } from './events.js';
import { type Streams } from './streams.js';

const CONSOLE_DOCUMENTS = join(PACKAGE_ROOT, 'schema/console/persisted-documents.json');

export interface GraphqlParts {
  readonly streams: Streams;
  readonly ledger: LedgerReader;
  readonly authorize: Authorize;
  readonly accounts: AccountRouting;
  readonly readCallBudgets: ReadCallBudgets;
  readonly bulkResumes: BulkResumes;
  readonly events: Pick<Events, 'store' | 'watchEvents' | 'watchStatus' | 'hasCallbacks'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Creates the subgraph schema with the given parts, and the server that runs its operations. */
export async function createAppGraphql(config: Config, parts: GraphqlParts): Promise<GraphqlServer> {
  const { accounts, readCallBudgets, bulkResumes, events, authorize, ledger, logger, metrics } = parts;
  const { directory, service } = parts.streams;
  const schema = await createGatewaySchema({
    directory,
    ledger,
    service,
    authorize,
    routerAuthentication: config.routerAuthentication,
    forbidMs: config.forbidHours * 3_600_000,
    accounts,
    readCallBudgets,
    bulkResumes,
    events: events.store,
    watchEvents: events.watchEvents,
    watchStatus: events.watchStatus,
    hasCallbacks: events.hasCallbacks,
  });
  return createGraphqlServer({
    schema: schema.subgraph,
    logger,
    onError: metrics.calls.onError,
    revealSchema: !config.production,
    callbacks: config.subscriptionCallbacks,
  });
}

/**
 * Creates the rules for documents: all documents within the limits, or only trusted documents. The trusted
 * documents include those of the operator console if it is on.
 */
export function createDocumentRules({ trustedDocuments, console }: Config): DocumentRules {
  const gate = createDocumentGate();
  if (trustedDocuments === undefined) return { gate };
  const manifests = [trustedDocuments, ...(console === undefined ? [] : [CONSOLE_DOCUMENTS])];
  return { gate, trusted: loadTrustedDocuments(manifests, gate) };
}
