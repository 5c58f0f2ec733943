import { hash, verify } from '@node-rs/argon2';
import { refuse } from './rules/refusals.ts';

// OWASP password storage: Argon2id (the library's default), 19 MiB, 2 passes, 1 lane.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

export function checkPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

let decoy: Promise<string> | undefined;

/** Spends the time of a real check, so that an unknown login answers no faster than a known one. */
export async function checkDecoy(password: string): Promise<false> {
  decoy ??= hash('no such account', options);
  await verify(await decoy, password);
  return false;
}

export function requireStrong(login: string, password: string): void {
  if ([...password].length < 10 || password === login) throw refuse('people.weak_password');
}
