import { dayMs, startOfDay, type ContentWindow } from '../../core/api/contentWindow';
import type { NotificationAttempt } from '../../core/protocol/webhookProtocol';

/** What the tree lists of a webhook, up to `now`: there may be thousands of attempts in a week. */
export function latestSpan(now: number): ContentWindow {
  return { start: now - dayMs, end: now };
}

/** The service knows more words than these in principle; whatever is not `success` deserves a look. */
export function isFailure({ status }: NotificationAttempt): boolean {
  return status !== 'success';
}

/** From when a blob became available to when the service told of it, in milliseconds. */
export function delayOf({ created, sent }: NotificationAttempt): number {
  return Math.max(0, sent - created);
}

export interface DayOfAttempts {
  /** Midnight, UTC, in milliseconds since the epoch. */
  readonly day: number;
  readonly attempts: readonly NotificationAttempt[];
}

/** Attempts by the day that they were made on, the latest day first; within a day failed ones first, and then the latest. */
export function groupByDay(attempts: readonly NotificationAttempt[]): readonly DayOfAttempts[] {
  const groups = new Map<number, NotificationAttempt[]>();
  for (const attempt of attempts) {
    const day = startOfDay(attempt.sent);
    const group = groups.get(day);
    if (group === undefined) {
      groups.set(day, [attempt]);
    } else {
      group.push(attempt);
    }
  }
  return [...groups]
    .sort(([first], [second]) => second - first)
    .map(([day, group]) => ({
      day,
      attempts: group.sort(
        (first, second) => Number(isFailure(second)) - Number(isFailure(first)) || second.sent - first.sent,
      ),
    }));
}

export interface NotificationSummary {
  readonly attempts: number;
  readonly failures: number;
  /** Blobs that attempts were made for. */
  readonly blobs: number;
  /** Blobs of which no attempt succeeded. */
  readonly undeliveredBlobs: number;
  /** Of the attempts that succeeded, in milliseconds; absent where none did. */
  readonly medianDelayMs?: number;
  readonly longestDelayMs?: number;
}

export function summarize(attempts: readonly NotificationAttempt[]): NotificationSummary {
  const delivered = attempts.filter((attempt) => !isFailure(attempt));
  const blobs = new Set(attempts.map(({ contentId }) => contentId));
  const deliveredBlobs = new Set(delivered.map(({ contentId }) => contentId));
  const delays = delivered.map(delayOf).sort((first, second) => first - second);
  const median = delays[Math.floor((delays.length - 1) / 2)];
  const longest = delays.at(-1);
  return {
    attempts: attempts.length,
    failures: attempts.length - delivered.length,
    blobs: blobs.size,
    undeliveredBlobs: blobs.size - deliveredBlobs.size,
    ...(median === undefined ? {} : { medianDelayMs: median }),
    ...(longest === undefined ? {} : { longestDelayMs: longest }),
  };
}
