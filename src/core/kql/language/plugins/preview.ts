import { callOf } from '../../plan/callOf';
import type { Plan } from '../../plan/plan';
import { present } from '../kusto/kusto';
import { givenArguments } from './givenArguments';
import type { Plugin, PluginCall } from './plugin';

/** `preview`: the first rows; then, as another result, how many rows there are. */
export const preview: Plugin = (call) => ({
  kind: 'take',
  input: call.input,
  count: present(givenArguments(call)[0], 'number of rows'),
});

/** The other result of `preview`. */
export function previewCount(call: PluginCall): Plan {
  return rowCount(call, 'Count');
}

/** `estimate_rows_count`: exact here. */
export const estimateRowsCount: Plugin = (call) => rowCount(call, 'EstimatedRowsCount');

function rowCount({ input, place }: PluginCall, name: string): Plan {
  return {
    kind: 'summarize',
    input,
    keys: [],
    aggregates: [{ expression: callOf('count', 'long', [], place), columns: [{ name, type: 'long' }] }],
  };
}
