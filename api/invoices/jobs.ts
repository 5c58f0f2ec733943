import { type App, systemContext } from '#api/context.ts';
import { fill } from '#api/kernel/refusal.ts';
import { follow, mailStep, remind } from './dunning.ts';
import { collectAll } from './issue.ts';
import { afterRefund, sweepRefunds } from './red.ts';
import { letters } from './rules/letters.ts';
import * as store from './store.ts';
import { mailboxOf } from './titles.ts';

/** The mail that an invoice is there, to the mailbox the buyer named for it. The file stays behind the sign-in. */
async function announce(app: App, { invoice_id: id }: { invoice_id: string }): Promise<void> {
  const row = await store.findInvoice(app.db, id);
  const to = row === null ? null : await mailboxOf(systemContext(app), row.buyerId);
  if (row === null || to === null || row.number === null) return;
  const letter = letters[row.colour === 'red' ? 'red_issued' : 'issued'];
  const params = { no: row.no, number: row.number, seller: row.seller.name };
  await app.ports.mail.send({
    to,
    subject: fill(letter.subject[0], params),
    text: `${fill(letter.text[0], params)}\n\n${fill(letter.text[1], params)}\n\n${app.env.PUBLIC_URL}/w/invoices/${id}\n`,
    about: id,
    id,
    locale: 'zh',
  });
}

export const invoiceJobs = {
  'invoices.refunded': afterRefund,
  'invoices.sweep': sweepRefunds,
  'invoices.collect': collectAll,
  'invoices.announce': announce,
  'invoices.remind': remind,
  'invoices.follow': follow,
  'invoices.mail_step': mailStep,
};
/** Reminders at half past nine in Shanghai; the rest as it comes. Hours are UTC. */
export const invoiceCrontab =
  '30 1 * * * invoices.remind\n*/10 * * * * invoices.follow\n*/10 * * * * invoices.collect\n25 * * * * invoices.sweep';
