import { describe, expect, it, test } from 'vitest';
import { applyFix, service } from './languageServiceAnswers';

describe('diagnostics', () => {
  it('finds the errors of every statement, at their places', () => {
    const text = 'AuditRecords | where Nope == 1\n\nprint x = 1 | take y';
    const found = service.diagnose(text).filter(({ severity }) => severity === 'error');
    expect(found.map(({ start, length, code }) => [text.slice(start, start + length), code])).toEqual([
      ['Nope', 'KS142'],
      ['y', 'KS142'],
    ]);
  });

  it('finds nothing in a text without errors', () => {
    expect(service.diagnose('AuditRecords | summarize count() by Workload')).toEqual([]);
  });

  it('tells what this engine refuses, at its place, and what to write instead', () => {
    const text = 'AuditRecords | evaluate autocluster()';
    const [found, ...others] = service.diagnose(text);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'notSupported', severity: 'error', start: 15 });
    expect(found?.message).toMatch(/autocluster.*not supported.*summarize count\(\) by/);
  });

  it('leaves columns that only the data knows alone', () => {
    expect(
      service.diagnose('AuditRecords | project Record | evaluate bag_unpack(Record) | where Surprise == "x"'),
    ).toEqual([]);
  });

  it('says once what is wrong with a word that is no operator', () => {
    expect(service.diagnose('AuditRecords | select Operation').map(({ code }) => code)).toEqual(['KS176']);
  });
});

test.each([
  ['AuditRecord | take 1', 'AuditRecords | take 1'],
  ['auditrecords | take 1', 'AuditRecords | take 1'],
  ['AuditRecords | where Opration == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | project workload', 'AuditRecords | project Workload'],
  ['AuditRecords | where Operatoin == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | where Operation = "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | where Operation = "x" and UserId = "y"', 'AuditRecords | where Operation == "x" and UserId == "y"'],
  ['AuditRecords | Where Operation == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | wher Operation == "x"', 'AuditRecords | where Operation == "x"'],
  ['AuditRecords | sumarize count()', 'AuditRecords | summarize count()'],
  ['AuditRecords | select Operation', 'AuditRecords | project Operation'],
  [
    'AuditRecords | where Operation == "x" AND UserId == "y"',
    'AuditRecords | where Operation == "x" and UserId == "y"',
  ],
  ['AuditRecords | where Operation Has "x"', 'AuditRecords | where Operation has "x"'],
  ['AuditRecords | summarize Count() by UserId', 'AuditRecords | summarize count() by UserId'],
  ['AuditRecords | summarize cuont() by UserId', 'AuditRecords | summarize count() by UserId'],
  ['AuditRecords | summarize cont() by UserId', 'AuditRecords | summarize count() by UserId'],
  ['AuditRecords | where Operation startwith "x"', 'AuditRecords | where Operation startswith "x"'],
  ['AuditRecords | where ToLower(Operation) == "x"', 'AuditRecords | where tolower(Operation) == "x"'],
  ['AuditRecords | where Operation contains "Mail"', 'AuditRecords | where Operation has "Mail"'],
  ['AuditRecords | where RecordType == null', 'AuditRecords | where isnull(RecordType)'],
  ['AuditRecords | where CreationTime > "2026-01-01"', 'AuditRecords | where CreationTime > datetime(2026-01-01)'],
  ['AuditRecords | where CreationTime > 7d', 'AuditRecords | where CreationTime > ago(7d)'],
  ['AuditRecords | where RecordType == 6 && UserType == 0', 'AuditRecords | where RecordType == 6 and UserType == 0'],
  ['AuditRecords | where RecordType == 6 || UserType == 0', 'AuditRecords | where RecordType == 6 or UserType == 0'],
  ['let recent = 5;\nprint recnet', 'let recent = 5;\nprint recent'],
])('%s is mended', (text, mended) => {
  const fixes = service.diagnose(text).flatMap((diagnostic) => diagnostic.fixes);
  expect(fixes.map((fix) => applyFix(text, fix))).toContain(mended);
  expect(service.diagnose(mended).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('what means nothing near is not mended', () => {
  expect(service.diagnose('AuditRecords | where Zzyzx == 1').flatMap(({ fixes }) => fixes)).toEqual([]);
});

test('signs that web pages write are told of where they stand, and mended at once', () => {
  const text = 'AuditRecords | where Operation == “Send” and UserId == "a–b" // it’s a note';
  const found = service.diagnose(text);
  expect(found.map(({ code, start, length }) => [code, text.slice(start, start + length)])).toEqual([
    ['typographicSign', '“'],
    ['typographicSign', '”'],
  ]);
  expect(found.flatMap(({ fixes }) => fixes).map((fix) => applyFix(text, fix))[0]).toBe(
    'AuditRecords | where Operation == "Send" and UserId == "a–b" // it’s a note',
  );
});

test('a table of Sentinel that is not here is told of, with what to read instead', () => {
  expect(service.diagnose('SigninLogs | take 1').map(({ message }) => message)).toEqual([
    expect.stringMatching(/'SigninLogs' does not refer to.*AuditAzureActiveDirectory.*UserLoggedIn/),
  ]);
});
