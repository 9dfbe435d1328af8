import { Radio, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateTimeField, toMoment } from '../parts/date-time-field.js';
import { ActionForm } from './action-form.js';
import { type StreamRow } from './activity.js';
import { StreamTitle } from './resume-dialog.js';
import { useStreamActions } from './actions-context.js';

const HOUR_MS = 3_600_000;
const PRESETS = [
  ['1', 'forbid.preset1h'],
  ['24', 'forbid.preset24h'],
  ['168', 'forbid.preset7d'],
  ['720', 'forbid.preset30d'],
] as const;
const DATE = 'date';

export function ForbidDialog({
  stream,
  onClose,
}: {
  readonly stream: StreamRow;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { service } = useStreamActions();
  const [choice, setChoice] = useState('24');
  const [date, setDate] = useState('');
  const chosen = choice === DATE ? toMoment(date) : undefined;
  const isFuture = choice !== DATE || (chosen !== undefined && chosen.getTime() > Date.now());
  return (
    <ActionForm
      title={t('forbid.title')}
      confirm={t('forbid.confirm')}
      color="red.8"
      isReady={isFuture}
      onSubmit={(reason) =>
        service.forbid(stream, chosen ?? new Date(Date.now() + Number(choice) * HOUR_MS), reason)
      }
      onClose={onClose}
    >
      <StreamTitle stream={stream} />
      <Text size="sm">{t('forbid.explain')}</Text>
      <Radio.Group label={t('forbid.end')} value={choice} onChange={setChoice}>
        <Stack gap="xs" mt="xs">
          {PRESETS.map(([hours, key]) => (
            <Radio key={hours} value={hours} label={t(key)} />
          ))}
          <Radio value={DATE} label={t('forbid.date')} />
        </Stack>
      </Radio.Group>
      {choice === DATE && (
        <DateTimeField
          label={t('forbid.dateLabel')}
          value={date}
          error={date !== '' && !isFuture ? t('forbid.dateInvalid') : undefined}
          onChange={setDate}
        />
      )}
    </ActionForm>
  );
}
