import { describe, expect, test } from 'vitest';
import { findNameProblem } from '../../../../../src/core/notebook/state/cellName';
import { staleReasons, tablesRead, type CellInputs } from '../../../../../src/core/notebook/state/cellRun';
import { rangeAt, timeRangeOf } from '../../../../../src/core/notebook/state/notebookTimeRange';
import {
  isValueOf,
  runValues,
  shownValue,
  parameterValuesOf,
} from '../../../../../src/core/notebook/state/parameterValues';
import { declaredParameters } from '../../../../../src/core/notebook/state/queryParameters';

const now = Date.UTC(2026, 4, 1, 12);

describe('parameters', () => {
  test('are read from the declaration', () => {
    const text = `// what
declare query_parameters(user: string = "a, (b", since:datetime = ago(1d), n:long, ['odd name']: dynamic = dynamic({"a":[1,2]}), t:time=1h);
AuditRecords`;
    expect(declaredParameters(text)).toEqual([
      { name: 'user', type: 'string', defaultText: '"a, (b"' },
      { name: 'since', type: 'datetime', defaultText: 'ago(1d)' },
      { name: 'n', type: 'long' },
      { name: 'odd name', type: 'dynamic', defaultText: 'dynamic({"a":[1,2]})' },
      { name: 't', type: 'timespan', defaultText: '1h' },
    ]);
  });

  test.each([
    'AuditRecords',
    'declare query_parameters(',
    'declare query_parameters(a',
    'declare query_parameters(a:b, :string)',
  ])('are none where none can be read: %s', (text) => {
    expect(declaredParameters(text)).toEqual([]);
  });

  test('have the values of the notebook, and times that move with the clock', () => {
    const declared = declaredParameters('declare query_parameters(user:string, since:datetime, other:long = 1);');
    const values = parameterValuesOf({ parameters: { user: 'ago(1d)', since: 'ago(1d)', unknown: 'x' } });
    expect(runValues(declared, values, now)).toEqual({ user: 'ago(1d)', since: 'datetime(2026-04-30T12:00:00.000Z)' });
  });

  test('have no values where the metadata hold something else', () => {
    expect(parameterValuesOf({ parameters: { a: 1 } })).toEqual({});
    expect(parameterValuesOf({ parameters: 'a' })).toEqual({});
  });

  test('show their value, or else their default', () => {
    const [user, since, n] = declaredParameters(
      'declare query_parameters(user:string = @"a\\b", since:datetime = ago(1d), n:long);',
    );
    expect(user && shownValue(user, {})).toBe('a\\b');
    expect(since && shownValue(since, {})).toBe('ago(1d)');
    expect(n && shownValue(n, {})).toBeUndefined();
    expect(n && shownValue(n, { n: '5' })).toBe('5');
  });

  test.each([
    ['long', '-5', true],
    ['long', '5.5', false],
    ['real', '1e3', true],
    ['real', '', false],
    ['bool', 'TRUE', true],
    ['datetime', 'datetime(2026-05-01 10:00)', true],
    ['datetime', 'ago(2.5d)', true],
    ['datetime', 'ago(now)', false],
    ['datetime', 'yesterday', false],
    ['timespan', '90m', true],
    ['guid', 'guid(74be27de-1e4e-49d9-b579-fe0b331d3642)', true],
    ['dynamic', '[1', false],
    ['string', '', true],
  ] as const)('of type %s: %s is a value: %s', (type, text, isValue) => {
    expect(isValueOf(type, text)).toBe(isValue);
  });
});

describe('the time range of a notebook', () => {
  test('is the last hours when a cell runs, or lies between two times', () => {
    expect(rangeAt({ lastHours: 24 }, now)).toEqual({ start: now - 86_400_000, end: now });
    const range = timeRangeOf({ timeRange: { from: '2026-04-01T00:00:00Z', until: '2026-04-02T00:00:00Z' } });
    expect(range && rangeAt(range, now)).toEqual({ start: Date.UTC(2026, 3, 1), end: Date.UTC(2026, 3, 2) });
  });

  test.each([{}, { timeRange: null }, { timeRange: { lastHours: -1 } }, { timeRange: { from: 'x', until: 'y' } }])(
    'is all times where there is none: %j',
    (metadata) => {
      expect(timeRangeOf(metadata)).toBeUndefined();
    },
  );
});

describe('the name of a result', () => {
  test.each([
    ['SignIns', undefined],
    ['2nd', 'noIdentifier'],
    ['a b', 'noIdentifier'],
    ['', 'noIdentifier'],
    ['FAILED', 'taken'],
    ['auditrecords', 'isTable'],
    ['ContentBlobs', 'isTable'],
    ['OfficeActivity', 'isTable'],
  ])('%s: %s', (name, problem) => {
    expect(findNameProblem(name, ['Failed'])).toBe(problem);
  });
});

describe('a cell that ran', () => {
  const then: CellInputs = {
    language: 'kql',
    text: 'Failed | take 1',
    connectionId: 'demo',
    parameters: { a: '1', b: '2' },
    timeRange: { lastHours: 24 },
    tables: { Failed: 'r1' },
    variables: { since: '1' },
  };

  test('is fresh while nothing changes that its result depends on', () => {
    const same = { ...then, text: ' Failed | take 1\n', parameters: { b: '2', a: '1' } };
    expect(staleReasons(then, same)).toEqual([]);
  });

  test.each([
    ['text', { text: 'Failed | take 2' }],
    ['text', { language: 'powershell' }],
    ['connection', { connectionId: 'other' }],
    ['parameters', { parameters: { a: '1' } }],
    ['timeRange', { timeRange: undefined }],
    ['tables', { tables: { Failed: 'r2' } }],
    ['tables', { tables: { Failed: undefined } }],
    ['variables', { variables: { since: '2' } }],
  ])('is stale by its %s', (reason, change) => {
    expect(staleReasons(then, { ...then, ...change })).toEqual([reason]);
  });

  test('reads the results that it names, and not what it defines itself', () => {
    const named = new Map([
      ['Failed', 'r1'],
      ['Mine', 'r2'],
      ['Odd', undefined],
      ['Unread', 'r4'],
    ]);
    const text = `let Mine = print 1; Mine | union Failed, ['Odd'] // Unread\n| where x == "Unread"`;
    expect(tablesRead(text, named)).toEqual({ Failed: 'r1', Odd: undefined });
  });
});
