import type { Expression } from '../plan/plan';
import { queryError } from '../queryError';
import { expressionType } from './kusto/kustoSymbols';
import type { Scope } from './scope';

const sizeOption = 'query_bin_auto_size';
const originOption = 'query_bin_auto_at';

/** The `set` options that `bin_auto()` reads: all others have no effect. */
export const binAutoOptions: ReadonlySet<string> = new Set([sizeOption, originOption]);

/** `bin_auto()`: a `bin()` whose size, and where a bin starts, are set before the query. */
export function binAuto(
  node: Kusto.Language.Syntax.FunctionCallExpression,
  value: Expression,
  scope: Scope,
): Expression {
  const [size, origin] = [scope.option(sizeOption), scope.option(originOption)];
  const place = scope.place(node);
  if (size === undefined) {
    throw queryError(
      `bin_auto() needs a size that is set before the query, as in "set ${sizeOption} = 1h;". None is set.`,
      place,
    );
  }
  const type = expressionType(node);
  return origin === undefined
    ? { kind: 'call', type, name: 'bin', arguments: [value, size], place }
    : { kind: 'call', type, name: 'bin_at', arguments: [value, size, origin], place };
}
