import { redirect } from 'react-router';
import { fields } from '#api/catalog/rules/codes.ts';
import { correctionBody } from '#api/feedback/contract.ts';
import { correctionTargets } from '#api/feedback/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { Said } from '#app/ui/feedback/said.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { NeedsParticipant, TakesPartAs } from '#app/ui/participants/needs-participant.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/_public.corrections.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const asked = (name: string) => (url.searchParams.get(name) ?? '').slice(0, 200);
  const entry = await orRefusal(() => services.catalog.getPublicEntry(ctx, asked('dataset')));
  const taker = await services.participants.participantOf(ctx);
  const { correction } = await services.feedback.feedbackTerms(ctx, entry.region_code);
  const { title, title_en } = entry.content;
  const place = { version: asked('version'), table: asked('table'), column: asked('column'), field: asked('field') };
  return { code: entry.code, title, title_en, taker, days: correction, ...place };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(correctionBody);
    const { id } = await form.once((ctx) => services.feedback.fileCorrection(ctx, body));
    return redirect(`${paths.correction(id)}?filed=1`);
  });
}

export default function NewCorrection({ loaderData }: Route.ComponentProps) {
  const t = useT(feedback);
  const locale = useLocale();
  const { code, title, title_en, taker, days, version, table, column, field } = loaderData;
  const name = locale === 'en' && title_en !== '' ? title_en : title;
  return (
    <>
      <PageHeader
        title={t('report_title')}
        lead={t('report_lead', { n: days })}
        breadcrumb={[{ label: name, to: paths.dataset(code) }]}
      />
      {taker === null ? (
        <NeedsParticipant />
      ) : (
        <Form>
          <p>
            <b>{t('dataset')}</b> <Said>{name}</Said>
          </p>
          <input type="hidden" name="dataset" value={code} />
          <RadioGroup
            name="target"
            label={t('c_target')}
            defaultValue={field === '' ? 'data' : 'description'}
            options={correctionTargets.codes.map((one) => ({
              value: one,
              label: correctionTargets.label(one, locale),
            }))}
          />
          <NumberInput name="version" label={t('c_version')} defaultValue={version} optional />
          <TextInput name="table" label={t('c_table')} width="medium" defaultValue={table} optional />
          <TextInput name="column" label={t('c_column')} width="medium" defaultValue={column} optional />
          <TextInput name="row" label={t('c_row')} help={t('c_row_help')} optional />
          <Select
            name="field"
            label={t('c_field')}
            defaultValue={field}
            options={fields.codes.map((one) => ({ value: one, label: fields.label(one, locale) }))}
            optional
          />
          <TextArea name="wrong" label={t('c_wrong')} rows={3} limit={2000} />
          <TextArea name="right" label={t('c_right')} rows={3} limit={2000} />
          <TextArea name="evidence" label={t('c_evidence')} rows={2} limit={2000} optional />
          <TextInput name="evidence_url" type="url" label={t('c_evidence_url')} maxLength={500} optional />
          <TakesPartAs name={taker.name} />
          <Button>{t('c_send')}</Button>
        </Form>
      )}
    </>
  );
}
