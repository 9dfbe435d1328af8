import { Group, Progress, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConsoleJobFragment } from '../../../schema/console/graphql.js';

export type Job = ConsoleJobFragment;

const PARTS = [
  ['resumed', 'teal.8'],
  ['skipped', 'blue.8'],
  ['cancelled', 'gray.7'],
  ['failed', 'red.8'],
] as const;

/** The progress of a job: a bar in the colours of the outcomes, the rate, and the time left. */
export function JobProgress({ job }: { readonly job: Job }): ReactNode {
  const { t, i18n } = useTranslation();
  const done = job.resumed + job.failed + job.cancelled + job.skipped;
  const { perSecond, secondsLeft } = job;
  return (
    <div>
      <Progress.Root size="lg">
        {PARTS.map(([part, color]) => (
          <Progress.Section
            key={part}
            value={job.total === 0 ? 0 : (100 * job[part]) / job.total}
            color={color}
            aria-label={`${t('jobs.progressLabel')}: ${t(`jobs.${part}`)}`}
          />
        ))}
      </Progress.Root>
      <Group gap="md" mt={4}>
        <Text size="sm">
          {t('jobs.progress', {
            done: done.toLocaleString(i18n.language),
            total: job.total.toLocaleString(i18n.language),
          })}
        </Text>
        {PARTS.map(
          ([part]) =>
            job[part] > 0 && (
              <Text size="sm" key={part}>
                {t(`jobs.${part}`)}: {job[part].toLocaleString(i18n.language)}
              </Text>
            ),
        )}
        {job.state === 'RUNNING' && typeof perSecond === 'number' && (
          <Text size="sm">{t('jobs.rate', { rate: perSecond.toFixed(1) })}</Text>
        )}
        {job.state === 'RUNNING' && typeof secondsLeft === 'number' && (
          <Text size="sm">{t('jobs.left', { time: toDuration(secondsLeft) })}</Text>
        )}
      </Group>
    </div>
  );
}

/** Formats seconds as `0:42`, `12:05` or `1:02:05`. */
function toDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
