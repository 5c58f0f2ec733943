import { redirect } from 'react-router';
import { z } from 'zod';
import { ruleBody } from '#api/supervision/contract.ts';
import { detectorCodes } from '#api/supervision/rules/detectors.ts';
import { appContext } from '#app/context.ts';
import { supervision } from '#app/i18n/supervision.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { CircumstanceName, Zh } from '#app/ui/supervision/parts.tsx';
import type { Route } from './+types/w.supervision.rules.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  return {
    rules: (await orRefusal(() => services.supervision.listRules(ctx))).items,
    sets: viewer.duties.includes('reviewer'),
    saved: url.searchParams.has('saved'),
  };
}

const sent = ruleBody.extend({ rule: z.string().max(60) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { rule, ...body } = form.read(sent);
    await form.once((ctx) => services.supervision.setRule(ctx, rule, body));
    return redirect(paths.supervisionRules({ saved: '1' }));
  });
}

export default function SupervisionRules({ loaderData: { rules, sets, saved } }: Route.ComponentProps) {
  const t = useT(supervision);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('rules_title')}
        lead={t('rules_lead')}
        breadcrumb={[{ label: t('title'), to: paths.supervision() }]}
      />
      {saved && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      {rules.map((one) => (
        <section key={one.rule} className="case-action" aria-labelledby={`${one.rule}-title`}>
          <h2 id={`${one.rule}-title`}>{side(detectorCodes.words[one.rule])}</h2>
          <p>
            <StateDot tone={one.on ? 'done' : 'off'}>{one.on ? t('rule_on') : t('rule_off')}</StateDot>
          </p>
          <DescriptionList
            facts={[
              { term: t('circumstance'), value: <CircumstanceName code={one.circumstance} /> },
              { term: t('signal'), value: side(one.signal) },
              { term: t('provision'), value: <Zh>{one.provision}</Zh> },
              { term: t('rule_open'), value: String(one.open) },
              ...(one.grace === null ? [] : [{ term: t('grace'), value: String(one.grace) }]),
              ...(one.document_no === null ? [] : [{ term: t('document_basis'), value: <Zh>{one.document_no}</Zh> }]),
            ]}
          />
          {sets && (
            <details>
              <summary>{t('rule_set')}</summary>
              <Form name={one.rule}>
                <input type="hidden" name="rule" value={one.rule} />
                <Checkbox name="on" label={t('rule_on')} defaultChecked={one.on} />
                {one.grace !== null && (
                  <NumberInput name="grace" label={t('grace')} min={0} max={250} defaultValue={String(one.grace)} />
                )}
                <TextInput name="document_no" label={t('document_basis')} width="medium" optional />
                <Button look="plain">{t('save')}</Button>
              </Form>
            </details>
          )}
        </section>
      ))}
    </>
  );
}
