import { redirect } from 'react-router';
import { startJointShape } from '#api/licensing/joint-contract.ts';
import { appContext } from '#app/context.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { withRefusals } from '#app/present/form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { blankMaterial, MaterialFields } from '#app/ui/licensing/material-fields.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import type { Route } from './+types/w.applications.joint.new.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return services.licensing.listLicensable(ctx);
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(startJointShape);
    const made = await form.once((ctx) => services.licensing.startJoint(ctx, input));
    return redirect(paths.joint(made.id));
  });
}

export default function NewJoint({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(licensingKinds);
  const w = useT(licensing);
  return (
    <>
      <PageHeader
        title={t('joint_new')}
        breadcrumb={[{ label: w('title'), to: paths.applications() }]}
        lead={t('joint_new_lead')}
      />
      {items.length === 0 ? (
        <Empty title={w('none_licensable')}>{w('none_licensable_text')}</Empty>
      ) : (
        <Form name="joint">
          <CheckboxGroup
            name="datasets"
            label={t('joint_datasets')}
            help={t('nobody_overruled')}
            options={items.map((one) => ({
              value: one.code,
              label: <span lang="zh-CN">{one.title}</span>,
              help: <span lang="zh-CN">{one.agency.name}</span>,
            }))}
          />
          <MaterialFields values={blankMaterial} />
          <div className="actions">
            <Button name="intent" value="apply">
              {w('apply')}
            </Button>
            <Button name="intent" value="draft" look="plain">
              {w('save_draft')}
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}
