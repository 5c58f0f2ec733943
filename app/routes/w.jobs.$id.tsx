import { data, Link, redirect } from 'react-router';
import { decisionBody } from '#api/enclave/contract.ts';
import { jobActions, jobStates, resultFormats, reviewReasons, stages } from '#api/enclave/rules/codes.ts';
import { longestWords } from '#api/enclave/rules/limits.ts';
import { appContext } from '#app/context.ts';
import { enclave } from '#app/i18n/enclave.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { jobTone } from '#app/present/job-tone.ts';
import { isRefused } from '#app/present/refused.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { AnswerTable } from '#app/ui/enclave/answer-table.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { useRefresh } from '#app/ui/version/use-refresh.ts';
import type { Route } from './+types/w.jobs.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    job: await services.enclave.getEnclaveJob(ctx, params.id),
    agency: ctx.viewer?.organization.kind === 'agency',
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { enclave: e }, ctx }) => {
    // What is looked at stands in this answer and in no address.
    if (form.name === 'look') return data({ look: await e.lookEnclaveResult(ctx, params.id) });
    if (form.name === 'cancel') await form.once((at) => e.cancelEnclaveJob(at, params.id));
    else {
      const input = form.read(decisionBody);
      const decide = form.name === 'release' ? e.releaseEnclaveJob : e.refuseEnclaveJob;
      await form.once((at) => decide(at, params.id, input));
    }
    return redirect(`${paths.job(params.id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

type Job = Route.ComponentProps['loaderData']['job'];

export default function JobPage({ loaderData: { job, agency, done }, actionData }: Route.ComponentProps) {
  const t = useT(enclave);
  const side = useSide();
  useRefresh(job.state === 'queued' || job.state === 'running');
  const look = actionData !== undefined && !isRefused(actionData) && 'look' in actionData ? actionData.look : null;
  return (
    <>
      <PageHeader
        title={job.no}
        breadcrumb={[{ label: t('title'), to: paths.jobs() }]}
        lead={<span lang="zh-CN">{job.title}</span>}
        meta={<StateDot tone={jobTone(job.state, agency)}>{side(jobStates.words[job.state])}</StateDot>}
      />
      {done && (
        <Notice tone="success" live>
          {t(job.history.length === 1 ? 'submitted_done' : 'done')}
        </Notice>
      )}
      <Standing job={job} />
      <Section title={t('facts')}>
        <Facts job={job} />
      </Section>
      <Section title={t('query')}>
        <pre className="code-block whitespace-pre-wrap break-words" lang="zh-CN">
          <code>{job.sql}</code>
        </pre>
      </Section>
      {agency && job.state === 'reviewing' && <Review job={job} look={look} />}
      {!agency && <Own job={job} />}
      <Section title={t('sources')}>
        <DataTable
          caption={t('sources')}
          captionHidden
          columns={[
            {
              key: 'dataset',
              head: t('dataset'),
              cell: (row) => (
                <Link to={paths.dataset(row.dataset.code)}>
                  <span lang="zh-CN">{row.dataset.title}</span>
                </Link>
              ),
            },
            { key: 'table', head: t('table'), cell: (row) => <span lang="zh-CN">{row.table}</span> },
            {
              key: 'version',
              head: t('version'),
              kind: 'fixed',
              cell: (row) => (row.limited ? `${row.version} (${t('limited')})` : String(row.version)),
            },
            { key: 'hash', head: 'SHA-256', cell: (row) => <code>{row.sha256}</code> },
          ]}
          rows={job.sources}
          rowKey={(row) => `${row.sha256}${row.table}`}
          empty={<Empty title={t('sources_none')} />}
        />
      </Section>
      <Section title={t('record')}>
        <Timeline
          events={job.history.map((one, at) => ({
            id: String(at),
            at: one.at,
            who: one.who === null ? '-' : <span lang="zh-CN">{one.who}</span>,
            what: side(jobActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}

function Standing({ job }: { readonly job: Job }) {
  const t = useT(enclave);
  const side = useSide();
  if (job.fault !== null) return <Notice tone="refusal">{side(job.fault)}</Notice>;
  if (job.state === 'refused' && job.decision !== null)
    return (
      <Notice tone="refusal" title={side(jobStates.words.refused)}>
        <span lang="zh-CN">{job.decision}</span>
      </Notice>
    );
  if (job.state === 'queued') return <Notice live>{t('wait_queued')}</Notice>;
  if (job.state === 'running')
    return <Notice live>{t('wait_running', { stage: side(stages.words[job.stage ?? 'reading']) })}</Notice>;
  if (job.state === 'reviewing') return <Notice>{t('wait_reviewing', { day: job.due_on ?? '' })}</Notice>;
  return null;
}

function Facts({ job }: { readonly job: Job }) {
  const t = useT(enclave);
  const side = useSide();
  const counted =
    job.rows === null
      ? null
      : `${t('rows_n', { n: job.rows })}. ${t('hidden', {
          groups: job.groups ?? 0,
          hidden: job.hidden_groups ?? 0,
          figures: job.hidden_figures ?? 0,
        })}`;
  return (
    <DescriptionList
      facts={[
        { term: t('agreement'), value: <Link to={paths.agreement(job.agreement.id)}>{job.agreement.no}</Link> },
        { term: t('developer'), value: <span lang="zh-CN">{job.developer.name}</span> },
        { term: t('agency'), value: <span lang="zh-CN">{job.agency.name}</span> },
        { term: t('words'), value: <span lang="zh-CN">{job.words}</span> },
        { term: t('rules'), value: t('rule_k', { k: job.k }) },
        { term: t('submitted'), value: <DateText instant={job.submitted_at} /> },
        { term: t('counts'), value: counted },
        {
          term: t('why_review'),
          value: job.review_for.length > 0 && job.review_for.map((one) => side(reviewReasons.words[one])).join('; '),
        },
        { term: t('close_to'), value: job.close_to.length > 0 && job.close_to.join(', ') },
        { term: t('decision'), value: job.decision !== null && <span lang="zh-CN">{job.decision}</span> },
        { term: t('kept_until'), value: job.kept_until !== null && <DateText day={job.kept_until} /> },
      ]}
    />
  );
}

const refusalOf = (job: Job, name: Job['actions'][number]['name']) =>
  job.actions.find((one) => one.name === name)?.refusal ?? null;

function Review({ job, look }: { readonly job: Job; readonly look: Look | null }) {
  const t = useT(enclave);
  return (
    <Section id="do" title={t('review')}>
      <CaseAction name="look" title={t('look')} lead={t('look_lead')} refusal={refusalOf(job, 'look')}>
        <Button look="plain">{t('look')}</Button>
      </CaseAction>
      {look !== null && (
        <>
          <p>{t('shown', { total: look.total, n: look.rows.length })}</p>
          <AnswerTable
            label={t('result')}
            columns={look.columns}
            rows={look.rows}
            hidden={(job.hidden_figures ?? 0) > 0}
            empty={<Empty title={t('no_rows')}>{t('no_rows_text', { k: job.k })}</Empty>}
          />
        </>
      )}
      <CaseAction name="release" title={t('release')} lead={t('release_lead')} refusal={refusalOf(job, 'release')}>
        <input type="hidden" name="revision" value={job.revision} />
        <TextArea name="words" label={t('opinion')} optional limit={longestWords} rows={2} />
        <ConfirmButton title={`${t('release')} ${job.no}`} consequence={t('release_lead')}>
          {t('release')}
        </ConfirmButton>
      </CaseAction>
      <CaseAction name="refuse" title={t('refuse')} refusal={refusalOf(job, 'refuse')} folded>
        <input type="hidden" name="revision" value={job.revision} />
        <TextArea name="words" label={t('reason')} limit={longestWords} rows={2} />
        <Button look="plain">{t('refuse')}</Button>
      </CaseAction>
    </Section>
  );
}

interface Look {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
  readonly total: number;
}

function Own({ job }: { readonly job: Job }) {
  const t = useT(enclave);
  const side = useSide();
  const refusal = refusalOf(job, 'download');
  const cancel = refusalOf(job, 'cancel');
  return (
    <Section id="result" title={t('result')} lead={refusal === null ? t('download_lead') : side(refusal)}>
      {refusal === null && (
        <>
          <p className="actions">
            {resultFormats.codes.map((format) => (
              <a key={format} className="btn" data-look="plain" href={paths.jobResult(job.id, format)}>
                {resultFormats.label(format, 'en')}
              </a>
            ))}
          </p>
          <p className="help">
            {t('by_key')}: <code>GET /api/v1/licensed/jobs/{job.id}/result</code>
          </p>
        </>
      )}
      {cancel === null && (
        <CaseAction name="cancel" title={t('cancel')} refusal={null} folded>
          <Button look="plain">{t('cancel')}</Button>
        </CaseAction>
      )}
    </Section>
  );
}
