import type { ContentType } from '../../../core/api/contentType';
import { contentTypes } from '../../../core/api/contentType';
import { mergeWindows } from '../../../core/archive/windowSets';
import type { Sql } from '../../../core/kql/sql/sql';
import { integerLiteral, joinSql, sql, textLiteral } from '../../../core/kql/sql/sql';
import type { PastDeletion } from './catalogue';

/**
 * Whether a record is of a content type and time whose records were deleted: late copies of these would bring them back. What happened
 * after a deletion, it did not mean.
 *
 * @returns undefined where nothing was deleted; NULL for records with no time
 */
export function deletedCondition(deletions: readonly PastDeletion[]): Sql | undefined {
  const conditions = contentTypes.flatMap((contentType) =>
    deletedTimes(deletions, contentType).map(
      ({ start, end }) => sql`("ContentType" = ${textLiteral(contentType)}
        AND epoch_ms("CreationTime") >= ${integer(start)} AND epoch_ms("CreationTime") < ${integer(end)})`,
    ),
  );
  return conditions.length === 0 ? undefined : joinSql(conditions, sql` OR `);
}

function deletedTimes(deletions: readonly PastDeletion[], contentType: ContentType): ReturnType<typeof mergeWindows> {
  return mergeWindows(
    deletions
      .filter((deletion) => deletion.records > 0 && deletion.contentTypes.includes(contentType))
      .map(({ from = -Number.MAX_SAFE_INTEGER, until = Infinity, deletedAt }) => ({
        start: from,
        end: Math.min(until, deletedAt),
      })),
  );
}

function integer(instant: number): Sql {
  return integerLiteral(BigInt(Math.ceil(instant)));
}
