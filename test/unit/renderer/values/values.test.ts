import { describe, expect, it } from 'vitest';
import { readExactJson } from '../../../../src/core/kql/values/exactNumbers';
import { displayText, isNumeric } from '../../../../src/renderer/values/displayText';
import { localTime } from '../../../../src/renderer/values/localTime';
import { membersOf, pathText, valueAt } from '../../../../src/renderer/values/propertyPath';
import { blobOf, recordIdOf, rowSubjects, rowTime } from '../../../../src/renderer/values/rowFacts';

const utc = { isLocalTime: false };

describe('displayText', () => {
  it('shows a plain value as it is, and null as nothing', () => {
    expect([null, false, '9007199254740993', {}, [1]].map((value) => displayText(value, 'dynamic', utc))).toEqual([
      '',
      'false',
      '9007199254740993',
      '{}',
      '[1]',
    ]);
  });

  it('shows the digits that a number has', () => {
    expect(['1.0', '{"a":1.0}'].map((json) => displayText(readExactJson(json), 'dynamic', utc))).toEqual([
      '1.0',
      '{"a":1.0}',
    ]);
  });

  it('leaves out the zeros of a time', () => {
    expect(displayText('2026-11-22T10:00:00.0000000Z', 'datetime', utc)).toBe('2026-11-22T10:00:00Z');
  });

  it('names a number that has a name', () => {
    const names = { 2: 'ExchangeItem' };
    expect(displayText(2, 'int', { ...utc, names })).toBe('2 (ExchangeItem)');
    expect(displayText(3, 'int', { ...utc, names })).toBe('3');
  });

  it('cuts what is never in sight, and makes control characters visible', () => {
    expect(displayText('x'.repeat(1_000), 'string', utc)).toHaveLength(300);
    expect(displayText('a\r\n\u202eb', 'string', utc)).toBe('a\\u000d\\u000a\\u202eb');
  });
});

it('aligns numbers, and nothing else', () => {
  expect((['int', 'long', 'real', 'decimal', 'string', 'datetime'] as const).map(isNumeric)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

describe('localTime', () => {
  it.each(['2026-11-22T10:00:00.1234567Z', '2026-07-01T00:30:00.0000000Z'])('means the same moment as %s', (time) => {
    const shown = localTime(time);
    expect(Math.floor(Date.parse(shown) / 1_000)).toBe(Math.floor(Date.parse(time) / 1_000));
    expect(shown).toMatch(/[+-]\d\d:\d\d$/);
  });

  it('keeps all digits of a second, and text that is no time', () => {
    expect(localTime('2026-11-22T10:00:00.1234567Z')).toContain('.1234567');
    expect(localTime('never')).toBe('never');
  });
});

describe('a part of a value', () => {
  const value = { Items: [{ Path: '/a' }], 'a b': null };

  it('is found by its path', () => {
    expect(valueAt(value, ['Items', 0, 'Path'])).toBe('/a');
    expect(valueAt(value, ['Items', 5, 'Path'])).toBeNull();
    expect(valueAt('text', ['length'])).toBeNull();
    expect(valueAt({}, ['constructor'])).toBeNull();
  });

  it('is named by its path', () => {
    expect(pathText('Context', ['Items', 0, 'Path'])).toBe('Context.Items[0].Path');
  });

  it('has members', () => {
    expect(membersOf(value).map(([key]) => key)).toEqual(['Items', 'a b']);
    expect(membersOf('text')).toEqual([]);
  });
});

describe('what a row leads to', () => {
  const columns = ['Actor', 'UserId', 'ClientIP', 'CreationTime', 'Id', 'ContentType', 'ContentId'].map((name) => ({
    name,
    type: name === 'CreationTime' ? ('datetime' as const) : ('string' as const),
  }));
  const row = ['actor', 'user', '', '2026-01-01T00:00:00.0000000Z', 'id', 'Audit.General', 'content'];

  it('is the user that was chosen, or else the best one; no address where there is none', () => {
    expect(rowSubjects(columns, row, 0)).toEqual([{ subject: 'user', value: 'actor' }]);
    expect(rowSubjects(columns, row, 2)).toEqual([{ subject: 'user', value: 'user' }]);
  });

  it('is its time, its record and its blob', () => {
    expect(rowTime(columns, row)).toBe('2026-01-01T00:00:00.0000000Z');
    expect(rowTime([{ name: 'At', type: 'datetime' }], ['2026-02-01T00:00:00.0000000Z'])).toContain('2026-02');
    expect(recordIdOf(columns, row)).toBe('id');
    expect(blobOf(columns, row)).toEqual({ contentType: 'Audit.General', contentId: 'content' });
    expect(blobOf(columns.slice(0, 6), row)).toBeUndefined();
  });
});
