import { Button } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StreamLink, toPath } from '../parts/stream-name.js';
import { Time } from '../parts/time.js';
import { type Column, VirtualTable } from '../parts/virtual-table.js';
import { toVisible } from '../../stream/name-look.js';
import { ActivityNote } from './activity-note.js';
import { type ForbiddenRow } from './forbidden-rows.js';
import { useActivities, useStreamActions } from './actions-context.js';

export interface ForbiddenTableProps {
  readonly rows: readonly ForbiddenRow[];
  readonly total: number | undefined;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onEnd: () => void;
}

export function ForbiddenTable({ rows, total, selected, onSelect, onEnd }: ForbiddenTableProps): ReactNode {
  const { t } = useTranslation();
  const selectable = rows.filter(isSelectable);
  const isAll = selectable.length > 0 && selectable.every(({ id }) => selected.has(id));
  const columns: Column<ForbiddenRow>[] = [
    {
      key: 'select',
      width: '24px',
      isNarrow: true,
      header: (
        <label className="labelled">
          <input
            type="checkbox"
            className="check"
            aria-label={t('streams.selectAll')}
            checked={isAll}
            onChange={() => {
              onSelect(new Set(isAll ? [] : selectable.map(({ id }) => id)));
            }}
          />
          <span>{t('streams.selectAll')}</span>
        </label>
      ),
      render: (row) => (
        <input
          type="checkbox"
          className="check"
          aria-label={t('streams.select', { name: toVisible(toPath(row)) })}
          disabled={!isSelectable(row)}
          checked={selected.has(row.id)}
          onChange={() => {
            const next = new Set(selected);
            if (!next.delete(row.id)) next.add(row.id);
            onSelect(next);
          }}
        />
      ),
    },
    {
      key: 'stream',
      width: 'minmax(0, 2fr)',
      isNarrow: true,
      header: t('common.stream'),
      render: (row) => <StreamLink stream={row} />,
    },
    { key: 'by', width: 'minmax(0, 2fr)', header: t('common.reason'), render: (row) => <Why row={row} /> },
    {
      key: 'until',
      isLabelled: true,
      width: 'minmax(0, 1fr)',
      header: t('common.until'),
      render: (row) => <Until row={row} />,
    },
    {
      key: 'actions',
      width: 'minmax(240px, 1.5fr)',
      header: t('common.actions'),
      render: (row) => <ForbiddenActions row={row} />,
    },
  ];
  return (
    <VirtualTable
      label={t('streams.forbiddenList')}
      columns={columns}
      rows={rows}
      total={total}
      toKey={({ id }) => id}
      onEnd={onEnd}
    />
  );
}

/** A row that only shows the result of a resume is not part of the list. */
function isSelectable({ viewerCanResume, isListed }: ForbiddenRow): boolean {
  return viewerCanResume && isListed;
}

function Until({ row: { until, isListed } }: { readonly row: ForbiddenRow }): ReactNode {
  const { t } = useTranslation();
  if (!isListed) return t('common.none');
  return until === undefined ? t('streams.noUntil') : <Time at={until} />;
}

function Why({ row: { why, isListed } }: { readonly row: ForbiddenRow }): ReactNode {
  const { t } = useTranslation();
  if (!isListed) return t('common.none');
  if (why.kind !== 'known') return <span className="dimmed">{t(`streams.forbidReason.${why.kind}`)}</span>;
  return (
    <>
      <bdi>{why.reason ?? t('common.noReason')}</bdi>
      <div className="dimmed small">{t('streams.forbiddenBy', { by: why.by })}</div>
    </>
  );
}

function ForbiddenActions({ row }: { readonly row: ForbiddenRow }): ReactNode {
  const { t } = useTranslation();
  const { open } = useStreamActions();
  const active = useActivities().get(row.id);
  const isResumed = active?.activity.kind === 'resumed';
  const canResume = row.viewerCanResume && !isResumed;
  const canForbid = row.viewerCanForbid && isResumed;
  return (
    <>
      {active && <ActivityNote active={active} />}
      {canResume && (
        <Button
          size="xs"
          onClick={() => {
            open({ action: 'resume', stream: row });
          }}
        >
          {t('resume.button')}
        </Button>
      )}
      {canForbid && (
        <Button
          size="xs"
          variant="default"
          mt={4}
          onClick={() => {
            open({ action: 'forbid', stream: row });
          }}
        >
          {t('forbid.button')}
        </Button>
      )}
    </>
  );
}
