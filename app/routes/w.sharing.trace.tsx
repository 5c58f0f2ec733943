import { data } from 'react-router';
import { isRefusal } from '#api/kernel/refusal.ts';
import { refuse } from '#api/sharing/rules/refusals.ts';
import { leakText, maxLeakBytes } from '#api/usage/rules/leak.ts';
import { appContext } from '#app/context.ts';
import { agencySharing } from '#app/i18n/agency-sharing.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.sharing.trace.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => {
    services.sharing.scopeOf(ctx);
    return null;
  });
}

export async function action({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, { bytes: maxLeakBytes, text: leakText }, ({ stream, name }) =>
      services.sharing.traceShared(ctx, { stream, fileName: name }, request.signal),
    );
    if (taken === null) throw refuse('sharing.no_file');
    return { traced: taken };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: null, typed: {} };
    return data(refused, { status: error.status });
  }
}

export default function SharingTrace({ actionData }: Route.ComponentProps) {
  const t = useT(agencySharing);
  const traced = actionData !== undefined && 'traced' in actionData ? actionData.traced : null;
  const [first] = traced?.items ?? [];
  return (
    <>
      <PageHeader
        title={t('trace_title')}
        breadcrumb={[{ label: t('title'), to: paths.sharing() }]}
        lead={<p className="max-w-[42em]">{t('trace_lead')}</p>}
      />
      {traced !== null &&
        (traced.named && first !== undefined ? (
          <Notice tone="warn" title={t('trace_named', { who: first.requester, no: first.no })} live>
            <p>{t('trace_named_text', { read: first.marks_read, matched: first.marks_matched })}</p>
          </Notice>
        ) : (
          <Notice title={t('trace_none')} live>
            <p>{t('trace_none_text')}</p>
          </Notice>
        ))}
      <Form encType="multipart/form-data">
        <FileInput name="file" label={t('trace_file')} accept=".csv,.txt,.xlsx,text/csv" />
        <Button>{t('trace')}</Button>
      </Form>
      {traced !== null && traced.items.length > 0 && (
        <DataTable
          caption={t('trace_compared', { n: traced.compared })}
          columns={[
            { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => row.no },
            { key: 'who', head: t('requester'), cell: (row) => <span lang="zh-CN">{row.requester}</span> },
            { key: 'data', head: t('data'), cell: (row) => <span lang="zh-CN">{row.dataset.title}</span> },
            { key: 'at', head: t('taken_at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => row.rows_found },
          ]}
          rows={traced.items}
          rowKey={(row) => row.delivery_id}
        />
      )}
    </>
  );
}
