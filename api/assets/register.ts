/** The public side: the register, what is on notice, and objections to it (公示). */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type Ctx, newId } from '#api/context.ts';
import { isSelf, requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { bilingual } from '#api/licensing/rules/bilingual.ts';
import { mailTo, requireParticipant } from '#api/participants/service.ts';
import { csv } from '#api/revenue/rules/csv.ts';
import { seenCard } from './access.ts';
import { noteStep } from './cards.ts';
import type * as shapes from './contract.ts';
import * as facts from './facts-store.ts';
import { cardPath, tell } from './letters.ts';
import {
  type AssetCaseKind,
  assetActions,
  assetDoers,
  assetStandings,
  objectionOutcomes,
  registerHeads,
} from './rules/codes.ts';
import { scaleOf } from './rules/facts.ts';
import { letters } from './rules/letters.ts';
import { refuse } from './rules/refusals.ts';
import { sidesOf } from './rules/rights.ts';
import { type CardOut, contentOf, kept, reread, standingNow, unitOut } from './show.ts';
import * as store from './store.ts';
import { spansBy } from './terms.ts';

type In<S extends z.ZodType> = z.output<S>;
type PublicAsset = z.input<typeof shapes.publicAsset>;
export type Notice = z.input<typeof shapes.noticeOut>;

const noUnit = '-';

export async function listRegisteredAssets(
  ctx: Ctx,
  query: In<typeof shapes.registerQuery>,
): Promise<z.input<typeof shapes.registerOut>> {
  const { page, page_size, q, region, agency } = query;
  const holder =
    agency === undefined || agency === '' ? '' : ((await store.findUnitByUscc(ctx.db, agency))?.id ?? noUnit);
  const { rows, total } = await store.listCoded(
    ctx.db,
    { q: q ?? '', region: region ?? '', holder },
    { skip: (page - 1) * page_size, take: page_size },
  );
  const units = await store.findUnits(
    ctx.db,
    rows.map((row) => row.holderId),
  );
  const [spans, today] = [spansBy(ctx), dayOf(ctx.clock.now())];
  const items = await Promise.all(
    rows.map(async (row) => ({
      code: row.code ?? '',
      name: row.name,
      holder: unitOut(units, row.holderId),
      region_code: row.regionCode,
      standing: standingNow(row, await spans(row.regionCode), today),
      registered_on: row.registeredOn ?? '',
      valid_to: row.validTo ?? '',
      scale: scaleOf(kept(row.facts)),
    })),
  );
  return { items, total, page, page_size };
}

const mostExported = 100_000;

export async function exportRegisteredAssets(ctx: Ctx, query: In<typeof shapes.registerQuery>) {
  const { items } = await listRegisteredAssets(ctx, { ...query, page: 1, page_size: mostExported });
  const at = ctx.locale === 'zh' ? 0 : 1;
  const text = csv([
    Object.values(registerHeads).map((words) => words[at]),
    ...items.map((one) => [
      one.code,
      one.name,
      one.holder.name,
      one.holder.uscc,
      one.region_code,
      assetStandings.words[one.standing][at],
      one.registered_on,
      one.valid_to,
      one.scale.rows,
      one.scale.fields,
    ]),
  ]);
  return { name: `assets-${dayOf(ctx.clock.now())}.csv`, text };
}

export async function showRegisteredAsset(ctx: Ctx, code: string): Promise<PublicAsset> {
  const row = await store.findByCode(ctx.db, code.toUpperCase());
  if (row === null || row.code === null) throw refuse('assets.not_found');
  const [units, entries, spans] = await Promise.all([
    store.findUnits(ctx.db, [row.holderId]),
    facts.entriesById(
      ctx.db,
      row.resources.map((one) => one.entryId),
    ),
    spansBy(ctx)(row.regionCode),
  ]);
  const content = contentOf(row.content);
  return {
    code: row.code,
    name: row.name,
    holder: unitOut(units, row.holderId),
    region_code: row.regionCode,
    standing: standingNow(row, spans, dayOf(ctx.clock.now())),
    registered_on: row.registeredOn ?? '',
    valid_to: row.validTo ?? '',
    cancelled_on: row.cancelledOn,
    number: row.number,
    document_id: row.documentId,
    rights: content.rights,
    acquisition: content.acquisition,
    grade: content.grade,
    update_cycle: content.update_cycle,
    coverage: content.coverage,
    scenario: content.scenario,
    scale: scaleOf(kept(row.facts)),
    evidence_sha256: row.evidenceSha256,
    datasets: [...entries.values()].map((one) => ({
      code: one.code,
      title: one.title,
      listed: one.publishedRevision !== null && one.state !== 'withdrawn',
    })),
    versions: row.versions.map((one) => ({
      number: one.number,
      kind: one.kind,
      document_id: one.documentId,
      on: dayOf(one.at),
    })),
  };
}

/** The registered asset an entry stands on, for its page; null where it stands on none. */
export async function registeredAssetOf(ctx: Ctx, entryCode: string): Promise<{ code: string; name: string } | null> {
  return store.registeredOf(ctx.db, entryCode);
}

async function noticesOut(ctx: Ctx, rows: readonly store.NoticeRow[]): Promise<Notice[]> {
  const contents = rows.map((row) => contentOf(row.content ?? row.card.content));
  const [units, entries] = await Promise.all([
    store.findUnits(
      ctx.db,
      rows.flatMap((row) => [row.holderId, row.authorityId]),
    ),
    facts.findEntries(
      ctx.db,
      contents.flatMap((one) => one.entries),
    ),
  ]);
  const titles = new Map(entries.map((one) => [one.code, one.title]));
  const today = dayOf(ctx.clock.now());
  return rows.map((row, index) => {
    const content = contents[index] ?? contentOf({});
    return {
      id: row.id,
      no: row.no,
      kind: row.kind as AssetCaseKind,
      state: row.state,
      name: content.name,
      holder: unitOut(units, row.holderId),
      authority: unitOut(units, row.authorityId),
      notice_from: row.noticeFrom ?? '',
      notice_to: row.noticeTo ?? '',
      open: row.state === 'noticed' && row.noticeTo !== null && today <= row.noticeTo,
      rights: content.rights,
      acquisition: content.acquisition,
      scenario: content.scenario,
      datasets: content.entries.map((code) => ({ code, title: titles.get(code) ?? '' })),
      scale: scaleOf(kept(row.card.facts)),
      objections: row.objections.length,
    };
  });
}

export async function listAssetNotices(ctx: Ctx): Promise<{ items: Notice[] }> {
  return { items: await noticesOut(ctx, await store.listNotices(ctx.db, 200)) };
}

export async function showAssetNotice(ctx: Ctx, id: string): Promise<Notice> {
  const row = await store.findNotice(ctx.db, id);
  const [shown] = row === null || row.noticeFrom === null ? [] : await noticesOut(ctx, [row]);
  if (shown === undefined) throw refuse('assets.case_not_found');
  return shown;
}

export type OwnObjection = z.input<typeof shapes.ownObjection>;

/** Anyone who takes part may object while the notice runs, once. */
export async function objectToAsset(ctx: Ctx, id: string, input: In<typeof shapes.objectBody>): Promise<OwnObjection> {
  const taker = await requireParticipant(ctx);
  return act(ctx, { action: 'assets.object', subject: ['asset_case', id] }, async (tx, note) => {
    const seen = await store.findNotice(tx.db, id);
    if (seen === null || seen.noticeFrom === null) throw refuse('assets.case_not_found');
    await store.lockCard(tx.db, seen.cardId);
    const row = await store.findNotice(tx.db, id);
    if (row === null || row.state !== 'noticed') throw refuse('assets.not_on_notice');
    const today = dayOf(tx.clock.now());
    if (row.noticeTo !== null && today > row.noticeTo) throw refuse('assets.notice_over', { day: row.noticeTo });
    if (row.objections.some((one) => one.ownerId === taker.id)) throw refuse('assets.objected_already');
    const objectionId = newId(tx, 'assetObjection');
    const at = tx.clock.now();
    await store.insertObjection(tx.db, {
      id: objectionId,
      caseId: id,
      ownerId: taker.id,
      organizationId: taker.organizationId,
      words: input.words,
      filedAt: at,
    });
    await noteStep(tx, {
      cardId: row.cardId,
      caseId: id,
      action: 'object',
      from: 'noticed',
      to: 'noticed',
      viewer: null,
    });
    await tell(tx, 'objected', {
      about: row.cardId,
      to: row.authorityId,
      duties: ['reviewer'],
      params: { no: row.no },
      path: cardPath(row.cardId),
    });
    note({ no: row.no, objection: objectionId });
    return { id: objectionId, no: row.no, words: input.words, filed_at: at.toISOString(), outcome: null, answer: null };
  });
}

/** What the one who asks has said against a registration, and the answer. */
export async function ownAssetObjection(ctx: Ctx, id: string): Promise<OwnObjection | null> {
  const taker = await requireParticipant(ctx).catch(() => null);
  const row = taker === null ? null : await store.findNotice(ctx.db, id);
  const own = row?.objections.find((one) => one.ownerId === taker?.id);
  if (row == null || own === undefined) return null;
  return {
    id: own.id,
    no: row.no,
    words: own.words,
    filed_at: own.filedAt.toISOString(),
    outcome: own.outcome as OwnObjection['outcome'],
    answer: own.answer,
  };
}

export async function answerAssetObjection(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.answerBody>,
): Promise<CardOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'assets.answer', subject: ['asset_objection', id] }, async (tx, note) => {
    const found = await store.findObjection(tx.db, id);
    if (found === null) throw refuse('assets.objection_not_found');
    await store.lockCard(tx.db, found.case.cardId);
    const card = await seenCard(tx, found.case.cardId).catch(() => {
      throw refuse('assets.objection_not_found');
    });
    if (!sidesOf(card, viewer).includes('authority'))
      throw refuse('assets.not_yours_to_do', {
        ...bilingual('action', assetActions.words.answer),
        ...bilingual('who', assetDoers.words.authority),
      });
    if (isSelf(viewer, found.case.filedBy)) throw refuse('assets.same_person');
    const at = tx.clock.now();
    const answered = {
      outcome: input.outcome,
      answer: input.answer,
      answeredBy: viewer.personId,
      answeredAt: at,
    };
    if (!(await store.answerObjection(tx.db, id, answered))) throw refuse('assets.objection_answered');
    const words = objectionOutcomes.words[input.outcome];
    await noteStep(tx, {
      cardId: card.id,
      caseId: found.caseId,
      action: 'answer',
      from: found.case.state,
      to: found.case.state,
      words: input.answer,
      viewer,
    });
    await mailTo(tx, found.ownerId, {
      about: found.caseId,
      ...letters.objection_answered,
      params: { no: found.case.no, outcome: words[0], answer: input.answer },
      paramsEn: { no: found.case.no, outcome: words[1], answer: input.answer },
      path: `/data-assets/notices/${found.caseId}`,
    });
    note({ no: found.case.no, outcome: input.outcome });
    return reread(tx, card.id);
  });
}
