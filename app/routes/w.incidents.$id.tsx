import { data, redirect } from 'react-router';
import * as shapes from '#api/security/incidents-contract.ts';
import {
  incidentActions,
  incidentGrades,
  incidentKinds,
  incidentStates,
  notifications,
} from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { documentPdf } from '#app/present/document-path.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { IncidentAct } from '#app/ui/security/incident-act.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import type { Route } from './+types/w.incidents.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    seen: await services.security.getIncident(ctx, params.id),
    done: url.searchParams.has('done'),
    now: new Date(ctx.clock.now().getTime() + 8 * 3600_000).toISOString().slice(0, 16),
  }));
}

export function action({ request, context, params: { id } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    await form.once((ctx) => {
      if (form.name === 'note') return security.noteIncident(ctx, id, form.read(shapes.noteBody));
      if (form.name === 'regrade') return security.regradeIncident(ctx, id, form.read(shapes.regradeBody));
      if (form.name === 'start_plan') return security.startPlan(ctx, id, form.read(shapes.wordsBody));
      if (form.name === 'report') return security.reportIncident(ctx, id, form.read(shapes.reportBody));
      if (form.name === 'notify') return security.notifyPersons(ctx, id, form.read(shapes.notifyBody));
      if (form.name === 'contain') return security.containIncident(ctx, id, form.read(shapes.wordsBody));
      if (form.name === 'close') return security.closeIncident(ctx, id, form.read(shapes.closeBody));
      throw data(null, 400);
    });
    return redirect(paths.incident(id, { done: 1 }));
  });
}

export default function Incident({ loaderData: { seen: i, done, now } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  const chinese = (text: string | null) =>
    text === null ? null : (
      <span lang="zh-CN" className="whitespace-pre-line">
        {text}
      </span>
    );
  const grade = String(i.grade);
  return (
    <>
      <PageHeader
        title={`${i.no} ${i.title}`}
        breadcrumb={[{ label: t('incidents'), to: paths.incidents() }]}
        meta={
          <>
            <StateDot tone={i.state === 'closed' ? 'done' : 'open'}>{side(incidentStates.words[i.state])}</StateDot>
            {i.late && <StateDot tone="late">{t('late')}</StateDot>}
          </>
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Section title={t('facts')}>
        <DescriptionList
          columns={2}
          facts={[
            { term: t('unit'), value: chinese(i.organization.name) },
            { term: t('kind'), value: side(incidentKinds.words[i.kind]) },
            { term: t('grade'), value: incidentGrades.is(grade) ? side(incidentGrades.words[grade]) : grade },
            { term: t('threatens'), value: t(i.threatens ? 'yes' : 'no_word') },
            { term: t('discovered'), value: <DateText instant={i.discovered_at} /> },
            { term: t('report_due'), value: <DateText instant={i.report_due_at} /> },
            {
              term: t('reported'),
              value: i.reported_at === null ? t('not_reported') : <DateText instant={i.reported_at} />,
            },
            { term: t('report_to'), value: chinese(i.reported_to) },
            { term: t('systems'), value: chinese(i.systems) },
            { term: t('data_affected'), value: chinese(i.data_affected) },
            { term: t('personal'), value: t(i.personal ? 'yes' : 'no_word') },
            { term: t('persons'), value: i.persons_count },
            {
              term: t('plan_version'),
              value: i.plan_version === null ? null : t('plan_nth', { version: i.plan_version }),
            },
            { term: t('notified'), value: i.notified === null ? null : side(notifications.words[i.notified]) },
            { term: t('cause'), value: chinese(i.cause) },
            { term: t('lessons'), value: chinese(i.lessons) },
            {
              term: t('paper'),
              value: i.document_id === null ? null : <a href={documentPdf(i.document_id)}>{t('open_paper')}</a>,
            },
          ]}
        />
      </Section>
      <Section id="do" title={t('do')}>
        {i.actions.length === 0 && <p>{t('do_none')}</p>}
        {i.actions.map((one) => (
          <IncidentAct
            key={one.name}
            name={one.name}
            refusal={one.refusal}
            revision={i.revision}
            grade={i.grade}
            threatens={i.threatens}
            now={now}
          />
        ))}
      </Section>
      <Section title={t('timeline')}>
        <Timeline
          events={i.steps.map((one) => ({
            id: one.id,
            at: one.happened_at,
            who: <span lang="zh-CN">{`${one.organization} ${one.person}`}</span>,
            what: side(incidentActions.words[one.action]),
            say: one.words,
          }))}
        />
      </Section>
    </>
  );
}
