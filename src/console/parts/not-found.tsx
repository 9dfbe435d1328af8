import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageTitle } from './page-title.js';

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return <PageTitle text={t('error.notFound')} />;
}
