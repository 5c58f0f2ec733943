import { redirect } from 'react-router';
import { checkBody, startBody } from '#api/collection/contract.ts';
import { appContext } from '#app/context.ts';
import { collection } from '#app/i18n/collection.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckTable } from '#app/ui/collection/check-table.tsx';
import { blankItem, ItemFields } from '#app/ui/collection/item-fields.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.collection.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const name = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const check = await orRefusal(() =>
    name === '' ? null : services.collection.checkCollection(ctx, checkBody.parse({ name })),
  );
  const { items } = await services.law.listProvisions(ctx);
  return { name, check, own: viewer.organization.regionCode, instrument: items[0]?.instrument ?? '' };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const made = await form.once((once) => services.collection.startCollection(once, form.read(startBody)));
    return redirect(paths.collectionItem(made.id, { done: 'start' }));
  });
}

export default function NewCollection({ loaderData: { name, check, own, instrument } }: Route.ComponentProps) {
  const t = useT(collection);
  return (
    <>
      <PageHeader title={t('new_title')} breadcrumb={[{ label: t('title'), to: paths.collection() }]} />
      <Section title={t('try_title')} lead={t('try_lead')}>
        <Form method="get" inline>
          <TextInput name="q" type="search" label={t('name')} defaultValue={name} width="medium" optional />
          <Button look="plain">{t('try_button')}</Button>
        </Form>
        {check !== null && <CheckTable check={check} />}
      </Section>
      <Section title={t('content')}>
        <Form name="start">
          <ItemFields values={blankItem(name, instrument)} own={own} />
          <Button>{t('save_draft')}</Button>
        </Form>
      </Section>
    </>
  );
}
