import { createButton, createElement } from '../parts/element';

export interface Notice {
  readonly element: HTMLElement;
  show(message: string, actionLabel: string, action: () => void): void;
  hide(): void;
}

/** What stands in the way of seeing rows, in words, with what can be done about it. */
export function createNotice(): Notice {
  const element = createElement('div', { className: 'notice', attributes: { role: 'alert' } });
  element.hidden = true;
  return {
    element,
    show(message, actionLabel, action) {
      const button = createButton(
        actionLabel,
        () => {
          element.hidden = true;
          action();
        },
        { className: 'secondary' },
      );
      element.replaceChildren(createElement('span', { text: message }), button);
      element.hidden = false;
    },
    hide() {
      element.hidden = true;
    },
  };
}
