import type { Plan } from '../plan/plan';
import { refused } from '../queryError';
import { present } from './kusto';
import { listedExpressions } from './parameters';
import { addressLookup } from './plugins/addressLookup';
import { bagUnpack } from './plugins/bagUnpack';
import { narrow } from './plugins/narrow';
import { pivot } from './plugins/pivot';
import type { Plugin } from './plugins/plugin';
import { refusedPlugins } from './plugins/refusedPlugins';
import type { Scope } from './scope';

type EvaluateNode = Kusto.Language.Syntax.EvaluateOperator;

/** `evaluate`: the plugins that are supported. */
export function evaluate(node: EvaluateNode, input: Plan, scope: Scope): Plan {
  const call = present(node.FunctionCall, 'plugin');
  const name = present(call.Name?.SimpleName, 'plugin name');
  const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (plugin === undefined) {
    throw refused(`evaluate ${name}()`, refusedPlugins[name], scope.place(node));
  }
  return plugin({
    node,
    arguments: listedExpressions(call.ArgumentList),
    input,
    scope,
    place: scope.place(call),
    name,
  });
}

/** The plugins by name. */
export const plugins: Readonly<Record<string, Plugin>> = {
  bag_unpack: bagUnpack,
  ipv4_lookup: addressLookup('ipv4_is_match'),
  ipv6_lookup: addressLookup('ipv6_is_match'),
  narrow,
  pivot,
};
