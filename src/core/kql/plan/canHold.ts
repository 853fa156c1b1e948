import type { Expression } from './plan';

/**
 * Whether a condition can hold in a row whose text column has a value. Only what is certain is ruled out, and only by naming what is
 * wanted: `==`, `in` and their like with constants, and what `and` and `or` make of them.
 */
export function canHold(condition: Expression, column: string, value: string): boolean {
  if (condition.kind !== 'call') {
    return true;
  }
  const { name, arguments: args } = condition;
  switch (name) {
    case 'and':
      return args.every((part) => canHold(part, column, value));
    case 'or':
      return args.some((part) => canHold(part, column, value));
    case '==':
    case 'in':
      return constantsBeside(args, column)?.includes(value) ?? true;
    case '=~':
    case 'in~':
      return constantsBeside(args, column)?.some((text) => text.toLowerCase() === value.toLowerCase()) ?? true;
    default:
      return true;
  }
}

/** The texts that a column is compared with, on whichever side it stands; undefined where anything else is. */
function constantsBeside(args: readonly Expression[], column: string): readonly string[] | undefined {
  const others = args.filter((arg) => arg.kind !== 'column' || arg.name !== column);
  const texts = others.flatMap((arg) => (arg.kind === 'literal' && typeof arg.value === 'string' ? [arg.value] : []));
  return others.length === args.length - 1 && texts.length === others.length ? texts : undefined;
}
