import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../../src/core/api/connection';
import { demoConnection } from '../../../../../src/core/api/connection';
import { EngineError } from '../../../../../src/core/protocol/engineError';
import type { WebhookRequest } from '../../../../../src/core/protocol/webhookProtocol';
import { checkWebhook } from '../../../../../src/engine/server/handlers/webhookRequest';

const now = Date.parse('2026-03-10T12:00:00Z');
const contoso: Connection = { ...demoConnection, id: 'contoso', cloud: 'enterprise' };
const address = 'https://hooks.example/m365?code=1';

function check(webhook: Partial<WebhookRequest>, connection = contoso): WebhookRequest {
  return checkWebhook({ address, ...webhook }, { connection, now });
}

function isRefused(webhook: Partial<WebhookRequest>, connection?: Connection): boolean {
  try {
    check(webhook, connection);
    return false;
  } catch (error) {
    return error instanceof EngineError && error.data.code === 'InvalidWebhook' && error.data.action === 'editWebhook';
  }
}

describe('the address of a webhook', () => {
  it('begins with https', () => {
    expect(check({})).toEqual({ address });
    for (const wrong of [
      'http://hooks.example/',
      'http://127.0.0.1:7171/',
      'hooks.example',
      'ftp://hooks.example',
      '',
    ]) {
      expect(isRefused({ address: wrong })).toBe(true);
    }
  });

  it('may be http on loopback for the demo tenant', () => {
    const local = 'http://127.0.0.1:7171/notifications';
    expect(check({ address: local }, demoConnection)).toEqual({ address: local });
    expect(isRefused({ address: 'http://192.168.1.2:7171/' }, demoConnection)).toBe(true);
  });
});

describe('the authentication id of a webhook', () => {
  it('is what a header can carry', () => {
    expect(check({ authId: 'a b~!' })).toEqual({ address, authId: 'a b~!' });
    for (const wrong of ['', ' a', 'a ', 'é', 'a\r\nX: y', 'a\t']) {
      expect(isRefused({ authId: wrong })).toBe(true);
    }
  });

  it('is in no error', () => {
    expect(() => check({ authId: 'é secret' })).toThrow(/^(?!.*secret)/s);
  });
});

describe('the expiration of a webhook', () => {
  it.each([
    ['2026-03-11', '2026-03-11T00:00:00.000Z'],
    ['2026-03-10T12:00:01', '2026-03-10T12:00:01.000Z'],
    ['2026-03-10T13:30', '2026-03-10T13:30:00.000Z'],
    ['2026-03-10T13:30:00+01:00', '2026-03-10T12:30:00.000Z'],
    ['2026-03-10T13:30:00Z', '2026-03-10T13:30:00.000Z'],
  ])('%s is %s', (expiration, utc) => {
    expect(check({ expiration }).expiration).toBe(utc);
  });

  it.each(['2026-03-10T12:00:00Z', '2026-03-10', 'tomorrow', '2026-02-30', '11.03.2026', ''])(
    '%s is refused',
    (expiration) => {
      expect(isRefused({ expiration })).toBe(true);
    },
  );
});
