import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SubscriptionFinding } from '../../../../src/core/api/subscriptionState';
import type { Subscription } from '../../../../src/core/protocol/subscriptionProtocol';
import { contentTypeContext, contextValue, webhookContext } from '../../../../src/extension/tree/treeModel';

const menuEntry = z.object({ command: z.string(), when: z.string(), group: z.string() });
const manifest = z
  .object({ contributes: z.object({ menus: z.object({ 'view/item/context': z.array(menuEntry) }) }) })
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, '../../../../package.json'), 'utf8')));
const entries = manifest.contributes.menus['view/item/context'];

/** Commands of the menu of a row, without our prefix, sorted; those of the row itself where `isInline`. */
function commandsOf(context: string, isInline = false): readonly string[] {
  return entries
    .filter(({ group }) => group.startsWith('inline') === isInline)
    .filter(({ when }) => {
      const [, pattern = '^$'] = /viewItem =~ \/(.*)\//.exec(when) ?? [];
      return new RegExp(pattern).test(context);
    })
    .map(({ command }) => command.replace('m365Audit.', ''))
    .sort();
}

const running: Subscription = { contentType: 'Audit.Exchange', status: 'enabled' };
const stopped: Subscription = { contentType: 'Audit.Exchange', status: 'none' };
const webhook = { status: 'enabled', address: 'https://hooks.example.com/' };
const dropped: SubscriptionFinding = { kind: 'webhookDropped', address: webhook.address };

const webhookCommands = ['changeWebhook', 'removeWebhook', 'showNotifications'];

describe('the menu of a content type', () => {
  const cases: readonly (readonly [
    name: string,
    subscription: Subscription,
    finding: SubscriptionFinding | undefined,
    commands: readonly string[],
  ])[] = [
    ['stopped', stopped, undefined, ['startSubscription', 'setWebhook']],
    ['running', running, undefined, ['fetch', 'syncContent', 'stopSubscription', 'setWebhook']],
    [
      'with a webhook',
      { ...running, webhook },
      undefined,
      ['fetch', 'syncContent', 'stopSubscription', ...webhookCommands],
    ],
    [
      'that lost its webhook',
      running,
      dropped,
      ['fetch', 'syncContent', 'stopSubscription', 'keepSubscription', 'enableWebhook', ...webhookCommands],
    ],
    [
      'with a disabled webhook',
      { ...running, webhook },
      { kind: 'webhookDisabled' },
      ['fetch', 'syncContent', 'stopSubscription', 'enableWebhook', ...webhookCommands],
    ],
    [
      'with a webhook of someone else',
      { ...running, webhook },
      { kind: 'webhookAdded', address: webhook.address },
      ['fetch', 'syncContent', 'stopSubscription', 'keepSubscription', ...webhookCommands],
    ],
    ['that is gone', stopped, { kind: 'subscriptionMissing' }, ['startSubscription', 'keepSubscription', 'setWebhook']],
    ['of another app', stopped, { kind: 'appChanged' }, ['startSubscription', 'keepSubscription', 'setWebhook']],
  ];

  it.each(cases)('%s', (_, subscription, finding, commands) => {
    expect(commandsOf(contentTypeContext(subscription, finding))).toEqual(
      [...commands, 'refreshItem', 'showCoverage'].sort(),
    );
  });

  it('has the one thing that helps on the row itself', () => {
    expect(commandsOf(contentTypeContext(stopped, undefined), true)).toEqual(['startSubscription']);
    expect(commandsOf(contentTypeContext(running, dropped), true)).toEqual([
      'enableWebhook',
      'fetch',
      'stopSubscription',
    ]);
  });
});

describe('the menu of a webhook', () => {
  it('enables it where it does not work', () => {
    expect(commandsOf(webhookContext({ ...running, webhook }, undefined))).toEqual(
      [...webhookCommands, 'copyWebhookAuthId', 'refreshItem'].sort(),
    );
    expect(commandsOf(webhookContext({ ...running, webhook }, { kind: 'webhookDisabled' }))).toContain('enableWebhook');
  });

  it('opens the blob that an attempt told of', () => {
    expect(commandsOf(contextValue('attempt', { failed: true }))).toEqual(['openNotifiedBlob']);
  });
});

describe('the menu of a connection', () => {
  it('turns the background sync on, or off where it is on', () => {
    const context = (background: boolean): string =>
      contextValue('connection', { demo: true, signedIn: true, appOnly: false, background });
    expect(commandsOf(context(false))).toContain('turnOnBackgroundSync');
    expect(commandsOf(context(false))).not.toContain('turnOffBackgroundSync');
    expect(commandsOf(context(true))).toContain('turnOffBackgroundSync');
  });

  it('has no two commands at the same place', () => {
    const places = entries.filter(({ group, when }) => !group.startsWith('inline') && when.includes('type=connection'));
    const groups = places.map(({ group }) => group);
    const shared = places.filter(({ group }) => groups.filter((other) => other === group).length > 1);
    // Each pair excludes the other by its flags.
    expect(shared.map(({ command }) => command.replace('m365Audit.', '')).sort()).toEqual([
      'turnOffBackgroundSync',
      'turnOnBackgroundSync',
    ]);
  });

  it('starts all its subscriptions once it is signed in to', () => {
    const context = (signedIn: boolean): string => contextValue('connection', { demo: false, signedIn });
    expect(commandsOf(context(true))).toContain('startAllSubscriptions');
    expect(commandsOf(context(false))).not.toContain('startAllSubscriptions');
  });
});
