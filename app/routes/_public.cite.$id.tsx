import { data, Link } from 'react-router';
import { appContext } from '#app/context.ts';
import { subscriptions } from '#app/i18n/subscriptions.ts';
import { paths } from '#app/paths.ts';
import { versionPath } from '#app/present/dataset-links.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { numberText } from '#app/present/format.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Copyable } from '#app/ui/copyable.tsx';
import { CitationForms } from '#app/ui/dataset/citation-forms.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.cite.$id.ts';

/** 410 once the dataset is withdrawn; the page then is the tombstone of the citation. */
export async function loader({ context, params: { id } }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const cited = await orRefusal(() => services.datasets.showCitation(ctx, id));
  return data(cited, { status: cited.state === 'live' ? 200 : 410 });
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (_form, { services, ctx }) => ({
    checked: await services.datasets.verifyCitation(ctx, id),
  }));
}

export default function Citation({ loaderData: cited, actionData }: Route.ComponentProps) {
  const t = useT(subscriptions);
  const locale = useLocale();
  const { filter, sort, columns, q } = cited.query;
  const lines = [
    ...(q === '' ? [] : [`q=${q}`]),
    ...filter.map((one) => `filter=${one}`),
    ...sort.map((one) => `sort=${one}`),
    ...columns.map((one) => `columns=${one}`),
  ];
  const checked = actionData !== undefined && 'checked' in actionData ? actionData.checked : null;
  const live = cited.state === 'live';
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: cited.title, to: paths.dataset(cited.code) }]}
        title={t('cite_title')}
        lead={t('cite_lead')}
      />
      {cited.withdrawn !== null && (
        <Notice tone="warn" title={t('cite_gone_title')}>
          <p>{t('cite_gone_text', { reason: cited.withdrawn.reason })}</p>
        </Notice>
      )}
      {checked !== null && (
        <Notice tone={checked.same ? 'success' : 'warn'} live>
          {t(checked.same ? 'cite_same' : 'cite_differs', { n: numberText(checked.row_count, locale) })}
        </Notice>
      )}
      <DescriptionList
        facts={[
          { term: t('cite_dataset'), value: <Link to={paths.dataset(cited.code)}>{cited.title}</Link> },
          {
            term: t('cite_version'),
            value: live ? (
              <Link to={versionPath(cited.code, cited.version)}>{cited.version}</Link>
            ) : (
              String(cited.version)
            ),
          },
          {
            term: t('cite_query'),
            value: (
              <ul>
                {lines.map((line) => (
                  <li key={line}>
                    <code className="break-all">{line}</code>
                  </li>
                ))}
              </ul>
            ),
          },
          { term: t('cite_rows'), value: numberText(cited.row_count, locale) },
          { term: t('cite_result'), value: <code className="break-all">{cited.result_sha256}</code> },
          { term: t('cite_made'), value: <DateText instant={cited.created_at} /> },
        ]}
      />
      {live && (
        <div className="mt-6">
          <Form name="check" inline>
            <LinkButton look="plain" to={cited.view_url}>
              {t('cite_open')}
            </LinkButton>
            <Button look="plain">{t('cite_check')}</Button>
          </Form>
        </div>
      )}
      <Section title={t('cite_forms')}>
        <div className="cite">
          <CitationForms
            texts={cited.citations}
            href={(format) => `/api/v1/citations/${cited.id}/citation?format=${format}`}
          />
          <div>
            <h3>{t('cite_address')}</h3>
            <Copyable text={cited.url} label={t('cite_address')} />
          </div>
        </div>
      </Section>
    </>
  );
}
