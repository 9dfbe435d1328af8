import { TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** With a latest value of four digits, Chromium leaves the field of the year after four digits. */
const LATEST = '9999-12-31T23:59';
const LATEST_YEAR = 9_999;
const MINUTE_MS = 60_000;
/** The length of a date and a time with minutes, and with seconds. */
const [MINUTES, SECONDS] = [16, 19];

/** Returns the moment of a text of the field, or undefined if it is empty or not a date that the API accepts. */
export function toMoment(text: string): Date | undefined {
  const moment = new Date(text);
  // A year of more than four digits is no date of RFC 3339. The time zone can move the last year by one.
  const year = moment.getUTCFullYear();
  return year >= 0 && year <= LATEST_YEAR ? moment : undefined;
}

/** Returns the text of the field for a moment in ISO 8601, in local time. It is empty for another text. */
export function toFieldText(iso: string | null): string {
  const moment = toMoment(iso ?? '');
  if (moment === undefined) return '';
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * MINUTE_MS);
  return local.toISOString().slice(0, local.getUTCSeconds() === 0 ? MINUTES : SECONDS);
}

/** A field for a local date and time. It shows an error for a text that is not a date. */
export function DateTimeField({
  label,
  value,
  error,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  /** What else is wrong with the date. */
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const isWrong = value !== '' && toMoment(value) === undefined;
  return (
    <TextInput
      type="datetime-local"
      label={label}
      max={LATEST}
      value={value}
      error={isWrong ? t('common.dateInvalid') : error}
      onChange={({ currentTarget }) => {
        onChange(currentTarget.value);
      }}
    />
  );
}
