import { describe, expect, it } from 'vitest';
import { valueText } from '../../../../src/engine/report/valueText';

describe('valueText', () => {
  it('gives each element of a list a line, and each property of a flat bag', () => {
    expect(valueText(['ines', '', null, { a: 1 }], 'dynamic')).toBe('ines\n""\nnull\n{"a":1}');
    expect(valueText({ Name: '.', Deletes: true, Times: 2 }, 'dynamic')).toBe('Name: .\nDeletes: true\nTimes: 2');
  });

  it('leaves what is nested, empty or long as JSON', () => {
    expect(valueText({ Folder: { Path: 'Inbox' } }, 'dynamic')).toBe('{"Folder":{"Path":"Inbox"}}');
    expect(valueText([], 'dynamic')).toBe('[]');
    expect(valueText({}, 'dynamic')).toBe('{}');
    expect(
      valueText(
        Array.from({ length: 21 }, () => 0),
        'dynamic',
      ),
    ).toMatch(/^\[0,0,.*\]$/);
  });

  it('has no line breaks but its own', () => {
    expect(valueText('two\nlines', 'string')).toBe(String.raw`two\u000alines`);
    expect(valueText(['a\nb', 'c\u202ed'], 'dynamic')).toBe(String.raw`a\u000ab` + '\n' + String.raw`c\u202ed`);
  });
});
