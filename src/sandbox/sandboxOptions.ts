import { z } from 'zod';
import { demoConnection } from '../core/api/connection';
import { contentTypes } from '../core/api/contentType';
import type { ScriptedBlob } from './content/scriptedContent';
import { faultsSchema } from './server/faultSettings';

/** The app that the fixed token stands for. */
const demoAppId = '3c1f6a52-0b7e-4d1c-8f7a-de30a0a99001';

const milliseconds = z.number().nonnegative();
const contentType = z.enum(contentTypes);

const webhooksSchema = z.strictObject({
  /** How often new content is looked for. */
  pollMs: milliseconds.default(2_000),
  /** Delay after the first failure; it doubles with each further one. */
  retryMs: milliseconds.default(30_000),
  /** Failures in a row after which the webhook is disabled. */
  maxFailures: z.int().positive().default(6),
  /** How long an endpoint may take to answer. */
  timeoutMs: milliseconds.default(10_000),
  /**
   * Of how many of the newest blobs a webhook is told as soon as it is set. The service tells only of what becomes available later,
   * so it is 0; here that is every 30 to 120 minutes, too long for someone who tries a receiver.
   */
  catchUp: z.int().nonnegative().default(0),
});

export const sandboxOptionsSchema = z.strictObject({
  /** Port on 127.0.0.1; 0 picks a free one. */
  port: z.int().min(0).max(65_535).default(0),
  tenantId: z.guid().toLowerCase().default(demoConnection.tenantId),
  /** Another seed gives the same company other days. */
  seed: z.int().default(1),
  /** NDJSON file whose records are served in place of the generated ones. */
  recordsFile: z.string().min(1).optional(),
  /** Blobs that are served in place of the generated ones. */
  blobs: z.custom<readonly ScriptedBlob[]>((value) => Array.isArray(value)).optional(),
  /** Bearer token of an app with every permission; random if absent. */
  token: z.string().min(1).optional(),
  /** The app that `token` stands for and that has subscriptions from the start. */
  appId: z.guid().toLowerCase().default(demoAppId),
  /** The service's clock, in milliseconds since the epoch; the quota follows it, so a faster clock has shorter minutes. */
  now: z.custom<() => number>((value) => typeof value === 'function').default(() => Date.now),
  /** Items of a listing's page; the service itself has been seen with 600. */
  pageSize: z.int().positive().default(200),
  requestsPerMinute: z.int().positive().default(2_000),
  /** AF429 has been seen with either. */
  throttleStatus: z.union([z.literal(403), z.literal(429)]).default(403),
  /** How AF429 says when to ask again, if it does: no document of the service names the header `Retry-After`. */
  throttleRetryAfter: z.enum(['none', 'seconds', 'date']).default('none'),
  /** What `appId` is subscribed to from the start; all but DLP.All, and all five with `recordsFile`. */
  subscribed: z.array(contentType).optional(),
  /** What `appId` was subscribed to until the sandbox starts: started again, it has the content of the time before. */
  stopped: z.array(contentType).default([]),
  /** Subscriptions of `appId` that an administrator has disabled (AF20023) until they are started again. */
  disabled: z.partialRecord(contentType, z.enum(['a tenant admin', 'a service admin'])).default({}),
  /** `misconfigured` answers AF20012; `auditingOff` is a tenant whose unified audit log was never turned on. */
  tenantState: z.enum(['ready', 'misconfigured', 'auditingOff']).default('ready'),
  /**
   * How long after a start or a change a running subscription may not be changed again. The reference asks for 15 minutes and names
   * no error, so AF429 is answered. Collectors that start every type on every poll get AF20024, never this.
   */
  startIntervalMs: milliseconds.default(15 * 60_000),
  /** Lets a webhook be `http://` on loopback, for tests. */
  allowHttpWebhooks: z.boolean().default(false),
  webhooks: webhooksSchema.prefault({}),
  faults: faultsSchema.prefault({}),
  /** Error bodies with single quotes, as the service has been seen to send them. */
  singleQuotedErrors: z.boolean().default(false),
});

export type SandboxOptions = z.input<typeof sandboxOptionsSchema>;
export type SandboxSettings = z.output<typeof sandboxOptionsSchema>;
