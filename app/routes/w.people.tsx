import { data } from 'react-router';
import { z } from 'zod';
import { provinceCode } from '#api/kernel/regions.ts';
import { type Duty, duties as dutyWords } from '#api/organizations/rules/codes.ts';
import { dutiesBody, invitationBody, policyBody, resetBody, resetDecision } from '#api/people/contract.ts';
import { dutiesToGive } from '#api/people/rules/duties.ts';
import { appContext } from '#app/context.ts';
import { security } from '#app/i18n/security.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { MemberActions } from '#app/ui/account/member-actions.tsx';
import { MembersTable } from '#app/ui/account/members-table.tsx';
import { PolicySection } from '#app/ui/account/policy-section.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { SecretShown } from '#app/ui/secret-shown.tsx';
import { Revoke } from '#app/ui/secrets-table.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.people.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => ({
    ...(await services.people.listMembers(ctx)),
    self: ctx.viewer?.personId ?? '',
    offered: dutiesToGive(
      ctx.viewer?.organization.kind ?? 'enterprise',
      (ctx.viewer?.powers ?? []).map((held) => held.power),
    ),
    policy: (await services.people.showFactorPolicy(ctx)).policy,
    department: ctx.viewer?.powers.some((held) => held.power === 'information_department') ?? false,
    today: ctx.clock.now().toISOString().slice(0, 10),
    region: ctx.viewer?.organization.regionCode ?? provinceCode,
  }));
}

const ofMember = z.object({ person_id: z.string().max(40) });
const ofInvitation = z.object({ invitation_id: z.string().max(40) });
const ofReset = z.object({ reset_id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services, ctx }) => {
    const { people } = services;
    const base = ctx.env.PUBLIC_URL;
    const [verb] = (form.name ?? '').split('-');
    if (verb === 'invite') {
      // Not under the form's key: the answer holds the link and must not be kept.
      const { token } = await people.invite(ctx, form.read(invitationBody));
      return data({ done: 'invited' as const, link: `${base}${paths.join(token)}` });
    }
    if (verb === 'policy') {
      const input = form.read(policyBody);
      await form.once((once) => people.setFactorPolicy(once, input));
      return data({ done: 'saved' as const, link: null });
    }
    if (verb === 'revoke') {
      const { invitation_id } = form.read(ofInvitation);
      await form.once((once) => people.withdrawInvitation(once, invitation_id));
      return data({ done: 'saved' as const, link: null });
    }
    if (verb === 'reset') {
      const { reset_id } = form.read(ofReset);
      const decision = resetDecision.parse({ decision: form.intent === 'grant' ? 'grant' : 'refuse' });
      await form.once((once) => people.decideFactorReset(once, reset_id, decision));
      return data({ done: 'decided' as const, link: null });
    }
    const { person_id } = form.read(ofMember);
    if (verb === 'ask') {
      const input = form.read(resetBody);
      await form.once((once) => people.askFactorReset(once, person_id, input));
      return data({ done: 'asked' as const, link: null });
    }
    if (verb === 'switch') await form.once((once) => people.setDisabled(once, person_id, form.intent !== 'enable'));
    else {
      const input = form.read(dutiesBody);
      await form.once((once) => people.changeDuties(once, person_id, input));
    }
    return data({ done: 'saved' as const, link: null });
  });
}

const words = { saved: 'saved', asked: 'reset_asked', decided: 'reset_decided' } as const;

export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { items, invitations, resets, self, offered, policy, department, today } = loaderData;
  const t = useT(security);
  const side = useSide();
  const locale = useLocale();
  const done = actionData !== undefined && 'done' in actionData ? actionData : null;
  const link = done?.link ?? null;
  return (
    <>
      <PageHeader
        title={t('people_title')}
        lead={t('people_lead')}
        actions={
          <LinkButton look="plain" to={paths.delegations()}>
            {t('delegations')}
          </LinkButton>
        }
      />
      {done !== null && done.done !== 'invited' && (
        <Notice tone="success" live>
          {t(words[done.done])}
        </Notice>
      )}
      {link !== null && (
        <SecretShown title={t('invited_title')} text={t('invited_text')} label={t('invitation_link')} secret={link} />
      )}
      {resets.length > 0 && (
        <Section title={t('resets')} lead={t('reset_text')}>
          {resets.map((one) => (
            <div key={one.id}>
              <p>
                <strong>{one.display_name}</strong> ({one.login}),{' '}
                {locale === 'en' ? (one.organization.name_en ?? one.organization.name) : one.organization.name}
              </p>
              <p>
                <DateText instant={one.asked_at} /> <span lang="zh-CN">{one.reason}</span>
              </p>
              {one.may_decide ? (
                <Form inline name={`reset-${one.id}`}>
                  <input type="hidden" name="reset_id" value={one.id} />
                  <Button name="intent" value="grant">
                    {t('reset_grant')}
                  </Button>
                  <Button name="intent" value="refuse" look="plain">
                    {t('reset_refuse')}
                  </Button>
                </Form>
              ) : (
                <p className="help">{t('reset_own')}</p>
              )}
            </div>
          ))}
        </Section>
      )}
      <Section title={t('members')}>
        <MembersTable items={items} />
        {items.map((one) => (
          <MemberActions key={one.id} member={one} offered={offered} self={one.id === self} />
        ))}
      </Section>
      <Section title={t('invitations')} lead={t('invitations_lead')}>
        {invitations.map((one) => (
          <div key={one.id}>
            <p>
              {one.display_name} · {one.duties.map((duty) => side(dutyWords[duty])).join('、')} · {t('good_until')}{' '}
              <DateText instant={one.expires_at} />
            </p>
            <Revoke
              field="invitation_id"
              id={one.id}
              title={t('withdraw_title', { name: one.display_name })}
              consequence={t('withdraw_text')}
            >
              {t('withdraw')}
            </Revoke>
          </div>
        ))}
        <Form name="invite" key={link ?? 'new'}>
          <TextInput name="display_name" label={t('name')} width="medium" maxLength={60} autoComplete="off" />
          <DutyChoices offered={offered} />
          <Button>{t('invite')}</Button>
        </Form>
      </Section>
      <PolicySection policy={policy} may={department} today={today} />
    </>
  );
}

function DutyChoices({ offered }: { readonly offered: readonly Duty[] }) {
  const t = useT(security);
  const side = useSide();
  return (
    <CheckboxGroup
      name="duties"
      label={t('duties')}
      options={offered.map((value) => ({ value, label: side(dutyWords[value]) }))}
    />
  );
}
