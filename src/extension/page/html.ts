import { escapeControls } from '../../core/notebook/cellText';

/** Markup that is safe to put into a page. Only `html` makes it. */
export class Html {
  constructor(readonly markup: string) {}
}

export type HtmlValue = string | Html | readonly Html[];

/** Puts values into markup: texts are escaped, markup is taken as it is. Attributes must be in double quotes. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.map((text, index) => text + toMarkup(values[index] ?? '')).join(''));
}

/** Nothing, where markup may be left out. */
export const noHtml = new Html('');

function toMarkup(value: HtmlValue): string {
  if (typeof value === 'string') {
    return escapeHtml(value);
  }
  return value instanceof Html ? value.markup : value.map(({ markup }) => markup).join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A text that may be a stranger's, with what would make it look like another one made visible. Line breaks stay. */
export function visibleText(text: string): string {
  return text.split('\n').map(escapeControls).join('\n');
}
