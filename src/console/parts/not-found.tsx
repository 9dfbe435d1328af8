import { Title } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return (
    <Title order={1} size="h3">
      {t('error.notFound')}
    </Title>
  );
}
