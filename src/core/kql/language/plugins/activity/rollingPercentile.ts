import { callOf } from '../../../plan/callOf';
import { columnNamed } from '../../../plan/columns';
import { queryError } from '../../../queryError';
import { present } from '../../kusto/kusto';
import { literal } from '../../literals';
import { lastBin } from './activity';
import { givenArguments } from '../givenArguments';
import type { Plugin } from '../plugin';
import { countBy, inOrder, resultColumn, timeline, windows } from '../timeline';

/** `rolling_percentile`: a percentile of the values in the bins of the window that ends with each bin. */
export const rollingPercentile: Plugin = (call) => {
  const { place } = call;
  const [value, percent, time, step, bins, ...dimensions] = givenArguments(call);
  const over = timeline(call, {
    value: present(value, 'value'),
    time: present(time, 'index'),
    step: present(step, 'bin size'),
    dimensions,
  });
  if (bins?.kind !== 'literal' || over.step.kind !== 'literal') {
    throw queryError(
      'rolling_percentile() needs a bin size and a number of bins that are known before it runs.',
      place,
    );
  }
  const { step: size } = over;
  const length = literal(
    size.type,
    size.type === 'real' ? Number(size.value) * Number(bins.value) : BigInt(size.value ?? 0) * BigInt(bins.value ?? 0),
  );
  const [axis, percentile] = [resultColumn(over, 0), resultColumn(over, -1)];
  const ofWindows = windows(over, length, lastBin(over, call), call);
  const found = callOf('percentile', over.value.type, [columnNamed(over.value), present(percent, 'percentile')], place);
  const counts = countBy(
    ofWindows,
    over,
    [{ name: axis.name, expression: columnNamed(over.bin) }],
    [{ name: percentile.name, expression: found }],
  );
  return inOrder(counts, [axis, ...over.dimensions]);
};
