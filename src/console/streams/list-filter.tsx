import { Group, TextInput } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type QueryCodec, type QueryFields } from '../parts/query-fields.js';

export interface Filter {
  readonly search: string;
  readonly appName: string;
}

/** The parameters of both lists of streams. */
export const LIST_FILTER: QueryCodec<Filter> = {
  read: (params) => ({ search: params.get('search') ?? '', appName: params.get('app') ?? '' }),
  write: ({ search, appName }) => ({ search, app: appName }),
};
/** The maximum length of a name upstream. */
const MAX_LENGTH = 255;

/** Two fields that search while the user types. */
export function ListFilterFields({ filter }: { readonly filter: QueryFields<Filter> }): ReactNode {
  const { t } = useTranslation();
  const { fields, change, flush } = filter;
  return (
    <Group gap="sm" align="end" onBlur={flush}>
      <TextInput
        type="search"
        label={t('common.search')}
        maxLength={MAX_LENGTH}
        value={fields.search}
        onChange={({ currentTarget: { value } }) => {
          change({ ...fields, search: value });
        }}
      />
      <TextInput
        label={t('common.app')}
        maxLength={MAX_LENGTH}
        value={fields.appName}
        onChange={({ currentTarget: { value } }) => {
          change({ ...fields, appName: value });
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
