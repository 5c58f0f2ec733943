import { redirect } from 'react-router';
import { z } from 'zod';
import type { PlanOut } from '#api/products/plan-view.ts';
import { newPlan, planChange } from '#api/products/plans-contract.ts';
import { apiModes, type PlanKind, planKinds } from '#api/products/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { plans } from '#app/i18n/plans.ts';
import { products } from '#app/i18n/products.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PlanName, PlanTable, termsOf } from '#app/ui/market/plan-list.tsx';
import { TermFields } from '#app/ui/market/term-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import { Section } from '#app/ui/section.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Route } from './+types/w.products.$id_.plans.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const kind = url.searchParams.get('kind') ?? '';
  return orRefusal(async () => {
    const product = await services.products.getOwn(ctx, params.id);
    const changed = product.plans.find((one) => String(one.number) === url.searchParams.get('change')) ?? null;
    return {
      product,
      changed,
      kind: changed?.kind ?? (planKinds.is(kind) ? kind : ('one_off' as const)),
      done: url.searchParams.get('done') === 'save',
    };
  });
}

const numbered = z.object({ number: z.coerce.number().int() });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { products: p, gateway }, ctx }) => {
    // Not under the form's key: the answer holds the secret and must not be kept.
    if (form.name === 'secret') return { secret: (await gateway.rotateUpstreamSecret(ctx, params.id)).secret };
    if (form.name?.startsWith('end-')) {
      const { number } = form.read(numbered);
      await form.once((once) => p.endPlan(once, params.id, number));
    } else if (form.name === 'change') {
      const { number } = form.read(numbered);
      await form.once((once) => p.changePlan(once, params.id, number, form.read(planChange)));
    } else await form.once((once) => p.addPlan(once, params.id, form.read(newPlan)));
    return redirect(paths.productPlans(params.id, { done: 'save' }));
  });
}

export const shouldRevalidate = () => true;

export default function ProductPlans({ loaderData, actionData }: Route.ComponentProps) {
  const { product: p, changed, kind, done } = loaderData;
  const t = useT(plans);
  const words = useT(products);
  const secret = actionData !== undefined && 'secret' in actionData ? actionData.secret : null;
  const upstream = p.facts?.kind === 'api' && p.facts.mode === apiModes.codes[1];
  return (
    <>
      <PageHeader
        title={t('own_short')}
        breadcrumb={[
          { label: words('own_title'), to: paths.ownProducts() },
          { label: p.no, to: paths.ownProduct(p.id) },
        ]}
        lead={<p>{t('own_lead')}</p>}
        meta={<span lang="zh-CN">{p.title}</span>}
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      {secret !== null && secret !== undefined && (
        <SecretShown title={t('key_shown')} text={t('key_shown_text')} label={t('upstream_secret')} secret={secret} />
      )}
      <Section title={t('title')}>
        {p.plans.length === 0 ? (
          <Empty title={t('own_none')}>
            <p>{t('own_none_text')}</p>
          </Empty>
        ) : (
          <PlanTable items={p.plans} action={(plan) => <PlanActions plan={plan} id={p.id} />} />
        )}
      </Section>
      {p.state !== 'withdrawn' && <Editor id={p.id} changed={changed} kind={kind} />}
      {upstream && p.state !== 'withdrawn' && (
        <Section id="secret" title={t('upstream_secret')}>
          <CaseAction name="secret" title={t('upstream_make')} lead={t('upstream_lead')} refusal={null}>
            <Button look="plain">{t('upstream_make')}</Button>
          </CaseAction>
        </Section>
      )}
    </>
  );
}

function PlanActions({ plan, id }: { readonly plan: PlanOut; readonly id: string }) {
  const t = useT(plans);
  return (
    <div className="actions">
      <LinkButton look="plain" to={`${paths.productPlans(id, { change: plan.number })}#editor`}>
        {t('do_change')}
        <span className="sr-only">
          {' '}
          <PlanName plan={plan} />
        </span>
      </LinkButton>
      <Form inline name={`end-${plan.number}`}>
        <input type="hidden" name="number" value={plan.number} readOnly />
        <Button look="text">
          {t('do_end_plan')}
          <span className="sr-only">
            {' '}
            <PlanName plan={plan} />
          </span>
        </Button>
      </Form>
    </div>
  );
}

interface EditorProps {
  readonly id: string;
  readonly changed: PlanOut | null;
  readonly kind: PlanKind;
}

/** One kind at a time: the page has the fields of that kind and no others, with or without JavaScript. */
function Editor({ id, changed, kind }: EditorProps) {
  const t = useT(plans);
  const side = useSide();
  return (
    <Section id="editor" title={changed === null ? t('add') : t('change', { name: changed.name })}>
      {changed === null && (
        <Tabs
          label={t('add_kinds')}
          tabs={planKinds.codes.map((code) => ({
            to: `${paths.productPlans(id, { kind: code })}#editor`,
            label: side(planKinds.words[code]),
            current: code === kind,
          }))}
        />
      )}
      <Form
        name={changed === null ? 'add' : 'change'}
        key={`${changed?.number ?? 'new'}-${changed?.version ?? 0}-${kind}`}
      >
        {changed !== null && (
          <>
            <input type="hidden" name="number" value={changed.number} readOnly />
            <input type="hidden" name="version:number" value={changed.version} readOnly />
          </>
        )}
        <input type="hidden" name="terms.kind" value={kind} readOnly />
        <TextInput
          name="name"
          label={t('name')}
          maxLength={60}
          width="medium"
          defaultValue={changed?.name ?? ''}
          lang="zh-CN"
        />
        <TextInput
          name="name_en"
          label={t('name_en')}
          maxLength={100}
          width="medium"
          lang="en"
          optional
          defaultValue={changed?.name_en ?? ''}
        />
        <TermFields kind={kind} terms={changed === null ? null : termsOf(changed)} />
        <div className="actions">
          <Button>{t('save_plan')}</Button>
        </div>
      </Form>
    </Section>
  );
}
