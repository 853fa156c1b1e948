import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportText } from '../../../../src/core/doctor/reportText';
import { checkIds, type Check, type ConnectionReport } from '../../../../src/core/protocol/doctorProtocol';

const report: ConnectionReport = {
  checkedAt: Date.parse('2026-05-01T12:30:00Z'),
  facts: [
    ['Name', 'Contoso'],
    ['Cloud', 'GCC High'],
  ],
  checks: [
    { id: 'network', title: 'Network', status: 'ok', detail: 'It is reached.' },
    { id: 'clock', title: 'Clock', status: 'warning', detail: 'It is slow.', help: 'Set it.' },
    { id: 'token', title: 'Token', status: 'failed', detail: 'Two\nlines.', help: 'Sign in.', action: 'signIn' },
    { id: 'quota', title: 'Quota', status: 'skipped', detail: 'Not looked at.' },
  ],
};

describe('the report as text', () => {
  it('has the facts, and each check with its status, what was found and what to do', () => {
    expect(reportText(report)).toMatchInlineSnapshot(`
      "Check of a connection, 2026-05-01T12:30:00.000Z

      Name: Contoso
      Cloud: GCC High

      [ok] Network
          It is reached.
      [warning] Clock
          It is slow.
          What to do: Set it.
      [failed] Token
          Two
          lines.
          What to do: Sign in.
      [skipped] Quota
          Not looked at.
      "
    `);
  });

  it('lets no control character or bidirectional mark through, nor a line that looks like another check', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const checks = checkIds.map((id): Check => ({ id, title: text, status: 'ok', detail: text, help: text }));
        const lines = reportText({ checkedAt: 0, facts: [['Name', text]], checks }).split('\n');
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(lines.filter((line) => line.startsWith('['))).toHaveLength(checkIds.length);
      }),
    );
  });
});
