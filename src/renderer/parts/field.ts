import { createElement } from './element';

export interface Field {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
}

export function createField(label: string, type: 'datetime-local' | 'text', value: string): Field {
  const input = createElement('input', { attributes: { type, step: '1' } });
  input.value = value;
  return { input, element: createElement('label', { className: 'field' }, document.createTextNode(label), input) };
}

export function createSearchField(label: string, onInput: (text: string) => void): HTMLInputElement {
  const input = createElement('input', {
    className: 'search',
    attributes: { type: 'search', placeholder: label, 'aria-label': label, spellcheck: 'false', autocomplete: 'off' },
  });
  input.addEventListener('input', () => {
    onInput(input.value);
  });
  return input;
}

export function createSelect(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  value: string,
): HTMLSelectElement {
  const select = createElement('select', { attributes: { 'aria-label': label } });
  for (const [optionValue, text] of options) {
    select.append(createElement('option', { text, attributes: { value: optionValue } }));
  }
  select.value = value;
  return select;
}

export function createCheckbox(
  label: string,
  isChecked: boolean,
  onChange: (isChecked: boolean) => void,
  suffix = '',
): HTMLLabelElement {
  const input = createElement('input', { attributes: { type: 'checkbox' } });
  input.checked = isChecked;
  input.addEventListener('change', () => {
    onChange(input.checked);
  });
  const row = createElement('label', { className: 'checkbox' }, input, createElement('span', { text: label }));
  if (suffix !== '') {
    row.append(createElement('span', { className: 'count', text: suffix }));
  }
  return row;
}
