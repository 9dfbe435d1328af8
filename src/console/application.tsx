import { createTheme, MantineProvider } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { createApi, type Api, ApiProvider } from './api/api.js';
import { createApollo } from './api/apollo.js';
import { createConnection } from './api/connection.js';
import { AuditPage } from './audit/audit-page.js';
import { SessionProvider } from './auth/session-context.js';
import { type Session } from './auth/session.js';
import { startSession } from './auth/start-session.js';
import { BudgetsPage } from './budgets/budgets-page.js';
import { JobPage } from './jobs/job-page.js';
import { JobsPage } from './jobs/jobs-page.js';
import { ErrorBoundary } from './parts/error-boundary.js';
import { Layout, SkipLink } from './parts/layout.js';
import { NotFound } from './parts/not-found.js';
import { SignInByWindow, SignInFailed, SigningIn, Unreachable } from './parts/start-pages.js';
import { type ConsoleSettings, loadSettings } from './settings.js';
import { DomainsProvider } from './streams/domains.js';
import { StreamActionsProvider } from './streams/stream-actions.js';
import { StreamPage } from './streams/stream-page.js';
import { StreamsPage } from './streams/streams-page.js';

const BASE = '/console';
/** Shade 8 has enough contrast for text of any size, both on white and on black. */
const THEME = createTheme({ primaryColor: 'blue', primaryShade: { light: 8, dark: 8 }, autoContrast: true });

type Start =
  | { readonly kind: 'starting' | 'unreachable' | 'refused' }
  | { readonly kind: 'window'; readonly signIn: () => Promise<void> }
  | { readonly kind: 'started'; readonly session: Session; readonly api: Api };

export function Application({ nonce }: { readonly nonce: string }): ReactNode {
  const start = useStart();
  return (
    <MantineProvider theme={THEME} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <ErrorBoundary>
        {start.kind === 'starting' && <SigningIn />}
        {start.kind === 'unreachable' && <Unreachable />}
        {start.kind === 'refused' && <SignInFailed />}
        {start.kind === 'window' && <SignInByWindow signIn={start.signIn} />}
        {start.kind === 'started' && <Started session={start.session} api={start.api} />}
      </ErrorBoundary>
    </MantineProvider>
  );
}

function Started({ session, api }: { readonly session: Session; readonly api: Api }): ReactNode {
  return (
    <SessionProvider session={session}>
      <ApiProvider api={api}>
        <BrowserRouter basename={BASE}>
          <SkipLink />
          <DomainsProvider>
            <StreamActionsProvider>
              <Routes>
                <Route element={<Layout />}>
                  <Route index element={<Navigate replace to="/streams" />} />
                  <Route path="streams" element={<StreamsPage />} />
                  <Route path="streams/:id" element={<StreamPage />} />
                  <Route path="jobs" element={<JobsPage />} />
                  <Route path="jobs/:id" element={<JobPage />} />
                  <Route path="audit" element={<AuditPage />} />
                  <Route path="budgets" element={<BudgetsPage />} />
                  <Route path="*" element={<NotFound />} />
                </Route>
              </Routes>
            </StreamActionsProvider>
          </DomainsProvider>
        </BrowserRouter>
      </ApiProvider>
    </SessionProvider>
  );
}

function useStart(): Start {
  const [start, setStart] = useState<Start>({ kind: 'starting' });
  useEffect(() => {
    void begin(setStart);
  }, []);
  return start;
}

async function begin(change: (start: Start) => void): Promise<void> {
  let settings: ConsoleSettings;
  try {
    settings = await loadSettings();
  } catch {
    change({ kind: 'unreachable' });
    return;
  }
  const started = await startSession(settings.signIn);
  switch (started.kind) {
    case 'session':
      change(toStarted(settings, started.session));
      break;
    case 'window':
      change({
        kind: 'window',
        signIn: async () => {
          change(toStarted(settings, await started.signIn()));
        },
      });
      break;
    case 'refused':
      change({ kind: 'refused' });
      break;
    case 'leaving':
      break;
  }
}

function toStarted(settings: ConsoleSettings, session: Session): Start {
  const url = new URL('/graphql', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const connection = createConnection(url.href, session);
  return {
    kind: 'started',
    session,
    api: createApi(createApollo(settings, session, connection), connection),
  };
}
