import { redirect } from 'react-router';
import { reuseDecisions } from '#api/reuses/rules/codes.ts';
import { refuse } from '#api/reuses/rules/refusals.ts';
import { reuseDecisionBody, withdrawBody } from '#api/reuses/rules/shapes.ts';
import { appContext } from '#app/context.ts';
import { reuses } from '#app/i18n/reuses.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';

import { RadioGroup } from '#app/ui/choices.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Given } from '#app/ui/dataset/given.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { ReuseContentView } from '#app/ui/reuses/reuse-content.tsx';
import { ReuseStateDot } from '#app/ui/reuses/reuse-state.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.reuses.$id.ts';

export function loader({ context, params }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const { own, ...reuse } = await services.reuses.getShownReuse(ctx, params.id);
    // Public as it may be, this desk is the department's.
    if (own === null) throw refuse('reuses.not_found');
    return { reuse, own };
  });
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { state } =
      form.name === 'withdraw' ? await withdraw(form.read(withdrawBody)) : await decide(form.read(reuseDecisionBody));
    return redirect(paths.reuseQueue({ done: state }));

    function withdraw(body: Parameters<typeof services.reuses.withdrawReuse>[2]) {
      return form.once((ctx) => services.reuses.withdrawReuse(ctx, params.id, body));
    }
    function decide(body: Parameters<typeof services.reuses.decideReuse>[2]) {
      return form.once((ctx) => services.reuses.decideReuse(ctx, params.id, body));
    }
  });
}

type Step = Route.ComponentProps['loaderData']['own']['history'][number];

export default function ReuseCase({ loaderData: { reuse, own } }: Route.ComponentProps) {
  const t = useT(reuses);
  const locale = useLocale();
  const place = usePlace();
  const changed = reuse.public !== null && reuse.public.number !== own.newest.number;
  const columns: readonly Column<Step>[] = [
    { key: 'number', head: t('history'), kind: 'fixed', cell: (row) => t('revision_n', { n: row.number }) },
    { key: 'at', head: t('sent'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
    {
      key: 'decision',
      head: t('decision'),
      cell: (row) => (row.decision === null ? t('no_decision') : reuseDecisions.label(row.decision, locale)),
    },
    { key: 'reason', head: t('reason'), cell: (row) => row.reason !== null && <Given>{row.reason}</Given> },
    {
      key: 'decided',
      head: t('decided_at'),
      kind: 'fixed',
      cell: (row) => row.decided_at !== null && <DateText instant={row.decided_at} />,
    },
  ];
  return (
    <>
      <PageHeader
        title={t('case_title', { title: own.newest.title })}
        breadcrumb={[{ label: t('queue'), to: paths.reuseQueue() }]}
        meta={
          <>
            <ReuseStateDot state={reuse.state} />
            <span>{place(reuse.region_code)}</span>
            {own.due_on !== null && <Clock due={own.due_on} left={own.days_left} />}
          </>
        }
      />
      <Section title={t('newest')}>
        <ReuseContentView content={own.newest} />
      </Section>
      {changed && reuse.public !== null && (
        <Section title={t('public_now')}>
          <h3>
            <Given>{reuse.public.title}</Given>
          </h3>
          <ReuseContentView content={reuse.public} />
        </Section>
      )}
      <Section title={t('decide')}>
        {own.may.decide ? (
          <Form name="decide">
            <input type="hidden" name="revision" value={own.revision} />
            <RadioGroup
              name="decision"
              label={t('decision')}
              defaultValue="publish"
              options={reuseDecisions.codes.map((code) => ({ value: code, label: reuseDecisions.label(code, locale) }))}
            />
            <TextArea name="reason" label={t('f_reason')} help={t('f_reason_help')} limit={1000} optional />
            <Button>{t('decide_button')}</Button>
          </Form>
        ) : own.may.withdraw && !own.is_author ? (
          <Form name="withdraw">
            <input type="hidden" name="revision" value={own.revision} />
            <TextArea name="reason" label={t('f_reason')} help={t('f_reason_help')} limit={1000} />
            <ConfirmButton look="warn" title={t('withdraw_title')} consequence={t('withdraw_consequence')}>
              {t('withdraw')}
            </ConfirmButton>
          </Form>
        ) : (
          <p className="help">{t('not_yours')}</p>
        )}
      </Section>
      <Section title={t('history')}>
        <DataTable
          caption={t('history')}
          captionHidden
          columns={columns}
          rows={own.history}
          rowKey={(row) => String(row.number)}
        />
      </Section>
    </>
  );
}
