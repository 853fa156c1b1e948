import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { clouds } from '../../../../src/core/api/cloud';
import { createGetGraphToken } from '../../../../src/engine/graph/graphToken';
import { TokenCache } from '../../../../src/engine/server/tokenCache';
import { makeToken } from '../../sandbox/sandboxClient';

const tenantId = '5a8f0c1e-7d3b-4e62-9c4a-d1e0de30a0de';
const connection: Connection = { id: 'contoso', name: 'Contoso', cloud: 'enterprise', tenantId };
const { graphOrigin } = clouds.enterprise;
const asked = { refresh: false, signal: new AbortController().signal };

function tokenFor(aud: string, tid = tenantId): string {
  return makeToken({ aud, tid, exp: Math.floor(Date.now() / 1_000) + 3_600 });
}

describe('the token for Microsoft Graph', () => {
  it.each([graphOrigin, `${graphOrigin}/`, '00000003-0000-0000-c000-000000000000'])(
    'may be for %s',
    async (audience) => {
      const token = tokenFor(audience);
      const resources: string[] = [];
      const tokens = new TokenCache(({ resource }) => {
        resources.push(resource);
        return Promise.resolve(token);
      });
      await expect(createGetGraphToken(tokens, connection, graphOrigin)(asked)).resolves.toBe(token);
      expect(resources).toEqual([graphOrigin]);
    },
  );

  it('is left to Graph where it has expired by the clock of this computer, which may be wrong', async () => {
    const token = makeToken({ aud: graphOrigin, tid: tenantId, exp: Math.floor(Date.now() / 1_000) - 7_200 });
    const tokens = new TokenCache(() => Promise.resolve(token));
    await expect(createGetGraphToken(tokens, connection, graphOrigin)(asked)).resolves.toBe(token);
  });

  it.each([
    ['WrongAudience', tokenFor('https://manage.office.com')],
    ['WrongTenant', tokenFor(graphOrigin, '11111111-2222-4333-8444-555555555555')],
  ])('is not used where it does not fit: %s', async (code, token) => {
    let requests = 0;
    const tokens = new TokenCache(() => {
      requests += 1;
      return Promise.resolve(token);
    });
    const getToken = createGetGraphToken(tokens, connection, graphOrigin);
    await expect(getToken(asked)).rejects.toMatchObject({ data: { kind: 'signIn', code } });
    await expect(getToken(asked)).rejects.toMatchObject({ data: { code } });
    expect(requests).toBe(2);
  });
});
