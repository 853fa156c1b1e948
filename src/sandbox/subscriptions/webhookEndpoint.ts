import { randomUUID } from 'node:crypto';
import { Refusal } from '../server/refusal';
import type { RequestedWebhook } from './startRequest';

export interface WebhookEndpointOptions {
  readonly allowHttp: boolean;
  readonly timeoutMs: number;
}

/** Sends to the endpoints of webhooks. */
export class WebhookEndpoint {
  constructor(
    private readonly options: WebhookEndpointOptions,
    private readonly signal: AbortSignal,
  ) {}

  /** Asks the endpoint whether it wants the notifications. @throws Refusal AF20021 if it does not answer 200, or is not https. */
  async validate(webhook: RequestedWebhook): Promise<void> {
    if (!this.isAllowed(webhook.address)) {
      throw new Refusal('AF20021', webhook.address, 'The address must begin with HTTPS.');
    }
    const validationCode = randomUUID();
    const accepted = await this.post(webhook, { validationCode }, { 'Webhook-ValidationCode': validationCode });
    if (!accepted) {
      throw new Refusal('AF20021', webhook.address, 'The endpoint did not return HTTP 200.');
    }
  }

  /** @returns whether the endpoint took it: it answered 200, in time. */
  async post(
    webhook: Pick<RequestedWebhook, 'address' | 'authId'>,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<boolean> {
    try {
      const response = await fetch(webhook.address, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=utf-8',
          ...(webhook.authId === undefined ? {} : { 'Webhook-AuthID': webhook.authId }),
          ...headers,
        },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: AbortSignal.any([this.signal, AbortSignal.timeout(this.options.timeoutMs)]),
      });
      await response.body?.cancel();
      return response.status === 200;
    } catch {
      // Unreachable, too slow, or a header value that HTTP does not allow: all the same to the service.
      return false;
    }
  }

  private isAllowed(address: string): boolean {
    if (!URL.canParse(address)) {
      return false;
    }
    const { protocol, hostname } = new URL(address);
    const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
    return protocol === 'https:' || (this.options.allowHttp && protocol === 'http:' && isLoopback);
  }
}
