import { expect, test } from 'vitest';
import { contentToFetch } from '../../../../src/core/notebook/contentToFetch';
import type { FetchableContent } from '../../../../src/core/protocol/queryProtocol';

function scanOf(...fetchable: readonly FetchableContent[]): Parameters<typeof contentToFetch>[0][number] {
  return { coverage: { total: 9, pending: fetchable.length, lost: 0, fetchable } };
}

test('the content that several results lack is fetched once', () => {
  const [day, hour] = [
    { start: 0, end: 24 },
    { start: 3, end: 4 },
  ];
  expect(
    contentToFetch([
      scanOf({ contentTypes: ['Audit.Exchange', 'DLP.All'], range: day }),
      scanOf(),
      scanOf({ contentTypes: ['DLP.All', 'Audit.General'], range: day }, { contentTypes: ['DLP.All'], range: hour }),
    ]),
  ).toEqual([
    { contentTypes: ['Audit.Exchange', 'DLP.All', 'Audit.General'], range: day },
    { contentTypes: ['DLP.All'], range: hour },
  ]);
});
