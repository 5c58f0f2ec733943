/**
 * PostgreSQL refuses to run as root. Started by root, the server gets another user; where that user cannot walk to the
 * checkout or the data (a repository under /root, mode 700) it is lent the one capability that reading the way takes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((file) => existsSync(file)) ?? null;

/** The user the server runs as: null when we are not root and it simply runs as ourselves. */
export function serverIdentity(dataDirectory: string): Identity | null {
  if (process.getuid?.() !== 0) return null;
  // Data made earlier by an ordinary user stays that user's.
  if (existsSync(path.join(dataDirectory, 'PG_VERSION'))) {
    const owner = statSync(dataDirectory);
    if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  for (const user of ['postgres', 'nobody']) {
    try {
      const ask = (flag: string) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: ask('-u'), gid: ask('-g') };
    } catch {
      // no such user: try the next
    }
  }
  throw new Error(
    'PostgreSQL does not run as root and this machine has neither a user "postgres" nor "nobody". Set DATABASE_URL.',
  );
}

/** True when the user may search every directory above the path (mode bits only; access lists are not read). */
export function canReach(file: string, who: Identity): boolean {
  for (let dir = path.dirname(path.resolve(file)); ; dir = path.dirname(dir)) {
    if (existsSync(dir)) {
      const { mode, uid, gid } = statSync(dir);
      const bit = uid === who.uid ? 0o100 : gid === who.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (dir === path.dirname(dir)) return true;
  }
}

/** A command line that runs `program` as the server's user, with the spawn options that go with it. */
export interface Command {
  readonly file: string;
  readonly args: string[];
  readonly options: { uid?: number; gid?: number };
}

/**
 * @param tied ask the kernel to interrupt the program when this process dies, even by SIGKILL (Linux only).
 */
export function commandAs(
  who: Identity | null,
  program: string,
  args: string[],
  { reach, tied }: { reach: string[]; tied: boolean },
): Command {
  const death = tied ? ['--pdeathsig=INT'] : [];
  if (who === null) {
    return tied && setpriv !== null && process.platform === 'linux'
      ? { file: setpriv, args: [...death, '--', program, ...args], options: {} }
      : { file: program, args, options: {} };
  }
  const reachable = [program, ...reach].every((file) => canReach(file, who));
  if (reachable && (setpriv === null || process.platform !== 'linux')) {
    return { file: program, args, options: { uid: who.uid, gid: who.gid } };
  }
  if (setpriv === null || process.platform !== 'linux') throw unreachable(program, reach);
  const become = [`--reuid=${who.uid}`, `--regid=${who.gid}`, '--clear-groups'];
  if (reachable) return { file: setpriv, args: [...become, ...death, '--', program, ...args], options: {} };
  const capability = searchCapability();
  if (capability === null) throw unreachable(program, reach);
  // Two steps: an ambient capability becomes effective only at the next exec, and exec itself must walk the path. Without
  // the secure bit access(2), which initdb asks for its binaries, would look without the capability.
  const lend = ['--securebits=+no_setuid_fixup', `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`];
  return {
    file: setpriv,
    args: [
      ...become,
      ...lend,
      '--',
      setpriv,
      ...(death.length > 0 ? death : ['--pdeathsig=keep']),
      '--',
      program,
      ...args,
    ],
    options: {},
  };
}

/** The weakest capability root still holds here that passes directories; containers often keep only the second. */
function searchCapability(): string | null {
  const held = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  const canSetBits = (held & (1n << 8n)) !== 0n;
  if (!canSetBits) return null;
  if ((held & (1n << 2n)) !== 0n) return 'dac_read_search';
  return (held & (1n << 1n)) !== 0n ? 'dac_override' : null;
}

function unreachable(program: string, reach: string[]): Error {
  return new Error(
    `Started by root, PostgreSQL runs as another user, who may not enter the directories above ${[program, ...reach].join(' or ')}. ` +
      'Move the checkout (and DATA_DIR) out of the private directory, or allow passing through it (chmod o+x), or start as an ordinary user, or set DATABASE_URL.',
  );
}
