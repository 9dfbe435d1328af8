import { Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Name } from '../parts/stream-name.js';
import { ActionForm } from './action-form.js';
import { type StreamRow } from './activity.js';
import { useStreamActions } from './actions-context.js';

type Props = (
  | { readonly stream: StreamRow; readonly domainName?: undefined }
  /** The user types the names. */
  | { readonly stream?: undefined; readonly domainName: string }
) & { readonly onClose: () => void };

export function ResumeDialog({ stream, domainName, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const { service } = useStreamActions();
  const [appName, setAppName] = useState('');
  const [streamName, setStreamName] = useState('');
  const target = stream ?? {
    // A temporary id, until the response contains the id of the stream.
    id: `${domainName}/${appName}/${streamName}`,
    domainName,
    appName,
    streamName,
    viewerCanResume: true,
    viewerCanForbid: false,
    isTyped: true,
  };
  return (
    <ActionForm
      title={t('resume.title')}
      confirm={t('resume.confirm')}
      isReady={target.appName !== '' && target.streamName !== ''}
      onSubmit={(reason) => service.resume(target, reason)}
      onClose={onClose}
    >
      {stream === undefined ? (
        <>
          <TextInput
            label={t('common.app')}
            description={t('resume.appHint')}
            value={appName}
            data-autofocus
            onChange={({ currentTarget }) => {
              setAppName(currentTarget.value);
            }}
          />
          <TextInput
            label={t('common.stream')}
            value={streamName}
            onChange={({ currentTarget }) => {
              setStreamName(currentTarget.value);
            }}
          />
        </>
      ) : (
        <StreamTitle stream={stream} />
      )}
    </ActionForm>
  );
}

export function StreamTitle({ stream }: { readonly stream: StreamRow }): ReactNode {
  return (
    <Text className="break">
      <Text span c="dimmed">
        {stream.domainName}/
      </Text>
      <Name text={stream.appName} />/
      <Text span fw={600}>
        <Name text={stream.streamName} />
      </Text>
    </Text>
  );
}
