import { describe, expect, test, vi } from 'vitest';
import type { ScanCoverage } from '../../../../src/core/protocol/queryProtocol';
import {
  ageText,
  emptyArchiveText,
  factsText,
  gapsText,
  staleText,
} from '../../../../src/extension/notebook/state/resultWords';

vi.mock('vscode', () => import('../vscodeStandIn'));

const now = Date.UTC(2026, 10, 23, 12);

function scanOf(coverage: Partial<ScanCoverage>): Parameters<typeof gapsText>[0] {
  return { files: 3, bytes: 12_300_000, coverage: { total: 24, pending: 0, lost: 0, fetchable: [], ...coverage } };
}

describe('below a cell', () => {
  test('stand rows, time and bytes', () => {
    const facts = { rowCount: 12_345, elapsedMs: 420 };
    expect(factsText([{ ...facts, scan: scanOf({}) }])).toBe('12,345 rows · 0.42 sec · 12.3 MB read');
    expect(factsText([facts, { rowCount: 1, elapsedMs: 80 }])).toBe('12,345 rows · 1 row · 0.5 sec');
  });

  test('stands a time that is too short for hundredths of a second', () => {
    expect(factsText([{ rowCount: 1, elapsedMs: 3.6 }])).toBe('1 row · 4 ms');
    expect(factsText([{ rowCount: 1, elapsedMs: 0.2 }])).toBe('1 row · 1 ms');
  });

  test('stands in lines that fit that nothing was fetched', () => {
    const lines = emptyArchiveText('A Tenant with a Long Name').split('\n');
    expect(lines[1]).toBe('Select "Fetch" below the cell.');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(80);
  });

  test('stands what is missing, and nothing where nothing is', () => {
    expect(gapsText(scanOf({ pending: 2 }))).toBe('2 of 24 windows not fetched');
    expect(gapsText(scanOf({ pending: 2, lost: 1 }))).toBe('2 of 24 windows not fetched, 1 lost');
    expect(gapsText(scanOf({}))).toBeUndefined();
  });

  test('stands how old the data is', () => {
    expect(ageText(scanOf({ listedAt: Date.UTC(2026, 10, 23, 6, 57) }), now)).toBe('as of 06:57 UTC');
    expect(ageText(scanOf({ listedAt: Date.UTC(2026, 10, 20, 6) }), now)).toBe('as of Nov 20');
    expect(ageText(scanOf({}), now)).toBe('never synced');
  });

  test('stands why it is stale', () => {
    expect(staleText(['text', 'tables'])).toBe('Changed since it ran: its text, a result that it reads.');
  });
});
