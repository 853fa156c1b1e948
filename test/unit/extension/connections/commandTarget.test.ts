import { describe, expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { pickConnection, pickContentType } from '../../../../src/extension/connections/commandTarget';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';

vi.mock('vscode', () => import('../vscodeStandIn'));

const before: Connection = {
  id: 'contoso',
  name: 'Contoso',
  cloud: 'enterprise',
  tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100',
};
const after: Connection = { ...before, tenantId: '10111213-1415-4617-9819-1a1b1c1d1e1f' };

function storeOf(...connections: readonly Connection[]): ConnectionStore {
  return {
    connections,
    find: (id: string) => connections.find((known) => known.id === id),
  } as unknown as ConnectionStore;
}

describe('what a command is about', () => {
  it('is the connection as it is now, though the button that was pressed is older', async () => {
    expect(await pickConnection(storeOf(after), { connection: before })).toBe(after);
    const target = { connection: before, contentType: 'DLP.All', id: 'contoso/DLP.All' } as const;
    expect(await pickContentType(storeOf(after), target)).toEqual({ connection: after, contentType: 'DLP.All' });
  });

  it('is the row itself where nothing has changed', async () => {
    const target = { connection: before, contentType: 'DLP.All' } as const;
    expect(await pickContentType(storeOf(before), target)).toBe(target);
  });
});
