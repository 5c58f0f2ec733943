import { redirect, useActionData, useOutletContext } from 'react-router';
import { z } from 'zod';
import type { EntryOut } from '#api/catalog/show.ts';
import { identityClasses } from '#api/datasets/rules/privacy-codes.ts';
import { returnBody, signBody } from '#api/deidentification/contract.ts';
import type { PlanOut, PrivacyOut } from '#api/deidentification/show.ts';
import type { TrialOut } from '#api/deidentification/trial.ts';
import { appContext } from '#app/context.ts';
import { privacy as words } from '#app/i18n/privacy.ts';
import { paths, withQuery } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { type PlanForm as PlanTyped, planForm, planFrom } from '#app/present/privacy-form.ts';
import { useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Classify, NoPersons, type PrivacyTable } from '#app/ui/privacy/classify.tsx';
import { Figures } from '#app/ui/privacy/figures.tsx';
import { PlanForm } from '#app/ui/privacy/plan-form.tsx';
import { Plans } from '#app/ui/privacy/plans.tsx';
import { Standing } from '#app/ui/privacy/standing.tsx';
import { Trial } from '#app/ui/privacy/trial.tsx';
import { Working } from '#app/ui/privacy/working.tsx';
import { Section } from '#app/ui/section.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { useRefresh } from '#app/ui/version/use-refresh.ts';
import type { Route } from './+types/w.entries.$id.privacy.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { items } = await services.datasets.listOwnVersions(ctx, params.id);
    const usable = items.filter((one) => one.state !== 'failed' && one.state !== 'received');
    const version = usable.find((one) => one.id === url.searchParams.get('version')) ?? usable[0] ?? null;
    const shown = version === null ? null : await services.deidentification.showVersionPrivacy(ctx, version.id);
    const number = Number(url.searchParams.get('table') ?? 1);
    const table = shown?.tables.find((one) => one.number === number) ?? shown?.tables[0] ?? null;
    const { items: plans } = await services.deidentification.listTreatmentPlans(ctx, params.id);
    return {
      versions: usable.map(({ id, number: n }) => ({ id, number: n })),
      shown,
      table,
      plans: plans.filter((one) => one.table === table?.name),
    };
  });
}

const classesForm = z.object({
  classes: z.array(z.object({ column: z.string(), class: z.enum(identityClasses.codes) })).default([]),
});

export async function action({ request, context, params, url }: Route.ActionArgs) {
  const id = url.searchParams.get('version') ?? '';
  const table = Number(url.searchParams.get('table') ?? 1);
  const report = url.searchParams.get('report') ?? '';
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const room = services.deidentification;
    if (form.intent === 'try') {
      const tried = form.read(planForm);
      return { trial: await room.tryTreatment(ctx, id, planFrom(table, tried)), tried };
    }
    if (form.intent === 'adopt') {
      const plan = planFrom(table, form.read(planForm));
      await form.once((once) => room.saveTreatmentPlan(once, id, plan));
    }
    if (form.intent === 'again_plan') {
      const { number } = form.read(z.object({ number: z.coerce.number().int() }));
      const shown = await room.showVersionPrivacy(ctx, id);
      const name = shown.tables.find((one) => one.number === table)?.name;
      const { items } = await room.listTreatmentPlans(ctx, params.id);
      const plan = items.find((one) => one.table === name && one.number === number);
      if (plan !== undefined)
        await form.once((once) =>
          room.saveTreatmentPlan(once, id, { table, rules: plan.rules, suppression: plan.suppression }),
        );
    }
    if (form.intent === 'reach') {
      const { reach } = form.read(z.object({ reach: z.enum(['as_opened', 'conditional', 'secure']) }));
      await form.once((once) => room.limitRelease(once, id, { reach: reach === 'as_opened' ? null : reach }));
    }
    if (form.intent === 'classify') {
      const { classes } = form.read(classesForm);
      await form.once((once) => room.confirmColumnClasses(once, id, { table, persons: true, reason: '', classes }));
    }
    if (form.intent === 'things') {
      const { reason } = form.read(z.object({ reason: z.string().trim().max(500).default('') }));
      await form.once((once) => room.confirmColumnClasses(once, id, { table, persons: false, reason, classes: [] }));
    }
    if (form.intent === 'assess') await form.once((once) => room.assessRelease(once, id));
    if (form.intent === 'sign') {
      const body = form.read(signBody);
      await form.once((once) => room.signReleaseReport(once, report, body));
    }
    if (form.intent === 'return') {
      const body = form.read(returnBody);
      await form.once((once) => room.returnReleaseReport(once, report, body));
    }
    return redirect(paths.entryPrivacy(params.id, { version: id, table }));
  });
}

export default function EntryPrivacy({ loaderData: { versions, shown, table, plans } }: Route.ComponentProps) {
  const t = useT(words);
  const entry = useOutletContext<EntryOut>();
  const here = (query: Parameters<typeof paths.entryPrivacy>[1]) => paths.entryPrivacy(entry.id, query);
  useRefresh(shown?.version.state === 'processing' || table?.need === 'report');
  if (shown === null || table === null)
    return (
      <Section title={t('tab')} lead={t('lead')}>
        <Empty title={t('none')}>
          <p>{t('none_text')}</p>
          <LinkButton look="plain" to={`${paths.entry(entry.id)}/data`}>
            {t('to_data')}
          </LinkButton>
        </Empty>
      </Section>
    );
  return (
    <>
      {versions.length > 1 && (
        <Tabs
          label={t('versions')}
          tabs={versions.map((one) => ({
            to: here({ version: one.id }),
            label: t('version_n', { n: one.number }),
            current: one.id === shown.version.id,
          }))}
        />
      )}
      {shown.tables.length > 1 && (
        <Tabs
          label={t('tables')}
          tabs={shown.tables.map((one) => ({
            to: here({ version: shown.version.id, table: one.number }),
            label: one.name,
            current: one.number === table.number,
          }))}
        />
      )}
      <OneTable
        key={`${shown.version.id}-${table.number}`}
        entry={entry}
        shown={shown}
        table={table}
        plans={plans}
        action={here({ version: shown.version.id, table: table.number })}
      />
    </>
  );
}

interface OneProps {
  readonly entry: EntryOut;
  readonly shown: PrivacyOut;
  readonly table: PrivacyTable;
  readonly plans: readonly PlanOut[];
  readonly action: string;
}

function OneTable({ entry, shown, table, plans, action }: OneProps) {
  const t = useT(words);
  const answer = useActionData<unknown>();
  const tried = trialIn(answer);
  const trial = tried?.trial ?? null;
  const published = shown.version.state === 'published';
  const asked = table.need === 'subject' || table.persons_proposed;
  const { edit } = shown.may;
  return (
    <>
      <Section title={`${t('tab')} · ${t('version_n', { n: shown.version.number })}`} lead={t('lead')}>
        {shown.version.state !== 'processing' && (
          <Standing table={table} demand={shown.demand} closed={shown.opened === null} published={published} />
        )}
        <Working version={shown.version} need={table.need} />
        {table.need === 'report' && edit && (
          <Form name="assess" action={action}>
            <Button look="plain" name="intent" value="assess">
              {t('again')}
            </Button>
          </Form>
        )}
        {table.need === 'done' && !published && shown.opened !== null && (
          <LinkButton to={withQuery(`${paths.entry(entry.id)}/data`, { version: shown.version.id })}>
            {t('publish_now')}
          </LinkButton>
        )}
      </Section>
      {table.report !== null && <SignSection table={table} action={action} />}
      {edit && asked && table.persons !== true && (
        <Section title={t('things')} lead={t('things_lead')}>
          <NoPersons table={table} action={action} />
        </Section>
      )}
      {edit && (asked || table.persons !== null) && (
        <Section id="classify" title={t('classify')} lead={t('classify_lead')}>
          <Classify table={table} action={action} />
        </Section>
      )}
      {edit && table.persons === true && (
        <details className="more">
          <summary>{t('things_instead')}</summary>
          <p className="help">{t('things_lead')}</p>
          <NoPersons table={table} action={action} />
        </details>
      )}
      {table.persons === true && <Reach shown={shown} action={action} />}
      {trial !== null && <Trial trial={trial} />}
      {edit && table.persons === true && (
        <Section
          id="plan"
          title={t('plan')}
          lead={
            table.plan === null
              ? t('plan_lead')
              : `${t('plan_lead')} ${t('plan_now', { n: table.plan.number, who: table.plan.by ?? '—' })}`
          }
        >
          <PlanForm
            table={table}
            action={`${action}#trial`}
            k={shown.demand.k}
            tried={tried?.tried ?? null}
            proposal={(column) =>
              paths.entryHierarchy(entry.id, { version: shown.version.id, table: table.number, column })
            }
          />
        </Section>
      )}
      {table.report !== null && (
        <Section id="report" title={t('report')}>
          <Figures {...table.report} k={table.report.demand.k} />
        </Section>
      )}
      {plans.length > 1 && (
        <Section id="plans" title={t('plans')} lead={t('plans_lead')}>
          <Plans plans={plans} current={table.plan?.number ?? null} edit={edit} action={action} />
        </Section>
      )}
    </>
  );
}

interface Tried {
  readonly trial: TrialOut;
  readonly tried: PlanTyped;
}

function trialIn(answer: unknown): Tried | null {
  return typeof answer === 'object' && answer !== null && 'trial' in answer ? (answer as Tried) : null;
}

/** How far the version goes, where it may go less far than its entry. */
function Reach({ shown, action }: { readonly shown: PrivacyOut; readonly action: string }) {
  const t = useT(words);
  if (shown.reaches.length === 0) return null;
  const now = shown.reach ?? 'as_opened';
  if (!shown.may.edit)
    return shown.reach === null ? null : <p>{t('reach_now', { reach: t(`reach_${shown.reach}`) })}</p>;
  return (
    <Section id="reach" title={t('reach')} lead={t('reach_lead')}>
      <Form name="reach" action={action}>
        <RadioGroup
          name="reach"
          label={t('reach')}
          defaultValue={now}
          options={(['as_opened', ...shown.reaches] as const).map((value) => ({ value, label: t(`reach_${value}`) }))}
        />
        <Button look="plain" name="intent" value="reach">
          {t('reach_button')}
        </Button>
      </Form>
    </Section>
  );
}

/** The second person's part; whoever wrote the plan reads who does it. */
function SignSection({ table, action }: { readonly table: PrivacyTable; readonly action: string }) {
  const t = useT(words);
  const { report } = table;
  if (report === null || table.need !== 'signature') return null;
  return (
    <Section id="sign" title={t('sign')} lead={t('sign_lead')}>
      {report.may_sign ? (
        <Form name="sign" action={`${action}&report=${report.id}`}>
          <TextArea name="opinion" label={t('opinion')} optional />
          <PasswordInput name="password" label={t('password')} />
          <div className="actions">
            <Button name="intent" value="sign">
              {t('sign_button')}
            </Button>
            <Button look="plain" name="intent" value="return">
              {t('sign_back')}
            </Button>
          </div>
        </Form>
      ) : (
        <p className="help">{t('sign_wait')}</p>
      )}
    </Section>
  );
}
