import { describe, expect, it, vi } from 'vitest';
import { contentTypes } from '../../../../src/core/api/contentType';
import type { SelectionSize } from '../../../../src/core/protocol/archiveProtocol';
import { emptySelection, toSelection } from '../../../../src/extension/archive/selectionQuestions';
import { deletionText, retentionText } from '../../../../src/extension/archive/selectionText';

vi.mock('vscode', () => import('../vscodeStandIn'));

const noon = Date.UTC(2026, 10, 22, 12);
const draft = emptySelection(noon);

describe('toSelection', () => {
  it('selects all where nothing is left out', () => {
    expect(toSelection(draft)).toEqual({});
  });

  it('selects content types, and days to their end', () => {
    expect(
      toSelection({
        contentTypes: contentTypes.slice(0, 1),
        isAllTimes: false,
        from: '2026-11-01',
        until: '2026-11-02',
      }),
    ).toEqual({
      contentTypes: ['Audit.AzureActiveDirectory'],
      from: Date.UTC(2026, 10, 1),
      until: Date.UTC(2026, 10, 3),
    });
  });
});

describe('what is said before records are deleted', () => {
  const size: SelectionSize = {
    records: 12_345,
    bytes: 2_500_000,
    contentTypes: [
      { contentType: 'Audit.Exchange', records: 12_000 },
      { contentType: 'Audit.General', records: 345 },
      { contentType: 'DLP.All', records: 0 },
    ],
    oldest: Date.UTC(2026, 0, 1),
    newest: noon,
  };

  it('names how many, how much, of what and when, and that it is for good', () => {
    const text = deletionText(size, 'en');
    expect(text).toContain('12,345 records, 2.5 MB on the disk: Exchange 12,000, General 345');
    expect(text).toContain('Events from Jan 1, 2026');
    expect(text).toContain('This cannot be undone. What the service still has of it is not fetched again.');
    expect(text).not.toContain('Data Loss');
  });
});

describe('retentionText', () => {
  it.each([
    [{ days: 365, gigabytes: 20 }, '365 days, 20 GB'],
    [{ gigabytes: 0.5 }, '500 MB'],
    [{}, ''],
  ])('says what is kept: %j', (retention, text) => {
    expect(retentionText(retention, 'en')).toBe(text);
  });
});
