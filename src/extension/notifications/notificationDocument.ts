import type { ContentWindow } from '../../core/api/contentWindow';
import type { NotificationListing } from '../../core/protocol/webhookProtocol';
import { delayOf, isFailure, summarize } from './notificationModel';

/** The attempts to notify a webhook as a JSON text, with what they amount to at the top. Times are ISO, delays in seconds. */
export function notificationDocument(
  subject: { readonly connection: string; readonly contentType: string; readonly range: ContentWindow },
  { attempts, truncated, expired }: NotificationListing,
): string {
  const { medianDelayMs, longestDelayMs, ...counts } = summarize(attempts);
  const latestFirst = [...attempts].sort((first, second) => second.sent - first.sent);
  return JSON.stringify({
    connection: subject.connection,
    contentType: subject.contentType,
    from: isoTime(subject.range.start),
    until: isoTime(subject.range.end),
    ...(expired === undefined ? {} : { noLongerKeptBefore: isoTime(expired.end) }),
    ...(truncated === true ? { truncated } : {}),
    summary: {
      ...counts,
      ...(medianDelayMs === undefined ? {} : { medianDelaySeconds: seconds(medianDelayMs) }),
      ...(longestDelayMs === undefined ? {} : { longestDelaySeconds: seconds(longestDelayMs) }),
    },
    attempts: [...latestFirst.filter(isFailure), ...latestFirst.filter((attempt) => !isFailure(attempt))].map(
      (attempt) => ({
        status: attempt.status,
        sent: isoTime(attempt.sent),
        created: isoTime(attempt.created),
        delaySeconds: seconds(delayOf(attempt)),
        contentId: attempt.contentId,
        contentUri: attempt.contentUri,
      }),
    ),
  });
}

function isoTime(instant: number): string {
  return new Date(instant).toISOString();
}

function seconds(ms: number): number {
  return Math.round(ms / 1000);
}
