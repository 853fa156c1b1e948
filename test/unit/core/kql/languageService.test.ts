import { expect, test } from 'vitest';
import { complete, diagnose } from '../../../../src/core/kql/language/languageService';
import { auditTables } from '../../../../src/core/schema/auditTables';

const tables = auditTables([]);

test('errors of every statement are found, at their places', () => {
  const text = 'AuditRecords | where Nope == 1\n\nprint x = 1 | take y';
  const found = diagnose(text, tables).filter(({ severity }) => severity === 'error');
  expect(found.map(({ start, length, code }) => [text.slice(start, start + length), code])).toEqual([
    ['Nope', 'KS142'],
    ['y', 'KS142'],
  ]);
});

test('a text without errors has none', () => {
  expect(diagnose('AuditRecords | summarize count() by Workload', tables)).toEqual([]);
});

test('tables, operators and columns are offered where they can stand', () => {
  const labels = (text: string): string[] => {
    const offset = text.indexOf('¦');
    return complete(text.replace('¦', ''), offset, tables).items.map(({ label }) => label);
  };
  expect(labels('¦')).toContain('AuditRecords');
  expect(labels('AuditRecords | ¦')).toContain('summarize');
  expect(labels('AuditRecords | where Wor¦')).toContain('Workload');
});

test('the item replaces what was typed', () => {
  const text = 'AuditRecords | where Wor';
  expect(complete(text, text.length, tables).edit).toEqual({ start: 21, length: 3 });
});
