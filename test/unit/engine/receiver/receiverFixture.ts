import { onTestFinished } from 'vitest';
import type { Connection } from '../../../../src/core/api/connection';
import type { ReceiverParams, ReceiverState } from '../../../../src/core/protocol/webhookProtocol';
import type { Delivery } from '../../../../src/engine/receiver/contentInbox';
import type { ReceiverOptions } from '../../../../src/engine/receiver/receiver';
import { Receiver } from '../../../../src/engine/receiver/receiver';

export const apiOrigin = 'https://api.example';
export const clientId = '11111111-2222-4333-8444-555555555555';
export const authId = 'a secret of 24 letters..';

export const connection: Connection = {
  id: 'contoso',
  name: 'Contoso',
  cloud: apiOrigin,
  tenantId: '99999999-2222-4333-8444-555555555555',
  clientId,
};

/** An item as the service sends it. */
export function item(contentId: string, other: object = {}): Record<string, unknown> {
  return {
    tenantId: connection.tenantId,
    clientId,
    contentType: 'Audit.Exchange',
    contentId,
    contentUri: `${apiOrigin}/audit/${contentId}`,
    contentCreated: '2026-03-10T12:00:00.000Z',
    contentExpiration: '2026-03-17T12:00:00.000Z',
    ...other,
  };
}

interface Sent {
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A receiver that listens, and what it was to fetch. */
export class ReceiverFixture {
  readonly deliveries: Delivery[] = [];
  readonly failures: unknown[] = [];
  readonly states: ReceiverState[] = [];
  readonly receiver: Receiver;
  address = '';

  constructor(options: Partial<ReceiverOptions>) {
    this.receiver = new Receiver({
      originOf: ({ cloud }) => Promise.resolve(cloud),
      deliver: (delivery) => {
        this.deliveries.push(delivery);
        return Promise.resolve();
      },
      onFailure: (error) => this.failures.push(error),
      onChange: (state) => this.states.push(state),
      ...options,
    });
  }

  async start(params: Partial<ReceiverParams> = {}): Promise<ReceiverState> {
    const state = await this.receiver.start({ port: 0, routes: [{ connection, authIds: [authId] }], ...params });
    this.address = state.localAddress ?? '';
    return state;
  }

  get deliveredIds(): readonly string[] {
    return this.deliveries.flatMap(({ blobs }) => blobs.map(({ contentId }) => contentId));
  }

  /** @returns the status */
  async post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<number> {
    return this.send({ body: JSON.stringify(body), headers });
  }

  /** @returns the status */
  async send({ method = 'POST', body, headers = {} }: Sent): Promise<number> {
    const response = await fetch(this.address, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: { 'Webhook-AuthID': authId, 'Content-Type': 'application/json; charset=utf-8', ...headers },
    });
    await response.body?.cancel();
    return response.status;
  }
}

/** A receiver that is closed when the test is over. */
export async function openReceiver(
  options: Partial<ReceiverOptions> = {},
  params: Partial<ReceiverParams> = {},
): Promise<ReceiverFixture> {
  const fixture = new ReceiverFixture(options);
  onTestFinished(() => fixture.receiver.stop());
  await fixture.start(params);
  return fixture;
}
