import { describe, expect, it } from 'vitest';
import type { TokenClaims } from '../../../../src/core/api/tokenClaims';
import type { TokenExpectation } from '../../../../src/core/api/tokenMisfit';
import { describeTokenMisfit } from '../../../../src/core/api/tokenMisfit';

const now = Date.parse('2026-03-10T12:00:00Z');
const tenantId = 'b1946ac9-2492-4d23-a7c1-5a1c0ffee003';
const minute = 60_000;

const expectation: TokenExpectation = {
  resource: 'https://manage.office.com',
  tenantId,
  now,
  permissions: ['ActivityFeed.Read'],
};

const claims: TokenClaims = {
  audience: 'https://manage.office.com',
  tenantId,
  notBefore: now - minute,
  expires: now + 60 * minute,
  roles: ['ActivityFeed.Read'],
  scopes: [],
  isAppOnly: true,
};

const delegated: Partial<TokenClaims> = { roles: [], scopes: ['ActivityFeed.Read'], isAppOnly: false };
const dlp: Partial<TokenExpectation> = { permissions: ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'] };
const graph: Partial<TokenExpectation> = { resource: 'https://graph.microsoft.com', permissions: [] };

describe('a token that fits', () => {
  it.each<[string, Partial<TokenClaims>, Partial<TokenExpectation>]>([
    ['of the app', {}, {}],
    ['of a user', delegated, {}],
    ['with a slash after its audience', { audience: 'https://manage.office.com/' }, {}],
    ['with the app id of the API as audience', { audience: 'C5393580-F805-4401-95E8-94B7A6EF2FC2' }, {}],
    ['for a tenant that is written in upper case', {}, { tenantId: tenantId.toUpperCase() }],
    ['for Microsoft Graph by its app id', { audience: '00000003-0000-0000-c000-000000000000' }, graph],
    ['with both permissions, for DLP', { roles: ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'] }, dlp],
    ['from a clock that is a little ahead', { notBefore: now + 4 * minute }, {}],
    ['from a clock that is a little behind', { expires: now - 4 * minute }, {}],
    ['at a time that is not known', { notBefore: now + 60 * minute, expires: now - 60 * minute }, { now: undefined }],
  ])('%s', (_, changedClaims, changedExpectation) => {
    const misfit = describeTokenMisfit({ ...claims, ...changedClaims }, { ...expectation, ...changedExpectation });
    expect(misfit).toBeUndefined();
  });
});

describe('a token that does not fit', () => {
  it.each<[string, Partial<TokenClaims>, Partial<TokenExpectation>, string, string, RegExp]>([
    [
      'for another service',
      { audience: 'https://graph.microsoft.com' },
      {},
      'WrongAudience',
      'editConnection',
      /this token is for graph\.microsoft\.com/i,
    ],
    [
      'for another service, by app id',
      { audience: '00000003-0000-0000-c000-000000000000' },
      {},
      'WrongAudience',
      'editConnection',
      /for graph\.microsoft\.com, but manage\.office\.com/,
    ],
    [
      'of another cloud',
      {},
      { resource: 'https://manage.office365.us' },
      'WrongAudience',
      'editConnection',
      /for manage\.office\.com, but manage\.office365\.us/,
    ],
    ['of another tenant', {}, { tenantId: '0c9f6c1e-52a3-4f0e-8a11-5a1c0ffee002' }, 'WrongTenant', 'signIn', /tenant/],
    ['that expired', { expires: now - 6 * minute }, {}, 'TokenExpired', 'signIn', /expired at 2026-03-10T11:54/],
    ['of the future', { notBefore: now + 6 * minute }, {}, 'TokenNotYetValid', 'checkConnection', /clock/],
    ['of an app without the role', { roles: [] }, {}, 'MissingPermission', 'openSetup', /application permission/],
    [
      'of a user',
      { ...delegated, scopes: ['User.Read'] },
      {},
      'MissingPermission',
      'openSetup',
      /delegated permission/,
    ],
    ['without the one for DLP', {}, dlp, 'MissingDlpPermission', 'openSetup', /ActivityFeed\.ReadDlp besides/],
  ])('%s', (_, changedClaims, changedExpectation, code, action, message) => {
    const misfit = describeTokenMisfit({ ...claims, ...changedClaims }, { ...expectation, ...changedExpectation });
    expect(misfit).toMatchObject({ kind: 'signIn', code, action });
    expect(misfit?.message).toMatch(message);
  });
});
