import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expirationText, expirationTime, readExpiration } from '../../../../src/extension/subscriptions/expirationText';

const now = Date.UTC(2026, 10, 22, 12, 30);

describe('readExpiration', () => {
  it.each([
    ['2026-11-23 08:15', '2026-11-23T08:15:00Z'],
    ['2026-11-23T08:15', '2026-11-23T08:15:00Z'],
    [' 2026-11-23 08:15Z ', '2026-11-23T08:15:00Z'],
    ['2026-11-22 12:31', '2026-11-22T12:31:00Z'],
    ['2027-02-28', '2027-03-01T00:00:00Z'],
    ['2028-02-29', '2028-03-01T00:00:00Z'],
  ])('reads %s as UTC, a day as its end', (text, iso) => {
    expect(readExpiration(text, now)).toEqual({ kind: 'time', iso });
  });

  it('takes today, since it has not ended', () => {
    expect(readExpiration('2026-11-22', now)).toEqual({ kind: 'time', iso: '2026-11-23T00:00:00Z' });
  });

  it.each(['2026-11-22 12:30', '2026-11-22 00:00', '2026-11-21', '1999-12-31'])('refuses %s: it is past', (text) => {
    expect(readExpiration(text, now)).toEqual({ kind: 'past' });
  });

  it.each([
    '',
    'tomorrow',
    '22.11.2026',
    '2026-13-01',
    '2027-02-29',
    '2027-06-31',
    '2026-11-23 25:00',
    '2026-11-23 8:15',
  ])('refuses %j: it is no time', (text) => {
    expect(readExpiration(text, now)).toEqual({ kind: 'malformed' });
  });

  it('reads what it writes', () => {
    const minutes = fc.integer({ min: 1, max: 20 * 365 * 24 * 60 });
    fc.assert(
      fc.property(minutes, (later) => {
        const instant = now + later * 60_000;
        expect(readExpiration(expirationText(instant), now)).toEqual({ kind: 'time', iso: expirationTime(instant) });
      }),
    );
  });

  it('throws at nothing that someone may type', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readExpiration(text, now)).not.toThrow();
      }),
    );
  });
});
