import { Link } from 'react-router';
import { provinceCode } from '#api/kernel/regions.ts';
import { caseStates } from '#api/targeted/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { paths } from '#app/paths.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Clock } from '#app/ui/clock.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { AgencyName } from '#app/ui/targeted/facts.tsx';
import { targetedTone } from '#app/ui/targeted/tone.ts';
import type { Route } from './+types/_public.targeted._index.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const taker = await services.participants.participantOf(ctx);
  const mine = taker?.kind === 'mailbox' ? (await services.targeted.listOwnTargeted(ctx)).items : [];
  const who = taker === null ? 'stranger' : taker.kind === 'mailbox' ? 'applicant' : 'staff';
  return { mine, who, days: await services.targeted.waiting(ctx, provinceCode) } as const;
}

export default function Targeted({ loaderData: { mine, who, days } }: Route.ComponentProps) {
  const t = useT(targeted);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={<p className="max-w-[42em]">{t('lead')}</p>}
        meta={<Link to={paths.law('14')}>{t('basis')}</Link>}
        actions={who === 'applicant' && <LinkButton to={paths.newTargeted()}>{t('apply')}</LinkButton>}
      />
      <Section title={t('mine')}>
        {who === 'applicant' ? (
          <Mine items={mine} />
        ) : (
          <Empty title={t(who === 'stranger' ? 'mine_stranger' : 'mine_staff')}>
            {who === 'stranger' && (
              <p>
                <LinkButton to={paths.takingPart(paths.targeted())}>{t('confirm_mailbox')}</LinkButton>
              </p>
            )}
          </Empty>
        )}
      </Section>
      <Section margin title={t('who_title')}>
        <p>{t('who')}</p>
      </Section>
      <Section margin title={t('bring_title')}>
        <p>{t('bring')}</p>
      </Section>
      <Section margin title={t('clock_title')}>
        <p>{t('clock', days)}</p>
      </Section>
      <Section margin title={t('delivery_title')}>
        <p>{t('delivery')}</p>
      </Section>
      <Section margin title={t('privacy_title')}>
        <p>{t('privacy')}</p>
      </Section>
    </>
  );
}

function Mine({ items }: { readonly items: Route.ComponentProps['loaderData']['mine'] }) {
  const t = useT(targeted);
  const side = useSide();
  return (
    <DataTable
      caption={t('mine')}
      captionHidden
      columns={[
        {
          key: 'no',
          head: t('no'),
          kind: 'fixed',
          cell: (row) => <Link to={paths.targetedCase(row.id)}>{row.no}</Link>,
        },
        {
          key: 'data',
          head: t('data'),
          cell: (row) => <span lang="zh-CN">{row.dataset?.title ?? row.data_wanted.slice(0, 60)}</span>,
        },
        { key: 'agency', head: t('agency'), cell: (row) => <AgencyName of={row.agency} /> },
        {
          key: 'state',
          head: t('state'),
          kind: 'fixed',
          cell: (row) => (
            <StateDot tone={targetedTone(row.state, 'applicant', false)}>{side(caseStates.words[row.state])}</StateDot>
          ),
        },
        {
          key: 'due',
          head: t('due'),
          kind: 'fixed',
          cell: (row) =>
            row.clock.due_on === null ? <Void /> : <Clock due={row.clock.due_on} left={row.clock.days_left} />,
        },
        { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.updated_at} /> },
      ]}
      rows={items}
      rowKey={(row) => row.id}
      empty={
        <Empty title={t('empty')}>
          <p>{t('empty_text')}</p>
          <p>
            <Link to={paths.newTargeted()}>{t('apply')}</Link>
          </p>
        </Empty>
      }
    />
  );
}
