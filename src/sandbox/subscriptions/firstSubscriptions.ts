import { contentTypes } from '../../core/api/contentType';
import { dayMs } from '../../core/api/contentWindow';
import type { SandboxSettings } from '../sandboxOptions';
import type { SubscriptionStore } from './subscriptionStore';

/** How long the app has been subscribed when the sandbox starts: longer than content lives. */
const subscribedForMs = 30 * dayMs;

/** Without a file, DLP.All is left for a first start to be tried. */
const usual = contentTypes.filter((contentType) => contentType !== 'DLP.All');

/** Gives the app of the fixed token the subscriptions that the options ask for. */
export function seedSubscriptions(store: SubscriptionStore, settings: SandboxSettings): void {
  const { appId, disabled, recordsFile } = settings;
  const now = settings.now();
  const start = now - subscribedForMs;
  for (const contentType of settings.stopped) {
    store.put({
      appId,
      contentType,
      state: 'stopped',
      periods: [{ start, end: now }],
      changed: now,
      webhook: undefined,
    });
  }
  for (const contentType of settings.subscribed ?? (recordsFile === undefined ? usual : contentTypes)) {
    const disabledBy = disabled[contentType];
    store.put({
      appId,
      contentType,
      state: disabledBy === undefined ? 'enabled' : 'disabled',
      ...(disabledBy === undefined ? {} : { disabledBy }),
      periods: [{ start, end: Infinity }],
      changed: start,
      webhook: undefined,
    });
  }
}
