import { useEffect, useState } from 'react';
import { redirect } from 'react-router';
import { themes } from '#api/catalog/rules/codes.ts';
import { requestBody } from '#api/feedback/contract.ts';
import { urgencies } from '#api/feedback/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { feedback } from '#app/i18n/feedback.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { agencyName } from '#app/ui/feedback/request-list.tsx';
import { Similar } from '#app/ui/feedback/similar.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { NeedsParticipant, TakesPartAs } from '#app/ui/participants/needs-participant.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/_public.requests.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const taker = await services.participants.participantOf(ctx);
  const { items } = await services.organizations.listAgencies(ctx);
  const asked = (name: string) => (url.searchParams.get(name) ?? '').slice(0, 200);
  const agencies = items.map(({ uscc, name, name_en }) => ({ uscc, name, name_en }));
  return { taker, agencies, q: asked('q'), title: asked('title') || asked('q').slice(0, 80), agency: asked('agency') };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const body = form.read(requestBody);
    if (form.intent !== 'file') {
      const similar = await services.feedback.findSimilarRequests(ctx, { title: body.title });
      if (similar.requests.length + similar.datasets.length > 0) return { similar, typed: body };
    }
    const { id } = await form.once((once) => services.feedback.fileRequest(once, body));
    return redirect(`${paths.request(id)}?filed=1`);
  });
}

export default function NewRequest({ loaderData, actionData }: Route.ComponentProps) {
  const t = useT(feedback);
  const locale = useLocale();
  const { taker, agencies, q, title, agency } = loaderData;
  const asked = actionData !== undefined && 'similar' in actionData ? actionData : null;
  const typed = asked?.typed;
  // What is alike stays in sight when what was typed is refused.
  const [similar, setSimilar] = useState(asked?.similar ?? null);
  useEffect(() => {
    if (asked !== null) setSimilar(asked.similar);
  }, [asked]);
  return (
    <>
      <PageHeader
        title={t('new_title')}
        lead={t('new_lead')}
        breadcrumb={[{ label: t('title'), to: paths.requests() }]}
      />
      {taker === null ? (
        <NeedsParticipant />
      ) : (
        <Form>
          {similar !== null && <Similar found={similar} />}
          <TextInput
            name="title"
            label={t('f_title')}
            help={t('f_title_help')}
            defaultValue={typed?.title ?? title}
            maxLength={80}
          />
          <TextArea
            name="purpose"
            label={t('f_purpose')}
            help={t('f_purpose_help')}
            limit={1000}
            defaultValue={typed?.purpose}
          />
          <TextArea name="columns" label={t('f_columns')} rows={2} limit={500} defaultValue={typed?.columns} optional />
          <TextInput name="period" label={t('f_period')} width="medium" defaultValue={typed?.period} optional />
          <TextInput name="place" label={t('f_place')} width="medium" defaultValue={typed?.place} optional />
          <Select
            name="theme"
            label={t('f_theme')}
            defaultValue={typed?.theme}
            options={themes.codes.map((code) => ({ value: code, label: themes.label(code, locale) }))}
          />
          <Select
            name="urgency"
            label={t('f_urgency')}
            blank={null}
            defaultValue={typed?.urgency ?? 'normal'}
            options={urgencies.codes.map((code) => ({ value: code, label: urgencies.label(code, locale) }))}
          />
          <Select
            name="agency"
            label={t('f_agency')}
            help={t('f_agency_help')}
            defaultValue={typed?.agency ?? agency}
            options={agencies.map((one) => ({ value: one.uscc, label: agencyName(one, locale) }))}
            optional
          />
          {q !== '' && <input type="hidden" name="query" value={q} />}
          <TakesPartAs name={taker.name} />
          {similar === null ? (
            <Button name="intent" value="check">
              {t('check')}
            </Button>
          ) : (
            <Button name="intent" value="file">
              {t('file_anyway')}
            </Button>
          )}
        </Form>
      )}
    </>
  );
}
