import type { Expression } from '../../plan/plan';
import { translateExpression } from '../expressions';
import { nameAndValue } from '../parameters';
import type { PluginCall } from './plugin';

/** The arguments of a plugin, names of parameters left out. */
export function givenArguments({ arguments: given, scope }: PluginCall): Expression[] {
  return given.map((argument) => translateExpression(nameAndValue(argument).value, scope));
}
