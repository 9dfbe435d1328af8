import { Center, Loader } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function Loading(): ReactNode {
  const { t } = useTranslation();
  return (
    <Center mih={160} role="status" aria-label={t('common.loading')}>
      <Loader aria-hidden />
    </Center>
  );
}
