type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Keys that stay here: the notebook would move among its cells, delete one, or run one. */
export function isOwnKey({ key, ctrlKey, metaKey, altKey, shiftKey }: PressedKey): boolean {
  if (key === 'Tab' || key === 'Escape' || /^F\d+$/.test(key)) {
    return key === 'F10' && shiftKey;
  }
  if (ctrlKey || metaKey) {
    return /^[acvxz]$/i.test(key) || key.startsWith('Arrow') || key === 'Home' || key === 'End' || key === 'Enter';
  }
  return !altKey || key.startsWith('Arrow');
}

/** Keeps the keys of a result from the notebook around it. */
export function keepKeys(element: HTMLElement): void {
  element.addEventListener('keydown', (event) => {
    if (isOwnKey(event) || event.defaultPrevented) {
      event.stopPropagation();
    }
  });
}
