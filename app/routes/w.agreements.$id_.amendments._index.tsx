import { Link, redirect } from 'react-router';
import { proposeShape } from '#api/agreements/rules/amendment-shapes.ts';
import { amendmentKinds, amendmentStates } from '#api/agreements/rules/life-codes.ts';
import { appContext } from '#app/context.ts';
import { agreementLife } from '#app/i18n/agreement-life.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.agreements.$id_.amendments._index.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const agreement = await services.agreements.getAgreement(ctx, params.id);
    const own = ctx.viewer?.organization.id ?? '';
    return {
      agreement,
      ...(await services.agreements.listAmendments(ctx, params.id)),
      mayPropose:
        (agreement.standing === 'in_force' || agreement.standing === 'not_yet') &&
        [agreement.agency.id, agreement.developer.id].includes(own),
    };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made =
      form.name === 'renew'
        ? await form.once((ctx) => services.agreements.renewAgreement(ctx, params.id))
        : await (() => {
            const input = form.read(proposeShape);
            return form.once((ctx) => services.agreements.proposeAmendment(ctx, params.id, input));
          })();
    return redirect(paths.amendment(params.id, made.id));
  });
}

type Loaded = Route.ComponentProps['loaderData'];
const tones = { governs: 'done', governed: 'off', pending: 'wait', void: 'off' } as const;

export default function Amendments({ loaderData }: Route.ComponentProps) {
  const t = useT(agreementLife);
  const { agreement: a, mayPropose } = loaderData;
  return (
    <>
      <PageHeader
        title={t('versions_title', { no: a.no })}
        breadcrumb={[
          { label: t('agreements'), to: paths.agreements() },
          { label: a.no, to: paths.agreement(a.id) },
        ]}
      />
      <Section title={t('versions')} lead={t('versions_lead')}>
        <Versions loaded={loaderData} />
      </Section>
      <Section title={t('amendments')}>
        <Items loaded={loaderData} />
      </Section>
      {mayPropose && (
        <>
          <Section id="renew" title={t('renew')} lead={t('renew_lead')}>
            <Form name="renew">
              <Button>{t('renew')}</Button>
            </Form>
          </Section>
          <Section title={t('propose')} lead={t('propose_lead')}>
            <Form name="propose">
              <TextArea name="reason" label={t('propose_reason')} limit={2000} rows={3} />
              <DateInput name="governs_from" label={t('governs_from')} help={t('governs_from_help')} optional />
              <Button look="plain">{t('propose')}</Button>
            </Form>
          </Section>
        </>
      )}
    </>
  );
}

function Versions({ loaded: { versions } }: { readonly loaded: Loaded }) {
  const t = useT(agreementLife);
  type Row = Loaded['versions'][number];
  const columns: readonly Column<Row>[] = [
    { key: 'version', head: t('version'), kind: 'fixed', cell: (row) => t('version_n', { n: row.version }) },
    {
      key: 'standing',
      head: t('standing'),
      kind: 'fixed',
      cell: (row) => <StateDot tone={tones[row.standing]}>{t(row.standing)}</StateDot>,
    },
    { key: 'made', head: t('made_at'), kind: 'fixed', cell: (row) => <DateText instant={row.made_at} /> },
    {
      key: 'effective',
      head: t('effective_on'),
      kind: 'fixed',
      cell: (row) => (row.effective_on === null ? null : <DateText day={row.effective_on} />),
    },
    { key: 'receipt', head: t('receipt'), kind: 'fixed', cell: (row) => row.receipt_no },
    {
      key: 'pdf',
      head: 'PDF',
      kind: 'fixed',
      cell: (row) => (
        <a href={documentPdf(row.document_id)} aria-label={`${t('open_pdf')} ${t('version_n', { n: row.version })}`}>
          {t('open_pdf')}
        </a>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('versions')}
      captionHidden
      columns={columns}
      rows={versions.toReversed()}
      rowKey={(row) => String(row.version)}
    />
  );
}

function Items({ loaded: { items, agreement } }: { readonly loaded: Loaded }) {
  const t = useT(agreementLife);
  const side = useSide();
  type Row = Loaded['items'][number];
  const columns: readonly Column<Row>[] = [
    {
      key: 'no',
      head: t('no'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.amendment(agreement.id, row.id)}>{row.no}</Link>,
    },
    { key: 'kind', head: t('kind'), kind: 'fixed', cell: (row) => side(amendmentKinds.words[row.kind]) },
    { key: 'reason', head: t('reason'), cell: (row) => <span lang="zh-CN">{row.reason}</span> },
    { key: 'by', head: t('proposed_by'), cell: (row) => <span lang="zh-CN">{row.proposed_by.name}</span> },
    {
      key: 'state',
      head: t('state'),
      kind: 'fixed',
      cell: (row) => (
        <StateDot tone={row.state === 'governing' ? 'done' : caseTone(row.state, false)}>
          {side(amendmentStates.words[row.state])}
        </StateDot>
      ),
    },
    { key: 'at', head: t('updated_at'), kind: 'fixed', cell: (row) => <DateText instant={row.updated_at} /> },
  ];
  return (
    <DataTable
      caption={t('amendments')}
      captionHidden
      columns={columns}
      rows={items}
      rowKey={(row) => row.id}
      empty={<Empty title={t('amendments_none')}>{t('amendments_none_text')}</Empty>}
    />
  );
}
