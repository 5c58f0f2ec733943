/**
 * The unified code of a registered asset: division (6), year (4), running number (7) and a check character of GB 32100's alphabet.
 * The national coding was not to be had, so this one is the platform's own (decision 0076).
 */
import { alphabet31, weighted31 } from '#api/kernel/mod31.ts';

const check = (body: string): string => alphabet31[(31 - weighted31(body)) % 31] ?? '';

export function assetCode(regionCode: string, year: number, sequence: number): string {
  const body = `${regionCode}${year}${String(sequence).padStart(7, '0')}`;
  return `${body}${check(body)}`;
}

/** True when the text has the shape of a code and its check character fits. */
export function isAssetCode(text: string): boolean {
  return /^\d{17}[0-9A-HJ-NP-RTUWXY]$/.test(text) && check(text.slice(0, 17)) === text.at(17);
}
