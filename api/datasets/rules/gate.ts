/** The privacy gate (Articles 14, 15): no table with an untreated finding is opened, under a licence or without. */
import type { OpenType } from '#api/catalog/rules/codes.ts';
import type { Access, VersionState } from './codes.ts';

export interface FindingLike {
  readonly column: string;
  readonly blocks: boolean;
}

/** Columns with a finding that blocks and no treatment, each once, in the findings' order. */
export function untreatedColumns(findings: readonly FindingLike[], treated: ReadonlySet<string>): string[] {
  return [...new Set(findings.filter((one) => one.blocks && !treated.has(one.column)).map((one) => one.column))];
}

/** What a published entry lets the public do with its tables. */
export function accessOf(openType: OpenType | null): Access {
  if (openType === 'unconditional') return 'open';
  return openType === 'conditional' ? 'licence' : 'closed';
}

export type Publication =
  | { readonly do: 'nothing' }
  | { readonly do: 'publish'; readonly id: string }
  | { readonly do: 'refuse'; readonly because: 'untreated' | 'not_ready'; readonly id: string };

/**
 * What happens to an entry's data when the entry is published: its newest version that did not fail goes public with it,
 * or keeps the entry from being published. Entries that are not opened keep their data inside.
 */
export function atPublication(
  openType: string,
  versions: readonly { readonly id: string; readonly number: number; readonly state: VersionState }[],
): Publication {
  if (openType !== 'unconditional' && openType !== 'conditional') return { do: 'nothing' };
  const newest = versions.filter((one) => one.state !== 'failed').toSorted((a, b) => b.number - a.number)[0];
  switch (newest?.state) {
    case 'ready':
      return { do: 'publish', id: newest.id };
    case 'held':
      return { do: 'refuse', because: 'untreated', id: newest.id };
    case 'received':
    case 'processing':
      return { do: 'refuse', because: 'not_ready', id: newest.id };
    default:
      return { do: 'nothing' };
  }
}
