import { beforeEach, expect, it, vi } from 'vitest';
import { demoConnection, type Connection } from '../../../../src/core/api/connection';
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

it('keeps the upkeep of a connection that is edited', async () => {
  const upkeep = { backgroundSync: { intervalMinutes: 15 }, retention: { days: 30 } };
  settings.connections = [{ ...contoso, ...upkeep }];
  await new ConnectionStore(memento()).update({ ...contoso, name: 'Contoso Ltd.' });
  expect(settings.connections).toEqual([{ ...contoso, name: 'Contoso Ltd.', ...upkeep }]);
});

it('writes the upkeep of a connection beside it, and that of the demo tenant into no setting', async () => {
  settings.connections = ['?', contoso];
  const store = new ConnectionStore(memento());
  await store.updateUpkeep(contoso, { retention: { days: 30 } });
  expect(settings.connections).toEqual(['?', { ...contoso, retention: { days: 30 } }]);
  await store.updateUpkeep(demoConnection, { backgroundSync: { intervalMinutes: 5 } });
  expect(store.upkeepOf(demoConnection)).toEqual({ backgroundSync: { intervalMinutes: 5 } });
  expect(settings.connections).toHaveLength(2);
});
