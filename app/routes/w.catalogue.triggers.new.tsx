import { redirect } from 'react-router';
import { triggerBody } from '#api/compilation/clock-contract.ts';
import { triggerKinds } from '#api/compilation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { catalogueClocks } from '#app/i18n/catalogue-clocks.ts';
import { paths, withQuery } from '#app/paths.ts';
import { optionsOf } from '#app/present/entry-words.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.catalogue.triggers.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const chosen = url.searchParams.get('agency') ?? '';
  return orRefusal(() => services.compilation.triggerChoices(ctx, chosen === '' ? undefined : chosen));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(triggerBody);
    const made = await form.once((once) => services.compilation.recordTrigger(once, body));
    return redirect(withQuery(paths.catalogueTrigger(made.id), { done: 'recorded' }));
  });
}

export default function NewTrigger({ loaderData: { agencies, agency, entries } }: Route.ComponentProps) {
  const t = useT(catalogueClocks);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('record')}
        lead={t('triggers_lead')}
        breadcrumb={[{ label: t('triggers'), to: paths.catalogueTriggers() }]}
      />
      {agencies.length > 1 && (
        <div className="mb-6">
          <Form method="get" inline aria-label={t('choose_agency')}>
            <Select
              name="agency"
              label={t('agency')}
              blank={null}
              defaultValue={agency}
              options={agencies.map((one) => ({ value: one.id, label: side([one.name, one.name_en ?? one.name]) }))}
            />
            <Button look="plain">{t('choose_agency')}</Button>
          </Form>
        </div>
      )}
      {entries.length === 0 ? (
        <Notice>{t('entries_none')}</Notice>
      ) : (
        <Form name="trigger">
          <input type="hidden" name="agency" value={agency} />
          <Select name="kind" label={t('kind')} options={optionsOf(triggerKinds, side)} />
          <TextInput name="document" label={t('document')} help={t('document_help')} maxLength={200} />
          <TextInput name="document_no" label={t('document_no')} optional width="medium" maxLength={100} />
          <DateInput name="changed_on" label={t('changed_on')} help={t('changed_help')} />
          <TextArea name="words" label={t('words')} rows={2} optional limit={2000} />
          <CheckboxGroup
            name="entries"
            label={t('entries')}
            options={entries.map((one) => ({
              value: one.id,
              label: <span lang="zh-CN">{`${one.title} ${one.code}`}</span>,
            }))}
          />
          <Button>{t('record_button')}</Button>
        </Form>
      )}
    </>
  );
}
