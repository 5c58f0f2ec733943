import { data, Link, redirect } from 'react-router';
import { atRevision, confirmingRed, declining, issuing, preparing, startingRed } from '#api/invoices/contract.ts';
import { invoiceKinds, invoiceStates, invoiceStepKinds } from '#api/invoices/rules/codes.ts';
import type { InvoiceOut } from '#api/invoices/view.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { isRefusal, refuse } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { invoices } from '#app/i18n/invoices.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { bytesText, dayText, moneyText } from '#app/present/format.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { InvoiceActions, InvoiceLines, NoticeActions } from '#app/ui/invoices/actions.tsx';
import { invoiceTone } from '#app/ui/invoices/parts.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.invoices.$id.ts';

const limits = { bytes: 5 * 1024 * 1024, text: '5 MB' };

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    invoice: await services.invoices.getInvoice(ctx, params.id),
    today: ctx.clock.now().toISOString(),
    done: url.searchParams.get('done') !== null,
  }));
}

export async function action(args: Route.ActionArgs) {
  const { request, context, params } = args;
  if (/multipart\/form-data/.test(request.headers.get('content-type') ?? '')) return upload(args);
  return withRefusals(request, context, async (form, { services: { invoices: s } }) => {
    const { id } = params;
    const [name, notice = ''] = (form.name ?? '').split(':');
    await form.once<unknown>((ctx) => {
      if (name === 'withdraw') return s.withdrawInvoice(ctx, id, form.read(atRevision));
      if (name === 'decline') {
        const { revision, reason = '' } = form.read(declining.partial({ reason: true }));
        return s.declineInvoice(ctx, id, { revision, reason });
      }
      if (name === 'prepare') return s.prepareInvoice(ctx, id, form.read(preparing));
      if (name === 'reopen') return s.reopenInvoice(ctx, id, form.read(atRevision));
      if (name === 'collect') return s.collectInvoice(ctx, id);
      if (name === 'start_red') return s.startRed(ctx, id, form.read(startingRed));
      if (name === 'confirm') return s.confirmRed(ctx, notice, form.read(confirmingRed));
      throw data(null, 400);
    });
    return redirect(paths.invoice(id, { done: 1 }));
  });
}

async function upload({ request, context, params }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  let typed: Record<string, readonly string[]> = {};
  try {
    const { taken } = await readUpload(request, limits, async ({ name, stream }, fields) => {
      typed = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value]]));
      const read = issuing.safeParse(fields);
      if (!read.success) {
        const faults = fieldFaults(read.error);
        throw refuse('request.invalid', { count: faults.length }, faults);
      }
      return services.invoices.issueInvoice(ctx, params.id, read.data, { fileName: name, stream });
    });
    if (taken === null) throw services.invoices.noInvoiceFile();
    return redirect(paths.invoice(params.id, { done: 1 }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: 'issue', typed };
    return data(refused, { status: error.status });
  }
}

export const shouldRevalidate = () => true;

export default function InvoicePage({ loaderData: { invoice: i, today, done } }: Route.ComponentProps) {
  const t = useT(invoices);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t(i.colour === 'red' ? 'detail_red' : 'detail', { no: i.no })}
        breadcrumb={[{ label: t('title'), to: paths.invoices({ side: i.side }) }]}
        meta={
          <>
            <StateDot tone={invoiceTone(i.state)}>{side(invoiceStates.words[i.state])}</StateDot>
            <span>{side(invoiceKinds.words[i.kind])}</span>
            <span>{moneyText(i.total_fen)}</span>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Facts invoice={i} />
      <InvoiceLines invoice={i} />
      {i.notices.length > 0 && <NoticeActions invoice={i} today={today} />}
      <InvoiceActions invoice={i} today={today} />
      <Steps invoice={i} />
    </>
  );
}

function Facts({ invoice: i }: { readonly invoice: InvoiceOut }) {
  const t = useT(invoices);
  const locale = useLocale();
  const { file, blue } = i;
  const party = (of: InvoiceOut['buyer']) => (
    <span lang="zh-CN">
      {of.name}
      <br />
      {of.tax_no}
      <br />
      {of.address} {of.phone}
      <br />
      {of.bank_name} {of.bank_account}
    </span>
  );
  return (
    <Section id="facts" title={t('facts')}>
      <DescriptionList
        columns={2}
        facts={[
          { term: t('number'), value: i.number },
          { term: t('issued_on'), value: i.issued_on === null ? null : dayText(i.issued_on, locale) },
          { term: t('buyer_name'), value: party(i.buyer) },
          {
            term: t('seller_name'),
            value: i.seller === null ? <span lang="zh-CN">{i.seller_name}</span> : party(i.seller),
          },
          { term: t('amount'), value: i.amount_fen === null ? null : <Money fen={i.amount_fen} /> },
          { term: t('tax'), value: i.tax_fen === null ? null : <Money fen={i.tax_fen} /> },
          { term: t('total'), value: <Money fen={i.total_fen} /> },
          { term: t('remark'), value: i.remark === null ? null : <span lang="zh-CN">{i.remark}</span> },
          ...(blue === null
            ? []
            : [
                { term: t('blue'), value: <Link to={paths.invoice(blue.id)}>{blue.number ?? blue.no}</Link> },
                { term: t('confirmation_no'), value: i.confirmation_no },
              ]),
          ...(i.reds.length === 0
            ? []
            : [
                {
                  term: t('credit_notes'),
                  value: i.reds.map((one) => (
                    <span key={one.id}>
                      <Link to={paths.invoice(one.id)}>{one.number ?? one.no}</Link> {moneyText(one.total_fen)}{' '}
                    </span>
                  )),
                },
                { term: t('left'), value: <Money fen={i.left_fen} /> },
              ]),
        ]}
      />
      {file !== null && (
        <>
          <p className="actions">
            <a className="btn" data-look="plain" href={`/api/v1/invoices/${i.id}/file`} download>
              {t('download', { kind: file.kind.toUpperCase(), size: bytesText(file.bytes) })}
            </a>
          </p>
          <p className="help break-all">
            {t('hash')} {file.sha256}
          </p>
        </>
      )}
    </Section>
  );
}

function Steps({ invoice: i }: { readonly invoice: InvoiceOut }) {
  const t = useT(invoices);
  const side = useSide();
  const next = i.state === 'requested' ? t('next_requested') : i.state === 'prepared' ? t('next_prepared') : null;
  return (
    <Section id="history" title={t('history')}>
      <Timeline
        events={i.steps.map((one) => ({
          id: one.id,
          at: one.at,
          who: one.by === null ? t('platform') : <span lang="zh-CN">{one.by}</span>,
          what: side(invoiceStepKinds.words[one.kind]),
          say: one.note,
        }))}
        {...(next === null ? {} : { next: <p>{next}</p> })}
      />
    </Section>
  );
}
