import { Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Filter {
  readonly search: string;
  readonly appName: string;
}

export const NO_FILTER: Filter = { search: '', appName: '' };
const TYPING_MS = 250;
/** The maximum length of a name upstream. */
const MAX_LENGTH = 255;

/** Two fields that search while the user types. */
export function ListFilterFields({ onChange }: { readonly onChange: (filter: Filter) => void }): ReactNode {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(NO_FILTER);
  const [settled] = useDebouncedValue(filter, TYPING_MS);
  useEffect(() => {
    onChange(settled);
  }, [settled, onChange]);
  return (
    <Group gap="sm" align="end">
      <TextInput
        type="search"
        label={t('common.search')}
        maxLength={MAX_LENGTH}
        value={filter.search}
        onChange={({ currentTarget: { value } }) => {
          setFilter((before) => ({ ...before, search: value }));
        }}
      />
      <TextInput
        label={t('common.app')}
        maxLength={MAX_LENGTH}
        value={filter.appName}
        onChange={({ currentTarget: { value } }) => {
          setFilter((before) => ({ ...before, appName: value }));
        }}
      />
    </Group>
  );
}

/** Returns the variables of a list. An empty field does not filter. */
export function toVariables({ search, appName }: Filter): {
  search: string | undefined;
  appName: string | undefined;
} {
  return { search: search === '' ? undefined : search, appName: appName === '' ? undefined : appName };
}
