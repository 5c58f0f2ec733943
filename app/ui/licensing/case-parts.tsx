import { Link } from 'react-router';
import {
  certificateStandings,
  extraMaterials,
  materialItems,
  objectionOutcomes,
  pauseGrounds,
  refusalGrounds,
} from '#api/licensing/rules/kind-codes.ts';
import type { ApplicationOut } from '#api/licensing/view.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList, type Fact } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';

interface Shown {
  readonly application: ApplicationOut;
}

const data = (text: string | null) =>
  text === null || text === '' ? null : (
    <span className="clause-text" lang="zh-CN">
      {text}
    </span>
  );

/** What stands beside the turn: the joint case, a pause, a request for more time. */
export function CaseNotices({ application: a }: Shown) {
  const t = useT(licensingKinds);
  const side = useSide();
  const locale = useLocale();
  const e = a.extension;
  return (
    <>
      {a.joint !== null && (
        <Notice title={t('joint_part', { no: a.joint.no })}>
          <p>
            <Link to={paths.joint(a.joint.id)}>{t('joint_title')}</Link> · <span lang="zh-CN">{a.joint.lead.name}</span>
          </p>
        </Notice>
      )}
      {a.pause !== null && (
        <Notice
          tone={a.pause.late ? 'warn' : 'info'}
          title={t('paused_now', {
            ground: side(pauseGrounds.words[a.pause.ground]),
            day: dayText(a.pause.until, locale),
          })}
        >
          {a.pause.late && <p>{t('paused_late')}</p>}
        </Notice>
      )}
      {e !== null && (
        <Notice
          title={
            e.decision === null
              ? t('extension_asked', { days: e.days })
              : e.decision === 'declined'
                ? t('extension_declined')
                : t('extension_consented', { day: dayText(e.due_after ?? e.due_before ?? '', locale) })
          }
        >
          <p lang="zh-CN">{e.reason}</p>
          {e.words !== null && <p lang="zh-CN">{e.words}</p>}
        </Notice>
      )}
    </>
  );
}

/** The items of a supplement notice. */
export function MissingItems({ items }: { readonly items: ApplicationOut['supplement_items'] }) {
  const t = useT(licensingKinds);
  const side = useSide();
  if (items.length === 0) return null;
  return (
    <>
      <p>{t('missing_items')}</p>
      <ul>
        {items.map((one) => (
          <li key={`${one.material} ${one.words}`}>
            {side(materialItems.words[one.material])}: <span lang="zh-CN">{one.words}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Sections that only some cases have. */
export function CaseParts({ application: a }: Shown) {
  const t = useT(licensingKinds);
  const side = useSide();
  const extra = extraMaterials.codes.flatMap((key): Fact[] => {
    const value = a.extra[key];
    return value === undefined || value === '' ? [] : [{ term: side(extraMaterials.words[key]), value: data(value) }];
  });
  return (
    <>
      {extra.length > 0 && (
        <Section title={t('extra')}>
          <DescriptionList facts={extra} />
        </Section>
      )}
      {a.plans.length > 0 && <Plans application={a} />}
      {(a.call !== null || a.public_notice !== null || a.award !== null) && <Award application={a} />}
      {a.pauses.length > 0 && <Pauses application={a} />}
      {(a.objections.length > 0 || a.state === 'refused') && <Objections application={a} />}
      {a.earlier_certificates.length > 0 && <Earlier application={a} />}
    </>
  );
}

function Plans({ application: a }: Shown) {
  const t = useT(licensingKinds);
  return (
    <Section title={t('plan')}>
      {a.plans.map((plan, at) => {
        const standing = plan.confirmed_at !== null ? 'plan_confirmed' : at === 0 ? 'plan_waits' : 'plan_old';
        const head = `${t('plan_version', { n: plan.version })} · ${t(standing)}`;
        return at === 0 ? (
          <div key={plan.version}>
            <h3>{head}</h3>
            <PlanFacts plan={plan} />
          </div>
        ) : (
          <details key={plan.version} className="case-action">
            <summary>{head}</summary>
            <PlanFacts plan={plan} />
          </details>
        );
      })}
    </Section>
  );
}

function PlanFacts({ plan }: { readonly plan: ApplicationOut['plans'][number] }) {
  const t = useT(licensingKinds);
  return (
    <DescriptionList
      facts={(['goals', 'agency_part', 'developer_part', 'schedule', 'results'] as const).map((key) => ({
        term: t(key),
        value: data(plan[key]),
      }))}
    />
  );
}

function Award({ application: a }: Shown) {
  const t = useT(licensingKinds);
  const locale = useLocale();
  const { call, public_notice: notice, award } = a;
  const facts: Fact[] = [];
  if (call !== null)
    facts.push({
      term: t('call'),
      value: (
        <Link to={paths.call(call.id)}>
          {call.no} <span lang="zh-CN">{call.title}</span>
        </Link>
      ),
    });
  if (notice !== null)
    facts.push(
      { term: t('notice_term'), value: `${dayText(notice.from, locale)} – ${dayText(notice.to, locale)}` },
      { term: t('notice'), value: data(notice.words) },
    );
  if (award !== null)
    facts.push(
      { term: t('government'), value: data(award.government) },
      { term: t('document_no'), value: data(award.document_no) },
      { term: t('decided_on'), value: <DateText day={award.decided_on} /> },
      { term: t('award'), value: data(award.words) },
    );
  return (
    <Section title={t(notice === null && award === null ? 'call' : 'award')}>
      <DescriptionList facts={facts} />
    </Section>
  );
}

type Pause = ApplicationOut['pauses'][number];

function Pauses({ application: a }: Shown) {
  const t = useT(licensingKinds);
  const columns: readonly Column<Pause>[] = [
    { key: 'ground', head: t('ground'), cell: (row) => t(`pause_${row.ground}`) },
    { key: 'from', head: t('valid_from'), kind: 'fixed', cell: (row) => <DateText day={row.from} /> },
    {
      key: 'to',
      head: t('valid_until'),
      kind: 'fixed',
      cell: (row) => (row.to === null ? t('still') : <DateText day={row.to} />),
    },
  ];
  return (
    <Section title={t('pauses')}>
      <DataTable
        caption={t('pauses')}
        captionHidden
        columns={columns}
        rows={a.pauses}
        rowKey={(row) => `${row.ground}${row.from}${row.to}`}
      />
    </Section>
  );
}

function Objections({ application: a }: Shown) {
  const t = useT(licensingKinds);
  const side = useSide();
  const locale = useLocale();
  return (
    <Section title={t('objections')}>
      {a.refusal_ground !== null && (
        <DescriptionList
          facts={[
            { term: t('ground'), value: side(refusalGrounds.words[a.refusal_ground]) },
            { term: t('legal_basis'), value: data(a.legal_basis) },
          ]}
        />
      )}
      {a.object_by !== null && <p className="help">{t('object_by', { day: dayText(a.object_by, locale) })}</p>}
      {a.objections.map((one) => (
        <div key={one.id} className="mt-4">
          <h3>
            {t(one.rung === 1 ? 'rung_1' : 'rung_2')} · <span lang="zh-CN">{one.body.name}</span>
          </h3>
          <p lang="zh-CN" className="clause-text">
            {one.words}
          </p>
          <p>
            <StateDot
              tone={
                one.outcome === null ? (one.late ? 'late' : 'wait') : one.outcome === 'returned' ? 'done' : 'refused'
              }
            >
              {one.outcome === null
                ? t('unanswered', { day: dayText(one.due_on, locale) })
                : side(objectionOutcomes.words[one.outcome])}
            </StateDot>
          </p>
          {one.answer !== null && (
            <p lang="zh-CN" className="clause-text">
              {one.answer}
            </p>
          )}
        </div>
      ))}
    </Section>
  );
}

function Earlier({ application: a }: Shown) {
  const t = useT(licensingKinds);
  const side = useSide();
  return (
    <Section title={t('earlier')}>
      <ul>
        {a.earlier_certificates.map((one) => (
          <li key={one.id}>
            <Link to={paths.verify(one.document_id)}>{one.no}</Link> · {side(certificateStandings.words[one.standing])}
          </li>
        ))}
      </ul>
    </Section>
  );
}
