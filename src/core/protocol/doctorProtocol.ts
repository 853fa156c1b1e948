import type { EngineErrorAction } from './engineError';

/** What is looked at, in this order: what comes later needs what comes before. */
export const checkIds = [
  'network',
  'clock',
  'authority',
  'token',
  'feedPermission',
  'dlpPermission',
  'auditing',
  'subscriptions',
  'webhooks',
  'firstContent',
  'oldestContent',
  'quota',
  'lastFault',
] as const;
export type CheckId = (typeof checkIds)[number];

/**
 * - `ok`: it holds;
 * - `warning`: it works, but someone should look;
 * - `failed`: it does not hold;
 * - `skipped`: it could not be looked at, because something before it does not hold.
 */
export type CheckStatus = 'ok' | 'warning' | 'failed' | 'skipped';

export interface Check {
  readonly id: CheckId;
  readonly title: string;
  readonly status: CheckStatus;
  /** What was found. Nothing secret, nothing of a record. */
  readonly detail: string;
  /** The one thing to do, in words. */
  readonly help?: string;
  /** The same as an action that the place which shows the report may offer. */
  readonly action?: EngineErrorAction;
}

export interface ConnectionReport {
  /** Milliseconds since the epoch. */
  readonly checkedAt: number;
  /** Name, cloud, tenant, app, way to sign in, versions: what a ticket needs. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** One of each `CheckId`, in order. */
  readonly checks: readonly Check[];
}
