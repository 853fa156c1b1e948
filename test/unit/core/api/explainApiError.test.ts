import { describe, expect, it } from 'vitest';
import { apiErrors, formatApiErrorMessage, isApiErrorCode, reactionTo } from '../../../../src/core/api/apiError';
import type { ApiErrorFacts } from '../../../../src/core/api/explainApiError';
import { explainApiError } from '../../../../src/core/api/explainApiError';
import type { EngineErrorData } from '../../../../src/core/protocol/engineError';

function explain(facts: ApiErrorFacts): EngineErrorData {
  return explainApiError(facts, reactionTo(facts));
}

/** Each code: what a client does, what a person is offered, and a word of what they read. */
const rows: readonly (readonly [code: string, reaction: string, action: string | undefined, words: string])[] = [
  ['AF10001', 'signIn', 'openSetup', 'ActivityFeed.Read.'],
  ['AF20001', 'fix', 'editConnection', 'publisher identifier'],
  ['AF20002', 'fix', 'editConnection', 'GUIDs'],
  ['AF20003', 'fix', 'editWebhook', 'expiration'],
  ['AF20010', 'signIn', 'editConnection', 'another tenant'],
  ['AF20011', 'fix', 'editConnection', 'does not know this tenant'],
  ['AF20012', 'fix', 'editConnection', 'configured wrongly'],
  ['AF20013', 'fix', 'editConnection', 'GUID'],
  ['AF20020', 'fix', 'editConnection', 'content type'],
  ['AF20021', 'fix', 'editWebhook', 'M365ManagementActivityApiWebhook'],
  ['AF20022', 'subscribe', 'subscribe', '12 hours'],
  ['AF20023', 'subscribe', 'subscribe', 'auditing'],
  ['AF20024', 'success', undefined, 'already enabled'],
  ['AF20030', 'reclamp', 'checkConnection', 'clock'],
  ['AF20031', 'relist', 'retry', 'List again'],
  ['AF20050', 'gone', undefined, 'lost'],
  ['AF20051', 'gone', 'fetch', '7 days'],
  ['AF20052', 'gone', undefined, 'lost'],
  ['AF20053', 'fix', undefined, 'one language'],
  ['AF20054', 'fix', undefined, 'en-US'],
  ['AF20055', 'reclamp', 'checkConnection', 'clock'],
  ['AF429', 'retry', 'retry', 'too many requests'],
  ['AF50000', 'retry', 'retry', 'an hour'],
  ['AF50005', 'retry', 'retry', 'an hour'],
  ['AF50006', 'retry', 'retry', 'an hour'],
];

describe('the error table', () => {
  it('has a row for every code', () => {
    expect(rows.map(([code]) => code)).toEqual(Object.keys(apiErrors));
  });

  it.each(rows)('%s: %s, offers %s', (code, reaction, action, words) => {
    const message = isApiErrorCode(code) ? formatApiErrorMessage(code) : '';
    for (const status of [400, 401, 403, 404, 500]) {
      const facts = { status, code, message };
      const data = explain(facts);
      expect(reactionTo(facts)).toBe(reaction);
      expect(data).toMatchObject({ code, kind: reaction === 'gone' ? 'notFound' : 'api' });
      expect(data.action).toBe(action);
      expect(data.message).toContain(words);
      expect(data.message.endsWith(` (${code}: ${message})`)).toBe(true);
    }
  });

  it('decides by the code, never by the text', () => {
    const message = 'AF429: Too many requests. Tenant does not exist. DataServiceException. No subscription found.';
    expect(reactionTo({ status: 400, code: 'AF20020' })).toBe('fix');
    expect(explain({ status: 400, code: 'AF20020', message }).action).toBe('editConnection');
    expect(explain({ status: 400, message })).toMatchObject({ action: 'checkConnection' });
  });
});

describe('an answer without a known code', () => {
  it.each<[string, ApiErrorFacts, string, string | undefined, string]>([
    ['a redirection', { status: 307 }, 'fix', 'checkConnection', 'not followed'],
    ['a refused token', { status: 401 }, 'signIn', 'signIn', 'Sign in again'],
    ['one for DLP.All', { status: 401, contentType: 'DLP.All' }, 'signIn', 'openSetup', 'ActivityFeed.ReadDlp'],
    ['forbidden', { status: 403 }, 'fix', 'checkConnection', 'forbids'],
    ['a blob that is gone', { status: 404, operation: 'fetchBlob' }, 'gone', undefined, 'no longer has'],
    ['another address', { status: 404, operation: 'listContent' }, 'fix', 'editConnection', 'cloud'],
    ['a timeout', { status: 408 }, 'retry', 'retry', 'HTTP 408'],
    ['too many', { status: 429 }, 'retry', 'retry', 'too many requests'],
    ['an outage', { status: 503 }, 'retry', 'retry', 'HTTP 503'],
    ['an internal error', { status: 400, code: 'AF50009' }, 'retry', 'retry', 'AF50009'],
    ['an unknown code', { status: 400, code: 'AF99999' }, 'fix', 'checkConnection', 'HTTP 400'],
    ['anything else', { status: 418 }, 'fix', 'checkConnection', 'HTTP 418'],
    ['an unknown tenant', { status: 400, exception: 'Exception' }, 'fix', 'checkConnection', 'auditing'],
    ['the same as 500', { status: 500, exception: 'DataServiceException' }, 'fix', 'checkConnection', 'auditing'],
    ['a refused token with one', { status: 401, exception: 'Exception' }, 'signIn', 'signIn', 'Sign in again'],
    ['lost content with one', { status: 404, exception: 'Exception' }, 'gone', undefined, 'no longer has'],
    ['another exception', { status: 500, exception: 'TimeoutException' }, 'retry', 'retry', 'HTTP 500'],
  ])('%s', (_name, facts, reaction, action, words) => {
    const data = explain(facts);
    expect(reactionTo(facts)).toBe(reaction);
    expect(data.action).toBe(action);
    expect(data.message).toMatch(/^The service .*\./);
    expect(data.message).toContain(words);
  });
});

describe('the words', () => {
  it('name the other permission for DLP.All', () => {
    const { message } = explain({ status: 401, code: 'AF10001', contentType: 'DLP.All' });
    expect(message).toContain('ActivityFeed.ReadDlp');
  });

  it('say that the publisher identifier did not arrive, where AF429 names none', () => {
    const message = 'Too many requests. Method=GET, PublisherId=00000000-0000-0000-0000-000000000000';
    const data = explain({ status: 403, code: 'AF429', message });
    expect(data.action).toBe('retry');
    expect(data.message).toContain('publisher identifier did not arrive');
  });

  it('say how long the service asks to wait', () => {
    expect(explain({ status: 503, retryAfterMs: 3_600_000 }).message).toContain('wait for 60 minutes');
    expect(explain({ status: 503, retryAfterMs: 30_000 }).message).not.toContain('asks to wait');
  });

  it('show what is unknown whole, and say how much of a page they leave out', () => {
    const sentence = 'x'.repeat(1_500);
    expect(explain({ status: 400, message: sentence }).message).toContain(sentence);
    expect(explain({ status: 400, message: 'x'.repeat(10_000) }).message).toMatch(
      /x{2000}… and 8000 more characters\)$/,
    );
  });

  it('take no control characters from the service', () => {
    expect(explain({ status: 400, message: 'one\r\n\u001b[31mtwo' }).message).toMatch(/\(one \[31mtwo\)$/);
  });

  it('go with the answer as it came', () => {
    const raw = '<html><title>Gateway</title>The details.</html>';
    expect(explain({ status: 502, message: 'Gateway', raw }).detail).toBe(raw);
    expect(explain({ status: 502, raw: ' ' })).not.toHaveProperty('detail');
    expect(explain({ status: 502, raw: 'x'.repeat(50_000) }).detail).toMatch(/… and 34000 more characters$/);
  });
});
