/** What the pages of a statement and of its remittance load and do alike. For loaders and actions only. */
import { data, redirect } from 'react-router';
import { z } from 'zod';
import type { Ctx } from '#api/context.ts';
import { dayOf } from '#api/kernel/time.ts';
import { approving, closing, confirming, issuing, receiving, redrawing, returning } from '#api/revenue/contract.ts';
import { statementActions } from '#api/revenue/rules/codes.ts';
import type { Services } from '#api/services.ts';
import { orRefusal, type SentForm } from './form.ts';

export async function loadStatement(services: Services, ctx: Ctx, id: string, done: string | null) {
  return orRefusal(async () => ({
    statement: await services.revenue.getStatement(ctx, id),
    done: statementActions.is(done) ? done : null,
    today: dayOf(ctx.clock.now()),
  }));
}

/** A number in a form is text. */
const seen = { revision: z.coerce.number().int() };

type Verb = (revenue: Services['revenue'], ctx: Ctx, id: string, form: SentForm) => Promise<unknown>;
const verbs: Readonly<Record<string, Verb>> = {
  confirm: (r, ctx, id, form) => r.confirmStatement(ctx, id, form.read(confirming.extend(seen))),
  redraw: (r, ctx, id, form) => r.redrawStatement(ctx, id, form.read(redrawing.extend(seen))),
  approve: (r, ctx, id, form) => r.approveStatement(ctx, id, form.read(approving.extend(seen))),
  return: (r, ctx, id, form) => r.returnStatement(ctx, id, form.read(returning.extend(seen))),
  issue: (r, ctx, id, form) => r.issuePaymentOrder(ctx, id, form.read(issuing.extend(seen))),
  receive: (r, ctx, _id, form) => r.registerReceipt(ctx, form.read(receiving)),
  withdraw: (r, ctx, id, form) => r.withdrawApproval(ctx, id, form.read(returning.extend(seen))),
  reject: (r, ctx, id, form) => r.rejectPaymentOrder(ctx, id, form.read(returning.extend(seen))),
  close: (r, ctx, id, form) => r.closeStatement(ctx, id, form.read(closing.extend(seen))),
};

/** Does what the form's name says and goes back to `path`. */
export async function doStatement(services: Services, id: string, form: SentForm, path: string) {
  const name = form.name ?? '';
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) throw data(null, 400);
  await form.once((ctx) => verb(services.revenue, ctx, id, form));
  return redirect(`${path}?done=revenue.${name}`);
}
