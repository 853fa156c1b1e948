import { contentTypes, contentTypeTables, type ContentType } from '../../core/api/contentType';
import { dayMs, hourMs, retentionMs, type ContentWindow } from '../../core/api/contentWindow';
import { computeCoverage } from '../../core/archive/computeCoverage';
import type { CoverageState } from '../../core/archive/coverage';
import type { TableRead } from '../../core/kql/plan/tableReads';
import type { ResultScan, ScanCoverage } from '../../core/protocol/queryProtocol';
import type { Archive } from '../archive/archive';
import { selectedPart } from '../data/fileSelection';

/** A longer range is told by the day: that is precise enough, and takes no longer. */
const longestByHour = 31 * dayMs;

export interface ScanOptions {
  readonly tenantId: string;
  /** What the query was limited to; absent where it was not. */
  readonly timeRange?: ContentWindow | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What a statement read of the archive, and how complete the archive is there: by the catalogue, so that no file is opened for it.
 *
 * @returns undefined where it read no audit records
 */
export async function findScan(
  archive: Archive,
  reads: readonly TableRead[],
  options: ScanOptions,
): Promise<ResultScan | undefined> {
  if (reads.length === 0) {
    return undefined;
  }
  const read = (await archive.files(options.tenantId)).filter((file) =>
    reads.some(
      ({ table, from, until }) =>
        selectedPart(file, {
          contentTypes: contentTypesOf(table),
          ...(from === undefined ? {} : { from }),
          ...(until === undefined ? {} : { until }),
        }) !== 'none',
    ),
  );
  return {
    files: read.length,
    bytes: read.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    coverage: await findCoverage(archive, new Set(reads.flatMap(({ table }) => contentTypesOf(table))), options),
  };
}

/** The content types that a table has records of: all, unless it is the one of a content type. */
function contentTypesOf(table: string): readonly ContentType[] {
  const own = contentTypes.filter((contentType) => contentTypeTables[contentType] === table);
  return own.length === 0 ? contentTypes : own;
}

async function findCoverage(
  archive: Archive,
  read: ReadonlySet<ContentType>,
  { tenantId, timeRange, now }: ScanOptions,
): Promise<ScanCoverage> {
  const range = timeRange ?? { start: Math.floor((now - retentionMs) / hourMs) * hourMs, end: now };
  const stepMs = range.end - range.start <= longestByHour ? hourMs : dayMs;
  const [content] = await archive.content(tenantId);
  const { windows = [], blobs = [], deletions = [] } = content ?? {};
  const { rows } = computeCoverage({ windows, blobs, deletions }, { range, stepMs, now });
  const collected = rows.filter(({ contentType }) => read.has(contentType));
  const states = collected.flatMap(({ cells }) => cells.map(({ state }) => state));
  const count = (...counted: readonly CoverageState[]): number =>
    states.filter((state) => counted.includes(state)).length;
  const listed = collected.flatMap(({ listedAt }) => listedAt ?? []);
  return {
    range,
    total: states.length - count('future', 'none'),
    pending: count('pending', 'failed'),
    lost: count('lost'),
    ...(listed.length === 0 ? {} : { listedAt: Math.min(...listed) }),
  };
}
