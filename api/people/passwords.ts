import { hash, verify } from '@node-rs/argon2';
import { requireStrong as judge, type Proposed } from './rules/password.ts';

// OWASP password storage: Argon2id (the library's default), 19 MiB, 2 passes, 1 lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** What stands in place of a hash where a person signs in at the issuer only. */
export const noPassword = '!';

export function checkPassword(stored: string, password: string): Promise<boolean> {
  return stored === noPassword ? checkDecoy(password) : verify(stored, password);
}

let decoy: Promise<string> | undefined;

/** Spends the time of a real check, so that an unknown login answers no faster than a known one. */
export async function checkDecoy(password: string): Promise<false> {
  decoy ??= hash('no such account', options);
  await verify(await decoy, password);
  return false;
}

let list: Promise<ReadonlySet<string>> | undefined;

/** Refuses `people.weak_password`, `people.password_personal`, `people.password_leaked`. */
export async function requireStrong(proposed: Proposed): Promise<void> {
  // Fifty thousand of the most frequent leaked passwords, read at the first need.
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((word) => word.toLowerCase())),
  );
  const leaked = await list;
  judge(proposed, (text) => leaked.has(text));
}
