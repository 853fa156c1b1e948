import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { lstat, rename, rm } from 'node:fs/promises';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeOwnFolder } from '../../api/ownFolder';
import type { Timing } from '../../api/timing';
import { hasCode } from '../../archive/archiveError';

/** Something that one process of this user holds at a time. */
export interface Lease {
  /** Whether it is held yet. */
  isHeld(): Promise<boolean>;
  release(): Promise<void>;
}

/** After this time, in milliseconds, those who took a socket's name at the same moment look who has it. */
const settleMs = 500;

/** The folder of the sockets of this user on this computer. Their paths must be short: 104 bytes on macOS. */
export function leaseFolder(): string {
  return path.join(tmpdir(), `m365-audit-leases${process.getuid === undefined ? '' : `-${process.getuid()}`}`);
}

/**
 * Takes the lease of a name, or finds that another process has it.
 *
 * The lease is a socket that its holder listens on: the operating system closes it with the process, however that ends, and no
 * clock, no sleep of the computer and no process id that is used again matters. A file with a heartbeat (proper-lockfile, say) would
 * be stale after each sleep, and locks of the file system (flock) cannot be had from Node.
 *
 * @param folder see `leaseFolder`; made if absent
 * @returns undefined while another process has it
 * @throws an error where the folder cannot be used
 */
export async function takeLease(
  folder: string,
  name: string,
  timing: Pick<Timing, 'delay'>,
): Promise<Lease | undefined> {
  // Enough digits that two names never meet.
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return process.platform === 'win32' ? takePipe(hash) : takeSocket(folder, hash, timing);
}

/** A named pipe of Windows exists as long as its process, and only one process can make it. */
async function takePipe(hash: string): Promise<Lease | undefined> {
  const server = createServer((socket) => socket.destroy());
  try {
    await listen(server, `\\\\.\\pipe\\m365-audit-${hash}`);
  } catch (error) {
    if (hasCode(error, 'EADDRINUSE')) {
      return undefined;
    }
    throw error;
  }
  return { isHeld: () => Promise.resolve(true), release: () => close(server) };
}

/**
 * A socket's file stays behind when its process is killed: then nobody answers there, and it may be replaced. Its name is taken by a
 * rename, so it never points to nothing. Two may do that at the same moment: the later one has it, and the other sees that after a
 * while, or at the next `isHeld` at the latest.
 */
async function takeSocket(folder: string, hash: string, timing: Pick<Timing, 'delay'>): Promise<Lease | undefined> {
  if (!(await makeOwnFolder(folder))) {
    throw new Error('The folder of the leases belongs to another user.');
  }
  const place = path.join(folder, hash);
  if (await isAnswered(place)) {
    return undefined;
  }
  const ownPlace = path.join(folder, randomUUID().slice(0, 8));
  const server = createServer((socket) => socket.destroy());
  await listen(server, ownPlace);
  const own = (await lstat(ownPlace)).ino;
  const isHeld = async (): Promise<boolean> => {
    try {
      return (await lstat(place)).ino === own;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        return false;
      }
      throw error;
    }
  };
  const lease: Lease = {
    isHeld,
    async release() {
      // As long as the server answers nobody replaces its file; afterwards it could be another's.
      if (await isHeld()) {
        await rm(place, { force: true });
      }
      await close(server);
    },
  };
  try {
    await rename(ownPlace, place);
    await timing.delay(settleMs, undefined);
    if (await isHeld()) {
      return lease;
    }
  } catch (error) {
    await lease.release();
    throw error;
  }
  await lease.release();
  return undefined;
}

async function isAnswered(place: string): Promise<boolean> {
  const socket = connect(place);
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ECONNREFUSED')) {
      return false;
    }
    throw error;
  } finally {
    socket.destroy();
  }
}

async function listen(server: Server, place: string): Promise<void> {
  server.listen(place);
  await once(server, 'listening');
  // A lease is no reason for a process to go on.
  server.unref();
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
