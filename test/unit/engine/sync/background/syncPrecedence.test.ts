import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { SyncPrecedence } from '../../../../../src/engine/sync/background/syncPrecedence';

const never = new AbortController().signal;

/** A sync that goes on until it is told to end, or aborted; and what became of all of them. */
class Syncs {
  readonly log: string[] = [];
  private readonly events = new EventEmitter();

  async run(name: string, signal: AbortSignal): Promise<string> {
    this.log.push(`${name} begins`);
    this.events.emit('begins');
    try {
      await once(this.events, `end ${name}`, { signal });
      this.log.push(`${name} ends`);
      return name;
    } catch (error) {
      this.log.push(`${name} breaks off`);
      throw error;
    }
  }

  end(name: string): void {
    this.events.emit(`end ${name}`);
  }

  /** Resolves when it has begun so often. */
  async begins(name: string, times = 1): Promise<void> {
    while (this.log.filter((line) => line === `${name} begins`).length < times) {
      await once(this.events, 'begins');
    }
  }
}

describe('a sync that someone waits for', () => {
  it('ends one in the background, which begins again afterwards', async () => {
    const precedence = new SyncPrecedence();
    const syncs = new Syncs();
    const later = precedence.runLater('t', never, (signal) => syncs.run('background', signal));
    await syncs.begins('background');
    const now = precedence.runNow('t', () => syncs.run('click', never));
    await syncs.begins('click');
    syncs.end('click');
    expect(await now).toBe('click');
    await syncs.begins('background', 2);
    syncs.end('background');
    expect(await later).toBe('background');
    expect(syncs.log).toEqual([
      'background begins',
      'background breaks off',
      'click begins',
      'click ends',
      'background begins',
      'background ends',
    ]);
  });

  it('goes before one in the background, but not those of other tenants', async () => {
    const precedence = new SyncPrecedence();
    const syncs = new Syncs();
    const now = precedence.runNow('t', () => syncs.run('click', never));
    const later = precedence.runLater('t', never, (signal) => syncs.run('background', signal));
    const other = precedence.runLater('u', never, (signal) => syncs.run('other', signal));
    await syncs.begins('other');
    expect(syncs.log).toEqual(['click begins', 'other begins']);
    syncs.end('other');
    syncs.end('click');
    await Promise.all([now, other]);
    await syncs.begins('background');
    syncs.end('background');
    expect(await later).toBe('background');
  });
});

describe('a sync in the background', () => {
  it('comes after another one of the tenant', async () => {
    const precedence = new SyncPrecedence();
    const syncs = new Syncs();
    const first = precedence.runLater('t', never, (signal) => syncs.run('first', signal));
    const second = precedence.runLater('t', never, (signal) => syncs.run('second', signal));
    await syncs.begins('first');
    expect(syncs.log).toEqual(['first begins']);
    syncs.end('first');
    await first;
    await syncs.begins('second');
    syncs.end('second');
    expect(await second).toBe('second');
  });

  it('ends when it is stopped, while it runs and while it waits', async () => {
    const precedence = new SyncPrecedence();
    const syncs = new Syncs();
    const running = new AbortController();
    const later = precedence.runLater('t', running.signal, (signal) => syncs.run('background', signal));
    await syncs.begins('background');
    running.abort();
    await expect(later).rejects.toHaveProperty('name', 'AbortError');

    const now = precedence.runNow('t', () => syncs.run('click', never));
    const waiting = new AbortController();
    const stopped = precedence.runLater('t', waiting.signal, (signal) => syncs.run('never', signal));
    waiting.abort();
    await expect(stopped).rejects.toHaveProperty('name', 'AbortError');
    syncs.end('click');
    await now;
    expect(syncs.log).not.toContain('never begins');
  });
});
