import { describe, expect, it, vi } from 'vitest';
import type { ImportedFile } from '../../../../src/core/protocol/archiveProtocol';
import { parseUriList } from '../../../../src/extension/import/importDrop';
import { sumUpImports } from '../../../../src/extension/import/importSummary';
import { safeName } from '../../../../src/extension/import/localPlaces';
import { importText } from '../../../../src/extension/import/recordImporter';

vi.mock('vscode', () => import('../vscodeStandIn'));

const file = (name: string, more: Partial<ImportedFile> = {}): ImportedFile => ({
  file: `/data/${name}`,
  records: 1_000,
  added: 900,
  duplicates: 100,
  rejected: 0,
  isSkipped: false,
  ...more,
});
const words = (...files: readonly ImportedFile[]): string => importText(sumUpImports(files), 'en');

describe('the outcome of an import', () => {
  it('is told in numbers', () => {
    expect(words(file('a.csv'), file('b.csv'))).toBe('1,800 of 2,000 records added; the archive had 200 already.');
  });

  it('tells of records that went to other tenants', () => {
    expect(words(file('a.csv', { ofOtherTenants: 3 }), file('b.csv'))).toMatch(
      /200 already\. 3 of them name other tenants, and are kept for those\.$/,
    );
  });

  it('names bad rows, once for each file that holds them', () => {
    const bad = file('a.csv', { rejected: 3, rejectedFile: '/archive/rejected/1.csv' });
    expect(words(bad)).toContain('3 rows are no audit records, and are kept apart.');
    expect(sumUpImports([bad, bad]).rejectedFiles).toEqual(['/archive/rejected/1.csv']);
  });

  it('names the first files that failed, by their names, and counts the others', () => {
    const failed = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      file(`${name}.pdf`, { records: 0, added: 0, error: { kind: 'archive', message: 'It is no text.' } }),
    );
    const text = words(...failed);
    expect(text).toContain('a.pdf was not imported, or not all of it: It is no text.');
    expect(text).not.toContain('d.pdf');
    expect(text).toMatch(/2 files failed besides\.$/);
  });

  it('counts what folders hold besides, and calls it no failure', () => {
    const notes = file('notes.txt', {
      records: 0,
      added: 0,
      duplicates: 0,
      error: { kind: 'archive', message: 'It is no text.' },
      isSkipped: true,
    });
    expect(sumUpImports([file('a.csv'), notes]).failures).toEqual([]);
    expect(words(file('a.csv'), notes)).toMatch(/100 already\. 1 file holds no audit records, and was passed over\.$/);
  });

  it('names a file without the path of its copy, and counts nothing where there is nothing to count', () => {
    const error = { kind: 'archive', message: '/data/notes.csv holds no audit records.' } as const;
    expect(words(file('notes.csv', { records: 0, added: 0, duplicates: 0, error }))).toBe(
      'notes.csv was not imported, or not all of it: notes.csv holds no audit records.',
    );
  });

  it('says so where there is nothing', () => {
    expect(words()).toBe('There are no files to import.');
    expect(words(file('empty.json', { records: 0, added: 0, duplicates: 0 }))).toBe(
      'There are no records in the files.',
    );
  });
});

describe('parseUriList', () => {
  it('takes the addresses, and neither comments nor empty lines', () => {
    expect(parseUriList('# from here\r\nfile:///a.csv\r\n\r\nfile:///b%20c.json\n')).toEqual([
      'file:///a.csv',
      'file:///b%20c.json',
    ]);
    expect(parseUriList('')).toEqual([]);
  });
});

describe('safeName', () => {
  it.each([
    ['audit.csv', 'audit.csv'],
    ['../../etc/passwd', 'passwd'],
    ['a\\..\\b.json', 'b.json'],
    ['..', 'records'],
    ['', 'records'],
  ])('leads out of no folder: %j', (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});
