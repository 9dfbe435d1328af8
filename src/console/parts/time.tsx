import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A moment in local time, and in UTC where the pointer rests on it. */
export function Time({ at }: { readonly at: string }): ReactNode {
  const { i18n } = useTranslation();
  const moment = new Date(at);
  return (
    <time dateTime={at} title={`${moment.toISOString().replace('T', ' ').slice(0, 19)} UTC`}>
      {toLocal(moment, i18n.language)}
    </time>
  );
}

/** A moment as text in local time. */
export function toLocal(moment: Date, language: string): string {
  return moment.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** The present time, which goes on while the part is shown. */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNowMs(Date.now());
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [everyMs]);
  return nowMs;
}
