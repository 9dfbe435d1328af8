import { Group, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type LiveStreamActionKind, type LiveStreamActionOutcome } from '../../../schema/console/graphql.js';
import { DateTimeField, toFieldText, toMoment } from '../parts/date-time-field.js';
import { type QueryCodec, type QueryFields } from '../parts/query-fields.js';
import { useDomains } from '../streams/domains.js';
import { type ActionFilter } from './action-rows.js';

const KINDS: readonly LiveStreamActionKind[] = ['RESUME', 'FORBID', 'CUT'];
const OUTCOMES: readonly LiveStreamActionOutcome[] = [
  'PENDING',
  'SUCCEEDED',
  'NOT_SENT',
  'REJECTED',
  'UNKNOWN',
];

export interface AuditFilter {
  readonly domainName: string;
  readonly appName: string;
  readonly streamName: string;
  readonly by: string;
  readonly kind: LiveStreamActionKind | '';
  readonly outcome: LiveStreamActionOutcome | '';
  /** Texts of date fields, in local time. The URL has the moments, because its reader may be in another time zone. */
  readonly since: string;
  readonly before: string;
}

export const AUDIT_FILTER: QueryCodec<AuditFilter> = {
  read: (params) => ({
    domainName: params.get('domain') ?? '',
    appName: params.get('app') ?? '',
    streamName: params.get('stream') ?? '',
    by: params.get('by') ?? '',
    kind: KINDS.find((kind) => kind === params.get('kind')) ?? '',
    outcome: OUTCOMES.find((outcome) => outcome === params.get('outcome')) ?? '',
    since: toFieldText(params.get('since')),
    before: toFieldText(params.get('before')),
  }),
  write: ({ domainName, appName, streamName, since, before, ...rest }) => ({
    ...rest,
    domain: domainName,
    app: appName,
    stream: streamName,
    since: toMoment(since)?.toISOString() ?? '',
    before: toMoment(before)?.toISOString() ?? '',
  }),
};

/** Leaves out a date that is not valid. Its field shows an error. */
export function toActionFilter({ kind, outcome, since, before, ...texts }: AuditFilter): ActionFilter {
  const [from, to] = [toMoment(since), toMoment(before)];
  const given = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ''));
  return {
    ...given,
    ...(kind !== '' && { kinds: [kind] }),
    ...(outcome !== '' && { outcomes: [outcome] }),
    ...(from !== undefined && { since: from.toISOString() }),
    ...(to !== undefined && { before: to.toISOString() }),
  };
}

export function AuditFields({ filter }: { readonly filter: QueryFields<AuditFilter> }): ReactNode {
  const { t } = useTranslation();
  const { all } = useDomains();
  const { fields, change, flush } = filter;
  const toProps = (name: keyof AuditFilter) => ({
    value: fields[name],
    onChange: ({ currentTarget: { value } }: { readonly currentTarget: { readonly value: string } }) => {
      change({ ...fields, [name]: value });
    },
  });
  const every = { value: '', label: t('common.all') };
  const names = new Set((all ?? []).map(({ name }) => name));
  // A copied link may name a domain that this user may not read. The field must not show another choice.
  if (fields.domainName !== '') names.add(fields.domainName);
  return (
    <Group gap="sm" align="end" onBlur={flush}>
      <NativeSelect
        label={t('common.domain')}
        data={[every, ...[...names].map((name) => ({ value: name, label: name }))]}
        {...toProps('domainName')}
      />
      <TextInput label={t('common.app')} maxLength={255} {...toProps('appName')} />
      <TextInput label={t('common.stream')} maxLength={255} {...toProps('streamName')} />
      <TextInput label={t('audit.by')} maxLength={255} {...toProps('by')} />
      <NativeSelect
        label={t('common.kind')}
        data={[every, ...KINDS.map((value) => ({ value, label: t(`actionKind.${value}`) }))]}
        {...toProps('kind')}
      />
      <NativeSelect
        label={t('common.outcome')}
        data={[every, ...OUTCOMES.map((value) => ({ value, label: t(`actionOutcome.${value}`) }))]}
        {...toProps('outcome')}
      />
      {(['since', 'before'] as const).map((name) => (
        <DateTimeField
          key={name}
          label={t(`audit.${name}`)}
          value={fields[name]}
          onChange={(value) => {
            change({ ...fields, [name]: value });
          }}
        />
      ))}
    </Group>
  );
}
