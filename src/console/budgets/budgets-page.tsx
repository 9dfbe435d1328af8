import { Badge, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNotice } from '../parts/failure-notice.js';
import { Loading } from '../parts/loading.js';
import { PageTitle } from '../parts/page-title.js';
import { type Domain, useDomains } from '../streams/domains.js';
import { FillWarning } from '../streams/streams-page.js';
import { type BudgetHistory, toKey, toUsed, useBudgets } from './samples.js';

const BudgetChart = lazy(async () => ({ default: (await import('./budget-chart.js')).BudgetChart }));

/** The page of the budgets of each account, and of the fill levels of the forbid lists. */
export function BudgetsPage(): ReactNode {
  const { t } = useTranslation();
  const { histories, failure } = useBudgets();
  const { all } = useDomains();
  return (
    <Stack>
      <PageTitle text={t('budgets.title')} />
      <Text size="sm">{t('budgets.hint')}</Text>
      {failure !== undefined && <FailureNotice failure={failure} />}
      {histories === undefined && failure === undefined && <Loading />}
      {histories?.length === 0 && <Text>{t('budgets.empty')}</Text>}
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        {histories?.map((history) => (
          <BudgetCard key={toKey(history.budget)} history={history} />
        ))}
      </SimpleGrid>
      <Title order={2} size="h4">
        {t('budgets.lists')}
      </Title>
      {all?.map((domain) => (
        <ForbidList key={domain.id} domain={domain} />
      ))}
    </Stack>
  );
}

function BudgetCard({ history }: { readonly history: BudgetHistory }): ReactNode {
  const { t } = useTranslation();
  const { budget } = history;
  const { operation, account, limit, perSecond, available, waiting } = budget;
  const unit = (value: number): string => t('budgets.perSecondUnit', { value: Math.round(value * 10) / 10 });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" gap="xs" mb="xs">
        <Text fw={600} size="sm" className="break">
          {operation}
        </Text>
        <Text size="sm" c="dimmed">
          {account}
        </Text>
      </Group>
      <Suspense fallback={<Loading />}>
        <BudgetChart history={history} />
      </Suspense>
      <Group gap="sm" mt="xs">
        <Text size="xs">
          {t('budgets.used')}: {unit(toUsed(budget))}
        </Text>
        <Text size="xs">
          {t('budgets.limit')}: {unit(limit)}
        </Text>
        <Text size="xs">
          {t('budgets.available')}: {available}
        </Text>
        <Text size="xs">
          {t('budgets.waiting')}: {waiting}
        </Text>
        {perSecond < limit && (
          <Badge color="yellow" variant="light">
            {t('budgets.paused')} ({unit(perSecond)})
          </Badge>
        )}
      </Group>
    </Card>
  );
}

function ForbidList({ domain }: { readonly domain: Domain }): ReactNode {
  const { name, forbiddenCount, forbiddenLimit } = domain;
  if (typeof forbiddenCount !== 'number' || typeof forbiddenLimit !== 'number') return null;
  return (
    <div>
      <Text size="sm" className="break">
        {name}: {forbiddenCount.toLocaleString()} / {forbiddenLimit.toLocaleString()}
      </Text>
      <FillWarning domain={domain} />
    </div>
  );
}
