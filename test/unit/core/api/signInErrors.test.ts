import { describe, expect, it } from 'vitest';
import { explainSignInError } from '../../../../src/core/api/signInErrors';

describe('a refusal of the authority', () => {
  it.each<[number, string, RegExp]>([
    [700016, 'editConnection', /does not know this app/],
    [7000215, 'editConnection', /value of the secret, not its id/],
    [7000222, 'editConnection', /secret has expired/],
    [700027, 'editConnection', /certificate/],
    [700024, 'checkConnection', /clock/],
    [7000218, 'openSetup', /public client flows/],
    [65001, 'openSetup', /consent/],
    [65004, 'signIn', /declined/],
    [650057, 'openSetup', /lists no permission/],
    [50105, 'openSetup', /assigned/],
    [50020, 'signIn', /does not belong to this tenant/],
    [50034, 'signIn', /does not belong to this tenant/],
    [90002, 'editConnection', /does not know this tenant/],
    [50076, 'signIn', /second factor/],
    [50079, 'signIn', /second factor/],
    [53003, 'editConnection', /conditional access/],
    [530003, 'editConnection', /conditional access/],
    [500011, 'editConnection', /audience/],
    [70011, 'editConnection', /audience/],
    [70019, 'signIn', /not used in time/],
    [70020, 'signIn', /not used in time/],
    [70016, 'signIn', /not been entered/],
    [700082, 'signIn', /Sign in again/],
    [90033, 'retry', /Try again/],
  ])('AADSTS%i has its words and its action', (code, action, message) => {
    const explained = explainSignInError({ error: 'invalid_request', codes: [code], description: 'Not shown.' });
    expect(explained).toMatchObject({ kind: 'signIn', code: `AADSTS${code}`, action });
    expect(explained.message).toMatch(message);
    expect(explained.message).toMatch(new RegExp(`\\(AADSTS${code}\\)$`));
    expect(explained.message).not.toContain('Not shown');
  });

  it('is explained by the number that is known, wherever it stands', () => {
    expect(explainSignInError({ error: 'invalid_grant', codes: [123456, 65001] })).toMatchObject({
      code: 'AADSTS65001',
      action: 'openSetup',
    });
  });

  it.each([
    ['invalid_client', undefined, 'editConnection'],
    ['invalid_grant', undefined, 'signIn'],
    ['invalid_grant', 'consent_required', 'openSetup'],
    ['expired_token', undefined, 'signIn'],
    ['authorization_declined', undefined, 'signIn'],
    ['device_code_expired', undefined, 'signIn'],
    ['temporarily_unavailable', undefined, 'retry'],
  ])('without a number, %s with %s, is explained by its code', (error, suberror, action) => {
    expect(explainSignInError({ error, codes: [], suberror })).toMatchObject({ code: error, action });
  });

  it('that is not known is shown whole: its number and its first sentence', () => {
    expect(
      explainSignInError({
        error: 'invalid_grant',
        codes: [999999],
        description: 'AADSTS999999: Something new happened. Trace ID: 1\r\nTimestamp: 2',
      }),
    ).toEqual({
      kind: 'signIn',
      code: 'AADSTS999999',
      action: 'checkConnection',
      message: 'The sign-in failed (AADSTS999999): "Something new happened".',
    });
    expect(explainSignInError({ error: 'strange', codes: [] }).message).toBe('The sign-in failed (strange).');
  });

  it('gives no control characters of the authority, and no page for a code', () => {
    const { code, message } = explainSignInError({
      error: `\u001b[2J${'x'.repeat(1_000)}\nsecond line`,
      codes: [],
      description: 'One\u001b[31m two\u0007.',
    });
    expect(code).toMatch(/^\[2Jx{61}$/);
    expect(message).toBe(`The sign-in failed (${code}): "One [31m two".`);
  });
});
