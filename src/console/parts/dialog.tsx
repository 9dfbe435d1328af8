import { Group, Modal } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useReturnFocus } from './return-focus.js';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** Absent if the user cannot close the dialog. */
  readonly onClose?: (() => void) | undefined;
  /**
   * Whether a request of the dialog is under way. Until its answer, the dialog stays open: the request takes effect
   * all the same, and a failure needs a place.
   */
  readonly isBusy?: boolean | undefined;
  /** Whether the dialog is shown above other dialogs. */
  readonly isTopmost?: boolean | undefined;
}

const TOPMOST = 1_000;

/** A dialog that a click outside does not close, because this would discard the input. */
export function Dialog(props: DialogProps): ReactNode {
  const { isOpen, title, children, onClose, isBusy = false, isTopmost = false } = props;
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  useReturnFocus(isOpen, content);
  return (
    <Modal.Root
      opened={isOpen}
      onClose={onClose ?? (() => undefined)}
      returnFocus={false}
      closeOnClickOutside={false}
      closeOnEscape={onClose !== undefined && !isBusy}
      {...(isTopmost && { zIndex: TOPMOST })}
    >
      <Modal.Overlay />
      <Modal.Content ref={content}>
        {/* The library's own header would be a second `banner` landmark of the page. */}
        <Group justify="space-between" wrap="nowrap" p="md" pb={0}>
          <Modal.Title>{title}</Modal.Title>
          {onClose !== undefined && <Modal.CloseButton aria-label={t('common.close')} disabled={isBusy} />}
        </Group>
        <Modal.Body p="md">{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
