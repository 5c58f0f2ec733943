import { redirect } from 'react-router';
import { z } from 'zod';
import { createBody } from '#api/catalog/contract.ts';
import { fields } from '#api/catalog/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { catalog } from '#app/i18n/catalog.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.entries.new.ts';

const startForm = z.object({ classification_code: createBody.shape.classification_code, title: z.string() });

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await services.catalog.listClassifications(ctx);
  const names = new Map(items.map((node) => [node.code, node]));
  const nodes = items
    .filter((node) => node.takes_entries)
    .map((node) => {
      const above = [node.code.slice(0, 1), node.code.slice(0, 3)].flatMap((code) => names.get(code) ?? []);
      return { code: node.code, path: [...above, node].map(({ name, name_en }) => [name, name_en] as const) };
    });
  return { nodes, steward: ctx.viewer?.duties.includes('steward') ?? false };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { classification_code, title } = form.read(startForm);
    const body = createBody.parse({ classification_code, content: { title } });
    const entry = await form.once((ctx) => services.catalog.createEntry(ctx, body));
    return redirect(paths.entry(entry.id));
  });
}

export default function NewEntry({ loaderData: { nodes, steward } }: Route.ComponentProps) {
  const t = useT(catalog);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('new_title')}
        breadcrumb={[{ label: t('entries'), to: paths.entries() }]}
        lead={t('new_lead')}
      />
      {!steward && <Notice tone="warn">{t('not_steward')}</Notice>}
      <Form>
        <Select
          name="classification_code"
          label={side(fields.words.classification_code)}
          help={t('classification_help')}
          options={nodes.map((node) => ({
            value: node.code,
            label: `${node.code} ${node.path.map(side).join(' / ')}`,
          }))}
        />
        <TextInput name="title" label={side(fields.words.title)} help={t('title_help')} maxLength={400} />
        <Button disabled={!steward}>{t('create')}</Button>
      </Form>
    </>
  );
}
