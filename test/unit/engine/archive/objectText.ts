import fc from 'fast-check';

/** What may stand between the tokens of JSON. */
export const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);

/** The text of an object as a stranger might write it. */
export const objectText = fc
  .tuple(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), space, space, fc.boolean())
  .map(([object, before, after, isIndented]) => {
    const text = JSON.stringify(object, null, isIndented ? 2 : 0);
    return `{${before}${text.slice(1, -1)}${after}}`;
  });
