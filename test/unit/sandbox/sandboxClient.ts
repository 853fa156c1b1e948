import { Buffer } from 'node:buffer';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { ContentType } from '../../../src/core/api/contentType';
import type { ContentWindow } from '../../../src/core/api/contentWindow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';

/** A Wednesday, so that the days before it are working days. */
export const wednesday = Date.parse('2026-11-25T13:00:00Z');

/** A clock that a test moves. */
export class Clock {
  constructor(public time = wednesday) {}

  readonly now = (): number => this.time;
}

const itemsSchema = z.array(
  z.object({
    contentType: z.string(),
    contentId: z.string(),
    contentUri: z.string(),
    contentCreated: z.string(),
    contentExpiration: z.string(),
  }),
);
export type Item = z.output<typeof itemsSchema>[number];

const recordsSchema = z.array(
  z.looseObject({ Id: z.string(), Workload: z.string().optional(), RecordType: z.number().optional() }),
);
export type AnyRecord = z.output<typeof recordsSchema>[number];

/** The records of a blob's body. */
export function parseRecords(body: Uint8Array | string): readonly AnyRecord[] {
  return recordsSchema.parse(JSON.parse(Buffer.from(body).toString()));
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export function errorOf(answer: Answer): { readonly code: string; readonly message: string } {
  return errorSchema.parse(JSON.parse(answer.text)).error;
}

export class SandboxClient {
  constructor(
    readonly sandbox: Sandbox,
    private readonly token = sandbox.token,
  ) {}

  withToken(token: string): SandboxClient {
    return new SandboxClient(this.sandbox, token);
  }

  /** @param path below the API's root, or a whole address. */
  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const address = path.startsWith('http') ? path : `${this.sandbox.apiRoot}/${path}`;
    const response = await fetch(address, {
      ...init,
      headers: [...new Headers(init.headers), ['Authorization', `Bearer ${this.token}`]],
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  post(path: string, body?: unknown): Promise<Answer> {
    return this.request(path, { method: 'POST', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  start(contentType: ContentType, body?: unknown): Promise<Answer> {
    return this.post(`subscriptions/start?contentType=${contentType}`, body);
  }

  stop(contentType: ContentType): Promise<Answer> {
    return this.post(`subscriptions/stop?contentType=${contentType}`);
  }

  async list(contentType: ContentType, window?: ContentWindow): Promise<readonly Item[]> {
    return (await this.pages(contentType, window)).flat();
  }

  /** The pages of a listing, by following NextPageUri. */
  async pages(contentType: ContentType, window?: ContentWindow): Promise<readonly (readonly Item[])[]> {
    const times =
      window === undefined
        ? ''
        : `&startTime=${new Date(window.start).toISOString()}&endTime=${new Date(window.end).toISOString()}`;
    const pages: Item[][] = [];
    let next: string | null = `subscriptions/content?contentType=${contentType}${times}`;
    while (next !== null) {
      const answer: Answer = await this.request(next);
      if (answer.status !== 200) {
        throw new Error(answer.text);
      }
      pages.push(itemsSchema.parse(JSON.parse(answer.text)));
      next = answer.headers.get('NextPageUri');
    }
    return pages;
  }
}

/** A sandbox for one test, on Wednesday if nothing else is said. */
export async function openSandbox(options: SandboxOptions = {}): Promise<SandboxClient> {
  const sandbox = await startSandbox({ now: () => wednesday, ...options });
  onTestFinished(() => sandbox.close());
  return new SandboxClient(sandbox);
}

/** A JWT whose signature is nonsense: the sandbox looks at the claims. */
export function makeToken(claims: Readonly<Record<string, unknown>>): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.c2lnbmF0dXJl`;
}

/** The claims of an app that may read everything in the demo tenant. */
export function usualClaims(sandbox: Sandbox): Readonly<Record<string, unknown>> {
  return {
    tid: sandbox.tenantId,
    appid: '11111111-2222-4333-8444-555555555555',
    aud: 'https://manage.office.com',
    exp: wednesday / 1_000 + 3_600,
    roles: ['ActivityFeed.Read', 'ActivityFeed.ReadDlp'],
  };
}
