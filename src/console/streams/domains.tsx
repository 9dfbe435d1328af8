import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { ConsoleDomainsDocument, type ConsoleDomainsQuery } from '../../../schema/console/graphql.js';
import { type Answer, useApi, useLosses } from '../api/api.js';
import { type Failure } from '../api/failure.js';
import { recall, remember } from '../storage.js';

type Connection = NonNullable<ConsoleDomainsQuery['liveDomains']>;
export type Domain = Connection['nodes'][number];

export interface Domains {
  /** Undefined until the first read. */
  readonly all: readonly Domain[] | undefined;
  /** Whether a page of the list could not be read, so that domains are missing in `all`. */
  readonly isCut: boolean;
  /** The accounts whose domains cannot be read now. */
  readonly missingAccounts: readonly string[];
  readonly failure: Failure | undefined;
  readonly reload: () => void;
  /** Reads the domains again within 1.5 s. Several calls in this time cause one read. */
  readonly reloadSoon: () => void;
}

type Read = Omit<Domains, 'reload' | 'reloadSoon'>;

const DomainsContext = createContext<Domains | undefined>(undefined);
/** The maximum number of pages; domains on further pages are not listed. */
const MOST_PAGES = 10;
const EVERY_MS = 30_000;
const SOON_MS = 1_500;

/** Provides the domains of the user. Reads their numbers of forbidden streams every 30 s. */
export function DomainsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const api = useApi();
  const losses = useLosses();
  const [state, setState] = useState<Read>({
    all: undefined,
    isCut: false,
    missingAccounts: [],
    failure: undefined,
  });
  const reload = useCallback(() => {
    void readDomains(api).then((read) => {
      // Keeps the earlier domains: a failed request must not remove a domain that is in use.
      setState((before) =>
        read.isCut && before.all !== undefined ? { ...read, all: before.all, isCut: before.isCut } : read,
      );
    });
  }, [api]);
  const soon = useRef<number>(undefined);
  const reloadSoon = useCallback(() => {
    soon.current ??= window.setTimeout(() => {
      soon.current = undefined;
      reload();
    }, SOON_MS);
  }, [reload]);
  useEffect(() => {
    reload();
    const timer = setInterval(reload, EVERY_MS);
    return () => {
      clearInterval(timer);
    };
  }, [reload, losses]);
  return <DomainsContext value={{ ...state, reload, reloadSoon }}>{children}</DomainsContext>;
}

export function useDomains(): Domains {
  const domains = useContext(DomainsContext);
  if (domains === undefined) throw new Error('a page needs the domains');
  return domains;
}

async function readDomains(api: ReturnType<typeof useApi>): Promise<Read> {
  const all: Domain[] = [];
  let after: string | null = null;
  let missingAccounts: readonly string[] = [];
  let failure: Failure | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Answer<ConsoleDomainsQuery> = await api.query(ConsoleDomainsDocument, { after });
    failure ??= answer.failure;
    const connection: Connection | null | undefined = answer.data?.liveDomains;
    if (!connection) return { all: page === 0 ? undefined : all, isCut: true, missingAccounts, failure };
    all.push(...connection.nodes);
    missingAccounts = connection.missingAccounts;
    if (!connection.pageInfo.hasNextPage) break;
    after = connection.pageInfo.endCursor ?? null;
  }
  return { all, isCut: false, missingAccounts, failure };
}

const STORED = 'apsara-console-domain';

export function rememberDomain(name: string): void {
  remember(STORED, name);
}

/**
 * Returns the domain to open first: the last chosen, else the first with forbidden streams, else
 * the first.
 */
export function findFirstDomain(domains: readonly Domain[]): Domain | undefined {
  const last = recall(STORED);
  return (
    domains.find(({ name }) => name === last) ??
    domains.find(({ forbiddenCount }) => (forbiddenCount ?? 0) > 0) ??
    domains[0]
  );
}
