/**
 * What a new password must be (decision 0061): long, nobody's name, in no list of leaked ones. No rules about kinds of
 * characters and no forced change (NIST SP 800-63B-4, 3.1.1.2); GB/T 22239-2019 8.1.4.1 asks that guessing be hard.
 */
import { refuse } from './refusals.ts';

export const leastCharacters = 12;

export interface Proposed {
  readonly password: string;
  readonly login: string;
  /** Name of the person and of the organisation. */
  readonly names: readonly string[];
}

/** Letters and digits alone, in one case: `Pass-Word` and `password` are one. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** @param leaked tells whether a text in small letters is a known leaked password. */
export function requireStrong({ password, login, names }: Proposed, leaked: (text: string) => boolean): void {
  const characters = [...password.normalize('NFKC')];
  if (characters.length < leastCharacters) throw refuse('people.weak_password', { least: leastCharacters });
  const bare = plain(password);
  // Names of one or two characters are in many words and give nothing away.
  const own = [login, ...names, ...login.split(/[._@-]/)].map(plain).filter((name) => [...name].length >= 3);
  if (own.some((name) => bare.includes(name))) throw refuse('people.password_personal');
  if (isLeaked(password.toLowerCase(), bare, leaked)) throw refuse('people.password_leaked');
}

/** The whole, its letters alone, and its word without what people put before and behind: `Dragon-2026!` is `dragon`. */
function isLeaked(lower: string, bare: string, leaked: (text: string) => boolean): boolean {
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if ([lower, bare, core, plain(core)].some((text) => text !== '' && leaked(text))) return true;
  // One word several times, a run of a keyboard or of the alphabet, or hardly any different characters.
  const period = (bare + bare).indexOf(bare, 1);
  return bare.length === 0 || (period < bare.length && period <= 6) || new Set(bare).size < 5 || isRun(bare);
}

function isRun(text: string): boolean {
  let steps = 0;
  for (let i = 1; i < text.length; i++) if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) <= 1) steps++;
  return steps >= text.length - 2;
}
