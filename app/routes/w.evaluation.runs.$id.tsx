import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import {
  appealBody,
  correctBody,
  decideBody,
  publishBody,
  reportBody,
  reviewBody,
  seenBody,
} from '#api/evaluation/contract.ts';
import { runStates } from '#api/evaluation/rules/codes.ts';
import { refuse } from '#api/evaluation/rules/refusals.ts';
import { fieldFaults } from '#api/kernel/field-faults.ts';
import { isRefusal, refuse as refuseAnywhere } from '#api/kernel/refusal.ts';
import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { type Refused, viewOf } from '#app/present/refused.ts';
import { readUpload } from '#app/present/upload.server.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Name, useName } from '#app/ui/evaluation/name.tsx';
import { RunAppeals } from '#app/ui/evaluation/run-appeals.tsx';
import { RunDesk } from '#app/ui/evaluation/run-desk.tsx';
import { RunReports } from '#app/ui/evaluation/run-reports.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.evaluation.runs.$id.ts';

const limits = { bytes: 10 * 1024 * 1024, text: '10 MB' };
const one = z.object({ id: z.string().max(60) });

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const run = await orRefusal(() => services.evaluation.showEvaluationRun(ctx, params.id));
  return { run, done: url.searchParams.has('done') };
}

export async function action(args: Route.ActionArgs) {
  const { request, context, params } = args;
  if (/multipart\/form-data/.test(request.headers.get('content-type') ?? '')) return report(args);
  return withRefusals(request, context, async (form, { services: { evaluation: room } }) => {
    const { id } = params;
    const name = form.name?.split('-')[0];
    const of = () => form.read(one).id;
    await form.once(async (ctx) => {
      if (name === 'cut') return room.cutEvaluationRun(ctx, id, form.read(seenBody));
      if (name === 'publish') return room.publishEvaluationRun(ctx, id, form.read(publishBody));
      if (name === 'review') return room.reviewEvaluationReport(ctx, of(), form.read(reviewBody));
      if (name === 'appeal') return room.appealEvaluation(ctx, id, form.read(appealBody));
      if (name === 'decide') return room.decideEvaluationAppeal(ctx, of(), form.read(decideBody));
      if (name === 'correct') return room.correctEvaluation(ctx, id, form.read(correctBody));
      throw data(null, 400);
    });
    return redirect(paths.evaluationRun(id, { done: 1 }));
  });
}

async function report({ request, context, params }: Route.ActionArgs) {
  const { services, ctx } = context.get(appContext);
  let typed: Record<string, readonly string[]> = {};
  try {
    const { taken } = await readUpload(request, limits, async ({ stream }, fields) => {
      typed = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, [value]]));
      const body = reportBody.safeParse(fields, { reportInput: true });
      if (!body.success) {
        const faults = fieldFaults(body.error);
        throw refuseAnywhere('request.invalid', { count: faults.length }, faults);
      }
      return services.evaluation.reportEvaluation(ctx, params.id, body.data, { stream });
    });
    if (taken === null) throw refuse('evaluation.evidence_missing');
    return redirect(paths.evaluationRun(params.id, { done: 1 }));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refused: Refused = { refusal: viewOf(error), form: 'report', typed };
    return data(refused, { status: error.status });
  }
}

export const shouldRevalidate = () => true;

export default function Run({ loaderData: { run: r, done } }: Route.ComponentProps) {
  const t = useT(evaluation);
  const side = useSide();
  const name = useName();
  const scored = r.version > 0;
  const idle = !r.own && !r.may.report && !r.may.appeal;
  return (
    <>
      <PageHeader
        title={`${name(r.title, r.title_en)} ${r.period}`}
        breadcrumb={[{ label: t('title'), to: paths.evaluation() }]}
        meta={
          <>
            <StateDot tone={r.state === 'published' ? 'done' : 'open'}>{side(runStates.words[r.state])}</StateDot>
            <span>{r.no}</span>
            {scored && <span>{t('version', { n: r.version })}</span>}
          </>
        }
        actions={
          <>
            <Link className="btn" data-look="plain" to={paths.evaluationScheme(r.scheme_id)}>
              {t('scheme_link')}
            </Link>
            <Link className="btn" data-look="plain" to={paths.evaluationWhatIf(r.scheme_id)}>
              {t('to_what_if')}
            </Link>
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <DescriptionList
        columns={2}
        facts={[
          {
            term: t('period'),
            value: (
              <>
                <DateText day={r.period_from} /> – <DateText day={r.period_to} />
              </>
            ),
          },
          { term: t('report_due'), value: <DateText day={r.report_due_on} /> },
          { term: t('appeal_due'), value: r.appeal_due_on === null ? null : <DateText day={r.appeal_due_on} /> },
          { term: t('document_no'), value: r.document_no === null ? null : <span lang="zh-CN">{r.document_no}</span> },
          {
            term: t('public_page'),
            value: r.state === 'published' ? <Link to={paths.ranking(r.no)}>{r.no}</Link> : null,
          },
        ]}
      />
      <Section title={t('bodies')}>
        <DataTable
          caption={t('bodies')}
          captionHidden
          columns={[
            {
              key: 'name',
              head: t('body'),
              cell: (row) => (
                <Link to={paths.evaluatedBody(r.id, row.key)}>
                  <Name zh={row.name} en={row.name_en} />
                </Link>
              ),
            },
            {
              key: 'score',
              head: t('score'),
              kind: 'number',
              cell: (row) => row.score ?? (scored ? t('not_judged') : null),
            },
            {
              key: 'place',
              head: t('place'),
              kind: 'number',
              cell: (row) => (r.own || r.state === 'published' ? row.place : null),
            },
          ]}
          rows={r.bodies}
          rowKey={(row) => row.key}
        />
      </Section>
      <RunReports run={r} />
      <RunAppeals run={r} />
      {r.own && <RunDesk run={r} />}
      {idle && <p className="help">{t('nothing_to_do')}</p>}
      {r.versions.length > 0 && (
        <Section title={t('versions')}>
          <DataTable
            caption={t('versions')}
            captionHidden
            columns={[
              { key: 'version', head: t('version_head'), kind: 'number', cell: (row) => row.version },
              { key: 'at', head: t('version_at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
              {
                key: 'reason',
                head: t('reason'),
                cell: (row) => (row.reason === 'cut' ? t('version_cut') : <span lang="zh-CN">{row.reason}</span>),
              },
              { key: 'sha', head: t('hash'), cell: (row) => <code>{row.sha256.slice(0, 16)}</code> },
            ]}
            rows={r.versions}
            rowKey={(row) => String(row.version)}
          />
        </Section>
      )}
    </>
  );
}
