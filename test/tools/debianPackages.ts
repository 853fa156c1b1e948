import { spawnSync } from 'node:child_process';
import { runCommand } from './runCommand.ts';

/** A package of Debian and its kin, and how to see that what it brings is there, from wherever it came. */
export interface DebianPackage {
  readonly name: string;
  readonly isPresent: () => boolean;
}

export function isCommandPresent(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/**
 * Installs what is missing, where that can be done without asking: as root, or by a sudo that wants no password.
 *
 * @throws Error that says what to install, and how, where it cannot.
 */
export async function installDebianPackages(packages: readonly DebianPackage[], purpose: string): Promise<void> {
  const missing = packages.filter((item) => !item.isPresent()).map((item) => item.name);
  if (missing.length === 0) {
    return;
  }
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
  const advice =
    `${purpose} needs ${missing.join(', ')} (names of Debian's packages). ` +
    `Install them and try again; on Debian and Ubuntu: sudo ${install.join(' ')}`;
  if (!isCommandPresent('apt-get')) {
    throw new Error(advice);
  }
  const sudo = sudoPrefix();
  if (sudo === undefined) {
    throw new Error(advice);
  }
  process.stdout.write(`Installing ${missing.join(', ')} with apt-get.\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['apt-get', 'update', '-q'], install]) {
    const [command = '', ...rest] = [...sudo, ...args];
    if ((await runCommand(command, rest, { env })) !== 0) {
      throw new Error(advice);
    }
  }
}

/** What to put before a command so that root runs it; undefined where that would need a password. */
function sudoPrefix(): readonly string[] | undefined {
  if (process.getuid?.() === 0) {
    return [];
  }
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}
