/** Where a table stands on its way out, and what has to be done next (Articles 14, 15). */
import type { IdentityClass, Need, Release } from './privacy-codes.ts';
import type { TableProposal } from './privacy-propose.ts';

export interface Present {
  readonly name: string;
  readonly confirmed: IdentityClass | null;
  /** What was done with it; `drop` is not here any more. */
  readonly rule: string | null;
}

export interface ReportFacts {
  readonly tableSha256: string;
  readonly demandedK: number;
  readonly passed: boolean;
  readonly outcome: string | null;
}

export interface TableStanding {
  readonly proposal: TableProposal;
  /** Columns of the table as it would leave. */
  readonly present: readonly Present[];
  readonly subject: { readonly persons: boolean; readonly columns: readonly string[] } | null;
  readonly tableSha256: string | null;
  /** The newest. */
  readonly report: ReportFacts | null;
}

export interface Standing {
  readonly need: Need;
  /** The columns it is about. */
  readonly columns: readonly string[];
}

const standing = (need: Need, columns: readonly string[] = []): Standing => ({ need, columns });

/** Identifiers that a rule has left in the table in another form count as what a person may be known by. */
const hides = new Set(['mask', 'hash', 'replace']);

export function standingOf(
  table: TableStanding,
  demanded: { readonly release: Release; readonly k: number },
): Standing {
  const { proposal, present, subject, report } = table;
  const proposed = new Map(proposal.columns.map((one) => [one.name, one]));
  if (subject === null) {
    const atStake = present.filter(({ name }) => {
      const as = proposed.get(name)?.class;
      return as === 'quasi' || as === 'sensitive';
    });
    return proposal.persons && atStake.length > 0 ? standing('subject', names(atStake)) : standing('nothing');
  }
  if (!subject.persons) {
    const fresh = present.filter(({ name }) => {
      const one = proposed.get(name);
      return one?.strong === true && one.class !== 'direct' && !subject.columns.includes(name);
    });
    return fresh.length > 0 ? standing('subject', names(fresh)) : standing('nothing');
  }
  const open = present.filter((one) => one.confirmed === null);
  if (open.length > 0) return standing('classes', names(open));
  const left = present.filter(
    ({ confirmed, rule }) =>
      confirmed === 'direct' && (!hides.has(rule ?? '') || (demanded.release === 'open' && rule === 'hash')),
  );
  if (left.length > 0) return standing('direct', names(left));
  if (report === null || report.tableSha256 !== table.tableSha256 || report.demandedK < demanded.k)
    return standing('report');
  if (!report.passed) return standing('failed');
  if (report.outcome === 'returned') return standing('returned');
  return standing(report.outcome === 'signed' ? 'done' : 'signature');
}

const names = (columns: readonly Present[]): string[] => columns.map((one) => one.name);

/** What a person may be known by, and what is told of them, in the table as it is. */
export function rolesOf(present: readonly Present[]): { readonly quasi: string[]; readonly sensitive: string[] } {
  return {
    // A pseudonym under a key that nobody outside has points at nobody; a masked number or name still narrows down.
    quasi: names(
      present.filter(({ confirmed, rule }) => confirmed === 'quasi' || (confirmed === 'direct' && rule !== 'hash')),
    ),
    sensitive: names(present.filter((one) => one.confirmed === 'sensitive')),
  };
}
