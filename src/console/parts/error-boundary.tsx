import { Alert, Button, Stack } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import i18next from 'i18next';

interface Props {
  readonly children: ReactNode;
}

interface State {
  readonly hasFailed: boolean;
}

/** Shows a message instead of a blank page if a part throws an error. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false };

  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <Alert color="red" role="alert" m="md">
        <Stack>
          {i18next.t('error.page')}
          <Button
            onClick={() => {
              window.location.reload();
            }}
          >
            {i18next.t('common.reload')}
          </Button>
        </Stack>
      </Alert>
    );
  }
}
