import { type RefObject, useEffect, useRef } from 'react';
import { NavigationType, useNavigationType } from 'react-router';

/** The id of the element with the content of the page. */
export const CONTENT_ID = 'content';
const FOCUSABLE = [
  'a[href]',
  ...['button', 'input', 'select', 'textarea'].map((name) => `${name}:enabled`),
].join();

/**
 * Moves the focus back to the element that opened a dialog, when the dialog closes or is removed. The library does this
 * only for a dialog that is first rendered closed. The action may have removed the opener: then the focus moves to what
 * is left around it, such as the row.
 */
export function useReturnFocus(isOpen: boolean, dialog: RefObject<HTMLElement | null>): void {
  const wasOpen = useRef(false);
  const openers = useRef<readonly HTMLElement[]>([]);
  // This is read during rendering, because the dialog takes the focus before the effects of this component.
  if (isOpen && !wasOpen.current) openers.current = toPath(document.activeElement);
  wasOpen.current = isOpen;
  useEffect(() => {
    if (!isOpen) return undefined;
    return () => {
      const active = document.activeElement;
      const isLost = active === null || active === document.body || dialog.current?.contains(active) === true;
      if (isLost) focusFirst(openers.current);
    };
  }, [isOpen, dialog]);
}

/** Moves the focus to the content after a change of the page that has removed the focused element. */
export function useFocusOfPage(pathname: string): void {
  const navigation = useNavigationType();
  const before = useRef(pathname);
  useEffect(() => {
    const isChanged = before.current !== pathname;
    before.current = pathname;
    // A redirect belongs to the first load. There, the first Tab must reach the skip link.
    if (!isChanged || navigation === NavigationType.Replace) return;
    const active = document.activeElement;
    if (active === null || active === document.body)
      document.getElementById(CONTENT_ID)?.focus({ preventScroll: true });
  }, [pathname, navigation]);
}

/** Returns an element and its ancestors below the body. */
function toPath(element: Element | null): readonly HTMLElement[] {
  const path: HTMLElement[] = [];
  let current = element;
  while (current instanceof HTMLElement && current !== document.body) {
    path.push(current);
    current = current.parentElement;
  }
  return path;
}

function focusFirst([opener, ...ancestors]: readonly HTMLElement[]): void {
  if (opener === undefined || takesFocus(opener)) return;
  for (const ancestor of ancestors) {
    const within = ancestor.id === CONTENT_ID ? ancestor : ancestor.querySelector<HTMLElement>(FOCUSABLE);
    if (within !== null && takesFocus(within)) return;
  }
}

/** Returns whether an element has the focus now. An element that is removed, disabled or hidden cannot get it. */
function takesFocus(element: HTMLElement): boolean {
  element.focus({ preventScroll: true });
  return document.activeElement === element;
}
