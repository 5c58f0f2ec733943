import { data } from 'react-router';
import { z } from 'zod';
import { dayOf } from '#api/kernel/time.ts';
import { duties as dutyWords } from '#api/organizations/rules/codes.ts';
import {
  absenceBody,
  absenceEndBody,
  departmentBody,
  holderBody,
  lentBody,
  postBody,
} from '#api/people/offices-contract.ts';
import { notLent } from '#api/people/rules/delegation.ts';
import { sessionCookieHeader } from '#api/people/rules/session-cookie.ts';
import { appContext } from '#app/context.ts';
import { offices } from '#app/i18n/offices.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { DepartmentsSection } from '#app/ui/account/departments-section.tsx';
import { LentTable } from '#app/ui/account/lent-table.tsx';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.delegations.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const [lent, acts, room] = await Promise.all([
      services.people.listDelegations(ctx),
      services.people.listDelegatedActs(ctx),
      services.people.showOffices(ctx),
    ]);
    return {
      lent: lent.items,
      acting: lent.acting_for,
      acts: acts.items,
      room,
      self: ctx.viewer?.personId ?? '',
      today: dayOf(ctx.clock.now()),
    };
  });
}

const ofDelegation = z.object({ id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { people }, ctx }) => {
    const [verb] = (form.name ?? '').split('-');
    if (verb === 'act' || verb === 'self') {
      const id = verb === 'self' ? null : form.read(ofDelegation).id;
      // Not under the form's key: the answer holds the session's new token.
      const { token } = await people.actFor(ctx, { delegation_id: id });
      const secure = ctx.env.PUBLIC_URL.startsWith('https:');
      return data(
        { done: id === null ? ('self' as const) : ('acting' as const) },
        { headers: { 'Set-Cookie': sessionCookieHeader(token, secure) } },
      );
    }
    if (verb === 'revoke') {
      const { id } = form.read(ofDelegation);
      await form.once((once) => people.revokeDelegation(once, id));
      return data({ done: 'revoked' as const });
    } else if (verb === 'lend') {
      const input = form.read(lentBody);
      await form.once((once) => people.createDelegation(once, input));
    } else if (verb === 'away') {
      const input = form.read(absenceBody);
      await form.once((once) => people.markAbsence(once, input));
    } else if (verb === 'back') {
      const input = form.read(absenceEndBody);
      await form.once((once) => people.endAbsence(once, input));
    } else if (verb === 'department') {
      const input = form.read(departmentBody);
      await form.once((once) => people.addDepartment(once, input));
    } else if (verb === 'close') {
      const { id } = form.read(ofDelegation);
      await form.once((once) => people.closeDepartment(once, id));
    } else if (verb === 'post') {
      const { id } = form.read(ofDelegation);
      const { title } = form.read(postBody.pick({ title: true }));
      await form.once((once) => people.addPost(once, id, { title, head: form.intent === 'head' }));
    } else {
      const { id } = form.read(ofDelegation);
      const { person_id } = form.read(z.object({ person_id: holderBody.shape.person_id.optional() }));
      await form.once((once) => people.holdPost(once, id, { person_id: person_id ?? null }));
    }
    return data({ done: 'saved' as const });
  });
}

const doneWords = {
  saved: 'saved',
  revoked: 'revoked',
  acting: 'now_acting',
  self: 'now_self',
} as const;

export default function Delegations({ loaderData, actionData }: Route.ComponentProps) {
  const { lent, acting, acts, room, self, today } = loaderData;
  const t = useT(offices);
  const side = useSide();
  const others = room.people.filter((one) => one.id !== self);
  const own = room.people.find((one) => one.id === self)?.duties.filter((duty) => !notLent.includes(duty)) ?? [];
  const free = acting === null;
  return (
    <>
      <PageHeader title={t('lent_title')} lead={t('lent_lead')} />
      {actionData !== undefined && 'done' in actionData && (
        <Notice tone="success" live>
          {t(doneWords[actionData.done])}
        </Notice>
      )}
      {acting !== null && (
        <Form name="self">
          <Button>{t('back_to_self')}</Button>
        </Form>
      )}
      <Section title={t('given')}>
        <LentTable rows={lent} />
      </Section>
      {free && (
        <Section title={t('lend')}>
          {others.length === 0 || own.length === 0 ? (
            <p className="help">{t(others.length === 0 ? 'nobody' : 'no_duties')}</p>
          ) : (
            <Form name="lend">
              <Select
                name="kind"
                label={t('kind')}
                blank={null}
                defaultValue="delegation"
                options={[
                  { value: 'delegation', label: t('delegation') },
                  { value: 'deputy', label: t('deputy') },
                ]}
              />
              <Select
                name="delegate_id"
                label={t('delegate')}
                options={others.map((one) => ({ value: one.id, label: one.display_name }))}
              />
              <CheckboxGroup
                name="duties"
                label={t('duties')}
                options={own.map((value) => ({ value, label: side(dutyWords[value]) }))}
              />
              <DateInput name="from" label={t('from')} defaultValue={today} />
              <DateInput name="to" label={t('to')} help={t('to_help')} optional />
              <TextInput name="reason" label={t('reason')} maxLength={300} />
              <Button>{t('lend')}</Button>
            </Form>
          )}
        </Section>
      )}
      <Section title={t('absence')} lead={t('absence_lead')}>
        {room.absent.length === 0 ? (
          <p className="help">{t('nobody_absent')}</p>
        ) : (
          <ul>
            {room.absent.map((one) => (
              <li key={`${one.person.id}${one.from}`}>
                {t('absent_now', { name: one.person.display_name, from: one.from })}
                {one.to === null ? '' : ` – ${one.to}`}
                {free && (one.person.id === self || room.may_edit) && (
                  <Form name={`back-${one.person.id}`} inline>
                    <input type="hidden" name="person_id" value={one.person.id} />
                    <Button look="plain" size="small">
                      {t('end_absence')}
                    </Button>
                  </Form>
                )}
              </li>
            ))}
          </ul>
        )}
        {free && (
          <Form name="away">
            {room.may_edit && (
              <Select
                name="person_id"
                label={t('person')}
                blank={null}
                defaultValue={self}
                options={room.people.map((one) => ({ value: one.id, label: one.display_name }))}
              />
            )}
            <DateInput name="from" label={t('from')} defaultValue={today} />
            <DateInput name="to" label={t('to')} optional />
            <Button>{t('mark')}</Button>
          </Form>
        )}
      </Section>
      <Section title={t('acts')} lead={t('acts_lead')}>
        <DataTable
          caption={t('acts')}
          captionHidden
          rows={acts}
          rowKey={(row) => `${row.at}${row.action}${row.subject_id}`}
          empty={<Empty title={t('no_acts')} />}
          columns={[
            { key: 'at', head: t('at'), kind: 'fixed', cell: (row) => <DateText instant={row.at} /> },
            {
              key: 'delegate',
              head: t('delegate'),
              cell: (row) => <span lang="zh-CN">{row.delegate.display_name}</span>,
            },
            {
              key: 'holder',
              head: t('holder'),
              cell: (row) => <span lang="zh-CN">{row.holder.display_name}</span>,
            },
            { key: 'action', head: t('action'), cell: (row) => <code>{row.action}</code> },
            { key: 'outcome', head: t('outcome'), cell: (row) => t(row.outcome) },
          ]}
        />
      </Section>
      <DepartmentsSection room={room} />
    </>
  );
}
