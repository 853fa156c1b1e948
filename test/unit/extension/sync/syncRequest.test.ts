import { describe, expect, it } from 'vitest';
import { demoConnection, type Connection } from '../../../../src/core/api/connection';
import type { ContentType } from '../../../../src/core/api/contentType';
import { dayMs, hourMs, retentionMarginMs, retentionMs } from '../../../../src/core/api/contentWindow';
import { toSyncRequests } from '../../../../src/extension/sync/syncRequest';
import type { ConnectionNode, ContentTypeNode, DayNode, WindowNode } from '../../../../src/extension/tree/treeNodes';

const now = Date.UTC(2026, 10, 22, 12);
const today = now - 12 * hourMs;
const contoso: Connection = { ...demoConnection, id: 'contoso', tenantId: '0f0e0d0c-0b0a-4908-8706-050403020100' };

const connectionNode = (connection: Connection): ConnectionNode => ({
  kind: 'connection',
  id: connection.id,
  parent: undefined,
  connection,
});
const typeNode = (contentType: ContentType, connection: Connection = demoConnection): ContentTypeNode => ({
  kind: 'contentType',
  id: contentType,
  parent: connectionNode(connection),
  connection,
  contentType,
  subscription: { contentType, status: 'enabled' },
  finding: undefined,
});
const dayNode = (contentType: ContentType, start: number, connection?: Connection): DayNode => {
  const parent = typeNode(contentType, connection);
  return {
    kind: 'day',
    id: `${contentType}/${start}`,
    parent,
    connection: parent.connection,
    contentType,
    range: { start, end: start + dayMs },
  };
};
const windowNode = (contentType: ContentType, start: number): WindowNode => {
  const parent = dayNode(contentType, today);
  const range = { start, end: start + hourMs };
  return { ...parent, kind: 'window', id: `${contentType}/${start}`, parent, range, blobs: [] };
};

describe('toSyncRequests', () => {
  it('asks for all of a connection, whatever else of it is chosen', () => {
    expect(toSyncRequests([connectionNode(contoso), dayNode('Audit.General', today, contoso)], now)).toEqual([
      { connection: contoso },
    ]);
  });

  it('asks for content types together, and not again for their days', () => {
    expect(
      toSyncRequests(
        [typeNode('Audit.Exchange'), typeNode('Audit.General'), dayNode('Audit.General', today - dayMs)],
        now,
      ),
    ).toEqual([{ connection: demoConnection, contentTypes: ['Audit.Exchange', 'Audit.General'] }]);
  });

  it('asks of the oldest day for what the service still has, and lets it say that a row is gone', () => {
    const oldest = today - 7 * dayMs;
    expect(
      toSyncRequests([dayNode('Audit.General', oldest), dayNode('Audit.Exchange', oldest - dayMs)], now).map(
        ({ range }) => range,
      ),
    ).toEqual([
      { start: now - retentionMs + retentionMarginMs, end: oldest + dayMs },
      { start: oldest - dayMs, end: oldest },
    ]);
  });

  it('asks for nothing that lies in the future', () => {
    expect(toSyncRequests([dayNode('Audit.General', today)], now)).toEqual([
      { connection: demoConnection, contentTypes: ['Audit.General'], range: { start: today, end: now } },
    ]);
  });

  it('joins ranges that touch, and content types of the same range', () => {
    const nodes = [
      windowNode('Audit.General', today + hourMs),
      windowNode('Audit.General', today),
      windowNode('Audit.General', today + 5 * hourMs),
      windowNode('Audit.Exchange', today + 5 * hourMs),
    ];
    expect(toSyncRequests(nodes, now)).toEqual([
      {
        connection: demoConnection,
        contentTypes: ['Audit.General'],
        range: { start: today, end: today + 2 * hourMs },
      },
      {
        connection: demoConnection,
        contentTypes: ['Audit.General', 'Audit.Exchange'],
        range: { start: today + 5 * hourMs, end: today + 6 * hourMs },
      },
    ]);
  });

  it('keeps connections apart', () => {
    const requests = toSyncRequests([typeNode('Audit.General'), typeNode('Audit.General', contoso)], now);
    expect(requests.map(({ connection }) => connection.id)).toEqual(['demo', 'contoso']);
  });
});
