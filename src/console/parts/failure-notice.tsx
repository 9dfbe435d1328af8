import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import {
  ERROR_MESSAGES_EN,
  ERROR_MESSAGES_ZH_CN,
  toErrorMessage,
  toViolationMessage,
  VIOLATION_MESSAGES_ZH_CN,
} from 'apsara-live-gateway-client';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Failure } from '../api/failure.js';

export interface FailureNoticeProps {
  readonly failure: Failure;
  /** What has failed, if the place on the page does not make this clear. */
  readonly title?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  /** The text of the button that tries again. Default: reload. */
  readonly retryText?: string | undefined;
}

/** Shows the cause of a failure, the next step, and the ids that support needs. */
export function FailureNotice({ failure, title, onRetry, retryText }: FailureNoticeProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Alert color="red" variant="light" title={title ?? t('error.title')} role="alert">
      <Stack gap="xs">
        <FailureText failure={failure} />
        {onRetry && (
          <Group>
            <Button size="xs" variant="default" onClick={onRetry}>
              {retryText ?? t('common.reload')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}

function FailureText({ failure }: { readonly failure: Failure }): ReactNode {
  const { t, i18n } = useTranslation();
  if (failure.kind === 'network') return <Text size="sm">{t('error.network')}</Text>;
  const { code, requestId, correlationId, retryAfterMs, violations } = failure.error;
  const isChinese = i18n.language === 'zh-CN';
  const messages = isChinese ? ERROR_MESSAGES_ZH_CN : ERROR_MESSAGES_EN;
  return (
    <>
      <Text size="sm">{toErrorMessage(code, messages)}</Text>
      {violations?.map(({ path, message }) => (
        <Text size="sm" key={`${path} ${message}`}>
          <Code>{path}</Code>{' '}
          {isChinese ? toViolationMessage({ message }, VIOLATION_MESSAGES_ZH_CN) : message}
        </Text>
      ))}
      {retryAfterMs !== undefined && retryAfterMs > 0 && (
        <Text size="sm">{t('error.retryAfter', { seconds: Math.ceil(retryAfterMs / 1000) })}</Text>
      )}
      <Text size="sm">
        {t('common.code')}: <Code>{code}</Code>
      </Text>
      {requestId !== undefined && <CopyableId label={t('error.requestId')} value={requestId} />}
      {correlationId !== undefined && <CopyableId label={t('error.correlationId')} value={correlationId} />}
    </>
  );
}

/** Shows an id with a button that copies it. */
export function CopyableId({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="wrap">
      <Text size="sm">
        {label}: <Code>{value}</Code>
      </Text>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Button
            size="compact-xs"
            variant="default"
            onClick={copy}
            aria-label={`${t('common.copy')} ${label}`}
          >
            {copied ? t('common.copied') : t('common.copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
