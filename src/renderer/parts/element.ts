/** What an element has at its start; all text goes in as text, since records are written by strangers. */
interface ElementOptions {
  readonly className?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function createElement<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { className, text, attributes = {} }: ElementOptions = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== undefined) {
    element.className = className;
  }
  if (text !== undefined) {
    element.textContent = text;
  }
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export function createButton(
  text: string,
  onClick: (event: MouseEvent) => void,
  options: Omit<ElementOptions, 'text'> = {},
): HTMLButtonElement {
  const button = createElement('button', { ...options, text });
  button.type = 'button';
  button.addEventListener('click', onClick);
  return button;
}

/** The element with the focus within a shadow root. */
export function focusedElement(root: Node): Element | null {
  const owner = root.getRootNode();
  return owner instanceof ShadowRoot || owner instanceof Document ? owner.activeElement : null;
}
