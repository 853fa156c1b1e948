import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check, ConnectionReport } from '../../../../src/core/protocol/doctorProtocol';
import { strangerText } from '../page/strangerText';
import { reportPage, type PageState, type PageWords } from '../../../../src/extension/doctor/reportPage';

const words: PageWords = {
  title: 'Check of Contoso',
  checking: 'Checking…',
  cancel: 'Cancel',
  checkAgain: 'Check Again',
  copyAsText: 'Copy as Text',
  connection: 'Connection',
  whatToDo: 'What to do:',
  summary: ({ ok, warning, failed, skipped }) => `${ok}/${warning}/${failed}/${skipped}`,
  statuses: { ok: 'OK', warning: 'Warning', failed: 'Failed', skipped: 'Skipped' },
  actions: {
    retry: 'Again',
    signIn: 'Sign In',
    subscribe: 'Start',
    fetch: 'Fetch',
    editConnection: 'Edit',
    editWebhook: 'Webhook',
    checkConnection: 'Check',
    openSetup: 'Guide',
  },
};
const checks: readonly Check[] = [
  { id: 'network', title: 'Network', status: 'ok', detail: 'It is reached.' },
  { id: 'clock', title: 'Clock', status: 'warning', detail: 'It is slow.', help: 'Set it.' },
  { id: 'token', title: 'Token', status: 'failed', detail: 'No token.', help: 'Sign in.', action: 'signIn' },
  { id: 'quota', title: 'Quota', status: 'skipped', detail: 'Not looked at.' },
];
const report: ConnectionReport = { checkedAt: 0, facts: [['Cloud', 'GCC High']], checks };

function render(state: PageState): string {
  return reportPage(state, words, { language: 'en', nonce: 'n0nce', style: 'p { margin: 0; }' });
}

/** What a reader gets of the page: no tags, one blank between words. */
function textOf(page: string): string {
  return page
    .replace(/<(style|script|title)[^>]*>[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Names of the elements, in order. */
function elementsOf(page: string): readonly string[] {
  return [...page.matchAll(/<([a-z][\w-]*)/gi)].map(([, name]) => name ?? '');
}

describe('the page of a report', () => {
  it('shows the checks in order, each with its status in a word, and one button where something helps', () => {
    const page = render({ kind: 'report', report });
    expect(textOf(page)).toBe(
      'Check of Contoso 1/1/1/1 Check Again Copy as Text ' +
        'Network OK It is reached. Clock Warning It is slow. What to do: Set it. ' +
        'Token Failed No token. What to do: Sign in. Sign In Quota Skipped Not looked at. ' +
        'Connection Cloud GCC High',
    );
    const buttons = [...page.matchAll(/<button[^>]*data-command="(\w+)"(?: data-check="(\w+)")?/g)];
    expect(buttons.map(([, command, check]) => [command, check])).toEqual([
      ['checkAgain', undefined],
      ['copy', undefined],
      ['help', 'token'],
    ]);
    expect(page).toContain('aria-describedby="token"');
    expect(page).toContain('<main aria-busy="false">');
  });

  it('offers to cancel while it is checking, and to check again where there is no report', () => {
    expect(textOf(render({ kind: 'checking' }))).toBe('Check of Contoso Checking… Cancel');
    expect(render({ kind: 'checking' })).toContain('aria-busy="true"');
    expect(textOf(render({ kind: 'message', text: 'It was cancelled.' }))).toBe(
      'Check of Contoso It was cancelled. Check Again',
    );
  });

  it('lets nothing in from elsewhere, and runs nothing but its own script', () => {
    const page = render({ kind: 'report', report });
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;nonce-n0nce&#39;; script-src &#39;nonce-n0nce&#39;"`,
    );
    expect(page).not.toMatch(/https?:|\bsrc=|\bhref=|\son\w+=|\sstyle=/);
    expect([...page.matchAll(/<script/g)]).toHaveLength(1);
  });

  it('puts in what strangers wrote as text, whatever it is', () => {
    const elements = elementsOf(render({ kind: 'report', report }));
    fc.assert(
      fc.property(strangerText(), (text) => {
        const strange = checks.map((check) => ({
          ...check,
          title: text,
          detail: text,
          ...(check.help === undefined ? {} : { help: text }),
        }));
        const page = render({ kind: 'report', report: { checkedAt: 0, facts: [['Name', text]], checks: strange } });
        expect(elementsOf(page)).toEqual(elements);
        expect(page).not.toMatch(/[\p{Bidi_Control}]/u);
      }),
    );
  });
});
