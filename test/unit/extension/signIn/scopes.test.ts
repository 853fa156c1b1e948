import { describe, expect, it } from 'vitest';
import { signInScopes } from '../../../../src/extension/signIn/scopes';

const connection = { id: 'a', name: 'A', cloud: 'enterprise', tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100' };
const resource = 'https://manage.office.com';

describe('signInScopes', () => {
  it('asks for what the app was granted on the resource, in the tenant', () => {
    expect(signInScopes(connection, resource)).toEqual([
      'https://manage.office.com/.default',
      `VSCODE_TENANT:${connection.tenantId}`,
    ]);
  });

  it('names the app registration where there is one', () => {
    expect(signInScopes({ ...connection, clientId: 'app' }, resource)).toContain('VSCODE_CLIENT_ID:app');
  });
});
