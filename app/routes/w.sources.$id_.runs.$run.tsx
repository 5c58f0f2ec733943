import { redirect } from 'react-router';
import { removalInput } from '#api/federation/contract.ts';
import { runStates } from '#api/federation/rules/codes.ts';
import type { RunOut } from '#api/federation/view.ts';
import { appContext } from '#app/context.ts';
import { federation } from '#app/i18n/federation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { runTone } from '#app/present/harvest-tone.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.sources.$id_.runs.$run.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    run: await services.federation.getRun(ctx, params.run),
    done: url.searchParams.has('done'),
  }));
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(removalInput);
    await form.once((ctx) => services.federation.decideRemoval(ctx, params.run, input));
    return redirect(`${paths.harvestRun(params.id, params.run)}?done=1`);
  });
}

/** After a refusal too: a colleague may have decided meanwhile. */
export const shouldRevalidate = () => true;

const figures = ['seen', 'added', 'changed', 'removed', 'unchanged', 'failed'] as const;

export default function Run({ loaderData: { run, done } }: Route.ComponentProps) {
  const t = useT(federation);
  const side = useSide();
  const locale = useLocale();
  return (
    <>
      <PageHeader
        title={t('run_title', { name: run.source.name })}
        breadcrumb={[
          { label: t('title'), to: paths.sources() },
          { label: run.source.name, to: paths.source(run.source.id) },
        ]}
        meta={<StateDot tone={runTone[run.state]}>{side(runStates.words[run.state])}</StateDot>}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {run.fault !== null && (
        <Notice
          tone={run.state === 'failed' || run.state === 'partial' ? 'refusal' : 'warn'}
          title={t(run.state === 'held' ? 'held_title' : 'whole_fault')}
        >
          <p className="break-words">{locale === 'zh' ? run.fault.zh : run.fault.en}</p>
        </Notice>
      )}
      {run.may.decide && <Decide />}
      <DescriptionList
        columns={2}
        facts={[
          { term: t('started_at'), value: <DateText instant={run.started_at} /> },
          { term: t('ended_at'), value: run.ended_at === null ? null : <DateText instant={run.ended_at} /> },
          { term: t('extent'), value: t(run.full ? 'extent_full' : 'extent_part') },
          ...figures.map((key) => ({ term: t(key), value: numberText(run[key], locale) })),
        ]}
      />
      <Section id="failures" title={t('failures')}>
        <Failures run={run} />
      </Section>
    </>
  );
}

function Decide() {
  const t = useT(federation);
  return (
    <Section title={t('decide')}>
      <Form>
        <div className="actions">
          <ConfirmButton
            look="warn"
            name="decision"
            value="confirm"
            title={t('confirm_title')}
            consequence={t('confirm_consequence')}
          >
            {t('confirm')}
          </ConfirmButton>
          <Button look="plain" name="decision" value="keep">
            {t('keep')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

type Failure = RunOut['failures'][number] & { readonly n: number };

function Failures({ run }: { readonly run: RunOut }) {
  const t = useT(federation);
  const locale = useLocale();
  const columns: readonly Column<Failure>[] = [
    {
      key: 'identifier',
      head: t('identifier'),
      cell: (row) => <span className="break-all">{row.identifier ?? t('no_identifier')}</span>,
    },
    { key: 'reason', head: t('reason'), cell: (row) => (locale === 'zh' ? row.zh : row.en) },
  ];
  return (
    <>
      <DataTable
        caption={t('failures')}
        captionHidden
        columns={columns}
        rows={run.failures.map((one, n) => ({ ...one, n }))}
        rowKey={(row) => String(row.n)}
        empty={<Empty title={t('failures_none')}>{t('failures_none_text')}</Empty>}
      />
      {run.failures_left_out > 0 && <p>{t('failures_more', { count: run.failures_left_out })}</p>}
    </>
  );
}
