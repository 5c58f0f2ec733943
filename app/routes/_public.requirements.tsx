import { againstQuery } from '#api/compilation/requirement-contract.ts';
import { appContext } from '#app/context.ts';
import { requirements } from '#app/i18n/requirements.ts';

import { orRefusal } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import {
  RequirementChanges,
  RequirementFields,
  RequirementLists,
  RequirementRules,
  RequirementState,
  useVersionName,
} from '#app/ui/entry/requirement-parts.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/_public.requirements.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { items } = await services.compilation.listRequirements({ ...ctx, viewer: null });
    const asked = Number(url.searchParams.get('version') ?? Number.NaN);
    const now = items.find((one) => one.standing === 'in_force')?.number ?? 0;
    const query = againstQuery
      .catch({})
      .parse(Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')));
    const number = Number.isInteger(asked) ? asked : now;
    return { items, shown: await services.compilation.showRequirement({ ...ctx, viewer: null }, number, query) };
  });
}

export default function PublicRequirements({ loaderData: { items, shown } }: Route.ComponentProps) {
  const t = useT(requirements);
  const side = useSide();
  const named = useVersionName();
  const options = items.map((one) => ({ value: String(one.number), label: named(one.number) }));
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        meta={
          <>
            <span>{named(shown.number)}</span>
            <span lang={side(['zh-CN', 'en'])}>{side(shown.title)}</span>
            <RequirementState of={shown} />
            {shown.document_no !== null && <span lang="zh-CN">{shown.document_no}</span>}
            {shown.effective_on !== null && (
              <span>
                {t('effective')} <DateText day={shown.effective_on} />
              </span>
            )}
            {shown.superseded_on !== null && (
              <span>
                {t('superseded')} <DateText day={shown.superseded_on} />
              </span>
            )}
          </>
        }
      />
      <Form method="get" inline aria-label={t('compare')}>
        <Select
          name="version"
          label={t('version')}
          blank={null}
          defaultValue={String(shown.number)}
          options={options}
        />
        <Select
          name="against"
          label={t('compare_with')}
          blank={null}
          defaultValue={String(shown.against)}
          options={options}
        />
        <Button look="plain">{t('compare')}</Button>
      </Form>
      {shown.number !== shown.against && (
        <Section id="changes" title={t('changes', { base: named(shown.against) })}>
          <RequirementChanges of={shown} />
        </Section>
      )}
      <Section id="elements" title={t('elements')}>
        <RequirementFields of={shown} />
      </Section>
      <Section id="lists" title={t('lists')}>
        <RequirementLists of={shown} />
      </Section>
      <Section id="rules" title={t('rules')}>
        <RequirementRules of={shown} />
      </Section>
    </>
  );
}
