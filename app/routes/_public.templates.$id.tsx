import { Link } from 'react-router';
import { authorizationKinds } from '#api/licensing/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { agreementTemplates } from '#app/i18n/agreement-templates.ts';
import { paths } from '#app/paths.ts';
import { orRefusal } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useSide, useT } from '#app/present/words.ts';
import { han } from '#app/ui/agreements/clause-change.tsx';
import { TemplateClauses } from '#app/ui/agreements/template-clauses.tsx';
import { TemplateChanges, TemplateDays, TemplateState, TemplateVersions } from '#app/ui/agreements/template-parts.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.templates.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const since = url.searchParams.get('since') ?? '';
  return orRefusal(async () => ({
    template: await services.agreements.getTemplate(ctx, params.id),
    compared: since === '' ? null : await services.agreements.compareTemplates(ctx, params.id, since),
  }));
}

export default function Template({ loaderData: { template: m, compared } }: Route.ComponentProps) {
  const t = useT(agreementTemplates);
  const side = useSide();
  const place = usePlace();
  const api = `/api/v1/agreement-templates/${encodeURIComponent(m.id)}`;
  return (
    <>
      <PageHeader
        title={m.name}
        breadcrumb={[{ label: t('title'), to: paths.templates() }]}
        meta={
          <>
            <TemplateState of={m} />
            <span>{t('version_n', { n: m.version })}</span>
            <span>{place(m.region_code)}</span>
            <span>{side(authorizationKinds.words[m.kind])}</span>
          </>
        }
      />
      <DescriptionList
        facts={[
          {
            term: t('department'),
            value: m.department === null ? null : <span lang={han(m.department.name)}>{m.department.name}</span>,
          },
          { term: t('days'), value: m.in_force_from === null ? null : <TemplateDays of={m} /> },
          { term: t('uses'), value: t('uses_n', { n: m.uses }) },
          ...(m.published_at === null
            ? []
            : [{ term: t('published_at'), value: <DateText instant={m.published_at} /> }]),
          ...(m.document === null
            ? []
            : [
                {
                  term: t('number'),
                  value: (
                    <>
                      {m.document.no} · <a href={`${api}/template.pdf`}>{t('open_pdf')}</a> ·{' '}
                      <a href={api}>{t('open_json')}</a> · <Link to={paths.verify(m.document.id)}>{t('verify')}</Link>
                    </>
                  ),
                },
              ]),
          ...(m.note === '' ? [] : [{ term: t('note'), value: <span lang={han(m.note)}>{m.note}</span> }]),
          ...(m.closed_words === null
            ? []
            : [{ term: t('closed_words'), value: <span lang={han(m.closed_words)}>{m.closed_words}</span> }]),
        ]}
      />
      {compared !== null && (
        <Section
          id="changes"
          title={t('changes', {
            n: m.versions.find((one) => one.id === compared.from.id)?.version ?? compared.from.version,
          })}
        >
          <TemplateChanges compared={compared} />
        </Section>
      )}
      <Section title={t('clauses')} lead={t('clauses_lead')}>
        <TemplateClauses template={m} />
      </Section>
      <Section title={t('versions')} lead={t('versions_lead')}>
        <TemplateVersions
          versions={m.versions}
          href={(one) => paths.template(one.id)}
          changes={(one, before) => `${paths.template(one.id, { since: before.id })}#changes`}
        />
      </Section>
    </>
  );
}
