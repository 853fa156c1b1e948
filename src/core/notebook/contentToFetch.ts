import type { FetchableContent, ResultScan } from '../protocol/queryProtocol';

/** What to fetch so that none of some results lacks anything: each range once, with the content types that lack something there. */
export function contentToFetch(scans: readonly Pick<ResultScan, 'coverage'>[]): readonly FetchableContent[] {
  const byRange = new Map<string, FetchableContent>();
  for (const { contentTypes, range } of scans.flatMap(({ coverage }) => coverage.fetchable)) {
    const key = `${range.start}-${range.end}`;
    const known = byRange.get(key)?.contentTypes ?? [];
    byRange.set(key, { contentTypes: [...new Set([...known, ...contentTypes])], range });
  }
  return [...byRange.values()];
}
