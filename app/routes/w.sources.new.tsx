import { redirect } from 'react-router';
import { z } from 'zod';
import { sourceAddress, sourceInput } from '#api/federation/contract.ts';
import { federation } from '#app/i18n/federation.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Preview } from '#app/ui/federation/preview.tsx';
import { SourceAddressFields, SourceNameFields, type SourceValues } from '#app/ui/federation/source-fields.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.sources.new.ts';

/** Looking needs the address alone; what else was typed is given back as it is. */
const look = sourceAddress.extend({
  name: z.string().catch(''),
  name_en: z.string().catch(''),
  schedule: z.string().catch('daily'),
});

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    if (form.intent === 'preview') {
      const asked = form.read(look);
      return { preview: await services.federation.previewSource(ctx, asked), asked };
    }
    const input = form.read(sourceInput);
    const made = await form.once((once) => services.federation.addSource(once, input));
    return redirect(`${paths.source(made.id)}?done=saved`);
  });
}

export default function NewSource({ actionData }: Route.ComponentProps) {
  const t = useT(federation);
  const looked = actionData !== undefined && 'preview' in actionData ? actionData : null;
  const values: SourceValues = looked?.asked ?? {};
  return (
    <>
      <PageHeader
        title={t('new_title')}
        lead={t('new_lead')}
        breadcrumb={[{ label: t('title'), to: paths.sources() }]}
      />
      <Form>
        <SourceAddressFields values={values} />
        <SourceNameFields values={values} />
        <div className="actions">
          <Button look="plain" name="intent" value="preview">
            {t('preview')}
          </Button>
          <Button name="intent" value="save">
            {t('save')}
          </Button>
        </div>
      </Form>
      {looked !== null && <Preview preview={looked.preview} />}
    </>
  );
}
