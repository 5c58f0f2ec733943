import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { reviewBody } from '#api/catalog/contract.ts';
import { fields } from '#api/catalog/rules/codes.ts';
import { fieldOpinion } from '#api/catalog/rules/shapes.ts';
import type { EntryOut } from '#api/catalog/show.ts';
import { atPublication } from '#api/datasets/rules/gate.ts';
import type { VersionOut } from '#api/datasets/show.ts';
import { isRefusal } from '#api/kernel/refusal.ts';
import type { QualityOut } from '#api/quality/reports.ts';
import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { datasets } from '#app/i18n/datasets.ts';
import { quality } from '#app/i18n/quality.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Differences } from '#app/ui/entry/differences.tsx';
import { EntryFacts } from '#app/ui/entry/entry-facts.tsx';
import { EntryStateDot } from '#app/ui/entry/entry-state.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { DriftList } from '#app/ui/quality/drift.tsx';
import { Measures, Standing } from '#app/ui/quality/report.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { ColumnStatistics } from '#app/ui/version/column-statistics.tsx';
import { Findings } from '#app/ui/version/findings.tsx';
import { useRefresh } from '#app/ui/version/use-refresh.ts';
import { VersionFacts } from '#app/ui/version/version-facts.tsx';
import { isWorking, VersionStateDot } from '#app/ui/version/version-state.tsx';
import type { Route } from './+types/w.reviews.$id.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const entry = await services.catalog.showEntry(ctx, params.id);
    const { items } = await services.datasets.listOwnVersions(ctx, params.id);
    const newest = items.find((version) => version.state !== 'failed');
    const version = newest === undefined ? null : await services.datasets.showVersion(ctx, newest.id);
    const publication = atPublication(entry.content.open_type ?? '', items);
    const report = version === null ? null : await reportOrNone(() => services.quality.showQuality(ctx, version.id));
    return { entry, version, publication, report };
  });
}

async function reportOrNone(ask: () => Promise<QualityOut>): Promise<QualityOut | null> {
  try {
    return await ask();
  } catch (error) {
    if (isRefusal(error) && error.code === 'quality.no_report') return null;
    throw error;
  }
}

export function shouldRevalidate(): boolean {
  return true;
}

/** Opinions on single elements are asked for in a few rows; blank ones are left out. */
const opinionRows = 3;
const reviewForm = reviewBody.extend({
  revision: z.coerce.number().int(),
  field_opinions: z
    .array(z.object({ field: fieldOpinion.shape.field.optional(), opinion: z.string().max(1000).optional() }))
    .default([])
    .transform((rows) =>
      rows.flatMap(({ field, opinion }) => (field === undefined || opinion === undefined ? [] : [{ field, opinion }])),
    ),
});

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(reviewForm);
    await form.once((ctx) => services.datasets.reviewEntry(ctx, params.id, body));
    return redirect(withQuery(paths.reviews(), { done: params.id }));
  });
}

export default function ReviewCase({ loaderData: { entry, version, publication, report } }: Route.ComponentProps) {
  const t = useT(catalog);
  const locale = useLocale();
  const place = usePlace();
  useRefresh(version !== null && isWorking(version));
  const provider = (locale === 'en' ? entry.provider.name_en : null) ?? entry.provider.name;
  return (
    <>
      <PageHeader
        title={t('review_case', { title: entry.title })}
        breadcrumb={[{ label: t('reviews'), to: paths.reviews() }]}
        meta={
          <>
            <span className="num">{entry.code}</span>
            <span>
              {provider} ({place(entry.region_code)})
            </span>
            <EntryStateDot state={entry.state} />
            {entry.due_on !== null && <Clock due={entry.due_on} left={entry.days_left} />}
          </>
        }
      />
      <Warnings entry={entry} />
      <Section title={entry.published_revision === null ? t('what_is_new') : t('what_changed')}>
        {entry.published_revision === null ? (
          <EntryFacts content={entry.content} />
        ) : (
          <Differences differences={entry.differences} />
        )}
      </Section>
      {entry.published_revision !== null && (
        <details className="more">
          <summary>{t('whole_entry')}</summary>
          <EntryFacts content={entry.content} />
        </details>
      )}
      <TheData entry={entry} version={version} publication={publication} report={report} />
      <Decide entry={entry} version={version} publication={publication} report={report} />
    </>
  );
}

function Warnings({ entry }: { readonly entry: EntryOut }) {
  const t = useT(catalog);
  const side = useSide();
  if (entry.warnings.length === 0) return null;
  return (
    <Notice tone="warn" title={t('attention')}>
      <ul>
        {entry.warnings.map((warning) => (
          <li key={`${warning.path}-${warning.en}`}>{side(warning)}</li>
        ))}
      </ul>
    </Notice>
  );
}

interface CaseProps {
  readonly entry: EntryOut;
  readonly version: VersionOut | null;
  readonly publication: ReturnType<typeof atPublication>;
  readonly report: QualityOut | null;
}

function TheData({ entry, version, publication, report }: CaseProps) {
  const t = useT(catalog);
  const td = useT(datasets);
  const tq = useT(quality);
  if (version === null) {
    return (
      <Section title={t('the_data')}>
        <p>{t('no_data')}</p>
      </Section>
    );
  }
  const inside = entry.content.open_type === 'none';
  return (
    <Section
      title={t('the_data')}
      lead={
        inside ? t('data_inside') : publication.do === 'publish' ? t('data_with_it', { n: version.number }) : undefined
      }
    >
      <p className="version-line">
        {td('version_n', { n: version.number })} <VersionStateDot version={version} />
      </p>
      <VersionFacts version={version} />
      {!isWorking(version) && (
        <div className="stack mt-6">
          <Findings version={version} />
          {version.drift !== null && version.state === 'ready' && (
            <Notice tone={version.drift_accepted === null ? 'refusal' : 'info'} title={tq('columns_changed')}>
              <DriftList drift={version.drift} />
              {version.drift_accepted !== null && (
                <p>
                  {tq('accepted_by', { who: version.drift_accepted.by ?? '—', reason: version.drift_accepted.reason })}
                </p>
              )}
            </Notice>
          )}
          {report !== null && (
            <>
              <Standing report={report} />
              <Measures measures={report.measures} />
              <p>
                <Link to={withQuery(paths.entryQuality(entry.id), { version: version.id })}>{tq('report')}</Link>
              </p>
            </>
          )}
          <ColumnStatistics columns={version.columns} captionHidden={false} />
        </div>
      )}
    </Section>
  );
}

function Decide({ entry, version, publication }: CaseProps) {
  const t = useT(catalog);
  const side = useSide();
  if (!entry.may.review) {
    return entry.state === 'submitted' ? <p className="help">{t('not_reviewer')}</p> : null;
  }
  const blocked =
    publication.do !== 'refuse' || version === null
      ? null
      : publication.because === 'untreated'
        ? t('blocked_untreated', { n: version.number, columns: version.untreated.join('、') })
        : t('blocked_processing', { n: version.number });
  const options = fields.codes.map((field) => ({ value: field, label: side(fields.words[field]) }));
  return (
    <Section title={t('decide')} lead={t('decide_lead')}>
      <Form>
        <input type="hidden" name="revision" value={entry.revision} readOnly />
        <TextArea name="opinion" label={t('opinion')} rows={4} limit={4000} optional />
        {Array.from({ length: opinionRows }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed number of rows that never move
          <fieldset key={at} className="field-opinion">
            <legend className="sr-only">
              {t('field_opinion')} {t('field_opinion_n', { n: at + 1 })}
            </legend>
            <Select name={`field_opinions.${at}.field`} label={t('which_element')} options={options} optional />
            <TextInput name={`field_opinions.${at}.opinion`} label={t('field_opinion')} optional />
          </fieldset>
        ))}
        {blocked !== null && <Notice tone="warn">{t('publish_blocked', { reason: blocked })}</Notice>}
        <div className="actions">
          {blocked === null ? (
            <ConfirmButton
              name="decision"
              value="publish"
              title={t('publish_title', { title: entry.title })}
              consequence={t('publish_text')}
            >
              {t('publish')}
            </ConfirmButton>
          ) : (
            <Button type="button" disabled>
              {t('publish')}
            </Button>
          )}
          <Button look="warn" name="decision" value="return">
            {t('give_back')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
