import { Link, redirect } from 'react-router';
import { isRefusal } from '#api/kernel/refusal.ts';
import { searchQuery } from '#api/search/contract.ts';
import { applicationBody } from '#api/targeted/contract.ts';
import { longestText } from '#api/targeted/rules/limits.ts';
import { appContext } from '#app/context.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { ApplicationFields, blankApplication } from '#app/ui/targeted/application-fields.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/_public.targeted.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  if ((await services.participants.participantOf(ctx)) === null)
    throw redirect(paths.takingPart(`${url.pathname}${url.search}`));
  await orRefusal(() => services.targeted.requireApplicant(ctx));
  const code = url.searchParams.get('dataset') ?? '';
  const q = (url.searchParams.get('q') ?? '').slice(0, 200);
  const found =
    q === ''
      ? null
      : (
          await services.search.search(ctx, searchQuery.parse({ q, open_type: 'conditional,none', page_size: 10 }))
        ).items.filter((one) => one.kind === 'entry');
  const agencies = (await services.organizations.listAgencies(ctx)).items;
  return {
    q,
    found: found?.map(({ code: id, title, provider }) => ({ code: id, title, agency: provider.name })) ?? null,
    chosen: code === '' ? null : await chosenEntry(() => services.catalog.getPublicEntry(ctx, code)),
    agencies: agencies.map(({ uscc, name, name_en }) => ({ uscc, name, name_en })),
  };
}

/** A code that is not listed is no fault of the page: the data can be described in words. */
async function chosenEntry(
  load: () => Promise<{ code: string; content: { title: string }; provider: { name: string } }>,
) {
  try {
    const { code, content, provider } = await load();
    return { code, title: content.title, agency: provider.name };
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(applicationBody);
    const { id } = await form.once((ctx) => services.targeted.startTargeted(ctx, body));
    return redirect(paths.targetedCase(id, { done: 'start' }));
  });
}

export default function NewTargeted({ loaderData: { q, found, chosen, agencies } }: Route.ComponentProps) {
  const t = useT(targeted);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('new_title')} breadcrumb={[{ label: t('title'), to: paths.targeted() }]} />
      <Section title={t('find_title')} lead={t('find_lead')}>
        <Form method="get" inline action={paths.newTargeted()}>
          <TextInput name="q" type="search" label={t('find')} defaultValue={q} width="medium" optional />
          <Button look="plain">{t('find_button')}</Button>
        </Form>
        {found !== null && (
          <div className="mt-4">
            {found.length === 0 ? (
              <p>{t('found_none')}</p>
            ) : (
              <ul aria-label={t('found')} className="grid gap-2">
                {found.map((one) => (
                  <li key={one.code}>
                    <Link to={paths.newTargeted({ dataset: one.code })}>
                      {t('choose')} <span lang="zh-CN">{one.title}</span>
                    </Link>{' '}
                    <span className="help" lang="zh-CN">
                      {one.agency}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </Section>
      <Section title={t('facts')}>
        <Form name="apply">
          {chosen === null ? (
            <>
              <TextArea
                name="data_wanted"
                label={t('data_wanted')}
                help={t('data_wanted_help')}
                limit={longestText}
                rows={3}
              />
              <Select
                name="agency"
                label={t('agency')}
                options={agencies.map((one) => ({
                  value: one.uscc,
                  label: side({ zh: one.name, en: one.name_en ?? one.name }),
                }))}
              />
            </>
          ) : (
            <>
              <input type="hidden" name="dataset" value={chosen.code} />
              <Notice>
                <p lang="zh-CN">
                  {chosen.title} · {chosen.agency} · {chosen.code}
                </p>
                <p>
                  <Link to={paths.newTargeted()}>{t('unchoose')}</Link>
                </p>
              </Notice>
              <TextArea name="data_wanted" label={t('data_wanted')} optional limit={longestText} rows={2} />
            </>
          )}
          <ApplicationFields values={blankApplication} />
          <Button>{t('save_draft')}</Button>
        </Form>
      </Section>
    </>
  );
}
