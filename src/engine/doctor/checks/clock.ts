import { largeOffsetMs } from '../../api/serverClock';
import type { Examination } from '../examination';
import { ok, warning, type Finding } from '../finding';
import { durationText } from '../words';

const minuteMs = 60_000;

/** This computer's clock against the one of the service, which the network's probe has read. */
export async function checkClock(examination: Examination): Promise<Finding> {
  if (examination.isDemo) {
    return ok('Not needed: the demo tenant goes by the clock of this computer.');
  }
  const { clock } = await examination.client();
  const { offsetMs } = clock;
  if (offsetMs === undefined) {
    return warning('The service did not say what time it is.', {
      help: 'A proxy may have left the header Date out. Compare the clock of this computer with another one.',
    });
  }
  const difference = Math.abs(offsetMs);
  if (difference < minuteMs) {
    return ok('The clock of this computer agrees with the one of the service.');
  }
  const words = `The clock of this computer is ${durationText(difference)} ${offsetMs > 0 ? 'behind' : 'ahead of'} the one of the service.`;
  return difference > largeOffsetMs
    ? warning(words, {
        help: 'Let the operating system set the clock by itself. Until then tokens may be refused, and content at the edges of a window may be missed.',
      })
    : ok(`${words} That is allowed for.`);
}
