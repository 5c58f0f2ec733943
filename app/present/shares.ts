/** Shares are typed in per cent and signed in parts per million. */
import type { TermsOut } from '#api/agreements/view.ts';
import { percentText } from './format.ts';

/** `33.3333` → 333333. A fifth decimal stays a fraction, which the rule refuses by name. */
export function ppmOf(percent: number): number {
  const ppm = percent * 10_000;
  const whole = Math.round(ppm);
  return Math.abs(ppm - whole) < 1e-6 ? whole : ppm;
}

type Lines = TermsOut['shares'];

/** What the form sends, per cent in place of parts per million; a line for the operator that nobody filled in is none. */
export function fromPercent(lines: Lines): Lines {
  return lines
    .filter((line) => line.party !== 'operator' || line.ppm !== null)
    .map((line) => ({ ...line, ppm: line.ppm === null ? null : ppmOf(line.ppm) }));
}

/** The text a field shows for a share. */
export function percentInput(ppm: number | null | undefined): string {
  return ppm === null || ppm === undefined ? '' : percentText(ppm);
}
