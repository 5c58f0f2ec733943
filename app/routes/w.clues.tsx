import { Link, redirect } from 'react-router';
import { z } from 'zod';
import { clueDecision } from '#api/agreements/rules/keeping-shapes.ts';
import { clueKinds, clueStates } from '#api/agreements/rules/life-codes.ts';
import { appContext } from '#app/context.ts';
import { agreementKeeping } from '#app/i18n/agreement-keeping.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.clues.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(() => services.agreements.listClues(ctx));
}

const sent = clueDecision.pick({ words: true }).extend({ clue: z.string().max(60) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { clue, words } = form.read(sent);
    const decision = form.intent === 'confirm' ? 'confirm' : 'dismiss';
    await form.once((ctx) => services.agreements.decideClue(ctx, clue, { decision, words }));
    return redirect(paths.clues());
  });
}

export default function Clues({ loaderData: { items } }: Route.ComponentProps) {
  const t = useT(agreementKeeping);
  const side = useSide();
  return (
    <>
      <PageHeader title={t('clues')} lead={t('clues_lead')} />
      {items.length === 0 && <Empty title={t('clues_none')}>{t('clues_none_text')}</Empty>}
      {items.map((one) => (
        <section key={one.id} className="case-action" aria-labelledby={`${one.id}-title`}>
          <h2 id={`${one.id}-title`}>
            {one.no} · {side(clueKinds.words[one.kind])}
          </h2>
          <p>
            <StateDot tone={one.state === 'open' ? 'open' : one.state === 'confirmed' ? 'refused' : 'off'}>
              {side(clueStates.words[one.state])}
            </StateDot>
          </p>
          <DescriptionList
            facts={[
              { term: t('about'), value: <span lang="zh-CN">{one.about.name}</span> },
              { term: t('agreement'), value: <Link to={paths.agreement(one.agreement_id)}>{one.agreement_no}</Link> },
              {
                term: t('evidence'),
                value: (
                  <>
                    <Link to={paths.disposition(one.matter_id)}>{String(one.evidence.disposition_no ?? one.no)}</Link>{' '}
                    <code>{JSON.stringify(one.evidence)}</code>
                  </>
                ),
              },
              { term: t('since'), value: <DateText instant={one.created_at} /> },
              ...(one.words === null
                ? []
                : [{ term: t('decide_words'), value: <span lang="zh-CN">{one.words}</span> }]),
            ]}
          />
          {one.state === 'confirmed' && (
            <p>
              <Link
                to={paths.newSupervisionClue({
                  from: one.id,
                  no: one.no,
                  agency: one.about.id,
                  title: `${clueKinds.words[one.kind][0]} · ${one.agreement_no}`,
                })}
              >
                {t('open_file')}
              </Link>
            </p>
          )}
          {one.state === 'open' && (
            <Form name={`clue-${one.id}`}>
              <input type="hidden" name="clue" value={one.id} readOnly />
              <TextArea name="words" label={t('decide_words')} limit={2000} rows={2} />
              <p className="actions">
                <Button name="intent" value="confirm">
                  {t('decide_confirm')}
                </Button>
                <Button name="intent" value="dismiss" look="plain">
                  {t('decide_dismiss')}
                </Button>
              </p>
            </Form>
          )}
        </section>
      ))}
    </>
  );
}
