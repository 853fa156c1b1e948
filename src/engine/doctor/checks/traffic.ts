import { hourMs } from '../../../core/api/contentWindow';
import { counted } from '../../../core/text/counted';
import type { Examination } from '../examination';
import { ok, warning, type Finding } from '../finding';
import { timeText } from '../words';

/** What was seen of the quota: the service does not tell how much is left. */
export async function checkQuota(examination: Examination): Promise<Finding> {
  const { requestsPerMinute, used, usedByOthers, processes, lastThrottled } = await examination.quota();
  const left = Math.max(0, requestsPerMinute - used - usedByOthers);
  const others = processes > 1 ? `, and ${usedByOthers} of ${counted(processes - 1, 'other process')}` : '';
  const words = `${left} of ${requestsPerMinute} requests a minute are left: ${used} went out in the last minute${others}.`;
  return lastThrottled !== undefined && Date.now() - lastThrottled < hourMs
    ? warning(`${words} The service last said on ${timeText(lastThrottled)} that there were too many.`, {
        help: 'Requests are slowed down by themselves. If it comes again, other programs use the quota of this tenant too: lower the setting m365Audit.requestsPerMinute.',
      })
    : ok(words);
}

/** What went wrong last with the connection's requests, this visit aside. */
export async function checkLastFault(examination: Examination): Promise<Finding> {
  const lastFault = await examination.lastFault();
  if (lastFault === undefined) {
    return ok('No request of this connection has failed since the engine was started.');
  }
  const { at, operation, kind, status, code } = lastFault;
  const reason = [status === undefined ? kind : `HTTP ${status}`, ...(code === undefined ? [] : [code])].join(', ');
  return ok(`${operation}, ${timeText(at)}: ${reason}.`);
}
