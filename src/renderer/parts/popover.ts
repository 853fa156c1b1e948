import { createElement, focusedElement } from './element';

/** Where a popover opens: below this box, or above it where there is no room. */
export type Anchor = Pick<DOMRect, 'left' | 'top' | 'bottom'>;

export interface PopoverOptions {
  /** Gets the popover, so that styles and theme colours reach it. */
  readonly parent: HTMLElement;
  readonly anchor: Anchor;
  readonly role: 'dialog' | 'menu';
  readonly label: string;
  /** Takes the focus when the popover is closed from within. */
  readonly returnFocus: () => void;
}

export interface Popover {
  readonly element: HTMLElement;
  close(): void;
}

const margin = 4;

/**
 * Shows content above all else. The browser's own popover does it: it is not cut off by the output's box, and a click beside it or
 * Escape closes it.
 */
export function openPopover(
  { parent, anchor, role, label, returnFocus }: PopoverOptions,
  content: readonly Node[],
): Popover {
  const element = createElement(
    'div',
    { className: `popover ${role}`, attributes: { role, popover: 'auto', 'aria-label': label } },
    ...content,
  );
  parent.append(element);
  const close = (): void => {
    element.hidePopover();
  };
  element.addEventListener('beforetoggle', (event) => {
    if (event.newState === 'closed' && element.contains(focusedElement(element))) {
      returnFocus();
    }
  });
  element.addEventListener('toggle', (event) => {
    if (event.newState === 'closed') {
      element.remove();
    }
  });
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
  });
  element.showPopover();
  place(element, anchor);
  return { element, close };
}

function place(element: HTMLElement, { left, top, bottom }: Anchor): void {
  const { width, height } = element.getBoundingClientRect();
  const isBelow = bottom + height + margin <= window.innerHeight || top < height + margin;
  element.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
  element.style.top = `${Math.max(margin, isBelow ? bottom : top - height)}px`;
}
