import { Alert, Badge, Loader, NavLink, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import { FailureNotice } from '../parts/failure-notice.js';
import { useDomains } from './domains.js';

/** The domains of the user, each with its number of forbidden streams. */
export function DomainList(): ReactNode {
  const { t } = useTranslation();
  const { all, isCut, missingAccounts, failure, reload } = useDomains();
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const chosen = pathname === '/streams' ? params.get('domain') : null;
  const tab = params.get('tab') ?? 'forbidden';
  return (
    <Stack gap={4} component="section" aria-label={t('nav.domains')}>
      <Text size="sm" fw={600} px="sm">
        {t('nav.domains')}
      </Text>
      {all === undefined && failure === undefined && (
        <Loader size="sm" mx="sm" aria-label={t('common.loading')} />
      )}
      {failure !== undefined && (all === undefined || isCut) && (
        <FailureNotice failure={failure} title={all && t('error.partial')} onRetry={reload} />
      )}
      {missingAccounts.length > 0 && (
        <Alert color="yellow" variant="light" p="xs">
          <Text size="sm">{t('domains.missing', { accounts: missingAccounts.join(', ') })}</Text>
        </Alert>
      )}
      {all?.map(({ id, name, forbiddenCount }) => (
        <NavLink
          key={id}
          component={Link}
          to={`/streams?${new URLSearchParams({ domain: name, tab }).toString()}`}
          label={name}
          active={name === chosen}
          aria-current={name === chosen ? 'page' : undefined}
          rightSection={
            typeof forbiddenCount === 'number' && (
              <Badge
                size="sm"
                variant={forbiddenCount > 0 ? 'filled' : 'outline'}
                color={forbiddenCount > 0 ? 'red' : 'gray'}
                autoContrast
                aria-label={t('domains.forbiddenCount', { count: forbiddenCount })}
              >
                {forbiddenCount}
              </Badge>
            )
          }
        />
      ))}
    </Stack>
  );
}
