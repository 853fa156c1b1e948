import type { ContentType } from '../../../core/api/contentType';
import { hourMs } from '../../../core/api/contentWindow';
import type { Examination } from '../examination';
import { ok, warning, type Finding } from '../finding';
import { durationText, namesOf } from '../words';

/** How long the service may take to give the first content after a start ("Management Activity API reference"). */
const firstContentMs = 12 * hourMs;

type Supply = 'present' | 'waiting' | 'silent' | 'unlisted';

/** Whether content comes of what is subscribed to. */
export async function checkFirstContent(examination: Examination): Promise<Finding> {
  const supplies = new Map<ContentType, Supply>();
  for (const contentType of await examination.enabled()) {
    supplies.set(contentType, await findSupply(examination, contentType));
  }
  const having = (wanted: Supply): readonly ContentType[] =>
    [...supplies].flatMap(([contentType, supply]) => (supply === wanted ? [contentType] : []));
  const [present, waiting, silent, unlisted] = [
    having('present'),
    having('waiting'),
    having('silent'),
    having('unlisted'),
  ];
  const detail = [
    ...(present.length === 0 ? [] : [`Content of the last 24 hours: ${namesOf(present)}.`]),
    ...(waiting.length === 0
      ? []
      : [`Waiting for the first content, which may take ${durationText(firstContentMs)}: ${namesOf(waiting)}.`]),
    ...(silent.length === 0 ? [] : [`No content in the last 24 hours: ${namesOf(silent)}.`]),
    ...(unlisted.length === 0 ? [] : [`Not to be listed: ${namesOf(unlisted)}.`]),
  ].join('\n');
  // Content of DLP.All comes only where a policy matched something: silence is the rule there.
  const isExpected = silent.every((contentType) => contentType === 'DLP.All') && unlisted.length === 0;
  return isExpected
    ? ok(detail)
    : warning(detail, {
        help: `After a start the first content may take ${durationText(firstContentMs)}, and a day after auditing was turned on. If it takes longer, see whether anything happened in the tenant that is audited.`,
      });
}

async function findSupply(examination: Examination, contentType: ContentType): Promise<Supply> {
  const { value: blobs } = await examination.lastDay(contentType);
  if (blobs === undefined) {
    return 'unlisted';
  }
  if (blobs.length > 0) {
    return 'present';
  }
  const startedAt = examination.services.startedAt?.(contentType);
  return startedAt !== undefined && Date.now() - startedAt < firstContentMs ? 'waiting' : 'silent';
}
