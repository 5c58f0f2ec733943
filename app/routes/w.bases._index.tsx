import { redirect } from 'react-router';
import { openSetBody } from '#api/bases/contract.ts';
import { setKinds } from '#api/bases/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { bases } from '#app/i18n/bases.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { SetTable } from '#app/ui/bases/set-table.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.bases._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items, may_manage } = await orRefusal(() => services.bases.listResourceSets(ctx));
  const taken = new Set(items.map((one) => one.code));
  const nodes = may_manage ? (await services.bases.listClassificationDesk(ctx)).items : [];
  const free = nodes
    .filter((one) => ['1', '2'].includes(one.parent_code ?? '') && one.closed_on === null && !taken.has(one.code))
    .map(({ code, name, name_en }) => ({ code, name, name_en }));
  return { items, may_manage, free };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(openSetBody);
    const made = await form.once((once) => services.bases.openResourceSet(once, input));
    throw redirect(paths.baseDesk(made.code));
  });
}

export default function Bases({ loaderData: { items, may_manage, free } }: Route.ComponentProps) {
  const t = useT(bases);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead_text')}
        actions={
          <>
            <LinkButton look="plain" to={paths.classification()}>
              {t('classification')}
            </LinkButton>
            <LinkButton look="plain" to={paths.bases()}>
              {t('see_public')}
            </LinkButton>
          </>
        }
      />
      {(['topic', 'base'] as const).map((kind) => (
        <Section key={kind} title={t(kind === 'base' ? 'kind_base' : 'kind_topic')}>
          <SetTable kind={kind} rows={items.filter((one) => one.kind === kind)} href={paths.baseDesk} desk />
        </Section>
      ))}
      {may_manage && (
        <Section title={t('open_set')} lead={t('open_lead')}>
          <Form name="open">
            <Select
              name="kind"
              label={t('kind')}
              blank={null}
              defaultValue="topic"
              options={setKinds.codes.map((value) => ({ value, label: side(setKinds.words[value]) }))}
            />
            <Select
              name="code"
              label={t('code')}
              options={free.map((one) => ({
                value: one.code,
                label: `${one.code} ${side({ zh: one.name, en: one.name_en })}`,
              }))}
            />
            <TextInput name="name" label={t('name')} width="medium" maxLength={80} />
            <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={120} />
            <TextArea name="purpose" label={t('purpose')} rows={3} limit={600} />
            <TextArea name="purpose_en" label={t('purpose_en')} rows={3} limit={900} />
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <Button>{t('open')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
