import { describe, expect, it } from 'vitest';
import { demoConnection } from '../../../../src/core/api/connection';
import { dayMs } from '../../../../src/core/api/contentWindow';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { SensitiveTypeNames } from '../../../../src/engine/resources/sensitiveTypeNames';
import { openSandbox } from '../../sandbox/sandboxClient';

const iban = 'e7dc4711-11b7-4cb0-b88b-2c394a771f0e';

/** A service that names the language it was asked for. */
class CountingService {
  readonly languages: string[] = [];
  isDown = false;

  readonly fetch = (_: unknown, language: string): Promise<{ id: string; name: string }[]> => {
    this.languages.push(language);
    return this.isDown
      ? Promise.reject(new Error('down'))
      : Promise.resolve([{ id: iban.toUpperCase(), name: `IBAN ${language}` }]);
  };
}

describe('the names of sensitive types', () => {
  it('come from the service in the language asked for', async () => {
    const { sandbox } = await openSandbox();
    const client = new ManagementApiClient({
      origin: sandbox.origin,
      tenantId: sandbox.tenantId,
      getToken: () => Promise.resolve(sandbox.token),
    });
    const names = new SensitiveTypeNames((_, language) => client.listDlpSensitiveTypes(language));
    expect((await names.names(demoConnection, 'de'))[iban]).toBe('Internationale Bankkontonummer (IBAN)');
    expect((await names.names(demoConnection, 'fr'))[iban]).toBe('Numéro de compte bancaire international (IBAN)');
    expect((await names.names(demoConnection, 'en'))[iban]).toBe('International Banking Account Number (IBAN)');
    await client.close();
  });

  it('are asked for once a day, for each tenant and language', async () => {
    const service = new CountingService();
    let now = 0;
    const names = new SensitiveTypeNames(service.fetch, () => now);
    const other = { ...demoConnection, tenantId: '11111111-2222-4333-8444-555555555555' };
    await Promise.all([names.names(demoConnection, 'de'), names.names(demoConnection, 'de')]);
    await names.names(demoConnection, 'pt-br');
    await names.names(other, 'de');
    now = dayMs - 1;
    expect(await names.names(demoConnection, 'de')).toEqual({ [iban]: 'IBAN de' });
    expect(service.languages).toEqual(['de', 'pt-BR', 'de']);
    now = dayMs;
    await names.names(demoConnection, 'de');
    expect(service.languages).toHaveLength(4);
  });

  it('are asked for again after a failure', async () => {
    const service = new CountingService();
    const names = new SensitiveTypeNames(service.fetch);
    service.isDown = true;
    await expect(names.names(demoConnection, 'de')).rejects.toThrow('down');
    service.isDown = false;
    expect(await names.names(demoConnection, 'de')).toEqual({ [iban]: 'IBAN de' });
  });

  it.each(['', 'de\r\nX-Header: 1', 'de,fr'])('are in English for %j, which is no language', async (language) => {
    const service = new CountingService();
    await new SensitiveTypeNames(service.fetch).names(demoConnection, language);
    expect(service.languages).toEqual(['en-US']);
  });
});
