import { describe, expect, test } from 'vitest';
import { chartBytes } from '../../../../src/core/notebook/chartBytes';
import { markedText } from '../../../../src/core/notebook/markedText';
import { rendererMessageSchema } from '../../../../src/core/notebook/rendererMessageSchema';
import type { RendererMessage } from '../../../../src/core/notebook/resultMessages';

const view = {
  sort: [{ column: 0, descending: true }],
  filters: [
    { kind: 'values', column: 1, values: [null, 'a', 1, { b: [1] }], isExcluded: false },
    { kind: 'text', column: 1, text: 'x', isExcluded: true },
    { kind: 'range', column: 1, from: 1 },
    { kind: 'empty', column: 1, isExcluded: false },
  ],
  search: 's',
} as const;

const messages: readonly RendererMessage[] = [
  { kind: 'request', id: 1, method: 'readRows', params: { resultId: 'r', view, offset: 0, limit: 100 } },
  { kind: 'request', id: 2, method: 'countValues', params: { resultId: 'r', column: 1, view, search: 'a', limit: 5 } },
  { kind: 'cancel', id: 1 },
  { kind: 'action', resultId: 'r', action: 'filter', column: 'a b', value: null },
  { kind: 'action', resultId: 'r', action: 'exclude', column: 'a', value: { b: 1 } },
  { kind: 'action', resultId: 'r', action: 'pivot', subject: 'user', value: 'ada', time: '2026-05-01T10:00:00Z' },
  { kind: 'action', resultId: 'r', action: 'pivot', subject: 'session', value: 'ada' },
  { kind: 'action', resultId: 'r', action: 'extend', column: 'a', path: ['b', 0] },
  { kind: 'action', resultId: 'r', action: 'openRecord', recordId: '1' },
  { kind: 'action', resultId: 'r', action: 'openBlob', contentType: 'Audit.General', contentId: 'c' },
  { kind: 'action', resultId: 'r', action: 'copy', text: 'x' },
  { kind: 'action', resultId: 'r', action: 'export', format: 'parquet', view: { sort: [], filters: [] } },
  { kind: 'action', resultId: 'r', action: 'saveChart', format: 'svg', data: '<svg/>' },
];

describe('what a renderer says', () => {
  test.each(messages)('is taken as it is: %j', (message) => {
    expect(rendererMessageSchema.parse(message)).toEqual(message);
  });

  test.each([
    null,
    'request',
    {},
    { kind: 'request', id: 1, method: 'runQuery', params: { text: 'AuditRecords' } },
    { kind: 'request', id: 1, method: 'readRows', params: { resultId: 'r', view, offset: -1, limit: 1 } },
    { kind: 'request', id: 1, method: 'readRows', params: { resultId: 'r', view, offset: 0, limit: 1e9 } },
    { kind: 'request', id: 1.5, method: 'countValues', params: { resultId: 'r', column: 0, view, limit: 1 } },
    { kind: 'action', resultId: 'r', action: 'filter', column: 'a' },
    { kind: 'action', resultId: 'r', action: 'export', format: 'exe', view },
    { kind: 'action', action: 'copy', text: 'x' },
    { kind: 'action', resultId: 'r', action: 'runCommand', command: 'x' },
  ])('is refused: %j', (message) => {
    expect(rendererMessageSchema.safeParse(message).success).toBe(false);
  });
});

describe('the picture of a chart', () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  test('is a file', () => {
    expect(new TextDecoder().decode(chartBytes('svg', '<svg a="b"><text>é once = 1</text></svg>'))).toContain('é once');
    expect(chartBytes('png', `data:image/png;base64,${png}`)?.subarray(1, 4)).toEqual(new TextEncoder().encode('PNG'));
    expect(chartBytes('png', png)).toBeDefined();
  });

  test.each([
    ['svg', '<html></html>'],
    ['svg', '<svg><script>1</script></svg>'],
    ['svg', '<svg><a onclick="x"/></svg>'],
    ['svg', '<svg><foreignObject/></svg>'],
    ['png', 'TVqQAAMAAAAE'],
    ['png', '<svg/>'],
    ['png', 'data:text/html;base64,AAAA'],
  ] as const)('that is none makes no file: %s %s', (format, data) => {
    expect(chartBytes(format, data)).toBeUndefined();
  });
});

describe('a place in a text', () => {
  test.each([
    ['AuditRecords\n  | where Operatoin == "x"\n| take 1', { start: 23, length: 9 }, '| where »Operatoin« == "x"'],
    ['abc', { start: 3, length: 0 }, 'abc»«'],
    ['abc\ndef', { start: 1, length: 99 }, 'a»bc«'],
    ['a\u202eb', { start: 0, length: 1 }, '»a«\\u202eb'],
    ['', { start: 0, length: 0 }, '»«'],
    [`${'x'.repeat(100)}Y`, { start: 100, length: 1 }, `…${'x'.repeat(60)}»Y«`],
  ])('%j is marked in its line', (text, place, marked) => {
    expect(markedText(text, place)).toBe(marked);
  });
});
