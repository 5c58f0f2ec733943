import { redirect } from 'react-router';
import { z } from 'zod';
import { endingShape, noticeShape, saidShape } from '#api/agreements/rules/keeping-shapes.ts';
import {
  endingGrounds,
  endingKinds,
  endingStates,
  measureStates,
  misuseGrounds,
} from '#api/agreements/rules/life-codes.ts';
import { appContext } from '#app/context.ts';
import { agreementKeeping } from '#app/i18n/agreement-keeping.ts';
import { paths } from '#app/paths.ts';
import { caseTone } from '#app/present/case-tone.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { MatterCard } from '#app/ui/agreements/matter-card.tsx';
import { RadioGroup, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.agreements.$id_.keeping.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const keeping = await orRefusal(() => services.agreements.getKeeping(ctx, params.id));
  return { keeping, done: url.searchParams.has('done') };
}

const aboutShape = saidShape.extend({ matter: z.string().max(60) });

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { agreements: a } }) => {
    const name = form.name ?? '';
    if (name === 'notice') {
      const input = form.read(noticeShape);
      await form.once((ctx) => a.giveNotice(ctx, params.id, input));
    } else if (name === 'end') {
      const input = form.read(endingShape);
      await form.once((ctx) => a.bringUpEnding(ctx, params.id, input));
    } else {
      const verbs = {
        answer: a.answerNotice,
        resolve: a.resolveNotice,
        suspend: a.suspendAgreement,
        lift: a.liftSuspension,
        terminate: a.terminateForMisuse,
        agree: a.agreeEnding,
        decline: a.declineEnding,
        withdraw: a.withdrawEnding,
      };
      const verb = Object.hasOwn(verbs, name) ? verbs[name as keyof typeof verbs] : undefined;
      if (verb === undefined) throw new Response(null, { status: 400 });
      const { matter, words } = form.read(aboutShape);
      await form.once((ctx) => verb(ctx, matter, { words }));
    }
    return redirect(`${paths.keeping(params.id)}?done=1`);
  });
}

export const shouldRevalidate = () => true;

export default function Keeping({ loaderData: { keeping: k, done } }: Route.ComponentProps) {
  const t = useT(agreementKeeping);
  const side = useSide();
  const locale = useLocale();
  const day = (text: string | null) => (text === null ? '—' : dayText(text, locale));
  return (
    <>
      <PageHeader
        title={t('title', { no: k.agreement_no })}
        breadcrumb={[
          { label: t('agreements'), to: paths.agreements() },
          { label: k.agreement_no, to: paths.agreement(k.agreement_id) },
        ]}
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section title={t('measures')} lead={t('measures_lead')}>
        {k.measures.length === 0 && <Empty title={t('measures_none')}>{t('measures_none_text')}</Empty>}
        {k.measures.map((one) => (
          <MatterCard
            key={one.id}
            matter={one}
            agreementNo={k.agreement_no}
            heading={side(misuseGrounds.words[one.ground])}
            state={side(measureStates.words[one.state])}
            tone={one.state === 'suspended' ? 'refused' : caseTone(one.state, one.actions.length > 0)}
            facts={[
              { term: t('opened_by'), value: <span lang="zh-CN">{one.opened_by.name}</span> },
              { term: t('due_on'), value: day(one.due_on) },
              { term: t('facts'), value: <span lang="zh-CN">{one.facts}</span> },
              { term: t('evidence'), value: <span lang="zh-CN">{one.evidence}</span> },
              { term: t('demand'), value: <span lang="zh-CN">{one.demand}</span> },
            ]}
          />
        ))}
        {k.may_notice && (
          <details className="case-action" id="notice">
            <summary>{t('notice')}</summary>
            <Form name="notice">
              <RadioGroup
                name="ground"
                label={t('ground')}
                options={misuseGrounds.codes.map((value) => ({ value, label: side(misuseGrounds.words[value]) }))}
              />
              <TextArea name="facts" label={t('facts')} limit={4000} rows={3} />
              <TextArea name="evidence" label={t('evidence')} help={t('evidence_help')} limit={4000} rows={3} />
              <TextArea name="demand" label={t('demand')} limit={2000} rows={2} />
              <DateInput name="due_on" label={t('due_on')} help={t('earliest', { day: day(k.earliest_limit) })} />
              <ConfirmButton title={t('notice')} consequence={t('measures_lead')}>
                {t('notice')}
              </ConfirmButton>
            </Form>
          </details>
        )}
      </Section>
      <Section title={t('endings')} lead={t('endings_lead')}>
        {k.endings.length === 0 && <Empty title={t('endings_none')}>{t('endings_none_text')}</Empty>}
        {k.endings.map((one) => (
          <MatterCard
            key={one.id}
            matter={one}
            agreementNo={k.agreement_no}
            heading={side(endingKinds.words[one.kind])}
            state={side(endingStates.words[one.state])}
            tone={caseTone(one.state, one.actions.length > 0)}
            facts={[
              { term: t('given_by'), value: <span lang="zh-CN">{one.given_by.name}</span> },
              { term: t('last_day'), value: day(one.last_day) },
              ...(endingGrounds.is(one.ground)
                ? [
                    { term: t('ground'), value: side(endingGrounds.words[one.ground]) },
                    { term: t('basis'), value: <span lang="zh-CN">{one.basis}</span> },
                  ]
                : []),
              { term: t('reason'), value: <span lang="zh-CN">{one.words}</span> },
            ]}
          />
        ))}
        {k.may_end && (
          <details className="case-action" id="end">
            <summary>{t('bring_up')}</summary>
            <Form name="end">
              <RadioGroup
                name="kind"
                label={t('kind')}
                defaultValue="consent"
                options={endingKinds.codes.map((value) => ({ value, label: side(endingKinds.words[value]) }))}
              />
              <Select
                name="ground"
                label={t('ground')}
                help={t('ground_help')}
                optional
                options={[
                  { value: '', label: t('no_ground') },
                  ...endingGrounds.codes.map((value) => ({ value, label: side(endingGrounds.words[value]) })),
                ]}
              />
              <TextArea name="basis" label={t('basis')} help={t('basis_help')} optional limit={1000} rows={2} />
              <TextArea name="words" label={t('reason')} limit={2000} rows={2} />
              <DateInput
                name="last_day"
                label={t('last_day')}
                help={t('last_day_help', { day: day(k.earliest_end) })}
              />
              <ConfirmButton
                look="warn"
                title={t('confirm_end', { no: k.agreement_no })}
                consequence={t('consequence_end')}
              >
                {t('bring_up')}
              </ConfirmButton>
            </Form>
          </details>
        )}
      </Section>
    </>
  );
}
