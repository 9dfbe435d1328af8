import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The main heading of a page. It is also the title of the document, which names the tabs of the browser. */
export function PageTitle({
  text,
  part,
  children,
  ...rest
}: {
  readonly text: string;
  /** The part of the page that is shown, for the title of the document. */
  readonly part?: string | undefined;
  /** The heading, if it is more than the text. */
  readonly children?: ReactNode;
  readonly mb?: string;
}): ReactNode {
  const { t } = useTranslation();
  const title = [part, text, t('title')].filter((name) => name !== undefined).join(' · ');
  useEffect(() => {
    document.title = title;
    return () => {
      document.title = t('title');
    };
  }, [title, t]);
  return (
    <Title order={1} size="h3" className="break" {...rest}>
      {children ?? text}
    </Title>
  );
}
