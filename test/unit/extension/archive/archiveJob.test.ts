import { expect, test, vi } from 'vitest';
import type { ArchiveJobProgress } from '../../../../src/core/protocol/archiveProtocol';
import { runArchiveJob, type ArchiveJobEvents } from '../../../../src/extension/archive/archiveJob';
import { window } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

/** Tells of progress when it is asked to work: first of another job's. */
class Engine implements ArchiveJobEvents {
  private tell: ((told: ArchiveJobProgress) => void) | undefined;

  readonly onNotification: ArchiveJobEvents['onNotification'] = (_method, listener) => {
    this.tell = listener;
    return { dispose: () => undefined };
  };

  readonly work = (progressToken: string): Promise<string> => {
    this.tell?.({ progressToken: 'of another job', records: 7, fraction: 0.5 });
    this.tell?.({ progressToken, records: 1_200, fraction: 0.25 });
    return Promise.resolve('done');
  };
}

test.each([
  [undefined, '1,200 records'],
  ['row', '1,200 rows'],
] as const)('a job counts what it works on, %s', async (thing, message) => {
  const report = vi.fn();
  vi.spyOn(window, 'withProgress').mockImplementation((_options, work) => work({ report }, {}));
  const engine = new Engine();
  await expect(runArchiveJob(engine, 'Working', engine.work, thing)).resolves.toBe('done');
  expect(report.mock.calls).toEqual([[{ message, increment: 25 }]]);
});
