import { z } from 'zod';
import {
  closeSetBody,
  decideBody,
  endLeadBody,
  leadBody,
  memberBody,
  placeBody,
  removeBody,
} from '#api/bases/contract.ts';
import { appContext } from '#app/context.ts';
import { bases } from '#app/i18n/bases.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { LeadHistory } from '#app/ui/bases/lead-history.tsx';
import { SetCatalogue } from '#app/ui/bases/set-catalogue.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.bases.$code.ts';

export async function loader({ context, params: { code } }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const set = await orRefusal(() => services.bases.showResourceSet(ctx, code));
  const agencies = set.may.manage || set.may.edit ? (await services.organizations.listAgencies(ctx)).items : [];
  return {
    set,
    agencies: agencies.map(({ uscc, name, name_en }) => ({ uscc, name, name_en })),
    today: ctx.clock.now().toISOString().slice(0, 10),
  };
}

const ofEntry = z.object({ id: z.string().max(40) });

export function action({ request, context, params: { code } }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { bases: room } }) => {
    const [verb] = (form.name ?? '').split('-');
    if (verb === 'lead') {
      const input = form.read(leadBody);
      await form.once((once) => room.appointTopicLead(once, code, input));
    } else if (verb === 'end') {
      const input = form.read(endLeadBody);
      await form.once((once) => room.endTopicLead(once, code, input));
    } else if (verb === 'close') {
      const input = form.read(closeSetBody);
      await form.once((once) => room.closeResourceSet(once, code, input));
    } else if (verb === 'join') {
      const input = form.read(memberBody);
      await form.once((once) => room.addSetMember(once, code, input));
    } else if (verb === 'leave') {
      const input = form.read(memberBody);
      await form.once((once) => room.removeSetMember(once, code, input));
    } else if (verb === 'place') {
      const input = form.read(placeBody);
      await form.once((once) => room.placeSetEntry(once, code, input));
    } else if (verb === 'decide') {
      const { id } = form.read(ofEntry);
      const { opinion } = form.read(decideBody.pick({ opinion: true }));
      const decision = form.intent === 'compile' ? ('compile' as const) : ('decline' as const);
      await form.once((once) => room.decideSetEntry(once, id, { decision, opinion }));
    } else {
      const { id } = form.read(ofEntry);
      const input = form.read(removeBody);
      await form.once((once) => room.removeSetEntry(once, id, input));
    }
    return { done: true as const };
  });
}

export default function BaseDesk({ loaderData: { set, agencies, today }, actionData }: Route.ComponentProps) {
  const t = useT(bases);
  const side = useSide();
  const { may } = set;
  const open = set.closed_on === null;
  const options = agencies.map((one) => ({
    value: one.uscc,
    label: side({ zh: one.name, en: one.name_en ?? one.name }),
  }));
  const present = set.participants.map((one) => ({
    value: one.uscc,
    label: side({ zh: one.name, en: one.name_en ?? one.name }),
  }));
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t('title'), to: paths.baseDesks() }]}
        title={side({ zh: set.name, en: set.name_en })}
        lead={side({ zh: set.purpose, en: set.purpose_en })}
        meta={
          <>
            <span>{set.code}</span>
            <span lang="zh-CN">{set.document_no}</span>
            {!open && <span>{t('closed', { day: set.closed_on ?? '' })}</span>}
          </>
        }
        actions={
          <LinkButton look="plain" to={paths.base(set.code)}>
            {t('see_public')}
          </LinkButton>
        }
      />
      {actionData !== undefined && 'done' in actionData && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <DescriptionList
        facts={[
          {
            term: t('lead'),
            value:
              set.kind === 'base' ? t('by_department') : set.lead === null ? t('no_lead') : <UnitName of={set.lead} />,
          },
          {
            term: t('members'),
            value:
              set.participants.length === 0 ? null : (
                <ul>
                  {set.participants.map((one) => (
                    <li key={one.id}>
                      <UnitName of={one} />
                    </li>
                  ))}
                </ul>
              ),
          },
        ]}
      />
      <Section title={t('catalogue')}>
        <SetCatalogue rows={set.catalogue} edit={may.edit} />
        {open && (may.offer || (may.edit && set.kind === 'topic')) && (
          <CaseAction name="place" title={t(set.kind === 'topic' ? 'place' : 'offer')} refusal={null}>
            <TextInput name="entry" label={t('entry_code')} help={t('entry_help')} width="medium" maxLength={40} />
            <TextArea name="reason" label={t('reason')} rows={2} limit={600} />
            <Button>{t(set.kind === 'topic' ? 'place' : 'offer')}</Button>
          </CaseAction>
        )}
      </Section>
      {open && may.edit && (
        <Section title={t('members')}>
          <CaseAction name="join" title={t('add_member')} refusal={null}>
            <Select name="uscc" label={t('agency')} options={options} />
            <Button>{t('add_member')}</Button>
          </CaseAction>
          {present.length > 0 && (
            <CaseAction name="leave" title={t('remove_member')} refusal={null} folded>
              <Select name="uscc" label={t('agency')} options={present} />
              <Button look="plain">{t('remove_member')}</Button>
            </CaseAction>
          )}
        </Section>
      )}
      {set.kind === 'topic' && <LeadHistory leads={set.leads} />}
      {open && may.manage && (
        <>
          {set.kind === 'topic' && (
            <CaseAction name="lead" title={t('appoint')} lead={t('appoint_lead')} refusal={null}>
              <Select name="uscc" label={t('agency')} options={options} />
              <DateInput name="from" label={t('first_day')} defaultValue={today} />
              <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
              <Button>{t('appoint')}</Button>
            </CaseAction>
          )}
          {set.lead !== null && (
            <CaseAction name="end" title={t('end_lead')} lead={t('end_lead_text')} refusal={null} folded>
              <DateInput name="last_day" label={t('last_day')} defaultValue={today} />
              <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
              <Button look="plain">{t('end_lead')}</Button>
            </CaseAction>
          )}
          <CaseAction name="close" title={t('close')} refusal={null} folded>
            <TextInput name="document_no" label={t('document_no')} width="medium" maxLength={80} />
            <ConfirmButton
              look="plain"
              title={t('close_title', { name: side({ zh: set.name, en: set.name_en }) })}
              consequence={t('close_text')}
            >
              {t('close')}
            </ConfirmButton>
          </CaseAction>
        </>
      )}
    </>
  );
}
