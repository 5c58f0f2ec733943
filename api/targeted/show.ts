/** Cases as the wire shapes of the contract: identity masked, papers left sealed but for the applicant. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { readClock } from '#api/licensing/rules/clock.ts';
import type { targetedCase, targetedLine } from './contract.ts';
import {
  type ApplicantKind,
  type CaseAction,
  type CaseState,
  type FileFormat,
  type Interest,
  type ProofKind,
  type RefusalGround,
  remedy,
} from './rules/codes.ts';
import { type DeskSide, hindrance, offered } from './rules/rights.ts';
import { unsealFilters, unsealName, unsealPapers } from './secrets.ts';
import * as store from './store.ts';

export type CaseOut = z.input<typeof targetedCase>;
export type CaseLine = z.input<typeof targetedLine>;

type Agencies = Awaited<ReturnType<typeof store.findAgencies>>;
type Entries = Awaited<ReturnType<typeof store.findEntries>>;

export async function showLines(ctx: Ctx, rows: readonly store.LineRow[]): Promise<CaseLine[]> {
  const [agencies, entries] = await Promise.all([
    store.findAgencies(
      ctx.db,
      rows.map((row) => row.agencyId),
    ),
    store.findEntries(
      ctx.db,
      rows.flatMap((row) => row.entryId ?? []),
    ),
  ]);
  return rows.map((row) => showLine(ctx, row, agencies, entries));
}

function showLine(ctx: Ctx, row: store.LineRow, agencies: Agencies, entries: Entries): CaseLine {
  const agency = agencies.get(row.agencyId);
  const entry = row.entryId === null ? undefined : entries.get(row.entryId);
  const reading = readClock(ctx.calendar(), row, dayOf(ctx.clock.now()));
  return {
    id: row.id,
    no: row.no,
    state: row.state,
    agency: { uscc: agency?.uscc ?? '', name: agency?.name ?? '', name_en: agency?.nameEn ?? null },
    dataset: entry === undefined ? null : { code: entry.code, title: entry.title },
    data_wanted: row.dataWanted,
    interest: row.interest as Interest,
    applicant_kind: row.applicantKind as ApplicantKind,
    masked_name: row.maskedName,
    clock: {
      received_on: reading.receivedOn,
      due_on: reading.dueOn,
      paused_on: reading.pausedOn,
      days_left: reading.daysLeft,
      overdue: reading.overdue,
    },
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

export async function showCase(ctx: Ctx, row: store.CaseRow, side: 'applicant' | DeskSide): Promise<CaseOut> {
  const own = side === 'applicant';
  const organizations = row.steps.flatMap((one) => one.organizationId ?? []);
  const [agencies, entries, version] = await Promise.all([
    store.findAgencies(ctx.db, [row.agencyId, ...organizations]),
    store.findEntries(ctx.db, row.entryId === null ? [] : [row.entryId]),
    row.versionId === null ? null : store.findVersion(ctx.db, row.versionId),
  ]);
  const papers = own && row.sealed !== null ? await unsealPapers(ctx, row.sealed) : null;
  const filters =
    side === 'supervisor' || row.filtersSealed === null ? [] : await unsealFilters(ctx, row.filtersSealed);
  const refused = row.state === 'refused';
  return {
    ...showLine(ctx, row, agencies, entries),
    revision: row.revision,
    masked_number: row.maskedNumber,
    purpose: row.purpose,
    own: papers === null ? null : { statement: papers.statement, scope: papers.scope },
    proofs: await Promise.all(
      row.proofs.map(async (one) => ({
        number: one.number,
        name: own ? await unsealName(ctx, one.nameSealed) : null,
        kind: one.kind as ProofKind,
        bytes: one.bytes,
        added_at: one.addedAt.toISOString(),
      })),
    ),
    supplement_notice: row.supplementNotice,
    extension_reason: row.extensionReason,
    heard_by: row.heardBy,
    decision:
      row.decidedAt === null
        ? null
        : {
            at: row.decidedAt.toISOString(),
            reason: row.decisionReason ?? '',
            ground: row.refusalGround as RefusalGround | null,
            legal_basis: row.legalBasis,
            remedy: refused ? { zh: remedy[0], en: remedy[1] } : null,
          },
    grant:
      row.termUntil === null
        ? null
        : {
            title: version?.entry.title ?? '',
            version: version?.number ?? 0,
            columns: [...row.columns],
            filters: filters.map(({ column, op, value }) => ({
              column,
              op,
              ...(value === undefined ? {} : { value: typeof value === 'string' ? value : [...value] }),
            })),
            rows: row.rowCount ?? 0,
            term_until: row.termUntil,
            downloads_allowed: row.downloadsAllowed ?? 0,
            downloads_made: row.downloadsMade,
          },
    revoked_reason: row.revokedReason,
    deliveries: row.deliveries.map((one) => ({
      number: one.number,
      format: one.format as FileFormat,
      at: one.at.toISOString(),
      rows: one.rows,
      bytes: one.bytes,
      sha256: one.sha256,
    })),
    history: row.steps.map((one) => ({
      id: one.id,
      action: one.action as CaseAction,
      to: one.toState as CaseState,
      words: one.words,
      who: one.organizationId === null ? null : (agencies.get(one.organizationId)?.name ?? null),
      at: one.at.toISOString(),
    })),
    actions: offered(row, side).map((name) => {
      const refusal = hindrance(row, side, name);
      return {
        name,
        refusal:
          refusal === null ? null : { code: refusal.code, zh: refusal.sentence('zh'), en: refusal.sentence('en') },
      };
    }),
  };
}
