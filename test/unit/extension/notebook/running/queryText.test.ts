import { describe, expect, it } from 'vitest';
import { errorPlace } from '../../../../../src/extension/notebook/running/queryErrorText';
import { blobQuery, windowQuery } from '../../../../../src/extension/notebook/running/queryText';

describe('queries of the tree', () => {
  it('ask for the records of a blob, whatever its id holds', () => {
    expect(blobQuery('Audit.General', '2026$a"b\\c\n')).toBe(
      [
        'AuditGeneral',
        '| where ContentId == "2026$a\\"b\\\\c\\n"',
        '| top 100 by CreationTime desc',
        '| project-reorder CreationTime, Operation, UserId, ClientIP, Workload',
      ].join('\n'),
    );
  });

  it('ask for a window with its start and without its end', () => {
    const start = Date.UTC(2026, 10, 22, 14);
    expect(windowQuery('DLP.All', { start, end: start + 3_600_000 })).toBe(
      [
        'DlpAll',
        '| where ContentCreated >= datetime(2026-11-22T14:00:00Z)',
        '| where ContentCreated < datetime(2026-11-22T15:00:00Z)',
        '| top 100 by CreationTime desc',
        '| project-reorder CreationTime, Operation, UserId, ClientIP, Workload',
      ].join('\n'),
    );
  });
});

describe('errorPlace', () => {
  it('counts lines and columns of the cell', () => {
    expect(errorPlace({ kind: 'query', message: '', start: 7, length: 2 }, 'Audit\n| x')).toEqual({
      line: 2,
      column: 2,
    });
  });

  it('is nowhere where the error has no place', () => {
    expect(errorPlace({ kind: 'network', message: '' }, 'Audit')).toBeUndefined();
  });
});
