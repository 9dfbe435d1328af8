import { type ClassType } from 'type-graphql';
import { createStreamResumes } from '../stream/stream-resumes.js';
import { createWasForbidden } from '../stream/was-forbidden.js';
import { RequestLoaders } from './loader/loaders.js';
import { type EntityOptions } from './entities.js';
import { BulkResumeResolver } from './bulk/bulk-resume.resolver.js';
import { BulkResumesResolver } from './bulk/bulk-resumes.resolver.js';
import { RequestAllowance } from './documents/request-allowance.js';
import { Turns } from './documents/turns.js';
import { type SchemaParts } from './parts.js';
import { LiveCallBudgetsResolver } from './budget/live-call-budgets.resolver.js';
import { DomainOfLiveStreamResolver, LiveDomainStateResolver } from './domain/live-domain-state.resolver.js';
import { LiveDomainResolver } from './domain/live-domain.resolver.js';
import { LiveDomainsResolver } from './domain/live-domains.resolver.js';
import { ReadableDomains } from './domain/readable-domains.js';
import { ActionList } from './action/action-list.js';
import { LiveStreamActionListsResolver } from './action/live-stream-action-lists.resolver.js';
import { LiveStreamActionResolver } from './action/live-stream-action.resolver.js';
import { LiveStreamActionsResolver } from './action/live-stream-actions.resolver.js';
import { LiveStreamMutationsResolver } from './action/live-stream-mutations.resolver.js';
import {
  EventList,
  LiveDomainEventsResolver,
  LiveStreamEventsResolver,
} from './event/live-stream-events.resolver.js';
import { LiveStreamEventResolver } from './event/live-stream-event.resolver.js';
import {
  LiveStreamSubscriptionsResolver,
  type WatchEventsArgs,
} from './event/live-stream-subscriptions.resolver.js';
import { type LiveStreamAddressArgs } from './stream/live-stream-address.input.js';
import { LiveStreamStateResolver } from './stream/live-stream-state.resolver.js';
import { LiveStreamResolver } from './stream/live-stream.resolver.js';
import { type ReferenceResolvers } from './federation.js';
import { type SubscriptionSources } from './subscription/sources.js';

/** The resolvers of one schema: their classes, which define the fields, and their instances. */
export interface SchemaResolvers {
  readonly instances: readonly object[];
  /** The functions that resolve references of a supergraph, by type. */
  readonly references: ReferenceResolvers;
  readonly entities: EntityOptions;
  /** The source of each subscription, by the name of its field. */
  readonly sources: SubscriptionSources;
}

export function createResolvers(parts: SchemaParts): SchemaResolvers {
  const { service, authorize, accounts, directory, ledger, bulkResumes, forbidMs } = parts;
  const allowance = new RequestAllowance();
  const turns = new Turns();
  const { events, watchStatus, watchEvents, hasCallbacks } = parts;
  const loaders = new RequestLoaders({ directory, ledger, events, bulkResumes, allowance, turns });
  const streams = new LiveStreamResolver(authorize, allowance);
  const bulk = new BulkResumeResolver({ jobs: bulkResumes, loaders, allowance, turns });
  const actions = new LiveStreamActionResolver(authorize, loaders);
  const wasForbidden = createWasForbidden({ authorize, directory });
  const resumes = createStreamResumes({ authorize, service, wasForbidden });
  const domains = new LiveDomainResolver({ authorize, loaders, allowance, turns });
  const readableDomains = new ReadableDomains({ authorize, directory, accounts, turns });
  const eventList = new EventList({ authorize, loaders, allowance });
  const event = new LiveStreamEventResolver(authorize, loaders);
  const live = new LiveStreamSubscriptionsResolver({ authorize, watchStatus, watchEvents, hasCallbacks });
  return {
    instances: [
      new LiveStreamMutationsResolver({ service, resumes, loaders, forbidMs }),
      streams,
      new LiveStreamStateResolver(authorize, loaders),
      new LiveStreamActionsResolver({ authorize, loaders, allowance }),
      actions,
      new LiveStreamActionListsResolver(new ActionList({ authorize, loaders, allowance, turns })),
      domains,
      new LiveDomainsResolver({ domains: readableDomains, allowance, turns }),
      new LiveDomainStateResolver({ authorize, accounts, loaders }),
      new DomainOfLiveStreamResolver(authorize, loaders),
      new LiveCallBudgetsResolver(parts.readCallBudgets),
      new LiveStreamEventsResolver(eventList),
      new LiveDomainEventsResolver(eventList),
      event,
      live,
      bulk,
      new BulkResumesResolver({ jobs: bulkResumes, allowance, turns }),
    ],
    references: {
      LiveStream: (reference, context) => streams.resolveReference(reference, context),
      LiveDomain: (reference, context) => domains.resolveReference(reference, context),
      LiveStreamAction: (reference, context) => actions.resolveReference(reference, context),
      LiveStreamEvent: (reference, context) => event.resolveReference(reference, context),
      BulkResume: (reference, context) => bulk.resolveReference(reference, context),
    },
    entities: {
      turns,
      // A request without a valid token receives one error, instead of one for each reference.
      admit: (context, references) => {
        context.caller();
        allowance.take(context, { entities: references });
      },
    },
    sources: {
      bulkResumeProgress: (args, context) => bulk.watch(args as { id: string }, context),
      liveStreamEvents: (args, context) => live.watchEvents(args as unknown as WatchEventsArgs, context),
      liveStreamStatus: (args, context) =>
        live.watchStatus(args as unknown as LiveStreamAddressArgs, context),
    },
  };
}

export function classOf(instance: object): ClassType {
  return instance.constructor as ClassType;
}
