import { isDeepStrictEqual } from 'node:util';
import type { BackgroundSyncPlan } from '../../../core/protocol/archiveProtocol';
import { SerialQueue } from '../../archive/serialQueue';
import type { BackgroundServices } from './backgroundPlan';
import { BackgroundPlan } from './backgroundPlan';

/** The connections that are synced in the background, by their ids. */
export class BackgroundSync {
  private readonly changes = new SerialQueue();
  private readonly plans = new Map<string, BackgroundPlan>();

  constructor(private readonly services: BackgroundServices) {}

  /** Syncs these connections from now on, and no others. A plan that stays goes on, and tries again at once if it failed. */
  setPlans(plans: readonly BackgroundSyncPlan[]): Promise<void> {
    return this.changes.run(async () => {
      const wanted = new Map(plans.map((plan) => [plan.connection.id, plan]));
      const outdated = [...this.plans].filter(([id, { plan }]) => !isDeepStrictEqual(plan, wanted.get(id)));
      outdated.forEach(([id]) => this.plans.delete(id));
      await Promise.all(outdated.map(([, plan]) => plan.stop()));
      this.retryFailed();
      for (const [id, plan] of wanted) {
        if (!this.plans.has(id)) {
          this.plans.set(id, new BackgroundPlan(plan, this.services));
        }
      }
    });
  }

  /** What was wrong may be right now: someone signed in, or changed the settings. */
  retryFailed(): void {
    for (const plan of this.plans.values()) {
      plan.retry();
    }
  }

  stop(): Promise<void> {
    return this.setPlans([]);
  }
}
