import { Alert } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return <Alert color="gray">{t('error.notFound')}</Alert>;
}
