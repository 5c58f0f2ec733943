import { redirect } from 'react-router';
import { manualBody } from '#api/supervision/contract.ts';
import { circumstances } from '#api/supervision/rules/codes.ts';
import { longestText } from '#api/supervision/rules/terms.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { optionsOf } from '#app/ui/supervision/parts.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.supervision.clues.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const asked = (name: string) => url.searchParams.get(name)?.slice(0, 200) ?? '';
  return {
    bodies: await orRefusal(() => services.supervision.listAccusable(ctx)),
    from: asked('from'),
    // What the clue of another room says already.
    known: { agency: asked('agency'), title: asked('title'), no: asked('no') },
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(manualBody);
    const made = await form.once((ctx) => services.supervision.openClue(ctx, body));
    return redirect(paths.supervisionClue(made.id));
  });
}

export default function NewClue({ loaderData: { bodies, from, known } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('new_clue')}
        breadcrumb={[
          { label: t('title'), to: paths.supervision() },
          { label: t('to_clues'), to: paths.supervisionClues() },
        ]}
      />
      <Form name="clue">
        {from !== '' && <input type="hidden" name="origin" value={from} />}
        {known.no !== '' && (
          <p>
            {t('origin')} <span lang="zh-CN">{known.no}</span>
          </p>
        )}
        <Select
          name="agency"
          label={t('body')}
          lang="zh-CN"
          defaultValue={known.agency}
          options={bodies.map((one) => ({ value: one.id, label: one.name }))}
        />
        <Select
          name="circumstance"
          label={t('circumstance')}
          blank={null}
          defaultValue="7"
          options={optionsOf(circumstances, side)}
        />
        <TextInput name="title" label={t('matter')} defaultValue={known.title} />
        <TextInput name="provision" label={t('provision')} help={t('provision_help')} />
        <DateInput name="since" label={t('since_day')} />
        <TextArea name="facts" label={t('facts')} limit={longestText} rows={4} />
        <TextArea name="evidence" label={t('evidence')} limit={longestText} rows={3} optional />
        <Button>{t('save')}</Button>
      </Form>
    </>
  );
}
