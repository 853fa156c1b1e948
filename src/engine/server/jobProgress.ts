import type { ArchiveJobProgress } from '../../core/protocol/archiveProtocol';
import type { Host } from './host';
import { Throttle } from './throttle';

/** Progress is told at most so often, in milliseconds. */
const progressIntervalMs = 100;

/** Tells the host how far a job is, unless it gave no token: then it does not want to know. */
export function reportJob(
  host: Host,
  progressToken: string | undefined,
): (state: Required<Omit<ArchiveJobProgress, 'progressToken'>>) => void {
  const throttle = new Throttle(progressIntervalMs);
  return ({ records, fraction }) => {
    throttle.run(() => {
      if (progressToken !== undefined) {
        host.notify('m365Audit/archiveJobProgress', { progressToken, records, fraction });
      }
    });
  };
}
