/** Who is judged, and what stands behind each indicator of each: the same functions for the cut and for the what-if. */
import type { Ctx } from '#api/context.ts';
import { canonicalJson } from '#api/kernel/canonical.ts';
import { regions } from '#api/kernel/regions.ts';
import { type Day, dayOf } from '#api/kernel/time.ts';
import { findHolder } from '#api/organizations/service.ts';
import { sha256 } from '#api/ports/seal/digest.ts';
import { queries } from './facts.ts';
import type { Scope } from './facts-known.ts';
import type { SubjectKind } from './rules/codes.ts';
import { type CutFinding, type KeptResult, resultsOf } from './rules/cut.ts';
import { inLibrary } from './rules/library.ts';
import type { Span } from './rules/period.ts';
import { type CountedRow, figureOf } from './rules/rows.ts';
import { type Figure, type Scored, scoreOf, standingOf } from './rules/score.ts';
import { regionsBelow } from './rules/subjects.ts';
import { figuresOf, judged } from './show.ts';
import * as store from './store.ts';

export interface Subject {
  readonly key: string;
  readonly name: string;
  readonly nameEn: string;
  readonly regionCode: string;
  readonly receiverId: string | null;
  readonly agencies: readonly string[];
}

/** Bodies of a scheme. The department that evaluates does not judge itself; a region counts with all its agencies. */
export async function subjectsOf(
  ctx: Ctx,
  scheme: { readonly subjects: string; readonly regionCode: string },
): Promise<Subject[]> {
  if ((scheme.subjects as SubjectKind) === 'agencies') {
    const [units, holder] = await Promise.all([
      store.agenciesIn(ctx.db, { exactly: scheme.regionCode }),
      findHolder(ctx, 'information_department', scheme.regionCode),
    ]);
    return units
      .filter((unit) => unit.id !== holder?.id)
      .map(({ id, name, nameEn, regionCode }) => ({
        key: id,
        name,
        nameEn: nameEn ?? '',
        regionCode,
        receiverId: id,
        agencies: [id],
      }));
  }
  const found: Subject[] = [];
  for (const code of regionsBelow(scheme.regionCode)) {
    const units = await store.agenciesIn(ctx.db, { under: code.slice(0, 4) });
    const holder = await findHolder(ctx, 'information_department', code);
    found.push({
      key: code,
      name: regions.labelOrCode(code, 'zh'),
      nameEn: regions.labelOrCode(code, 'en'),
      regionCode: code,
      receiverId: holder?.id ?? null,
      agencies: units.map((unit) => unit.id),
    });
  }
  return found;
}

export interface Measured {
  readonly figure: Figure | null;
  readonly rows: readonly CountedRow[];
}

/**
 * Every indicator of every body from the facts as they are now. What a body reports itself is what was accepted of it.
 * @returns by body and indicator.
 */
export async function measure(
  ctx: Ctx,
  indicators: readonly store.IndicatorRow[],
  subjects: readonly Subject[],
  span: Span,
  reports: readonly store.ReportRow[] = [],
): Promise<Map<string, Map<string, Measured>>> {
  const agencies = [...new Set(subjects.flatMap((subject) => subject.agencies))].sort();
  const scope: Scope = { ...span, agencies, today: dayOf(ctx.clock.now()) };
  const found = new Map<string, Map<string, Measured>>(subjects.map((subject) => [subject.key, new Map()]));
  for (const one of indicators) {
    const rows = inLibrary(one.source) ? await queries[one.source](ctx, scope) : [];
    for (const subject of subjects) {
      const own = rows.filter((row) => subject.agencies.includes(row.agency));
      const report = reports.find(
        (it) => it.bodyKey === subject.key && it.indicator === one.code && it.state === 'accepted',
      );
      const measured: Measured = inLibrary(one.source)
        ? { figure: figureOf(one.unit, own), rows: own }
        : { figure: report === undefined ? null : { num: report.num, den: report.den }, rows: [] };
      found.get(subject.key)?.set(one.code, measured);
    }
  }
  return found;
}

export const scoreMeasured = (indicators: readonly store.IndicatorRow[], of: ReadonlyMap<string, Measured>): Scored =>
  scoreOf(indicators.map(judged), new Map([...of].map(([code, { figure }]) => [code, figure])));

/** What the hash of a fact is over. */
export const factHash = (one: {
  readonly bodyKey: string;
  readonly indicator: string;
  readonly version: number;
  readonly num: bigint;
  readonly den: bigint;
  readonly standing: string;
  readonly rows: readonly CountedRow[];
  readonly reason: string | null;
}): string =>
  sha256(
    canonicalJson({
      body: one.bodyKey,
      indicator: one.indicator,
      version: one.version,
      num: String(one.num),
      den: String(one.den),
      standing: one.standing,
      rows: one.rows.map((row) => ({ ...row, fix: row.fix === null ? null : { ...row.fix } })),
      reason: one.reason,
    }),
  );

export function factOf(
  runId: string,
  bodyKey: string,
  indicator: store.IndicatorRow,
  version: number,
  { figure, rows }: Measured,
  reason: string | null = null,
): store.NewFact {
  const fact = {
    runId,
    bodyKey,
    indicator: indicator.code,
    version,
    num: figure?.num ?? 0n,
    den: figure?.den ?? 0n,
    standing: standingOf(judged(indicator), figure),
    rows,
    reason,
  };
  return { ...fact, sha256: factHash(fact) };
}

/** From frozen facts to scores and places; nothing else goes in. The hash is of all results, in the order of the bodies. */
export function computeResults(
  indicators: readonly store.IndicatorRow[],
  bodies: readonly { readonly key: string }[],
  facts: readonly store.FactRow[],
): {
  readonly results: readonly KeptResult[];
  readonly scored: ReadonlyMap<string, Scored>;
  readonly sha256: string;
} {
  const { results, scored, canonical } = resultsOf(
    indicators.map(judged),
    bodies.map(({ key }) => key),
    (key) => figuresOf(facts.filter((one) => one.bodyKey === key)),
  );
  return { results, scored, sha256: sha256(canonical) };
}

/** Writes a version of the results from the facts that hold in it. */
export async function writeResults(
  tx: Ctx,
  run: store.RunRow,
  version: number,
  why: { readonly reason: string; readonly documentNo: string | null },
): Promise<void> {
  const facts = await store.factsAt(tx.db, run.id, version);
  const computed = computeResults(run.scheme.indicators, run.bodies, facts);
  await store.insertResults(
    tx.db,
    {
      runId: run.id,
      version,
      ...why,
      sha256: computed.sha256,
      by: tx.viewer?.personId ?? '',
      at: tx.clock.now(),
    },
    computed.results.map((one) => ({ ...one, runId: run.id, version })),
  );
}

/** Frozen facts whose figure does not follow from their rows, or whose hash is not theirs. */
export function faultsOf(indicators: readonly store.IndicatorRow[], facts: readonly store.FactRow[]): CutFinding[] {
  return facts.flatMap((fact) => {
    const rows = fact.rows as unknown as CountedRow[];
    const unit = indicators.find((one) => one.code === fact.indicator)?.unit ?? '';
    const figure = figureOf(unit, rows);
    const found: CutFinding[] = [];
    const at = { body: fact.bodyKey, indicator: fact.indicator };
    if (rows.length > 0 && (figure.num !== fact.num || figure.den !== fact.den))
      found.push({ ...at, says: `the cases give ${figure.num}/${figure.den}, kept is ${fact.num}/${fact.den}` });
    return [...found, ...hashFaults(fact, rows)];
  });
}

/** The hash binds the figure to its cases with their names: what the file for everybody leaves out. */
export const hashFaults = (fact: store.FactRow, rows: readonly CountedRow[]): CutFinding[] =>
  factHash({ ...fact, rows }) === fact.sha256
    ? []
    : [{ body: fact.bodyKey, indicator: fact.indicator, says: 'the hash is not of these cases' }];

export const todayOf = (ctx: Ctx): Day => dayOf(ctx.clock.now());
