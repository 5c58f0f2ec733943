/** Which products a change of a source concerns, and what their owner may answer. */
import type { NoticeKind } from './codes.ts';

export const defaultAnswerDays = 10;

export interface Cited {
  readonly deliveryId: string;
  readonly datasetVersion: number;
}

export interface Change {
  readonly kind: NoticeKind;
  /** The version in which something is wrong; null where it is any, or the whole source. */
  readonly version: number | null;
  /** The version in which it is right. */
  readonly fixedIn: number | null;
}

/** The deliveries of a source that a change concerns: of the named version, or of every one before the version that is right. */
export function concerned<T extends Cited>(cited: readonly T[], { version, fixedIn }: Change): T[] {
  return cited.filter(
    (one) =>
      (version === null || one.datasetVersion === version || (fixedIn !== null && one.datasetVersion > version)) &&
      (fixedIn === null || one.datasetVersion < fixedIn),
  );
}

/** A successor is on sale, of the same developer, another product, and rests on a newer version of the same source. */
export function isSuccessor(
  old: { readonly no: string; readonly developerId: string; readonly usedVersion: number },
  made: {
    readonly no: string;
    readonly developerId: string;
    readonly state: string;
    readonly versions: readonly number[];
  } | null,
): boolean {
  return (
    made !== null &&
    made.no !== old.no &&
    made.developerId === old.developerId &&
    made.state === 'listed' &&
    made.versions.some((version) => version > old.usedVersion)
  );
}
