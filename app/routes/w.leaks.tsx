import { data, Link } from 'react-router';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import type { LeakTraces } from '#api/targeted/leaks.ts';
import { leakText, maxLeakBytes } from '#api/usage/rules/leak.ts';
import { refuse } from '#api/usage/rules/refusals.ts';
import { appContext } from '#app/context.ts';
import { leaks } from '#app/i18n/leaks.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.leaks.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => {
    if (!services.usage.mayTrace(ctx)) throw refuseAnywhere('auth.forbidden');
    const viewer = ctx.viewer;
    return { targeted: viewer?.organization.kind === 'agency' && viewer.duties.includes('steward') };
  });
}

export async function action({ request, context }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  try {
    const { taken } = await readUpload(request, { bytes: maxLeakBytes, text: leakText }, ({ stream, name }) =>
      services.targeted.traceLeak(ctx, { stream, fileName: name }),
    );
    if (taken === null) throw refuse('usage.no_file');
    return { traced: taken };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: null, typed: {} };
    return data(refused, { status: error.status });
  }
}

export default function Leaks({ loaderData, actionData }: Route.ComponentProps) {
  const t = useT(leaks);
  const traced = actionData !== undefined && 'traced' in actionData ? actionData.traced : null;
  return (
    <>
      <PageHeader title={t('title')} lead={<p className="max-w-[42em]">{t('lead')}</p>} />
      {traced !== null && (
        <div className="mb-8">
          <Verdict traced={traced} />
        </div>
      )}
      <Form encType="multipart/form-data">
        <FileInput name="file" label={t('file', { limit: leakText })} />
        <Button>{t('compare')}</Button>
      </Form>
      <Section title={t('limits_title')}>
        <p className="max-w-[42em]">{t('limits')}</p>
        {'targeted' in loaderData && loaderData.targeted && (
          <p className="mt-4">
            <Link to={paths.targetedTrace()}>{t('targeted_open')}</Link>
          </p>
        )}
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

function Verdict({ traced: { licensed, targeted } }: { readonly traced: LeakTraces }) {
  const t = useT(leaks);
  const locale = useLocale();
  const [first] = licensed.items;
  return (
    <>
      {licensed.named && first !== undefined ? (
        <Notice tone="warn" title={t('named', { no: first.agreement.no })} live>
          <p>
            <strong lang="zh-CN">{first.organization.name}</strong>
          </p>
          <p>
            {t('named_text', {
              day: dayText(first.day, locale),
              found: first.rows_found,
              read: first.marks_read,
              matched: first.marks_matched,
              ordered: first.rows_ordered,
              chance: bound(first.chance),
              n: licensed.compared,
            })}
          </p>
          <p>{t('next')}</p>
        </Notice>
      ) : (
        <Notice tone="info" title={t('nobody')} live>
          <p>{t('nobody_text')}</p>
        </Notice>
      )}
      {targeted !== null && (
        <p className="my-4">
          {t('also_targeted', {
            n: targeted.compared,
            result:
              targeted.named && targeted.items[0] !== undefined
                ? t('targeted_named', { no: targeted.items[0].no, n: targeted.items[0].delivery })
                : t('targeted_none'),
          })}
        </p>
      )}
      <DataTable
        caption={t('compared', { rows: licensed.rows, n: licensed.compared })}
        columns={[
          { key: 'who', head: t('who'), cell: (row) => <span lang="zh-CN">{row.organization.name}</span> },
          {
            key: 'agreement',
            head: t('agreement'),
            kind: 'fixed',
            cell: (row) => <Link to={paths.agreement(row.agreement.id)}>{row.agreement.no}</Link>,
          },
          {
            key: 'dataset',
            head: t('dataset'),
            cell: (row) => (
              <Link to={paths.dataset(row.dataset.code)} lang="zh-CN">
                {row.dataset.title}
              </Link>
            ),
          },
          { key: 'day', head: t('day'), kind: 'fixed', cell: (row) => dayText(row.day, locale) },
          {
            key: 'deliveries',
            head: t('deliveries'),
            cell: (row) =>
              row.deliveries.slice(0, 5).map((one) => (
                <div key={one.id}>
                  <DateText instant={one.at} /> {one.format.toUpperCase()}{' '}
                  {one.key_prefix !== null && <code>{one.key_prefix}…</code>}
                </div>
              )),
          },
          { key: 'rows', head: t('rows'), kind: 'number', cell: (row) => row.rows_found },
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
            cell: (row) => (row.chance > 0.1 ? '—' : `≤ ${bound(row.chance)}`),
          },
        ]}
        rows={licensed.items}
        rowKey={(row) => row.copy_id}
        empty={<Empty title={t('none')}>{t('none_text')}</Empty>}
      />
    </>
  );
}
