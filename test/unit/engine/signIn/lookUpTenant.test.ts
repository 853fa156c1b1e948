import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Network } from '../../../../src/engine/network/network';
import { exchangeWithAuthority } from '../../../../src/engine/signIn/authorityExchange';
import { lookUpTenant } from '../../../../src/engine/signIn/lookUpTenant';
import { account, failureOf, plainNetwork, startTrustedAuthority } from './authorityFixture';

const network = new Network(plainNetwork, {});
const cloud = 'https://localhost:9';

describe('the tenant of a domain', () => {
  it('is found by its openid-configuration', async () => {
    const { origin } = await startTrustedAuthority({ domains: { 'contoso.example': account.tenantId } });
    expect(await lookUpTenant({ cloud, authority: origin, domain: ' Contoso.Example ' }, network)).toBe(
      account.tenantId,
    );
  });

  it('is not found where no tenant has the domain', async () => {
    const { origin } = await startTrustedAuthority({ domains: { 'contoso.example': account.tenantId } });
    const failure = await failureOf(lookUpTenant({ cloud, authority: origin, domain: 'fabrikam.example' }, network));
    expect(failure).toMatchObject({ kind: 'signIn', code: 'UnknownDomain', action: 'editConnection' });
    expect(failure.message).toContain('fabrikam.example');
  });

  it.each([
    '',
    'contoso',
    'common',
    'contoso.example/..',
    '../contoso.example',
    'contoso.example?x=1',
    'contoso.example#',
    '-contoso.example',
    'contoso..example',
    'contoso.example.',
    `${'a'.repeat(64)}.example`,
    '127.0.0.1',
    'user@contoso.example',
  ])('is not asked for where "%s" is no domain', async (domain) => {
    const failure = await failureOf(lookUpTenant({ cloud, authority: 'https://localhost:9', domain }, network));
    expect(failure).toMatchObject({ code: 'UnknownDomain' });
  });

  it.each([{ cloud: 'demo' }, { cloud, authority: 'http://login.example' }])(
    'is not asked for in what is no cloud: %j',
    async (place) => {
      const failure = await failureOf(lookUpTenant({ ...place, domain: 'contoso.example' }, network));
      expect(failure).toMatchObject({ code: 'InvalidConnection', action: 'editConnection' });
    },
  );

  it('asks for nothing but a domain, whatever is given', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.webPath(), fc.webUrl(), fc.emailAddress()), async (domain) => {
        await failureOf(lookUpTenant({ cloud, authority: origin, domain }, network));
      }),
      { numRuns: 100 },
    );
    const unexpected = identityServer.requests.filter(
      (address) => !/^\/[a-z\d.-]+\/v2\.0\/\.well-known\/openid-configuration$/.test(new URL(address).pathname),
    );
    expect(unexpected).toEqual([]);
  });
});

describe('a request to the authority', () => {
  it('goes to the authority only', async () => {
    const { origin, identityServer } = await startTrustedAuthority();
    const elsewhere = await startTrustedAuthority();
    const failure = await failureOf(
      exchangeWithAuthority(
        { method: 'POST', url: `${elsewhere.origin}/common/oauth2/v2.0/token`, body: 'client_secret=s' },
        { authority: origin, network },
      ),
    );
    expect(failure).toMatchObject({ kind: 'signIn', code: 'ForeignOrigin' });
    expect([...identityServer.requests, ...elsewhere.identityServer.requests]).toEqual([]);
  });

  it('says that an answer is none of a sign-in service', async () => {
    const { origin } = await startTrustedAuthority();
    const failure = await failureOf(
      exchangeWithAuthority({ method: 'GET', url: `${origin}/nowhere` }, { authority: origin, network }),
    );
    expect(failure).toMatchObject({ kind: 'network', code: 'HTTP404', action: 'retry' });
  });
});
