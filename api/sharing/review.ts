/** The provider's side of a request shared on conditions: supplement, more time, a reply drafted by one and confirmed by another. */
import type { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { pauseClock, stopped } from '#api/licensing/rules/clock.ts';
import { findHolder } from '#api/organizations/service.ts';
import { seenRequest } from './access.ts';
import type * as shapes from './contract.ts';
import { tell } from './letters.ts';
import { openOrAsk, provisionClock } from './provide.ts';
import { outcomes } from './rules/codes.ts';
import { fieldFaults } from './rules/faults.ts';
import { refuse } from './rules/refusals.ts';
import { sharedVersion } from './shareable.ts';
import type { Proposal, RequestOut } from './show.ts';
import * as store from './store.ts';
import { termDays } from './terms.ts';
import { walk } from './walk.ts';

type In<S extends z.ZodType> = z.output<S>;

/** Everything that is missing, once; the clock stands still until it is there (Order 809, Article 21). */
export async function supplementSharing(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.supplementBody>,
): Promise<RequestOut> {
  return walk(ctx, id, 'supplement', async ({ tx, row, today }) => {
    await tell(tx, 'supplement', { id, to: row.requesterId, params: { no: row.no, words: input.notice } });
    return {
      changes: { ...pauseClock(tx.calendar(), row, today), supplementNotice: input.notice },
      words: input.notice,
    };
  });
}

/** Asks the authority of the provider's own level; the clock runs on until it has consented. */
export async function askSharingExtension(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.extensionBody>,
): Promise<RequestOut> {
  return walk(ctx, id, 'ask_extension', async ({ tx, row, viewer, note }) => {
    const most = await termDays(tx, 'extension', row.regionCode);
    if (input.days > most) throw refuse('sharing.extension_days', { days: most });
    const authority = await findHolder(tx, 'information_department', row.regionCode);
    if (authority === null) throw refuse('sharing.no_authority', { region: row.regionCode });
    note({ days: input.days, authority: authority.id });
    const params = { no: row.no, who: viewer.organization.name, days: input.days, reason: input.reason };
    await tell(tx, 'extension_asked', { id, to: authority.id, duties: ['reviewer'], params });
    return {
      changes: {
        extensionDays: input.days,
        extensionReason: input.reason,
        extensionAskedAt: tx.clock.now(),
        authorityId: authority.id,
      },
      words: input.reason,
    };
  });
}

/** With consent the reply is due later and the requester is told why; without, nothing changes. */
export async function decideSharingExtension(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.extensionAnswerBody>,
): Promise<RequestOut> {
  return walk(ctx, id, 'decide_extension', async ({ tx, row, note }) => {
    const { decision, words } = input;
    const days = row.extensionDays ?? 0;
    note({ decision, days });
    const answered = { extensionAnswer: decision, extensionWords: words };
    if (decision === 'declined' || row.dueOn === null) {
      await tell(tx, 'extension_declined', { id, to: row.providerId, params: { no: row.no, words } });
      return { changes: answered, words };
    }
    const dueOn = tx.calendar().addWorkingDays(row.dueOn, days);
    const params = { no: row.no, after: dueOn, reason: row.extensionReason ?? '' };
    await tell(tx, 'extended', { id, to: row.requesterId, params });
    await tell(tx, 'extended', { id, to: row.providerId, params });
    return { changes: { ...answered, dueOn }, words };
  });
}

/** What of the data a reply grants; a refusal stands on what the catalogue says and on nothing else. */
async function requireSound(tx: Ctx, row: store.RequestRow, input: Proposal): Promise<Proposal> {
  if (input.outcome === 'refused') {
    if (row.shareBasis === '') throw refuse('sharing.no_basis');
    if (input.ground === null) throw refuse('sharing.ground_missing', {}, [fieldFaults.ground]);
    return { ...input, columns: [], filters: [] };
  }
  const version = await sharedVersion(tx, { entryId: row.entryId, grantedTable: input.table });
  const known = (names: readonly string[], within: readonly string[] | undefined) => {
    const unknown = within === undefined ? [] : names.filter((name) => !within.includes(name));
    if (unknown.length > 0) throw refuse('sharing.unknown_columns', { columns: unknown.join(', ').slice(0, 300) });
  };
  const present = version?.columns.map((one) => one.name);
  if (input.outcome === 'granted') return { ...input, ground: null, columns: row.columns, filters: [] };
  if (input.columns.length === 0 && input.filters.length === 0) throw refuse('sharing.nothing_left_out');
  known(input.columns, present);
  known(
    input.filters.map((one) => one.column),
    present,
  );
  if (row.columns.length > 0) known(input.columns, row.columns);
  const columns = input.columns.length === 0 ? row.columns : input.columns;
  return { ...input, columns };
}

export async function proposeSharingReply(ctx: Ctx, id: string, input: Proposal): Promise<RequestOut> {
  return walk(ctx, id, 'propose', async ({ tx, row, viewer, note }) => {
    const proposal = await requireSound(tx, row, input);
    note({ outcome: proposal.outcome });
    const [zh, en] = outcomes.words[proposal.outcome];
    const params = { no: row.no, due: row.dueOn ?? '', outcome: zh };
    await tell(tx, 'to_confirm', { id, to: row.providerId, duties: ['signatory'], params, paramsEn: { outcome: en } });
    // What is being drafted is the provider's own; the file says that it was, not what.
    return { changes: { proposal: proposal as never, proposedBy: viewer.personId } };
  });
}

export async function returnSharingReply(ctx: Ctx, id: string, input: In<typeof shapes.saidBody>): Promise<RequestOut> {
  return walk(ctx, id, 'return_proposal', () => ({ words: input.words }));
}

/** The head's confirmation makes the drafted reply the reply (Order 809, Article 20). */
export async function confirmSharingReply(
  ctx: Ctx,
  id: string,
  input: In<typeof shapes.wordsBody>,
): Promise<RequestOut> {
  const { row: seen } = await seenRequest(ctx, id);
  const refusing = (seen.proposal as Proposal | null)?.outcome === 'refused';
  return walk(ctx, id, refusing ? 'confirm_refusal' : 'confirm', async ({ tx, row, viewer, note }) => {
    const proposal = row.proposal as Proposal;
    note({ outcome: proposal.outcome });
    const [zh, en] = outcomes.words[proposal.outcome];
    const params = { no: row.no, outcome: zh, reason: proposal.reason };
    await tell(tx, 'decided', { id, to: row.requesterId, params, paramsEn: { outcome: en } });
    const decided = {
      outcome: proposal.outcome,
      decidedBy: viewer.personId,
      decidedAt: tx.clock.now(),
      decidedRevision: row.revision + 1,
      decisionReason: proposal.reason,
      refusalGround: proposal.ground,
      proposal: store.nothing,
    };
    const words = input.words === '' ? proposal.reason : `${proposal.reason}\n${input.words}`;
    if (refusing) return { changes: { ...decided, ...stopped }, words };
    return {
      changes: {
        ...decided,
        ...(await provisionClock(tx, row)),
        grantedTable: proposal.table,
        grantedColumns: proposal.columns,
        grantedFilters: proposal.filters as never,
      },
      words,
      after: openOrAsk,
    };
  });
}
