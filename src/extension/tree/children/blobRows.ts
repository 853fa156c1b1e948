import type { BlobNode, MoreNode, WindowNode } from '../treeNodes';

/** Blobs of a window that are shown at first, and that "Load more" adds. */
export const blobPageSize = 100;

/** The first blobs of an hour, and a row for more where there are more. */
export function blobRows(node: WindowNode, shown: number): (BlobNode | MoreNode)[] {
  const more: MoreNode = { kind: 'more', id: `${node.id}/more`, parent: node, connection: node.connection, shown };
  return [...blobNodes(node, 0, shown), ...(node.blobs.length > shown ? [more] : [])];
}

export function blobNodes(node: WindowNode, start: number, end: number): BlobNode[] {
  const { connection, contentType } = node;
  return node.blobs.slice(start, end).map((blob) => ({
    kind: 'blob',
    id: `${node.id}/${blob.contentId}`,
    parent: node,
    connection,
    contentType,
    blob,
  }));
}
