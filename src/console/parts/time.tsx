import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Shows a time in local time, and in UTC as its tooltip. */
export function Time({ at }: { readonly at: string }): ReactNode {
  const { i18n } = useTranslation();
  const moment = new Date(at);
  return (
    <time dateTime={at} title={`${moment.toISOString().replace('T', ' ').slice(0, 19)} UTC`}>
      {toLocal(moment, i18n.language)}
    </time>
  );
}

/** Formats a time in the local time zone. */
export function toLocal(moment: Date, language: string): string {
  return moment.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** Returns the present time in milliseconds, updated at the given interval. */
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
