import { data, Link } from 'react-router';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { maxLeakBytes, maxLeakText } from '#api/targeted/rules/limits.ts';
import { refuse } from '#api/targeted/rules/refusals.ts';
import type { TraceOut } from '#api/targeted/tracing.ts';
import { appContext } from '#app/context.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.targeted.trace.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { ctx } = context.get(appContext);
  return orRefusal(() => {
    const steward = ctx.viewer?.organization.kind === 'agency' && ctx.viewer.duties.includes('steward');
    if (!steward) throw refuseAnywhere('auth.forbidden');
    return null;
  });
}

export async function action({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, { bytes: maxLeakBytes, text: maxLeakText }, ({ stream }) =>
      services.targeted.traceTargeted(ctx, { stream }),
    );
    if (taken === null) throw refuse('targeted.no_file');
    return { traced: taken };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: null, typed: {} };
    return data(refused, { status: error.status });
  }
}

export default function Trace({ actionData }: Route.ComponentProps) {
  const t = useT(targeted);
  const traced = actionData !== undefined && 'traced' in actionData ? actionData.traced : null;
  return (
    <>
      <PageHeader
        title={t('trace_title')}
        breadcrumb={[{ label: t('desk_title'), to: paths.targetedDesk() }]}
        lead={<p className="max-w-[42em]">{t('trace_lead')}</p>}
      />
      {traced !== null && (
        <div className="mb-8">
          <Verdict traced={traced} />
        </div>
      )}
      <Form encType="multipart/form-data">
        <FileInput name="file" label={t('trace_file')} accept=".csv,.txt,text/csv" />
        <Button>{t('trace')}</Button>
      </Form>
      <Section title={t('limits_title')}>
        <p className="max-w-[42em]">{t('limits')}</p>
      </Section>
    </>
  );
}

/** A power of ten above it: more digits would pretend to know more. */
const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const bound = (chance: number): string =>
  `10${String(Math.ceil(Math.log10(chance)))
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => raised[Number(digit)] ?? digit)}`;

function Verdict({ traced }: { readonly traced: TraceOut }) {
  const t = useT(targeted);
  const [first] = traced.items;
  return (
    <>
      {traced.named && first !== undefined ? (
        <Notice tone="warn" title={t('trace_named', { no: first.no, n: first.delivery })} live>
          <p>
            {t('trace_named_text', {
              read: first.marks_read,
              matched: first.marks_matched,
              chance: bound(first.chance),
            })}
          </p>
        </Notice>
      ) : (
        <Notice tone="info" title={t('trace_none')} live>
          <p>{t('trace_none_text')}</p>
        </Notice>
      )}
      <DataTable
        caption={t('trace_compared', { rows: traced.rows, n: traced.compared })}
        columns={[
          {
            key: 'no',
            head: t('no'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.targetedDeskCase(row.case_id)}>{row.no}</Link>,
          },
          { key: 'delivery', head: t('delivery_no'), kind: 'number', cell: (row) => row.delivery },
          { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
          { key: 'who', head: t('masked'), cell: (row) => <span lang="zh-CN">{row.masked_name}</span> },
          { key: 'rows', head: t('rows_found'), kind: 'number', cell: (row) => row.rows_found },
          { key: 'only', head: t('rows_only'), kind: 'number', cell: (row) => row.rows_only_here },
          {
            key: 'marks',
            head: t('marks'),
            kind: 'number',
            cell: (row) => `${row.marks_matched} / ${row.marks_read}`,
          },
          {
            key: 'chance',
            head: t('chance'),
            kind: 'number',
            cell: (row) => (row.chance > 0.1 ? '—' : `< ${bound(row.chance)}`),
          },
        ]}
        rows={traced.items}
        rowKey={(row) => `${row.case_id}-${row.delivery}`}
        empty={<Empty title={t('trace_nothing')}>{t('trace_nothing_text')}</Empty>}
      />
    </>
  );
}
