/** What a detector reads: facts of the platform that point at a circumstance of Article 27. */
import type { Ctx } from '#api/context.ts';
import type { Day } from '#api/kernel/time.ts';
import type { DetectorCode } from '../rules/detectors.ts';

export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

export interface Fact {
  /** The same fact has the same key on every day. */
  readonly key: string;
  /** Body it is about. */
  readonly accusedId: string;
  readonly subject: readonly [type: string, id: string, no: string];
  readonly title: string;
  /** Since which day the duty is broken. */
  readonly since: Day;
  /** Nothing that changes by itself from day to day: its hash tells whether the fact is still the same. */
  readonly evidence: Evidence;
}

export interface Region {
  readonly code: string;
  readonly today: Day;
  /** The last day a term may have ended on to be late by now, the rule's days of grace counted. */
  readonly before: Day;
}

export interface Detector {
  readonly code: DetectorCode;
  /** Facts about bodies of the region. Reads, changes nothing. */
  readonly read: (ctx: Ctx, region: Region) => Promise<readonly Fact[]>;
}
