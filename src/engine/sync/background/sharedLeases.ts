import type { Lease } from './processLease';

interface SharedLease {
  readonly taken: Promise<Lease | undefined>;
  users: number;
}

/** The leases of this process: several of its parts may hold the same one, and it is given back when the last one does. */
export class SharedLeases {
  private readonly leases = new Map<string, SharedLease>();

  /** @param take gives the lease of a name, or undefined while another process has it */
  constructor(private readonly take: (name: string) => Promise<Lease | undefined>) {}

  /** @returns undefined while another process has it */
  async hold(name: string): Promise<Lease | undefined> {
    const shared = this.leases.get(name) ?? { taken: this.take(name), users: 0 };
    this.leases.set(name, shared);
    shared.users += 1;
    const giveBack = async (lease: Lease | undefined): Promise<void> => {
      shared.users -= 1;
      if (shared.users === 0) {
        this.forget(name, shared);
        await lease?.release();
      }
    };
    try {
      const lease = await shared.taken;
      if (lease !== undefined) {
        return { isHeld: () => this.isHeld(name, shared, lease), release: () => giveBack(lease) };
      }
    } catch (error) {
      await giveBack(undefined);
      throw error;
    }
    await giveBack(undefined);
    return undefined;
  }

  /** One that was taken away is not handed out again; those who have it give it back by and by. */
  private async isHeld(name: string, shared: SharedLease, lease: Lease): Promise<boolean> {
    const isHeld = await lease.isHeld();
    if (!isHeld) {
      this.forget(name, shared);
    }
    return isHeld;
  }

  private forget(name: string, shared: SharedLease): void {
    if (this.leases.get(name) === shared) {
      this.leases.delete(name);
    }
  }
}
