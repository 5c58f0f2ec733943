/** The run over a region: facts become clues, once each; a clue whose fact is gone is marked so. */
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { parentOf } from '#api/kernel/regions.ts';
import { addDays, type Day, dayOf, isDay } from '#api/kernel/time.ts';
import { anyParameter, findHolder } from '#api/organizations/service.ts';
import { mailToDuties } from '#api/participants/service.ts';
import * as clues from './clue-store.ts';
import { detectors } from './detectors.ts';
import type { Detector, Fact, Region } from './facts/fact.ts';
import { hashOf } from './hash.ts';
import { detectorRules } from './rules/detectors.ts';
import { letters } from './rules/letters.ts';
import { effectiveFrom, ruleKey } from './rules/terms.ts';

export interface Run {
  readonly facts: number;
  readonly made: number;
  readonly gone: number;
  readonly back: number;
}
export interface Setting {
  readonly on: boolean;
  readonly grace: number | null;
  readonly documentNo: string | null;
}

export async function effectiveDay(ctx: Ctx, regionCode: string): Promise<Day> {
  const set = await anyParameter(ctx, effectiveFrom.key, regionCode);
  return typeof set === 'string' && isDay(set) ? set : effectiveFrom.day;
}

/** How a region has set each rule; on, with the rule's own days of grace, where it has not. */
export async function settingsOf(ctx: Ctx, regionCode: string): Promise<(one: Detector) => Setting> {
  const keys = detectors.map((one) => ruleKey(one.code));
  const rows = await clues.ruleParameters(ctx.db, regionCode, keys);
  return ({ code }) => {
    const found = rows.get(ruleKey(code));
    const set = (found?.value ?? {}) as { on?: boolean; grace?: number | null };
    return {
      on: set.on ?? true,
      grace: detectorRules[code].grace === null ? null : (set.grace ?? detectorRules[code].grace),
      documentNo: found?.documentNo ?? null,
    };
  };
}

function regionOf(ctx: Ctx, code: string, grace: number | null): Region {
  const today = dayOf(ctx.clock.now());
  let before = today;
  if (grace !== null && grace > 0)
    while (ctx.calendar().workingDaysBetween(addDays(before, -1), today) <= grace) before = addDays(before, -1);
  return { code, today, before };
}

/** The facts of one rule in a region, as they stand now; none before the regulation was in force (Article 29). */
export async function readFacts(
  ctx: Ctx,
  code: string,
  detector: Detector,
  setting: Setting,
): Promise<readonly Fact[]> {
  const from = await effectiveDay(ctx, code);
  const facts = await detector.read(ctx, regionOf(ctx, code, setting.grace));
  return facts.filter((one) => one.since >= from);
}

export async function detectIn(ctx: Ctx, regionCode: string): Promise<Run> {
  const settingOf = await settingsOf(ctx, regionCode);
  return act(ctx, { action: 'supervision.detect', subject: ['region', regionCode] }, async (tx, note) => {
    const judges = await judgesOf(tx, regionCode);
    const made = new Map<string, number>();
    let run: Run = { facts: 0, made: 0, gone: 0, back: 0 };
    for (const detector of detectors) {
      const setting = settingOf(detector);
      if (!setting.on) continue;
      const facts = await readFacts(tx, regionCode, detector, setting);
      run = sum(run, await keep(tx, judges, detector, facts, made));
    }
    if (run.made > 0) await tellOf(tx, judges, made);
    note({ ...run });
    return run;
  });
}

const sum = (a: Run, b: Run): Run => ({
  facts: a.facts + b.facts,
  made: a.made + b.made,
  gone: a.gone + b.gone,
  back: a.back + b.back,
});

/** Who looks into facts that are read in a region. */
export interface Judges {
  readonly regionCode: string;
  /** The department of the region. */
  readonly department: string | null;
  /** The region of the department of the level above, which looks into that department itself; null for a province (decision 0094). */
  readonly above: string | null;
}

export async function judgesOf(ctx: Ctx, regionCode: string): Promise<Judges> {
  const department = await findHolder(ctx, 'information_department', regionCode);
  let above = parentOf(regionCode);
  while (above !== null && (await findHolder(ctx, 'information_department', above)) === null) above = parentOf(above);
  return { regionCode, department: department?.id ?? null, above };
}

const judgedIn = ({ regionCode, department, above }: Judges, accusedId: string): string =>
  accusedId === department && above !== null ? above : regionCode;

/** Its officers of what they look into, its head of what is about themselves and goes upward. */
async function tellOf(tx: Ctx, { regionCode, department }: Judges, made: ReadonlyMap<string, number>): Promise<void> {
  for (const [where, count] of made) {
    const own = where === ownMark;
    const holder = own ? department : (await findHolder(tx, 'information_department', where))?.id;
    if (holder === null || holder === undefined) continue;
    await mailToDuties(tx, holder, own ? ['signatory'] : ['reviewer'], {
      about: regionCode,
      ...letters[own ? 'own' : 'clues'],
      params: { made: count },
      path: '/w/supervision/clues',
    });
  }
}
const ownMark = 'own';

async function keep(
  tx: Ctx,
  judges: Judges,
  { code }: Detector,
  facts: readonly Fact[],
  /** Counts up what is new, by the region whose department looks into it. */
  counts: Map<string, number>,
): Promise<Run> {
  const { regionCode: readIn } = judges;
  const at = tx.clock.now();
  const [standing, known] = [
    await clues.cluesOfRule(tx.db, readIn, code),
    await clues.knownKeys(
      tx.db,
      code,
      facts.map((one) => one.key),
    ),
  ];
  const found = new Set(facts.map((one) => one.key));
  let made = 0;
  for (const fact of facts) {
    if (known.has(fact.key)) continue;
    known.add(fact.key);
    const id = newId(tx, 'circumstance');
    const no = await nextNumber(tx, 'circumstance', 'XS');
    const regionCode = judgedIn(judges, fact.accusedId);
    const where = regionCode === readIn && fact.accusedId === judges.department ? ownMark : regionCode;
    counts.set(where, (counts.get(where) ?? 0) + 1);
    await clues.insertClue(tx.db, {
      id,
      no,
      regionCode,
      readIn,
      rule: code,
      circumstance: detectorRules[code].circumstance,
      accusedId: fact.accusedId,
      factKey: fact.key,
      subjectType: fact.subject[0],
      subjectId: fact.subject[1],
      subjectNo: fact.subject[2],
      title: fact.title,
      provision: detectorRules[code].provision,
      since: fact.since,
      evidence: { ...fact.evidence },
      evidenceSha256: hashOf(fact.evidence),
      state: 'open',
      seenAt: at,
      createdAt: at,
    });
    made++;
  }
  const seen = standing.filter((one) => found.has(one.factKey));
  const gone = standing.filter((one) => !found.has(one.factKey) && one.goneAt === null);
  await clues.markSeen(
    tx.db,
    seen.map((one) => one.id),
    at,
  );
  await clues.markGone(
    tx.db,
    gone.map((one) => one.id),
    at,
  );
  return { facts: facts.length, made, gone: gone.length, back: seen.filter((one) => one.goneAt !== null).length };
}

/** Every region that has a department, one after the other: a region that fails is tried again, the rest are read meanwhile. */
export async function detectEverywhere(app: App): Promise<void> {
  const ctx = systemContext(app);
  const failed: unknown[] = [];
  for (const regionCode of await clues.supervisedRegions(app.db, dayOf(app.clock.now())))
    await detectIn(ctx, regionCode).catch((error: unknown) => failed.push(error));
  if (failed.length > 0) throw failed[0];
}
