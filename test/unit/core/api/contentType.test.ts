import { describe, expect, it } from 'vitest';
import { contentTypeOf } from '../../../../src/core/api/contentType';

describe('contentTypeOf', () => {
  it.each([
    [{ Workload: 'AzureActiveDirectory', RecordType: 15 }, 'Audit.AzureActiveDirectory'],
    [{ Workload: 'Exchange', RecordType: 50 }, 'Audit.Exchange'],
    [{ Workload: 'OneDrive', RecordType: 6 }, 'Audit.SharePoint'],
    [{ Workload: 'MicrosoftTeams', RecordType: 25 }, 'Audit.General'],
    [{ Workload: 'Exchange', RecordType: 13 }, 'DLP.All'],
    [{ Workload: 'constructor' }, 'Audit.General'],
    [{}, 'Audit.General'],
  ])('%j is %s', (record, contentType) => {
    expect(contentTypeOf(record)).toBe(contentType);
  });
});
