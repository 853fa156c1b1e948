import { describe, expect, it } from 'vitest';
import { dayMs } from '../../../../src/core/api/contentWindow';
import {
  compareSubscription,
  expirationWarningMs,
  isOwnWebhook,
  type SubscriptionFinding,
  type WantedSubscription,
} from '../../../../src/core/api/subscriptionState';
import type { Subscription, Webhook } from '../../../../src/core/protocol/subscriptionProtocol';

const now = Date.UTC(2026, 10, 22, 12);
const app = '11111111-1111-1111-1111-111111111111';
const otherApp = '22222222-2222-2222-2222-222222222222';
const address = 'https://hooks.example.com/m365';

function found(status: Subscription['status'], webhook?: Partial<Webhook>): Subscription {
  return {
    contentType: 'Audit.Exchange',
    status,
    ...(webhook === undefined ? {} : { webhook: { status: 'enabled', address, ...webhook } }),
  };
}

function started(changes: Partial<WantedSubscription> = {}): WantedSubscription {
  return { isStarted: true, clientId: app, ...changes };
}

function isoTime(instant: number): string {
  return new Date(instant).toISOString();
}

const withWebhook = started({ webhook: { address } });
const stopped: WantedSubscription = { isStarted: false, clientId: app };

interface Case {
  readonly name: string;
  readonly wanted?: WantedSubscription;
  readonly found: Subscription;
  readonly finding: SubscriptionFinding | undefined;
}

const cases: readonly Case[] = [
  { name: 'nothing asked for, nothing there', found: found('none'), finding: undefined },
  { name: 'nothing asked for, disabled', found: found('disabled'), finding: undefined },
  { name: 'nothing asked for, runs with a webhook', found: found('enabled', {}), finding: undefined },
  {
    name: 'nothing asked for, runs with a disabled webhook',
    found: found('enabled', { status: 'disabled' }),
    finding: { kind: 'webhookDisabled' },
  },
  { name: 'started and runs', wanted: started(), found: found('enabled'), finding: undefined },
  { name: 'stopped and gone', wanted: stopped, found: found('none'), finding: undefined },
  { name: 'stopped and disabled', wanted: stopped, found: found('disabled'), finding: undefined },
  {
    name: 'stopped and runs',
    wanted: stopped,
    found: found('enabled'),
    finding: { kind: 'startedElsewhere' },
  },
  {
    name: 'started and disabled',
    wanted: withWebhook,
    found: found('disabled'),
    finding: { kind: 'subscriptionDisabled' },
  },
  {
    name: 'started and gone',
    wanted: started(),
    found: found('none'),
    finding: { kind: 'subscriptionMissing' },
  },
  {
    name: 'started by another app and gone',
    wanted: started({ clientId: otherApp }),
    found: found('none'),
    finding: { kind: 'appChanged', startedBy: otherApp },
  },
  {
    name: "started by VS Code's own app and gone",
    wanted: { isStarted: true },
    found: found('disabled'),
    finding: { kind: 'appChanged' },
  },
  {
    name: 'stopped by another app and gone',
    wanted: { isStarted: false, clientId: otherApp },
    found: found('none'),
    finding: undefined,
  },
  {
    name: 'started by another app, and runs for this one without the webhook of the other',
    wanted: started({ clientId: otherApp, webhook: { address } }),
    found: found('enabled'),
    finding: undefined,
  },
  {
    name: 'stopped by another app, and runs for this one',
    wanted: { isStarted: false, clientId: otherApp },
    found: found('enabled'),
    finding: undefined,
  },
  { name: 'webhook as wanted', wanted: withWebhook, found: found('enabled', {}), finding: undefined },
  {
    name: 'webhook as wanted, written in another way',
    wanted: started({ webhook: { address: 'https://HOOKS.example.com' } }),
    found: found('enabled', { address: 'https://hooks.example.com/' }),
    finding: undefined,
  },
  {
    name: 'webhook gone',
    wanted: withWebhook,
    found: found('enabled'),
    finding: { kind: 'webhookDropped', address },
  },
  {
    name: 'webhook where none was wanted',
    wanted: started(),
    found: found('enabled', {}),
    finding: { kind: 'webhookAdded', address },
  },
  {
    name: 'webhook at another address',
    wanted: withWebhook,
    found: found('enabled', { address: 'https://elsewhere.example.com/' }),
    finding: { kind: 'webhookMoved', address: 'https://elsewhere.example.com/', wantedAddress: address },
  },
  {
    name: 'webhook at an address that is none',
    wanted: withWebhook,
    found: found('enabled', { address: 'nowhere' }),
    finding: { kind: 'webhookMoved', address: 'nowhere', wantedAddress: address },
  },
  {
    name: 'webhook disabled',
    wanted: withWebhook,
    found: found('enabled', { status: 'disabled' }),
    finding: { kind: 'webhookDisabled' },
  },
  {
    name: 'webhook disabled and expired',
    wanted: withWebhook,
    found: found('enabled', { status: 'disabled', expiration: isoTime(now - 1) }),
    finding: { kind: 'webhookExpired', expires: now - 1 },
  },
  {
    name: 'webhook expired, as the service says',
    wanted: withWebhook,
    found: found('enabled', { status: 'expired' }),
    finding: { kind: 'webhookExpired' },
  },
  {
    name: 'webhook expired this moment, as the time says',
    wanted: withWebhook,
    found: found('enabled', { expiration: isoTime(now) }),
    finding: { kind: 'webhookExpired', expires: now },
  },
  {
    name: 'webhook that expires soon',
    wanted: withWebhook,
    found: found('enabled', { expiration: isoTime(now + dayMs) }),
    finding: { kind: 'webhookExpiring', expires: now + dayMs },
  },
  {
    name: 'webhook that expires later',
    wanted: withWebhook,
    found: found('enabled', { expiration: isoTime(now + expirationWarningMs) }),
    finding: undefined,
  },
  {
    name: 'webhook whose expiration has no zone: it is UTC',
    wanted: withWebhook,
    found: found('enabled', { expiration: '2026-11-23T12:00:00' }),
    finding: { kind: 'webhookExpiring', expires: now + dayMs },
  },
];

describe('compareSubscription', () => {
  it.each(cases)('$name', ({ wanted, found: subscription, finding }) => {
    expect(compareSubscription(wanted, subscription, app, now)).toEqual(finding);
  });
});

describe('isOwnWebhook', () => {
  it('is the one at the address that was asked for, whatever state it is in', () => {
    expect(isOwnWebhook(withWebhook, found('enabled', {}))).toBe(true);
    expect(isOwnWebhook(withWebhook, found('enabled', { status: 'disabled' }))).toBe(true);
  });

  it('is none that someone else set, and none that is gone', () => {
    expect(isOwnWebhook(withWebhook, found('enabled', { address: 'https://other.example/' }))).toBe(false);
    expect(isOwnWebhook(withWebhook, { contentType: 'DLP.All', status: 'enabled' })).toBe(false);
    expect(isOwnWebhook({ isStarted: true }, found('enabled', {}))).toBe(false);
    expect(isOwnWebhook(undefined, found('enabled', {}))).toBe(false);
  });
});
