import { describe, expect, it } from 'vitest';
import { cellContent, isNumeric } from '../../../src/renderer/cellContent';

describe('cellContent', () => {
  it('shows a plain value as it is', () => {
    expect(cellContent('a', 'dynamic')).toEqual({ short: 'a' });
    expect(cellContent(null, 'dynamic')).toEqual({ short: '' });
    expect(cellContent(false, 'dynamic')).toEqual({ short: 'false' });
    expect(cellContent('9007199254740993', 'dynamic')).toEqual({ short: '9007199254740993' });
  });

  it('leaves out the zeros of a time', () => {
    expect(cellContent('2026-11-22T10:00:00.0000000Z', 'datetime').short).toBe('2026-11-22T10:00:00Z');
    expect(cellContent('2026-11-22T10:00:00.1200000Z', 'datetime').short).toBe('2026-11-22T10:00:00.12Z');
  });

  it('shows a nested value in one line, and on several once expanded', () => {
    expect(cellContent([{ a: 1 }], 'dynamic')).toEqual({ short: '[{"a":1}]', long: '[\n  {\n    "a": 1\n  }\n]' });
  });

  it('has nothing to expand in an empty object', () => {
    expect(cellContent({}, 'dynamic')).toEqual({ short: '{}' });
  });

  it('cuts long text, and keeps the whole of it', () => {
    const text = 'x'.repeat(500);
    const { short, long } = cellContent(text, 'dynamic');
    expect(short).toHaveLength(160);
    expect(long).toBe(text);
  });

  it('keeps lines apart and makes control characters visible', () => {
    expect(cellContent('a\r\nb\u0000', 'dynamic')).toEqual({ short: 'a\\u000d\\u000ab\\u0000', long: 'a\nb\\u0000' });
  });
});

describe('isNumeric', () => {
  it('holds for the types that are aligned to the right', () => {
    expect((['int', 'long', 'real', 'decimal', 'string', 'datetime'] as const).map(isNumeric)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
