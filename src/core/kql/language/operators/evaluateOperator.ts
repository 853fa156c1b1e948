import type { Plan } from '../../plan/plan';
import { refused } from '../../queryError';
import { present } from '../kusto/kusto';
import { listedExpressions } from '../parameters';
import { activeUsersCount } from '../plugins/activeUsersCount';
import { activityCountsMetrics, slidingWindowCounts } from '../plugins/activityCounts';
import { activityEngagement, activityMetrics } from '../plugins/activityMetrics';
import { addressLookup } from '../plugins/addressLookup';
import { bagUnpack } from '../plugins/bagUnpack';
import { dcountIntersect } from '../plugins/dcountIntersect';
import { narrow } from '../plugins/narrow';
import { newActivityMetrics } from '../plugins/newActivityMetrics';
import { pivot } from '../plugins/pivot';
import type { Plugin } from '../plugins/plugin';
import { refusedPlugins } from '../plugins/refusedPlugins';
import { rollingPercentile } from '../plugins/rollingPercentile';
import { rowsNear } from '../plugins/rowsNear';
import { sessionCount } from '../plugins/sessionCount';
import type { Scope } from '../scope';

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
  active_users_count: activeUsersCount,
  activity_counts_metrics: activityCountsMetrics,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  bag_unpack: bagUnpack,
  dcount_intersect: dcountIntersect,
  ipv4_lookup: addressLookup('ipv4_is_match'),
  ipv6_lookup: addressLookup('ipv6_is_match'),
  narrow,
  new_activity_metrics: newActivityMetrics,
  pivot,
  rolling_percentile: rollingPercentile,
  rows_near: rowsNear,
  session_count: sessionCount,
  sliding_window_counts: slidingWindowCounts,
};
