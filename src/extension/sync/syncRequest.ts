import type { Connection } from '../../core/api/connection';
import type { ContentType } from '../../core/api/contentType';
import { clampToRetention, type ContentWindow } from '../../core/api/contentWindow';
import { mergeWindows } from '../../core/archive/windowSets';
import type { ConnectionNode, ContentTypeNode, DayNode, WindowNode } from '../tree/treeNodes';

/** What is to be synced of one connection. */
export interface SyncRequest {
  readonly connection: Connection;
  /** Those with an enabled subscription, where it is absent. */
  readonly contentTypes?: readonly ContentType[];
  /** All that the service still has, where it is absent. */
  readonly range?: ContentWindow;
}

/** Rows that can be synced. */
export type SyncNode = ConnectionNode | ContentTypeNode | DayNode | WindowNode;

/**
 * What to sync for rows of the tree: as few requests as name exactly these rows. What lies in a row that is chosen too is not asked
 * for again.
 */
export function toSyncRequests(nodes: readonly SyncNode[], now: number): readonly SyncRequest[] {
  const connections = new Map(nodes.map(({ connection }) => [connection.id, connection]));
  return [...connections.values()].flatMap((connection) =>
    requestsOf(
      connection,
      nodes.filter((node) => node.connection.id === connection.id),
      now,
    ),
  );
}

function requestsOf(connection: Connection, nodes: readonly SyncNode[], now: number): readonly SyncRequest[] {
  if (nodes.some(({ kind }) => kind === 'connection')) {
    return [{ connection }];
  }
  const whole = new Set(nodes.flatMap((node) => (node.kind === 'contentType' ? node.contentType : [])));
  const ranges = new Map<ContentType, ContentWindow[]>();
  for (const node of nodes) {
    if ((node.kind === 'day' || node.kind === 'window') && !whole.has(node.contentType)) {
      // A day that goes on has a future, and the oldest one a part that is gone: nobody can ask for either.
      const range = { start: node.range.start, end: Math.min(node.range.end, now) };
      const { available = range } = clampToRetention(range, now);
      ranges.set(node.contentType, [...(ranges.get(node.contentType) ?? []), available]);
    }
  }
  return [
    ...(whole.size === 0 ? [] : [{ connection, contentTypes: [...whole] }]),
    ...groupByRange(
      [...ranges].flatMap(([contentType, own]) => mergeWindows(own).map((range) => ({ contentType, range }))),
    ).map((group) => ({ connection, ...group })),
  ];
}

interface RangeOfTypes {
  readonly contentTypes: readonly ContentType[];
  readonly range: ContentWindow;
}

function groupByRange(
  parts: readonly { readonly contentType: ContentType; readonly range: ContentWindow }[],
): readonly RangeOfTypes[] {
  const groups = new Map<string, RangeOfTypes>();
  for (const { contentType, range } of parts) {
    const key = `${range.start}-${range.end}`;
    groups.set(key, { range, contentTypes: [...(groups.get(key)?.contentTypes ?? []), contentType] });
  }
  return [...groups.values()];
}
