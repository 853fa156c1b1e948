import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../../src/extension/page/html';
import { strangerText } from './strangerText';

describe('markup', () => {
  it('cannot be left by a text, neither in an element nor in an attribute', () => {
    fc.assert(
      fc.property(strangerText(), (text) => {
        const { markup } = html`<p title="${text}">${text}</p>`;
        const [, title = '', content = ''] = /^<p title="([^"<>]*)">([^"<>]*)<\/p>$/u.exec(markup) ?? [];
        expect([unescape(title), unescape(content)]).toEqual([text, text]);
      }),
    );
  });
});

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
