import { contentTypeOf, type ContentType } from '../../core/api/contentType';
import { dayMs, hourMs } from '../../core/api/contentWindow';
import { reorderKeys } from '../content/keyOrder';
import type { AuditEvent } from './auditRecord';
import type { Random } from './random';
import { longestWorkdayMs } from './workday';

/** A record on its way into a blob. */
export interface Delivery {
  readonly contentType: ContentType;
  /** When it becomes available, in milliseconds since the epoch. */
  readonly available: number;
  /** JSON. */
  readonly text: string;
}

const minuteMs = 60_000;

/** The shortest time from an event to its record. */
export const shortestLatencyMs = 8 * minuteMs;
const usualLatencyMs = 75 * minuteMs;
const longestLatencyMs = 70 * hourMs;
const longestEchoMs = 20 * hourMs;

/** How many days after the day of its plan a record may still become available. */
export const deliveryDays = Math.ceil((longestWorkdayMs + longestLatencyMs + longestEchoMs) / dayMs);

/** The share of records that come twice. */
const echoShare = 0.012;

export interface DeliveryOptions {
  readonly random: Random;
  /** The share of records that come up to three days late, 0 to 1. */
  readonly lateShare: number;
}

/** Sends records on their way: most within 75 minutes, some late, some a second time with another order of keys. */
export function deliver(events: readonly AuditEvent[], { random, lateShare }: DeliveryOptions): readonly Delivery[] {
  return events.flatMap(({ time, record }) => {
    const isLate = random.chance(lateShare);
    const latency = isLate
      ? between(random, usualLatencyMs, longestLatencyMs)
      : between(random, shortestLatencyMs, usualLatencyMs);
    const first: Delivery = {
      contentType: contentTypeOf(record),
      available: time + latency,
      text: JSON.stringify(record),
    };
    const echo = random.chance(echoShare) ? reorderKeys(first.text) : undefined;
    return echo === undefined
      ? [first]
      : [first, { ...first, text: echo, available: first.available + between(random, hourMs, longestEchoMs) }];
  });
}

function between(random: Random, least: number, most: number): number {
  return Math.floor(least + random.next() * (most - least));
}
