import { TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** With a latest value of four digits, Chromium leaves the field of the year after four digits. */
const LATEST = '9999-12-31T23:59';
const LATEST_YEAR = 9_999;

/** Returns the moment of a text of the field, or undefined if it is empty or not a date that the API accepts. */
export function toMoment(text: string): Date | undefined {
  const moment = new Date(text);
  // A year of more than four digits is no date of RFC 3339. The time zone can move the last year by one.
  const year = moment.getUTCFullYear();
  return year >= 0 && year <= LATEST_YEAR ? moment : undefined;
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
