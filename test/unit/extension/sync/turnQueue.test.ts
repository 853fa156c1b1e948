import { expect, it, vi } from 'vitest';
import type { CancellationToken } from 'vscode';
import { TurnQueue } from '../../../../src/extension/sync/turnQueue';
import { CancellationError, EventEmitter } from '../vscodeStandIn';

vi.mock('vscode', () => import('../vscodeStandIn'));

class TokenSource {
  private readonly cancelled = new EventEmitter<void>();
  isCancelled = false;

  get token(): CancellationToken {
    return {
      isCancellationRequested: this.isCancelled,
      onCancellationRequested: this.cancelled.event,
    };
  }

  cancel(): void {
    this.isCancelled = true;
    this.cancelled.fire();
  }
}

it('does the work of a key in order, and that of another one at the same time', async () => {
  const queue = new TurnQueue();
  const { token } = new TokenSource();
  const done: string[] = [];
  let finishFirst: () => void = () => undefined;
  const first = queue.take('a', token, async () => {
    await new Promise<void>((resolve) => {
      finishFirst = resolve;
    });
    done.push('first');
  });
  const second = queue.take('a', token, () => Promise.resolve(done.push('second')));
  await queue.take('b', token, () => Promise.resolve(done.push('other')));
  expect(queue.isTaken('a')).toBe(true);
  finishFirst();
  await Promise.all([first, second]);
  expect(done).toEqual(['other', 'first', 'second']);
  await expect.poll(() => queue.isTaken('a')).toBe(false);
});

it('lets one leave that waits, and the next one still comes after the first', async () => {
  const queue = new TurnQueue();
  const source = new TokenSource();
  let finishFirst: () => void = () => undefined;
  let isFirstDone = false;
  const first = queue.take('a', new TokenSource().token, async () => {
    await new Promise<void>((resolve) => {
      finishFirst = resolve;
    });
    isFirstDone = true;
  });
  const left = queue.take('a', source.token, () => Promise.reject(new Error('It was cancelled.')));
  const third = queue.take('a', new TokenSource().token, () => Promise.resolve(isFirstDone));
  source.cancel();
  await expect(left).rejects.toBeInstanceOf(CancellationError);
  finishFirst();
  await first;
  expect(await third).toBe(true);
});

it('goes on after work that failed', async () => {
  const queue = new TurnQueue();
  const { token } = new TokenSource();
  const failed = queue.take('a', token, () => Promise.reject(new Error('boom')));
  const next = queue.take('a', token, () => Promise.resolve('next'));
  await expect(failed).rejects.toThrow('boom');
  expect(await next).toBe('next');
});
