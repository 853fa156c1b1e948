import { expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { EngineError } from '../../../../src/core/protocol/engineError';
import type { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import type { AuditFileSystem } from '../../../../src/extension/documents/auditFileSystem';
import type { EngineSession } from '../../../../src/extension/engine/engineSession';
import type { ErrorPresenter } from '../../../../src/extension/errors/errorPresenter';
import { lookUpCommand } from '../../../../src/extension/graph/graphTarget';
import { LookUpCommand } from '../../../../src/extension/graph/lookUpCommand';
import { commands } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

const other: Connection = {
  id: 'fabrikam',
  name: 'Fabrikam',
  cloud: 'enterprise',
  tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100',
};

it('asks no other tenant for a user of a connection that was removed', async () => {
  const request = vi.fn();
  const shown: unknown[] = [];
  const command = new LookUpCommand(
    { request } as unknown as EngineSession,
    { connections: [other], find: () => undefined } as unknown as ConnectionStore,
    {} as unknown as AuditFileSystem,
    { show: (error: unknown) => Promise.resolve(shown.push(error)) } as unknown as ErrorPresenter,
  );
  await commands.executeCommand(lookUpCommand, { connectionId: 'contoso', subject: 'user', id: 'ana@contoso.com' });
  expect(request).not.toHaveBeenCalled();
  expect(shown).toEqual([expect.any(EngineError)]);
  command.dispose();
});
