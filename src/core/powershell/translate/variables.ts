import { queryError, refused, type Place } from '../../kql/queryError';
import { valueOperand, type Env, type Operand } from './context';
import type { Stream } from './streams/stream';
import { boolValue, nullValue } from './value';

const refusedVariables: Readonly<Record<string, string>> = {
  matches: "Take the part out of the text: [regex]::Match($_.ClientIP, '^[^:]+').Value",
  args: 'Give the value a name: $name = …',
  input: 'Use $_.',
  error: 'Nothing of PowerShell runs here, so there are no errors of it.',
};

/**
 * What a variable stands for, its name without the `$`.
 *
 * @throws EngineError of the code `unknownVariable` where nothing was assigned to it
 */
export function variableOperand(name: string, env: Env, place: Place): Operand {
  const key = name.toLowerCase();
  switch (key) {
    case 'true':
    case 'false':
      return valueOperand(boolValue(key === 'true'));
    case 'null':
      return valueOperand(nullValue);
    case '_':
    case 'psitem':
      if (env.item === undefined) {
        throw queryError(
          `$${name} is the record that a cmdlet goes through: it stands in a block of Where-Object, say.`,
          place,
        );
      }
      return env.item.operand;
  }
  const found = env.variables.get(key);
  if (found !== undefined) {
    if (!env.cell.earlier.has(key)) {
      return found;
    }
    env.cell.read.add(key);
    return found.kind === 'stream' ? { ...found, stream: placedAt(found.stream, place) } : found;
  }
  if (key.startsWith('env:')) {
    throw refused('The environment', 'Write the value.', place);
  }
  const instead = Object.hasOwn(refusedVariables, key) ? refusedVariables[key] : undefined;
  if (instead !== undefined) {
    throw refused(`$${name}`, instead, place);
  }
  throw queryError(
    `$${name} has no value: assign one in this cell or in one that ran before.`,
    place,
    'unknownVariable',
  );
}

/** A query that is used at a place of another cell. */
function placedAt(stream: Stream, place: Place): Stream {
  return { ...stream, stages: stream.stages.map((stage) => ({ ...stage, place })) };
}
