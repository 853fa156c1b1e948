import type { Connection } from '../../core/api/connection';
import type { Check, CheckId, ConnectionReport } from '../../core/protocol/doctorProtocol';
import { EngineError } from '../../core/protocol/engineError';
import type { CheckDefinition } from './checkDefinition';
import { checks } from './checks/checks';
import { connectionFacts } from './connectionFacts';
import type { DoctorServices } from './doctorServices';
import { Examination } from './examination';
import { failed, failedBy, type Finding } from './finding';

/**
 * Finds out what holds of a connection and what does not, check by check. What goes wrong is in the report.
 *
 * @throws the signal's reason, once it is aborted, and nothing else
 */
export async function checkConnection(
  connection: Connection,
  services: DoctorServices,
  signal: AbortSignal,
): Promise<ConnectionReport> {
  const examination = new Examination(connection, services, signal);
  try {
    const found = await runChecks(examination);
    return { checkedAt: Date.now(), facts: await connectionFacts(examination), checks: found };
  } finally {
    await examination.close();
  }
}

async function runChecks(examination: Examination): Promise<readonly Check[]> {
  /** Of each check that does not hold, the title of the one where it began. */
  const broken = new Map<CheckId, string>();
  const found: Check[] = [];
  for (const definition of checks) {
    const { id, title, needs } = definition;
    const [reason] = needs.flatMap((need) => broken.get(need) ?? []);
    const finding = reason === undefined ? await run(definition, examination) : skipped(reason);
    examination.signal.throwIfAborted();
    if (finding.status === 'failed' || finding.status === 'skipped') {
      broken.set(id, reason ?? title);
    }
    found.push({ id, title, ...finding });
  }
  return found;
}

async function run({ run: check }: CheckDefinition, examination: Examination): Promise<Finding> {
  try {
    return await check(examination);
  } catch (error) {
    // The words of a defect may hold anything, a token among it: its kind must do.
    return error instanceof EngineError
      ? failedBy(error)
      : failed(`This could not be checked: ${error instanceof Error ? error.name : typeof error}.`, {
          action: 'retry',
        });
  }
}

function skipped(reason: string): Finding {
  return { status: 'skipped', detail: `Not looked at, because "${reason}" does not hold.` };
}
