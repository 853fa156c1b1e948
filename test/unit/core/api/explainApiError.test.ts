import { expect, it } from 'vitest';
import { apiErrors } from '../../../../src/core/api/apiError';
import { explainApiError } from '../../../../src/core/api/explainApiError';

it('says what happened and what helps, and then what the service said', () => {
  expect(explainApiError({ status: 401, code: 'AF10001', message: 'The permission set () ...' }, 'signIn')).toEqual({
    kind: 'api',
    code: 'AF10001',
    action: 'signIn',
    message:
      'The app lacks the permission ActivityFeed.Read. Add it as an application or delegated permission, grant admin consent, and sign in again. (AF10001: The permission set () ...)',
  });
});

it('names the other permission for DLP.All', () => {
  const facts = { status: 401, code: 'AF10001', contentType: 'DLP.All' } as const;
  expect(explainApiError(facts, 'signIn').message).toContain('ActivityFeed.ReadDlp');
});

it('calls lost content not found', () => {
  expect(explainApiError({ status: 400, code: 'AF20051' }, 'gone')).toMatchObject({ kind: 'notFound' });
});

it('bounds what it takes from the service', () => {
  const { message } = explainApiError({ status: 400, message: 'x'.repeat(10_000) }, 'fix');
  expect(message.length).toBeLessThan(1_000);
});

it.each([301, 400, 401, 403, 404, 408, 418, 429, 500, 503])('has words for %i without a code', (status) => {
  expect(explainApiError({ status }, 'fix').message).toMatch(/^The service .*\.$/);
});

it.each(Object.entries(apiErrors))('has whole sentences for %s', (code, { reaction }) => {
  expect(explainApiError({ status: 400, code }, reaction).message).toMatch(/\. \(AF\d+\)$/);
});
