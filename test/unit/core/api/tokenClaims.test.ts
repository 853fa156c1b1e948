import { describe, expect, it } from 'vitest';
import { readTokenClaims } from '../../../../src/core/api/tokenClaims';

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function jwt(claims: unknown): string {
  return `${encode({ alg: 'none' })}.${encode(claims)}.signature`;
}

describe('the claims of a token', () => {
  it('are read, times in milliseconds', () => {
    const token = jwt({
      aud: 'https://manage.office.com',
      tid: 'B1946AC9-2492-4D23-A7C1-5A1C0FFEE003',
      nbf: 1_700_000_000,
      exp: 1_700_003_600,
      scp: 'ActivityFeed.Read ActivityFeed.ReadDlp',
      upn: 'zoë@contoso.example',
      unknown: { nested: true },
    });
    expect(readTokenClaims(token)).toEqual({
      audience: 'https://manage.office.com',
      tenantId: 'b1946ac9-2492-4d23-a7c1-5a1c0ffee003',
      notBefore: 1_700_000_000_000,
      expires: 1_700_003_600_000,
      roles: [],
      scopes: ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'],
      isAppOnly: false,
      account: 'zoë@contoso.example',
    });
  });

  it.each([
    [{ idtyp: 'app', roles: ['ActivityFeed.Read'] }, true],
    [{ roles: ['ActivityFeed.Read'] }, true],
    [{}, true],
    [{ scp: 'User.Read' }, false],
    [{ idtyp: 'user', roles: ['Role.Of.User'] }, false],
  ])('of %j say whether it is of an app: %s', (claims, isAppOnly) => {
    expect(readTokenClaims(jwt(claims))?.isAppOnly).toBe(isAppOnly);
  });

  it.each(['opaque', 'a.b', 'a.b.c', jwt('text'), jwt({ exp: 'soon' }), `${encode({})}.%%%.c`, ''])(
    'are none in %s',
    (token) => {
      expect(readTokenClaims(token)).toBeUndefined();
    },
  );
});
