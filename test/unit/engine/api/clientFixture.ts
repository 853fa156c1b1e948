import { expect } from 'vitest';
import type { GetToken } from '../../../../src/engine/api/apiTransport';
import { ManagementApiClient } from '../../../../src/engine/api/managementApiClient';
import { FakeTiming } from './fakeTiming';
import { type Answer, type LocalService, sendError, startLocalService } from './localService';

export const tenantId = '11111111-2222-3333-4444-555555555555';
export const publisherIdentifier = '99999999-8888-7777-6666-555555555555';
export const contentType = 'Audit.SharePoint';
export const window = { start: Date.parse('2026-03-03T00:00:00Z'), end: Date.parse('2026-03-04T00:00:00Z') };
/** Answers a request as one that the service takes for wrong. */
export const refuse: Answer = ({ response }) => {
  sendError(response, 400, 'AF20020');
};

/** A client of a service on loopback, which answers as a test says. */
export class ClientFixture implements AsyncDisposable {
  readonly timing = new FakeTiming();
  readonly refreshes: boolean[] = [];
  readonly client: ManagementApiClient;

  private constructor(
    readonly service: LocalService,
    getToken: GetToken,
  ) {
    this.client = new ManagementApiClient({
      origin: service.origin,
      tenantId,
      publisherIdentifier,
      timing: this.timing,
      getToken: (options) => {
        this.refreshes.push(options.refresh);
        return getToken(options);
      },
    });
  }

  static async start(answer: Answer, getToken: GetToken = () => Promise.resolve('secret')): Promise<ClientFixture> {
    return new ClientFixture(await startLocalService(answer), getToken);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await this.service[Symbol.asyncDispose]();
  }

  blobUri(id: string): string {
    return `${this.service.origin}/api/v1.0/${tenantId}/activity/feed/audit/${id}`;
  }

  async listAll(): Promise<string[]> {
    const ids: string[] = [];
    for await (const page of this.client.listContent(contentType, window)) {
      ids.push(...page.map((blob) => blob.contentId));
    }
    return ids;
  }
}

/** Content as a listing names it. */
export function item(contentId: string): object {
  return {
    contentType,
    contentId,
    contentUri: `https://manage.office.com/api/v1.0/${tenantId}/activity/feed/audit/${contentId}`,
    contentCreated: '2026-03-03T10:00:00.123Z',
    contentExpiration: '2026-03-10T10:00:00.123Z',
  };
}

/** The error that a promise ends with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('It should have failed.'),
    (error: unknown) => error,
  );
}
