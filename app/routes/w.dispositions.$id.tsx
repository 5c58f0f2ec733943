import { Link, redirect } from 'react-router';
import { dispositionModes } from '#api/agreements/rules/codes.ts';
import { proofShape, reviewShape } from '#api/agreements/rules/keeping-shapes.ts';
import { dispositionActions, dispositionStates } from '#api/agreements/rules/life-codes.ts';
import { appContext } from '#app/context.ts';
import { agreementKeeping } from '#app/i18n/agreement-keeping.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.dispositions.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const disposition = await services.agreements.getDisposition(ctx, params.id);
    const asked = { agreement_id: disposition.agreement_id, page: 1, page_size: 100 };
    const { items } = await services.usage.listDeliveries(ctx, asked);
    // Each delivered content once: a proof names contents, not the times they were taken.
    const delivered = [...new Map(items.map((one) => [one.sha256, one])).values()];
    return { disposition, delivered, done: url.searchParams.has('done') };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { agreements: a } }) => {
    if (form.name === 'prove') {
      const input = form.read(proofShape);
      await form.once((ctx) => a.proveDisposition(ctx, params.id, input));
    } else {
      const { words } = form.read(reviewShape.pick({ words: true }));
      const decision = form.name === 'accept' ? 'accept' : 'return';
      await form.once((ctx) => a.reviewDisposition(ctx, params.id, { decision, words }));
    }
    return redirect(`${paths.disposition(params.id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

export default function Disposition({ loaderData: { disposition: d, delivered, done } }: Route.ComponentProps) {
  const t = useT(agreementKeeping);
  const side = useSide();
  const locale = useLocale();
  const due = d.state === 'submitted' ? d.review_by : d.due_on;
  return (
    <>
      <PageHeader
        title={t('disposition_title', { no: d.no })}
        breadcrumb={[{ label: t('dispositions'), to: paths.dispositions() }]}
        meta={
          <>
            <StateDot tone={caseTone(d.state, d.actions.length > 0, d.late)}>
              {side(dispositionStates.words[d.state])}
            </StateDot>
            {d.state !== 'accepted' && due !== null && <Clock due={due} left={d.days_left} />}
            {d.escalated && <span>{t('escalated')}</span>}
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section title={t('agreement')}>
        <DescriptionList
          facts={[
            { term: t('agreement'), value: <Link to={paths.agreement(d.agreement_id)}>{d.agreement_no}</Link> },
            { term: t('agency'), value: <span lang="zh-CN">{d.agency.name}</span> },
            { term: t('developer'), value: <span lang="zh-CN">{d.developer.name}</span> },
            { term: t('mode'), value: dispositionModes.label(d.mode, locale) },
            { term: t('ended_on'), value: <DateText day={d.ended_on} /> },
            { term: t('due'), value: due === null ? null : <DateText day={due} /> },
            { term: t('records_until'), value: <DateText day={d.records_until} /> },
          ]}
        />
      </Section>
      {d.actions.length > 0 && (
        <Section id="do" title={t('state')}>
          {d.actions.map(({ name, refusal }) => (
            <Do key={name} name={name} refusal={refusal} no={d.no} />
          ))}
        </Section>
      )}
      <Section title={t('proof')}>
        {d.document_id === null ? (
          <p>{t('proof_none')}</p>
        ) : (
          <>
            <p className="actions">
              <a className="btn" data-look="plain" href={documentPdf(d.document_id)}>
                {t('open_pdf')}
              </a>
              <Link to={paths.verify(d.document_id)}>{t('verify')}</Link>
            </p>
            <DataTable
              caption={t('files')}
              columns={[
                { key: 'name', head: t('file'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
                { key: 'hash', head: 'SHA-256', cell: (row) => <code>{row.sha256}</code> },
              ]}
              rows={d.files}
              rowKey={(row) => `${row.sha256} ${row.name}`}
            />
          </>
        )}
      </Section>
      <Section title={t('deliveries')} lead={t('deliveries_lead')}>
        <Delivered rows={delivered} proved={new Set(d.files.map((one) => one.sha256))} filed={d.document_id !== null} />
      </Section>
      <Section title={t('record')}>
        <Timeline
          events={d.history.map((one) => ({
            id: one.id,
            at: one.at,
            who: <span lang="zh-CN">{one.organization ?? '-'}</span>,
            what: dispositionActions.is(one.action) ? side(dispositionActions.words[one.action]) : one.action,
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

type Refusal = { readonly code: string; readonly zh: string; readonly en: string } | null;

function Do({ name, refusal, no }: { readonly name: string; readonly refusal: Refusal; readonly no: string }) {
  const t = useT(agreementKeeping);
  if (name === 'prove')
    return (
      <CaseAction name="prove" title={t('do_prove')} lead={t('prove_lead')} refusal={refusal}>
        <TextArea name="words" label={t('statement')} help={t('statement_help')} limit={4000} rows={3} />
        <TextArea name="files" label={t('files')} help={t('files_help')} limit={200_000} rows={5} />
        <PasswordInput name="password" label={t('password')} help={t('password_help')} />
        <ConfirmButton title={t('confirm', { act: t('do_prove'), no })} consequence={t('prove_lead')}>
          {t('do_prove')}
        </ConfirmButton>
      </CaseAction>
    );
  if (name === 'accept')
    return (
      <CaseAction name="accept" title={t('do_accept')} refusal={refusal}>
        <TextArea name="words" label={t('words')} optional limit={2000} rows={2} />
        <Button>{t('do_accept')}</Button>
      </CaseAction>
    );
  return (
    <CaseAction name="return" title={t('do_return')} refusal={refusal} folded>
      <TextArea name="words" label={t('return_words')} limit={2000} rows={2} />
      <Button look="plain">{t('do_return')}</Button>
    </CaseAction>
  );
}

type Delivery = Route.ComponentProps['loaderData']['delivered'][number];
interface DeliveredProps {
  readonly rows: readonly Delivery[];
  readonly proved: ReadonlySet<string>;
  readonly filed: boolean;
}

function Delivered({ rows, proved, filed }: DeliveredProps) {
  const t = useT(agreementKeeping);
  const columns: readonly Column<Delivery>[] = [
    { key: 'dataset', head: t('dataset'), cell: (row) => <span lang="zh-CN">{row.dataset.title}</span> },
    { key: 'hash', head: 'SHA-256', cell: (row) => <code>{row.sha256}</code> },
    ...(filed
      ? [
          {
            key: 'covered',
            head: t('state'),
            kind: 'fixed' as const,
            cell: (row: Delivery) => (
              <StateDot tone={proved.has(row.sha256) ? 'done' : 'wait'}>
                {t(proved.has(row.sha256) ? 'covered' : 'not_covered')}
              </StateDot>
            ),
          },
        ]
      : []),
  ];
  return (
    <DataTable
      caption={t('deliveries')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.sha256}
      empty={<Empty title={t('deliveries_none')} />}
    />
  );
}
