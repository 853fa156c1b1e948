import { createElement, focusedElement } from './element';

/** Where a popover opens: below this box, or above it where there is room above it only. */
export type Anchor = Pick<DOMRect, 'left' | 'top' | 'bottom'>;

export interface PopoverOptions {
  /** Gets the popover, so that styles and theme colours reach it, and is high enough for it while it is open. */
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
 * Shows content above all else. The browser's own popover does it: a click beside it or Escape closes it. Its parent grows where it
 * is too low, as of a result of one row: a notebook gives an output no clicks beyond its box.
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
  element.showPopover();
  const isAbove = opensAbove(element, parent, anchor);
  // Values that come later make it higher.
  const resized = new ResizeObserver(() => {
    place(element, parent, anchor, isAbove);
  });
  element.addEventListener('beforetoggle', (event) => {
    if (event.newState === 'closed') {
      resized.disconnect();
      parent.style.minHeight = '';
      if (element.contains(focusedElement(element))) {
        returnFocus();
      }
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
  resized.observe(element);
  place(element, parent, anchor, isAbove);
  return { element, close };
}

function opensAbove(element: HTMLElement, parent: HTMLElement, { top, bottom }: Anchor): boolean {
  const { height } = element.getBoundingClientRect();
  const box = parent.getBoundingClientRect();
  return bottom + height + margin > box.bottom && top - height >= box.top;
}

function place(element: HTMLElement, parent: HTMLElement, { left, top, bottom }: Anchor, isAbove: boolean): void {
  const { width, height } = element.getBoundingClientRect();
  const box = parent.getBoundingClientRect();
  const start = isAbove ? Math.max(box.top, top - height) : bottom;
  element.style.left = `${Math.max(margin, Math.min(left, window.innerWidth - width - margin))}px`;
  element.style.top = `${start}px`;
  parent.style.minHeight = `${start + height + margin - box.top}px`;
}
