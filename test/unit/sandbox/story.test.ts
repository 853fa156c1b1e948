import { describe, expect, it } from 'vitest';
import { contentTypes } from '../../../src/core/api/contentType';
import { dayMs, hourMs, parseUtcTime, startOfDay } from '../../../src/core/api/contentWindow';
import { GeneratedContent } from '../../../src/sandbox/content/generatedContent';
import { storyFacts } from '../../../src/sandbox/records/story';
import { groupBy, parseRecords, wednesday, type AnyRecord } from './sandboxClient';

/** All records that a client has once it has fetched the last seven days, each once. */
function fetchAll(now: number): readonly AnyRecord[] {
  const source = new GeneratedContent({ seed: 1, organizationId: 'tenant', now });
  const records = contentTypes
    .flatMap((contentType) => source.list(contentType, { start: now - 7 * dayMs, end: now }))
    .flatMap((blob) => parseRecords(blob.body()));
  return [...new Map(records.map((record) => [record.Id, record])).values()];
}

const today = startOfDay(wednesday);
const byIntruder = (record: AnyRecord): boolean =>
  [record.ClientIP, record.ClientIPAddress, record.ActorIpAddress].some((ip) =>
    storyFacts.intruderIps.some((own) => typeof ip === 'string' && ip.startsWith(own)),
  );

function count(records: readonly AnyRecord[], operation: string): number {
  return records.filter(({ Operation }) => Operation === operation).length;
}

describe.each([
  ['just after midnight', today + 1],
  ['in the middle of the day', wednesday],
  ['just before midnight', today + dayMs - 1],
])('the story, %s', (_, now) => {
  const records = fetchAll(now);
  const intruder = records.filter(byIntruder);

  it('is all there', () => {
    expect(intruder.every(({ UserId }) => UserId === storyFacts.victim)).toBe(true);
    const operations = Object.fromEntries(
      [...new Set(intruder.map(({ Operation }) => String(Operation)))]
        .sort()
        .map((operation) => [operation, count(intruder, operation)]),
    );
    expect(operations).toEqual({
      'Add OAuth2PermissionGrant.': 1,
      'Add service principal.': 1,
      'Consent to application.': 1,
      FileDownloaded: 340,
      HardDelete: 1,
      MailItemsAccessed: 61,
      'New-InboxRule': 2,
      Send: 14,
      UserLoggedIn: 3,
      UserLoginFailed: 7,
    });
    expect(records.filter(({ Verdict }) => Verdict === 'Phish')).toHaveLength(5);
    expect(records.filter((record) => JSON.stringify(record).includes(storyFacts.forwardedTo))).toHaveLength(2);
    const parts = records.filter((record) => JSON.stringify(record).includes(storyFacts.sentInPartsTo));
    expect(parts.map(({ Operation, UserId }) => [Operation, UserId])).toEqual(
      Array.from({ length: 3 }, () => ['DlpRuleMatch', storyFacts.victim]),
    );
    expect(count(records, 'AlertTriggered')).toBe(2);
    expect(count(records, 'Remove-InboxRule')).toBe(2);
  });

  it('happened when it is said to have', () => {
    const timesOf = (operation: string): readonly number[] =>
      intruder
        .filter(({ Operation }) => Operation === operation)
        .map(({ CreationTime }) => parseUtcTime(String(CreationTime)))
        .sort((one, other) => one - other);
    const minute = 60_000;
    expect(timesOf('UserLoggedIn')).toEqual([
      today - 3 * dayMs + 22 * hourMs + 31 * minute,
      today - 3 * dayMs + 22 * hourMs + 38 * minute,
      today - 2 * dayMs + hourMs + 2 * minute,
    ]);
    const downloads = timesOf('FileDownloaded');
    expect(downloads[0]).toBe(today - 2 * dayMs + 2 * hourMs + 20 * minute);
    expect((downloads.at(-1) ?? 0) - (downloads[0] ?? 0)).toBeLessThan(20 * minute);
  });

  it('stands out', () => {
    const perUser = groupBy(
      records.filter(({ Operation }) => Operation === 'FileDownloaded'),
      ({ UserId, CreationTime }) => `${String(UserId)} ${String(CreationTime).slice(0, 13)}`,
    );
    const busiest = [...perUser].sort(([, one], [, other]) => other.length - one.length);
    expect(busiest[0]?.[0]).toContain(storyFacts.victim);
    expect(busiest[1]?.[1].length).toBeLessThan(20);
  });
});
