import { beforeEach, expect, it, vi } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import { ConnectionStore } from '../../../../src/extension/connections/connectionStore';
import { memento } from '../memento';

const settings = vi.hoisted((): { connections: unknown } => ({ connections: undefined }));

vi.mock('vscode', async () => ({
  ...(await import('../vscodeStandIn')),
  ConfigurationTarget: { Global: 1 },
  workspace: {
    onDidChangeConfiguration: () => ({ dispose: () => undefined }),
    getConfiguration: () => ({
      get: () => settings.connections,
      update: (_name: string, value: unknown) => {
        settings.connections = value;
      },
    }),
  },
}));

const contoso: Connection = {
  id: 'contoso',
  name: 'Contoso',
  cloud: 'enterprise',
  tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100',
};

beforeEach(() => {
  settings.connections = undefined;
});

it('keeps entries that it cannot read when it adds one', async () => {
  settings.connections = ['?'];
  await new ConnectionStore(memento()).add(contoso);
  expect(settings.connections).toEqual(['?', contoso]);
});

it('leaves a setting alone that is no list', async () => {
  settings.connections = { contoso: 'enterprise' };
  await expect(new ConnectionStore(memento()).add(contoso)).rejects.toMatchObject({
    data: { code: 'UnreadableSetting' },
  });
  expect(settings.connections).toEqual({ contoso: 'enterprise' });
});
