import { Alert, Tabs } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { PageTitle } from '../parts/page-title.js';
import { ActionsTab } from './actions-tab.js';
import { type Domain, findFirstDomain, rememberDomain, useDomains } from './domains.js';
import { ForbiddenTab } from './forbidden-tab.js';
import { OnlineTab } from './online-tab.js';

const TABS = ['forbidden', 'online', 'actions'] as const;
type Tab = (typeof TABS)[number];
/** The page warns from this fill level on. At 100 % the next forbid fails. */
const NEARLY_FULL = 0.9;

function toTab(text: string | null): Tab {
  return TABS.find((tab) => tab === text) ?? 'forbidden';
}

/** The page of the streams of a domain. Its URL names the domain and the tab, for sharing. */
export function StreamsPage(): ReactNode {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const { all, failure, reload } = useDomains();
  const name = params.get('domain');
  const domain = all?.find((one) => one.name === name);
  const known = domain?.name;
  useEffect(() => {
    // A mistyped address must not replace the domain that was chosen last.
    if (known !== undefined) rememberDomain(known);
  }, [known]);
  if (all === undefined)
    return failure === undefined ? <Loading /> : <FailureNotice failure={failure} onRetry={reload} />;
  if (name === null) {
    const first = findFirstDomain(all);
    if (first === undefined)
      return (
        <Alert color="blue" variant="light" title={t('domains.empty')}>
          {t('domains.emptyHint')}
        </Alert>
      );
    // Keeps a filter of the URL.
    const query = new URLSearchParams(params);
    query.set('domain', first.name);
    query.set('tab', toTab(params.get('tab')));
    return <Navigate replace to={`/streams?${query.toString()}`} />;
  }
  return <DomainStreams key={name} name={name} domain={domain} />;
}

function DomainStreams({
  name,
  domain,
}: {
  readonly name: string;
  readonly domain: Domain | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const tab = toTab(params.get('tab'));
  return (
    <>
      <PageTitle text={name} part={t(`tabs.${tab}`)} mb="xs" />
      <FillWarning domain={domain} />
      <Tabs
        value={tab}
        onChange={(value) => {
          setParams({ domain: name, tab: toTab(value) });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {t(`tabs.${value}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="forbidden">
          <ForbiddenTab domainName={name} canResumeAll={domain?.viewerCanResume ?? false} />
        </Tabs.Panel>
        <Tabs.Panel value="online">
          <OnlineTab domainName={name} />
        </Tabs.Panel>
        <Tabs.Panel value="actions">
          <ActionsTab domainName={name} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Warns when the forbid list is at least 90 % full. */
export function FillWarning({ domain }: { readonly domain: Domain | undefined }): ReactNode {
  const { t } = useTranslation();
  const { forbiddenCount: count, forbiddenLimit: limit } = domain ?? {};
  if (!count || !limit || count < limit * NEARLY_FULL) return null;
  return (
    <Alert color="yellow" variant="light" mb="md">
      {t('domains.full', { count, limit, percent: Math.floor((100 * count) / limit) })}
    </Alert>
  );
}
