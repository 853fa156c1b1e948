import { contentTypes } from '../../core/api/contentType';
import { parseUtcTime, type ContentWindow } from '../../core/api/contentWindow';
import type { CollectedContent } from '../../core/archive/collectedContent';
import { wantedCoverage, type WantedContent } from '../../core/archive/wantedCoverage';
import type { TableRead } from '../../core/kql/plan/tableReads';
import type { NeededContent, ResultScan } from '../../core/protocol/queryProtocol';
import type { Archive } from '../archive/archive';
import { selectedPart } from '../data/fileSelection';

export interface ScanOptions {
  readonly tenantId: string;
  /** What the query was limited to; absent where it was not. */
  readonly timeRange?: ContentWindow | undefined;
  /** No file was opened for it. */
  readonly isFromMemory?: boolean;
  /** What the query says itself that it needs; it is told by what it reads where this is absent. */
  readonly needs?: readonly NeededContent[] | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * What a statement read of the archive, and how complete the archive is there: by the catalogue, so that no file is opened for it.
 *
 * @returns undefined where it read no audit records, and needs nothing
 */
export async function findScan(
  archive: Archive,
  reads: readonly TableRead[],
  { tenantId, timeRange, isFromMemory = false, needs = [], now }: ScanOptions,
): Promise<ResultScan | undefined> {
  if (reads.length === 0 && needs.length === 0) {
    return undefined;
  }
  const files = isFromMemory ? [] : await archive.files(tenantId);
  const read = files.filter((file) =>
    reads.some(
      ({ contentTypes: own, from, until }) =>
        selectedPart(file, {
          contentTypes: own,
          ...(from === undefined ? {} : { from }),
          ...(until === undefined ? {} : { until }),
        }) !== 'none',
    ),
  );
  const [content = nothingCollected] = await archive.content(tenantId);
  // An archive that was imported from files misses nothing of the service.
  const isCollected = content.windows.length > 0;
  const wanted =
    needs.length > 0 ? needs.flatMap(wantedByNeed) : reads.flatMap((each) => wantedByRead(each, isCollected));
  const limited = wanted.map(({ start = timeRange?.start, end = timeRange?.end, ...of }) => ({ ...of, start, end }));
  return {
    files: read.length,
    bytes: read.reduce((sum, { bytes = 0 }) => sum + bytes, 0),
    coverage: wantedCoverage(content, limited, now),
  };
}

const nothingCollected: CollectedContent = { windows: [], blobs: [], deletions: [] };

function wantedByRead({ contentTypes: types, from, until }: TableRead, isCollected: boolean): readonly WantedContent[] {
  const isNamed = isCollected && types.length < contentTypes.length;
  return types.map((contentType) => ({ contentType, start: from, end: until, isNamed }));
}

function wantedByNeed({ contentTypes: types, start, end }: NeededContent): readonly WantedContent[] {
  return types.map((contentType) => ({
    contentType,
    ...(start === undefined ? {} : { start: parseUtcTime(start) }),
    ...(end === undefined ? {} : { end: parseUtcTime(end) }),
    isNamed: types.length < contentTypes.length,
  }));
}
