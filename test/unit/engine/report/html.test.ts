import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup } from '../../../../src/engine/report/html';

/** What a browser makes of text without markup. */
function readText(markup: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return markup.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
}

describe('markup', () => {
  it('keeps any text text, between tags and in attributes', () => {
    const tags = fc.stringMatching(/^[<>&"'/a-z= !-]*$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), tags), (text) => {
        const { text: written } = markup`${text}`;
        expect(written).not.toMatch(/[<>"']|&(?!(?:lt|gt|quot|#39|amp);)/);
        expect(readText(written)).toBe(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
      }),
    );
  });

  it('takes HTML and lists of it as they are', () => {
    const items = ['<1>', '2'].map((text) => markup`<li>${text}</li>`);
    expect(markup`<ul title="${'"'}">${items}</ul>`.text).toBe('<ul title="&quot;"><li>&lt;1&gt;</li><li>2</li></ul>');
  });
});
