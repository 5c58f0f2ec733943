/**
 * Re-identification risk against a release class (GB/T 37964-2019): the risk of a class is 1 / size; public release looks at
 * the greatest, controlled release and a secure room at the mean times the probability that anybody tries.
 */
import type { Grade, Release } from './privacy-codes.ts';

/** 0.05, 0.20, 1/3: k of 20, 5 and 3. Parameters `deidentification.k.open`, `.conditional`, `.secure`. */
export const defaultK: Readonly<Record<Release, number>> = { open: 20, conditional: 5, secure: 3 };

export interface Environment {
  /** Protection at the recipient, and how much somebody there would gain. */
  readonly control: Grade;
  readonly motive: Grade;
  /** Share of all people whom the table is about, and how many of them one knows. */
  readonly prevalence: number;
  readonly acquaintances: number;
}

export const defaultEnvironment: Environment = {
  control: 'medium',
  motive: 'medium',
  prevalence: 0,
  acquaintances: 150,
};

/** Deliberate attempt from inside, by protection (row) and motive (column). */
const insider: Readonly<Record<Grade, Readonly<Record<Grade, number>>>> = {
  high: { low: 0.05, medium: 0.1, high: 0.2 },
  medium: { low: 0.2, medium: 0.3, high: 0.4 },
  low: { low: 0.4, medium: 0.5, high: 0.6 },
};
const breach: Readonly<Record<Grade, number>> = { high: 0.14, medium: 0.27, low: 0.55 };

/** The greatest of: somebody inside tries, somebody knows a person in the table, the data get out. */
export function environmentOf({ control, motive, prevalence, acquaintances }: Environment): number {
  return Math.max(insider[control][motive], 1 - (1 - prevalence) ** acquaintances, breach[control]);
}

export interface ClassFigures {
  readonly rows: number;
  readonly smallest: number;
  readonly meanRisk: number;
  readonly sensitive: readonly { readonly distinct: number }[];
}

export interface Demand {
  readonly release: Release;
  readonly k: number;
  /** Different sensitive values in each class; 1 asks nothing. */
  readonly l: number;
  readonly environment: Environment;
}

export interface Verdict {
  readonly risk: number;
  readonly threshold: number;
  readonly environment: number;
  readonly enoughK: boolean;
  readonly enoughL: boolean;
  readonly passed: boolean;
}

export function judge(
  { rows, smallest, meanRisk, sensitive }: ClassFigures,
  { release, k, l, environment }: Demand,
): Verdict {
  const threshold = 1 / k;
  const enoughK = rows > 0 && smallest >= k;
  const chance = release === 'open' ? 1 : environmentOf(environment);
  const within = release === 'open' ? 1 / Math.max(1, smallest) : meanRisk * chance;
  const risk = enoughK ? within : 1;
  const enoughL = sensitive.every((one) => one.distinct >= l);
  return {
    risk,
    threshold,
    environment: chance,
    enoughK,
    enoughL,
    passed: enoughK && enoughL && risk <= threshold + 1e-12,
  };
}

/**
 * What a version is judged by: as far as its entry is opened, or less far where its `reach` says so. What is not opened is
 * judged as what is handed to another agency or one applicant.
 */
export function releaseFor(openType: string | null, reach: string | null): Release {
  if (openType === 'unconditional') return reach === 'conditional' ? 'conditional' : 'open';
  return openType === 'conditional' && reach === 'secure' ? 'secure' : 'conditional';
}

/** What has to be kept to open a version with its entry; null where the entry is not opened. */
export function openingOf(openType: string | null, reach: string | null): Release | null {
  if (openType === 'unconditional') return 'open';
  return openType === 'conditional' ? releaseFor(openType, reach) : null;
}

/** How much less far a version of such an entry may go. */
export function reachesOf(openType: string | null): readonly ('conditional' | 'secure')[] {
  if (openType === 'unconditional') return ['conditional'];
  return openType === 'conditional' ? ['secure'] : [];
}
