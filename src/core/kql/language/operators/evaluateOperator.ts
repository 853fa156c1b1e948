import type { Plan } from '../../plan/plan';
import { refused } from '../../queryError';
import { present } from '../kusto/kusto';
import { listedExpressions } from '../parameters';
import { activeUsersCount } from '../plugins/activity/activeUsersCount';
import { activityCountsMetrics, slidingWindowCounts } from '../plugins/activity/activityCounts';
import { activityEngagement, activityMetrics } from '../plugins/activity/activityMetrics';
import { addressLookup } from '../plugins/addressLookup';
import { bagUnpack } from '../plugins/bagUnpack';
import { dcountIntersect } from '../plugins/dcountIntersect';
import { funnelSequenceCompletion } from '../plugins/sequences/funnelCompletion';
import { funnelNeighbours, funnelSequence } from '../plugins/sequences/funnelSequence';
import { narrow } from '../plugins/narrow';
import { newActivityMetrics } from '../plugins/activity/newActivityMetrics';
import { autocluster, basket, diffPatterns } from '../plugins/patterns';
import { pivot } from '../plugins/pivot';
import type { Plugin, PluginCall } from '../plugins/plugin';
import { estimateRowsCount, preview, previewCount } from '../plugins/preview';
import { refusedPlugins } from '../plugins/refusedPlugins';
import { rollingPercentile } from '../plugins/activity/rollingPercentile';
import { rowsNear } from '../plugins/rowsNear';
import { sequenceDetect } from '../plugins/sequences/sequenceDetect';
import { sessionCount } from '../plugins/activity/sessionCount';
import type { Scope } from '../scope';

type EvaluateNode = Kusto.Language.Syntax.EvaluateOperator;

/** `evaluate`: the plugins that are supported. */
export function evaluate(node: EvaluateNode, input: Plan, scope: Scope): Plan {
  const call = pluginCall(node, input, scope);
  const { name } = call;
  const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (plugin === undefined) {
    throw refused(`evaluate ${name}()`, refusedPlugins[name], scope.place(node));
  }
  return plugin(call);
}

/** All results of a plugin: the last operator of a statement may give several. */
export function evaluateResults(node: EvaluateNode, input: Plan, scope: Scope): readonly Plan[] {
  const call = pluginCall(node, input, scope);
  const others = Object.hasOwn(otherResults, call.name) ? otherResults[call.name] : undefined;
  return [evaluate(node, input, scope), ...(others?.(call) ?? [])];
}

function pluginCall(node: EvaluateNode, input: Plan, scope: Scope): PluginCall {
  const call = present(node.FunctionCall, 'plugin');
  return {
    node,
    arguments: listedExpressions(call.ArgumentList),
    input,
    scope,
    place: scope.place(call),
    name: present(call.Name?.SimpleName, 'plugin name'),
  };
}

/** The plugins by name. */
export const plugins: Readonly<Record<string, Plugin>> = {
  active_users_count: activeUsersCount,
  activity_counts_metrics: activityCountsMetrics,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  autocluster,
  bag_unpack: bagUnpack,
  basket,
  dcount_intersect: dcountIntersect,
  diffpatterns: diffPatterns,
  estimate_rows_count: estimateRowsCount,
  funnel_sequence: funnelSequence,
  funnel_sequence_completion: funnelSequenceCompletion,
  identity: ({ input }) => input,
  ipv4_lookup: addressLookup('ipv4_is_match'),
  ipv6_lookup: addressLookup('ipv6_is_match'),
  narrow,
  new_activity_metrics: newActivityMetrics,
  pivot,
  preview,
  rolling_percentile: rollingPercentile,
  rows_near: rowsNear,
  sequence_detect: sequenceDetect,
  session_count: sessionCount,
  sliding_window_counts: slidingWindowCounts,
};

/** What some plugins give after their first result. */
const otherResults: Readonly<Record<string, (call: PluginCall) => readonly Plan[]>> = {
  funnel_sequence: funnelNeighbours,
  preview: (call) => [previewCount(call)],
};
