/**
 * The payment reference a payer types into the memo of a bank transfer, e.g. `JK7D-2MQX-90AB`: JK (缴款), nine random
 * characters (44 bits) and a check character over all eleven.
 * Alphabet, weights and modulus are those of GB 32100-2015 (a pure system in the sense of ISO 7064 with modulus 31 and
 * radix 3): 31 is prime and no two neighbours weigh the same, so every single wrong character and every swap of two
 * neighbours is found, the check character stays in the alphabet, and the look-alikes I O S V Z do not occur.
 */
import { halfWidth } from '#api/kernel/half-width.ts';
import { alphabet31 as alphabet, weighted31 } from '#api/kernel/mod31.ts';

const prefix = 'JK';
const bodyLength = 9;
const length = prefix.length + bodyLength + 1;
const random = 31n ** BigInt(bodyLength);

/** What people type for characters that the alphabet leaves out. */
const misread: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', V: 'U', Z: '2' };

const checkCharacter = (first: string): string => alphabet.charAt((31 - weighted31(first)) % 31);
const grouped = (bare: string): string => bare.replace(/.{4}(?=.)/g, '$&-');

/** Typed text without spaces, hyphens and full-width forms, in capitals, look-alikes put right. */
function bareForm(text: string): string {
  return halfWidth(text)
    .replace(/[\s\u00a0\u2010-\u2015-]/g, '')
    .toUpperCase()
    .replace(/[IOSVZ]/g, (c) => misread[c] ?? c);
}

/** Makes a reference from at least 8 random bytes (given by the caller: this file is pure). */
export function makeReference(seed: Uint8Array): string {
  if (seed.length < 8) throw new RangeError('a reference needs 8 random bytes');
  let value = 0n;
  for (const byte of seed) value = (value << 8n) | BigInt(byte);
  value %= random;
  let body = '';
  for (let i = 0; i < bodyLength; i++, value /= 31n) body = alphabet.charAt(Number(value % 31n)) + body;
  return grouped(prefix + body + checkCharacter(prefix + body));
}

export type ReferenceResult =
  | { readonly ok: true; readonly reference: string }
  | { readonly ok: false; readonly reason: 'shape' | 'check_character' };

/** Reads a typed reference; on success in its one written form, however it was typed. */
export function checkReference(text: string): ReferenceResult {
  const bare = bareForm(text);
  if (bare.length !== length || !bare.startsWith(prefix) || [...bare].some((c) => !alphabet.includes(c)))
    return { ok: false, reason: 'shape' };
  if (checkCharacter(bare.slice(0, -1)) !== bare.at(-1)) return { ok: false, reason: 'check_character' };
  return { ok: true, reference: grouped(bare) };
}

/** Every valid reference inside a bank memo, each once, in order. */
export function findReferences(memo: string): string[] {
  const found = new Set<string>();
  const bare = bareForm(memo);
  for (let at = bare.indexOf(prefix); at >= 0; at = bare.indexOf(prefix, at + 1)) {
    const result = checkReference(bare.slice(at, at + length));
    if (result.ok) found.add(result.reference);
  }
  return [...found];
}
