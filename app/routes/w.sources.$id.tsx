import { redirect } from 'react-router';
import { runInput, sourceEdit, sourceMove } from '#api/federation/contract.ts';
import { schedules, sourceKinds, sourceStates } from '#api/federation/rules/codes.ts';
import type { SourceOut } from '#api/federation/view.ts';
import { appContext } from '#app/context.ts';
import { federation } from '#app/i18n/federation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { sourceTone } from '#app/present/harvest-tone.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { RunsTable } from '#app/ui/federation/runs-table.tsx';
import { AddressField, SourceNameFields } from '#app/ui/federation/source-fields.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.sources.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const page = Math.max(1, Math.min(100_000, Math.trunc(Number(url.searchParams.get('page'))) || 1));
  return orRefusal(async () => ({
    source: await services.federation.getSource(ctx, params.id),
    runs: await services.federation.listRuns(ctx, params.id, { page, page_size: 20 }),
    done: url.searchParams.get('done'),
  }));
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { federation: service } }) => {
    if (form.name === 'run') {
      const input = form.read(runInput);
      await form.once((ctx) => service.runSource(ctx, id, input));
      return redirect(`${paths.source(id)}?done=started`);
    }
    if (form.name === 'edit') {
      const input = form.read(sourceEdit);
      await form.once((ctx) => service.editSource(ctx, id, input));
    } else {
      const input = form.read(sourceMove);
      const move = { pause: service.pauseSource, resume: service.resumeSource, end: service.endSource }[
        form.name ?? ''
      ];
      if (move !== undefined) await form.once((ctx) => move(ctx, id, input));
    }
    return redirect(`${paths.source(id)}?done=done`);
  });
}

/** After a refusal too: a colleague may have changed the source meanwhile. */
export const shouldRevalidate = () => true;

export default function Source({ loaderData: { source, runs, done } }: Route.ComponentProps) {
  const t = useT(federation);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={source.name}
        breadcrumb={[{ label: t('title'), to: paths.sources() }]}
        meta={<StateDot tone={sourceTone[source.state]}>{side(sourceStates.words[source.state])}</StateDot>}
      />
      {(done === 'saved' || done === 'started' || done === 'done') && (
        <Notice tone="success" live>
          {t(done)}
        </Notice>
      )}
      {source.held_run !== null && (
        <Notice tone="warn" title={t('held_title')}>
          <p className="mt-3">
            <LinkButton to={paths.harvestRun(source.id, source.held_run)}>{t('held_link')}</LinkButton>
          </p>
        </Notice>
      )}
      <Facts source={source} />
      <Section title={t('run_now')}>
        {source.may.run ? (
          <Form name="run">
            <Checkbox name="full" label={t('run_full')} help={t('run_full_help')} />
            <Button>{t('run_now')}</Button>
          </Form>
        ) : (
          <p>{t('run_blocked')}</p>
        )}
      </Section>
      <Section id="reports" title={t('reports')}>
        <RunsTable items={runs.items} />
        <Pagination
          page={runs.page}
          pageSize={runs.page_size}
          total={runs.total}
          href={(page) => paths.source(source.id, { page })}
        />
      </Section>
      {source.may.edit && (
        <Section title={t('edit')}>
          <Form name="edit">
            <input type="hidden" name="revision" value={source.revision} />
            <AddressField values={source} />
            <SourceNameFields values={source} />
            <Button>{t('edit_save')}</Button>
          </Form>
        </Section>
      )}
      <Section title={t('keep_on')}>
        <Moves source={source} />
      </Section>
    </>
  );
}

function Facts({ source }: { readonly source: SourceOut }) {
  const t = useT(federation);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  return (
    <DescriptionList
      facts={[
        { term: t('kind'), value: side(sourceKinds.words[source.kind]) },
        {
          term: t('url'),
          value: (
            <a href={source.url} rel="noopener noreferrer nofollow" className="break-all">
              {source.url}
            </a>
          ),
        },
        { term: t('region'), value: place(source.region_code) },
        { term: t('schedule'), value: side(schedules.words[source.schedule]) },
        { term: t('records'), value: numberText(source.records, locale) },
        {
          term: t('last_run'),
          value: source.last_run === null ? t('never') : <DateText instant={source.last_run.started_at} />,
        },
        {
          term: t('next_run'),
          value: source.next_run_at === null ? t('by_hand') : <DateText instant={source.next_run_at} />,
        },
      ]}
    />
  );
}

function Moves({ source }: { readonly source: SourceOut }) {
  const t = useT(federation);
  const locale = useLocale();
  const { name } = source;
  const count = numberText(source.records, locale);
  const moves = (['pause', 'resume', 'end'] as const).filter((move) => source.may[move]);
  return (
    <div className="actions">
      {moves.map((move) => (
        <Form key={move} name={move} inline>
          <input type="hidden" name="revision" value={source.revision} />
          <ConfirmButton
            look={move === 'end' ? 'warn' : 'plain'}
            title={t(`${move}_title`, { name })}
            consequence={t(`${move}_consequence`, { count })}
          >
            {t(move)}
          </ConfirmButton>
        </Form>
      ))}
    </div>
  );
}
