/** Complaints: the owner is heard within working days, the department decides with words and, where needed, a measure. */
import type { z } from 'zod';
import { act } from '#api/audit/act.ts';
import { type App, type Ctx, newId, systemContext } from '#api/context.ts';
import { nextNumber } from '#api/documents/service.ts';
import { edge } from '#api/kernel/lifecycle.ts';
import { requireViewer } from '#api/kernel/rights.ts';
import { dayOf } from '#api/kernel/time.ts';
import { numberParameter } from '#api/organizations/service.ts';
import { refuse as refuseProduct } from '#api/products/rules/refusals.ts';
import { withdrawProduct } from '#api/products/service.ts';
import { refuse } from '../rules/refusals.ts';
import {
  defaultComplaintAnswerDays,
  defaultComplaintDecideDays,
  defaultMeasureDays,
  measureFits,
} from '../rules/voice.ts';
import {
  complaintCategories,
  complaintFindings,
  complaintMeasures,
  complaintStates,
  openCategories,
} from '../rules/voice-codes.ts';
import { complaintLifecycle } from '../rules/voice-lifecycle.ts';
import { refuse as refuseVoice } from '../rules/voice-refusals.ts';
import { type AboutProduct, departmentRegions, productById, productByNo, tellDepartment, tellOf } from '../voice.ts';
import type { complaining, complaintOperations, complaintWords, deciding } from './contract.ts';
import * as store from './store.ts';
import {
  around,
  type ComplaintDeed,
  type ComplaintOut,
  hindrance,
  measureWaits,
  show,
  showLine,
  sideOf,
} from './view.ts';

export const complaintPath = (id: string): string => `/w/complaints/${id}`;

type Query = z.output<(typeof complaintOperations.listProductComplaints)['query']>;

export async function listComplaints(ctx: Ctx, query: Query) {
  const viewer = requireViewer(ctx.viewer);
  const own = viewer.organization.id;
  const seen: store.Seen =
    query.side === 'complainant'
      ? { complainantId: own }
      : query.side === 'owner'
        ? { ownerId: own }
        : { regionCode: { in: departmentRegions(viewer) } };
  const state = query.state === undefined ? {} : { state: query.state };
  const { rows, total } = await store.listComplaints(ctx.db, { ...seen, ...state }, query.page, query.page_size);
  const facts = await around(ctx, rows);
  const items = rows.map((row) => showLine(ctx, row, query.side, facts));
  return { items, total, page: query.page, page_size: query.page_size };
}

export async function getComplaint(ctx: Ctx, id: string): Promise<ComplaintOut> {
  const viewer = requireViewer(ctx.viewer);
  const row = await store.findComplaint(ctx.db, id);
  const side = row === null ? null : sideOf(row, viewer);
  if (row === null || side === null) throw refuseVoice('market.complaint_not_found');
  return show(ctx, row, side, viewer);
}

/** What can be complained of: whatever was ever on sale, taken off or not. */
export async function complaintSubject(ctx: Ctx, no: string): Promise<{ no: string; title: string }> {
  const product = await productByNo(ctx.db, no);
  if (product === null) throw refuseProduct('products.not_found');
  return { no: product.no, title: product.title };
}

/** For everybody: how many, and how they ended. */
export async function countComplaints(ctx: Ctx, no: string) {
  const product = await productByNo(ctx.db, no);
  if (product === null) throw refuseProduct('products.not_found');
  const rows = await store.complaintsOf(ctx.db, product.id);
  const of = (finding: string) => rows.filter((row) => row.finding === finding).length;
  return {
    open: rows.filter((row) => row.state === 'filed' || row.state === 'answered').length,
    founded: of('founded'),
    unfounded: of('unfounded'),
    settled: of('settled'),
    withdrawn: rows.filter((row) => row.state === 'withdrawn').length,
    measures_open: rows.filter(measureWaits).length,
  };
}

/** The purchase a complaint is about; null where it needs none and names none. */
async function purchaseOf(
  tx: Ctx,
  buyerId: string,
  productId: string,
  input: z.output<typeof complaining>,
): Promise<string | null> {
  const bought = await store.purchases(tx.db, buyerId, productId);
  const named = input.order_no === '' ? bought[0] : bought.find((one) => one.no === input.order_no);
  if (named === undefined && (input.order_no !== '' || !openCategories.includes(input.category)))
    throw refuseVoice('market.complaint_needs_purchase');
  return named?.id ?? null;
}

export async function fileComplaint(ctx: Ctx, no: string, input: z.output<typeof complaining>): Promise<ComplaintOut> {
  const viewer = requireViewer(ctx.viewer);
  return act(ctx, { action: 'market.file_complaint', subject: ['complaint', 'new'] }, async (tx, note) => {
    const product = await productByNo(tx.db, no);
    if (product === null) throw refuseProduct('products.not_found');
    const complainantId = viewer.organization.id;
    if (complainantId === product.developerId) throw refuseVoice('market.complaint_against_oneself');
    const open = await store.openComplaint(tx.db, complainantId, product.id, input.category);
    if (open !== null) throw refuseVoice('market.complaint_open', { no: open.no });
    const orderId = await purchaseOf(tx, complainantId, product.id, input);
    const { regionCode } = product.agreement;
    const today = dayOf(tx.clock.now());
    const days = await numberParameter(
      tx,
      'market.complaint_answer_working_days',
      regionCode,
      defaultComplaintAnswerDays,
    );
    const more = await numberParameter(
      tx,
      'market.complaint_decide_working_days',
      regionCode,
      defaultComplaintDecideDays,
    );
    const answerDue = tx.calendar().addWorkingDays(today, days);
    const decideDue = tx.calendar().addWorkingDays(answerDue, more);
    const at = tx.clock.now();
    const id = newId(tx, 'complaint');
    const complaintNo = await nextNumber(tx, 'complaint', 'TS');
    await store.insertComplaint(tx.db, {
      id,
      no: complaintNo,
      productId: product.id,
      ownerId: product.developerId,
      complainantId,
      orderId,
      regionCode,
      category: input.category,
      statement: input.statement,
      wish: input.wish,
      state: 'filed',
      answerDue,
      decideDue,
      createdBy: viewer.personId,
      createdAt: at,
    });
    await step(tx, id, 'file');
    const [zh, en] = complaintCategories.words[input.category];
    const told = {
      about: id,
      params: { product: product.no, no: complaintNo, what: zh, due: answerDue },
      paramsEn: { what: en },
      path: complaintPath(id),
      once: { key: `${id}:filed`, at },
    };
    await tellOf(tx, product.developerId, ['developer', 'signatory'], 'complaint_filed', told);
    await tellDepartment(tx, regionCode, 'complaint_filed', told);
    note({ no: complaintNo, product: product.no, category: input.category, answer_due: answerDue }, id);
    return getComplaint(tx, id);
  });
}

const step = (tx: Ctx, complaintId: string, action: string, words: string | null = null) =>
  store.insertStep(tx.db, {
    id: newId(tx, 'step'),
    complaintId,
    action,
    words: words === '' ? null : words,
    organizationId: tx.viewer?.organization.id ?? null,
    personId: tx.viewer?.personId ?? null,
    at: tx.clock.now(),
  });

interface Doing {
  readonly tx: Ctx;
  readonly row: store.ComplaintRow;
  readonly product: AboutProduct;
}
type Data = Parameters<typeof store.updateComplaint>[2];

/** One step at the revision that was seen, the complaint locked. */
async function does(
  ctx: Ctx,
  id: string,
  action: ComplaintDeed,
  input: z.output<typeof complaintWords>,
  body: (doing: Doing) => Promise<{ readonly data?: Data; readonly facts?: Record<string, string> }>,
): Promise<ComplaintOut> {
  const viewer = requireViewer(ctx.viewer);
  const event = action === 'carry_out' ? 'market.carry_out_measure' : `market.${action}_complaint`;
  return act(ctx, { action: event, subject: ['complaint', id] }, async (tx, note) => {
    const row = await store.lockComplaint(tx.db, id);
    const side = row === null ? null : sideOf(row, viewer);
    if (row === null || side === null) throw refuseVoice('market.complaint_not_found');
    const hindered = hindrance(row, side, viewer, action);
    if (hindered !== null) throw hindered;
    if (row.revision !== input.revision) throw refuse('market.changed_meanwhile');
    const product = await productById(tx.db, row.productId);
    const taken = edge(complaintLifecycle, row.state, action);
    if (product === null || taken === null) throw refuse('market.wrong_state');
    const { data = {}, facts = {} } = await body({ tx, row, product });
    await store.updateComplaint(tx.db, id, { ...data, state: taken.to });
    await step(tx, id, action, input.words);
    note({ no: row.no, product: product.no, ...facts });
    return getComplaint(tx, id);
  });
}

function requireWords(words: string): void {
  const { zh, en } = refuse.table['market.words_needed'];
  if (words === '') throw refuse('market.words_needed', {}, [{ path: 'words', zh, en }]);
}

export const answerComplaint = (ctx: Ctx, id: string, input: z.output<typeof complaintWords>): Promise<ComplaintOut> =>
  does(ctx, id, 'answer', input, async ({ tx, row, product }) => {
    requireWords(input.words);
    const at = tx.clock.now();
    const told = {
      about: id,
      params: { product: product.no, no: row.no, due: row.decideDue },
      path: complaintPath(id),
      once: { key: `${id}:answered:${row.revision}`, at },
    };
    await tellOf(tx, row.complainantId, ['buyer', 'signatory'], 'complaint_answered', told);
    await tellDepartment(tx, row.regionCode, 'complaint_answered', told);
    return { data: { answer: input.words, answeredAt: at } };
  });

export const withdrawComplaint = (
  ctx: Ctx,
  id: string,
  input: z.output<typeof complaintWords>,
): Promise<ComplaintOut> =>
  does(ctx, id, 'withdraw', input, async ({ tx, row, product }) => {
    const [zh, en] = complaintStates.words.withdrawn;
    await tellOf(tx, row.ownerId, ['developer'], 'complaint_closed', {
      about: id,
      params: { product: product.no, no: row.no, what: zh },
      paramsEn: { what: en },
      path: complaintPath(id),
      once: { key: `${id}:withdrawn`, at: tx.clock.now() },
    });
    return {};
  });

export const decideComplaint = (ctx: Ctx, id: string, input: z.output<typeof deciding>): Promise<ComplaintOut> =>
  does(ctx, id, 'decide', input, async ({ tx, row, product }) => {
    requireWords(input.words);
    const { finding, measure } = input;
    if (!measureFits(finding, measure)) throw refuseVoice('market.measure_without_fault');
    const today = dayOf(tx.clock.now());
    // Nobody is found at fault unheard.
    if (finding === 'founded' && row.state === 'filed' && today <= row.answerDue)
      throw refuseVoice('market.decision_before_answer', { day: row.answerDue });
    const days = await numberParameter(tx, 'market.measure_working_days', row.regionCode, defaultMeasureDays);
    const measureDue = measure === 'none' ? null : tx.calendar().addWorkingDays(today, days);
    const at = tx.clock.now();
    const told = {
      about: id,
      params: {
        no: row.no,
        product: product.no,
        what: complaintFindings.words[finding][0],
        measure: complaintMeasures.words[measure][0],
      },
      paramsEn: { what: complaintFindings.words[finding][1], measure: complaintMeasures.words[measure][1] },
      path: complaintPath(id),
      once: { key: `${id}:decided`, at },
    };
    await tellOf(tx, row.complainantId, ['buyer', 'signatory'], 'complaint_decided', told);
    await tellOf(tx, row.ownerId, ['developer', 'signatory'], 'complaint_decided', told);
    const decidedBy = tx.viewer?.personId ?? null;
    return {
      data: { finding, measure, measureDue, words: input.words, decidedBy, decidedAt: at },
      facts: { finding, measure },
    };
  });

/** The owner does what was decided: taking off is done with this very step, a refund has to be there already. */
export const carryOutMeasure = (ctx: Ctx, id: string, input: z.output<typeof complaintWords>): Promise<ComplaintOut> =>
  does(ctx, id, 'carry_out', input, async ({ tx, row, product }) => {
    if (row.measure === 'delist' && product.state === 'listed') await withdrawProduct(tx, product.id, product.revision);
    if (row.measure === 'refund') {
      const order = row.orderId === null ? null : await store.orderOf(tx.db, row.orderId);
      if (order?.refunds.some((refund) => refund.state !== 'refused') !== true)
        throw refuseVoice('market.measure_refund_missing');
    }
    if (row.measure === 'correct') requireWords(input.words);
    const at = tx.clock.now();
    const [zh, en] = complaintMeasures.words[row.measure as keyof typeof complaintMeasures.words];
    const told = {
      about: id,
      params: { product: product.no, no: row.no, what: zh },
      paramsEn: { what: en },
      path: complaintPath(id),
      once: { key: `${id}:measure`, at },
    };
    await tellOf(tx, row.complainantId, ['buyer', 'signatory'], 'complaint_closed', told);
    await tellDepartment(tx, row.regionCode, 'complaint_closed', told);
    return { data: { measureDoneAt: at }, facts: { measure: row.measure ?? '' } };
  });

/** Who did not answer in time becomes visible to the department, which can decide from then on. */
export async function chaseComplaints(app: App): Promise<void> {
  const ctx = systemContext(app);
  for (const { id } of await store.notAnswered(ctx.db, dayOf(ctx.clock.now())))
    await act(ctx, { action: 'market.complaint_overdue', subject: ['complaint', id] }, async (tx, note) => {
      const row = await store.lockComplaint(tx.db, id);
      if (row === null || row.state !== 'filed' || row.overdueAt !== null) return;
      const at = tx.clock.now();
      await store.updateComplaint(tx.db, id, { overdueAt: at });
      await step(tx, id, 'overdue');
      await tellDepartment(tx, row.regionCode, 'complaint_overdue', {
        about: id,
        params: { no: row.no, due: row.answerDue },
        path: complaintPath(id),
        once: { key: `${id}:overdue`, at },
      });
      note({ no: row.no });
    });
}
