import { Group, Modal } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** Absent if the user cannot close the dialog. */
  readonly onClose?: (() => void) | undefined;
  /** Whether the dialog is shown above other dialogs. */
  readonly isTopmost?: boolean | undefined;
}

const TOPMOST = 1_000;

/** A dialog that a click outside does not close, because this would discard the input. */
export function Dialog({ isOpen, title, children, onClose, isTopmost = false }: DialogProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose ?? (() => undefined)}
      closeOnClickOutside={false}
      closeOnEscape={onClose !== undefined}
      {...(isTopmost && { zIndex: TOPMOST })}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* The library's own header would be a second `banner` landmark of the page. */}
        <Group justify="space-between" wrap="nowrap" p="md" pb={0}>
          <Modal.Title>{title}</Modal.Title>
          {onClose !== undefined && <Modal.CloseButton aria-label={t('common.close')} />}
        </Group>
        <Modal.Body p="md">{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
