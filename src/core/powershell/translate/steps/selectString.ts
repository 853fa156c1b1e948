import { queryError } from '../../../kql/queryError';
import type { BoundCommand } from '../../commands/bindCommand';
import { isGiven, textsOf } from '../boundValues';
import type { Env } from '../context';
import { toText } from '../conversions';
import { matchTest } from '../operators/patterns';
import { quoted } from '../kqlText';
import type { StreamBuilder } from '../streams/streamBuilder';
import { atom, compound, concatenatedText, not, operand, or, type Kql, type Truth } from '../value';

/** `Select-String`: the rows whose text fits. The text of a record is its JSON. */
export function selectString(bound: BoundCommand, builder: StreamBuilder, env: Env): void {
  const patterns = textsOf(bound, 'Pattern', env);
  if (patterns.length === 0) {
    throw queryError('Select-String needs a pattern: Select-String -Pattern "forward".', bound.namePlace);
  }
  const isCaseSensitive = isGiven(bound, 'CaseSensitive', env);
  const isPlain = isGiven(bound, 'SimpleMatch', env);
  const text = rowText(builder);
  const tests = patterns.map(({ text: pattern, place }): Truth => {
    const plain = compound(`${operand(text)} ${isCaseSensitive ? 'contains_cs' : 'contains'} ${quoted(pattern)}`);
    return isPlain ? plain : matchTest(text, pattern, isCaseSensitive, place);
  });
  const found = or(...tests);
  builder.where(isGiven(bound, 'NotMatch', env) ? not(found) : found, bound.place);
}

function rowText({ row }: StreamBuilder): Kql {
  switch (row.kind) {
    case 'record':
      return atom('tostring(Record)');
    case 'entry':
      return atom('ContentUri');
    case 'value':
      return toText(row.value);
    case 'object':
      return concatenatedText(row.properties.map(({ name, value }) => ({ name, text: toText(value) })));
  }
}
