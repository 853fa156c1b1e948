import { expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { demoConnection } from '../../../../src/core/api/connection';
import type { ContentType } from '../../../../src/core/api/contentType';
import type { SubscriptionServices } from '../../../../src/extension/subscriptions/subscriptionServices';
import { setWebhooks } from '../../../../src/extension/subscriptions/webhookSetter';

vi.mock('vscode', () => import('../vscodeStandIn'));

it('tells of the webhooks that were set before the user cancelled, and shows them', async () => {
  const told = vi.spyOn(vscode.window, 'showInformationMessage');
  const refresh = vi.fn();
  const remembered: ContentType[] = [];
  const request = (_method: string, { contentType }: { readonly contentType: ContentType }): Promise<void> =>
    contentType === 'Audit.SharePoint' ? Promise.reject(new vscode.CancellationError()) : Promise.resolve();
  const services = {
    engine: { request },
    receiver: { accepting: (_connection: unknown, _authId: unknown, work: () => Promise<void>) => work() },
    secrets: { put: () => Promise.resolve() },
    wanted: {
      rememberWebhook: ({ contentType }: { readonly contentType: ContentType }) => {
        remembered.push(contentType);
        return Promise.resolve();
      },
    },
    tree: { refresh },
  } as unknown as SubscriptionServices;
  await setWebhooks(services, {
    connection: demoConnection,
    contentTypes: ['Audit.Exchange', 'Audit.SharePoint', 'DLP.All'],
    webhook: { address: 'https://hooks.example.com/' },
    authId: undefined,
  });
  expect(remembered).toEqual(['Audit.Exchange']);
  expect(refresh).toHaveBeenCalledOnce();
  expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Exchange'));
});
