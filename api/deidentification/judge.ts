/**
 * Versions that were public before tables about people needed a report (Articles 15, 25): their figures are counted by the classes
 * proposed, and their steward is told. Nothing is taken back by a program: what a column tells is said by a person.
 */
import { act } from '#api/audit/act.ts';
import { publishedOpenType } from '#api/catalog/read.ts';
import { findEntry } from '#api/catalog/store.ts';
import { type App, type Ctx, systemContext } from '#api/context.ts';
import { privacyOf, type TablePrivacy } from '#api/datasets/privacy.ts';
import { onTable } from '#api/datasets/read.ts';
import { releaseFor } from '#api/datasets/rules/privacy-risk.ts';
import { rolesOf, standingOf } from '#api/datasets/rules/privacy-standing.ts';
import * as versions from '#api/datasets/store.ts';
import { mailToDuties } from '#api/participants/service.ts';
import { demandOf } from './demand.ts';
import { letters } from './rules/letters.ts';
import { enqueueAssessment } from './service.ts';
import * as store from './store.ts';

/** In one night; the rest the night after. */
const atOnce = 200;

export async function judgePublished(app: App): Promise<void> {
  for (const id of await store.listUnjudged(app.db, atOnce)) await judgeVersion(systemContext(app), id);
}

async function judgeVersion(ctx: Ctx, id: string): Promise<void> {
  const version = await versions.findVersion(ctx.db, id);
  const entry = version === null ? null : await findEntry(ctx.db, version.entryId);
  if (version === null || entry === null) return;
  const release = releaseFor(await publishedOpenType(ctx, entry.id), version.reach);
  const demand = await demandOf(ctx, release, entry.regionCode);
  const found: store.Judgement[] = [];
  let classified = false;
  for (const table of await privacyOf(ctx, version, entry)) {
    if (table.report !== null) continue;
    classified ||= table.subject?.persons === true && table.present.every((one) => one.confirmed !== null);
    const about = standingOf(table, demand).need !== 'nothing';
    const figures = await figuresOf(ctx, version, table, about);
    const { smallest, rows, direct, quasi } = figures;
    found.push({
      versionId: id,
      table: table.number,
      tableSha256: table.tableSha256 ?? '',
      release,
      demandedK: demand.k,
      smallest: BigInt(smallest),
      rows: BigInt(rows),
      direct,
      quasi,
      at: ctx.clock.now(),
    });
  }
  const short = found.filter((one) => one.direct.length > 0 || one.smallest < BigInt(one.demandedK));
  const facts = { entry: entry.id, number: version.number, tables: found.length, short: short.length };
  await act(ctx, { action: 'deidentification.judge', subject: ['version', id], facts }, async (tx) => {
    for (const one of found) await store.keepJudgement(tx.db, one);
    // Where its steward has said everything already, a report says more than a guess.
    if (classified) await enqueueAssessment(tx, id);
    const worst = short.toSorted((a, b) => Number(a.smallest - b.smallest))[0];
    if (worst === undefined || classified) return;
    await mailToDuties(tx, entry.providerId, ['steward'], {
      about: id,
      params: {
        title: entry.title,
        number: version.number,
        k: Number(worst.smallest),
        demanded: worst.demandedK,
      },
      path: `/w/entries/${entry.id}/privacy?version=${id}`,
      ...letters.judged,
    });
  });
}

interface Guess {
  readonly rows: number;
  readonly smallest: number;
  readonly direct: string[];
  readonly quasi: string[];
}

/** A table about things is one class: nobody stands out of it. */
async function figuresOf(ctx: Ctx, version: versions.Version, table: TablePrivacy, about: boolean): Promise<Guess> {
  const row = version.tables.find((one) => one.number === table.number);
  const rows = Number(row?.rowCount ?? 0n);
  if (!about || row?.tableKey == null) return { rows, smallest: rows, direct: [], quasi: [] };
  const proposed = new Map(table.proposal.columns.map((one) => [one.name, one.class]));
  const present = table.present.map((one) => ({
    ...one,
    confirmed: one.confirmed ?? proposed.get(one.name) ?? ('other' as const),
  }));
  const direct = present.filter((one) => one.confirmed === 'direct' && one.rule === null).map((one) => one.name);
  const roles = rolesOf(present);
  const risk = await onTable(ctx, { tableKey: row.tableKey }, (path) =>
    ctx.ports.tables.risk(path, roles, { patient: true }),
  );
  return { rows: risk.rows, smallest: risk.smallest, direct, quasi: roles.quasi };
}
