import { describe, expect, it } from 'vitest';
import type { ResultFilter } from '../../../../src/core/protocol/resultProtocol';
import { fieldsOf, filtersOf } from '../../../../src/renderer/filter/filterFields';
import { boundText, readBound } from '../../../../src/renderer/filter/rangeBound';

const column = { place: { column: 3 }, type: 'long', isLocalTime: false } as const;

describe('the fields of a filter', () => {
  it('give back the filters that they were filled with', () => {
    const filters: readonly ResultFilter[] = [
      { kind: 'values', column: 3, values: [1, null], isExcluded: true },
      { kind: 'text', column: 3, text: 'a', isExcluded: false },
      { kind: 'range', column: 3, from: 1, until: 5 },
      { kind: 'empty', column: 3, isExcluded: true },
    ];
    expect(filtersOf(fieldsOf(filters, column), column)).toEqual(filters);
  });

  it('ask for nothing while they are empty', () => {
    expect(filtersOf(fieldsOf([], column), column)).toEqual([]);
  });

  it('leave a bound out that is none', () => {
    const fields = { ...fieldsOf([], column), from: 'x', until: '7' };
    expect(filtersOf(fields, column)).toEqual([{ kind: 'range', column: 3, until: 7 }]);
  });
});

describe('a bound of a range', () => {
  it.each([
    ['1.5', 'real', 1.5],
    ['9007199254740993', 'long', '9007199254740993'],
    [' ', 'long', undefined],
    ['1.00:00:00', 'timespan', '1.00:00:00'],
    ['2026-11-22T10:00', 'datetime', '2026-11-22T10:00:00.0000000Z'],
    ['2026-11-22T10:00:05.25', 'datetime', '2026-11-22T10:00:05.2500000Z'],
    ['yesterday', 'datetime', undefined],
  ] as const)('reads %j of type %s as %j', (text, type, value) => {
    expect(readBound(text, { type, isLocalTime: false })).toBe(value);
  });

  it('is at the same moment at the clock of the user', () => {
    const time = { type: 'datetime', isLocalTime: true } as const;
    const bound = readBound('2026-11-22T10:00:05', time);
    expect(Date.parse(typeof bound === 'string' ? bound : '')).toBe(new Date(2026, 10, 22, 10, 0, 5).getTime());
    expect(boundText(bound, time)).toBe('2026-11-22T10:00:05');
  });
});
