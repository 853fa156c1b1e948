import { beforeAll, beforeEach } from 'vitest';
import { openSession } from './session.ts';
import type { Session, SessionOptions } from './session.ts';

/**
 * Opens a session for the tests of a file, and closes it after them. A test that fails leaves a picture, and says what the
 * pages in the window are at.
 *
 * @param makeOptions called when the hooks before have run
 */
export function useSession(makeOptions: () => SessionOptions): () => Session {
  let session: Session | undefined;
  const current = (): Session => {
    if (session === undefined) {
      throw new Error('The session is open in tests only.');
    }
    return session;
  };
  beforeAll(async () => {
    session = await openSession(makeOptions());
    return session.close;
  });
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      const { workbench } = current();
      await workbench.screenshot(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
      process.stderr.write(`${await workbench.state.describe()}\n`);
    });
  });
  return current;
}
