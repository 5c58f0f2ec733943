import { redirect } from 'react-router';
import { planBody } from '#api/supervision/inspections/contract.ts';
import { inspectionKinds } from '#api/supervision/rules/codes.ts';
import { longestText } from '#api/supervision/rules/terms.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { optionsOf, Zh } from '#app/ui/supervision/parts.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.inspections.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return { bodies: await orRefusal(() => services.supervision.listBodies(ctx)) };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const body = form.read(planBody);
    const made = await form.once((ctx) => services.inspections.planInspection(ctx, body));
    return redirect(paths.inspection(made.id));
  });
}

export default function NewInspection({ loaderData: { bodies } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('insp_new')} breadcrumb={[{ label: t('insp_title'), to: paths.inspections() }]} />
      <Form name="plan">
        <Select
          name="kind"
          label={t('kind')}
          blank={null}
          defaultValue="double_random"
          options={optionsOf(inspectionKinds, side)}
        />
        <TextInput name="title" label={t('insp_name')} />
        <TextArea name="basis" label={t('insp_basis')} limit={longestText} rows={2} />
        <TextArea name="scope" label={t('insp_scope')} limit={longestText} rows={2} />
        <DateInput name="from" label={t('from')} />
        <DateInput name="to" label={t('to')} />
        <NumberInput name="bodies_wanted" label={t('bodies_wanted')} min={1} max={100} defaultValue="1" />
        <NumberInput name="inspectors_each" label={t('inspectors_each')} min={2} max={10} defaultValue="2" />
        <CheckboxGroup
          name="pool"
          label={t('pool')}
          help={t('pool_help')}
          options={bodies.map((one) => ({ value: one.id, label: <Zh>{one.name}</Zh> }))}
        />
        <Button>{t('save')}</Button>
      </Form>
    </>
  );
}
