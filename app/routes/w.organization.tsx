import { z } from 'zod';
import { type certificateShape, revocation } from '#api/organizations/contract.ts';
import {
  duties as dutyWords,
  levels,
  organizationKinds,
  powers as powerWords,
  revocationReasons,
} from '#api/organizations/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { account } from '#app/i18n/account.ts';
import { withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { PasswordInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.organization.ts';

export async function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = services.people.showSession(ctx);
  return {
    viewer,
    organization: await services.organizations.getByUscc(ctx, viewer.organization.uscc),
    certificates: (await services.certificates.listCertificates(ctx)).items,
  };
}

const sent = revocation.extend({ serial: z.string().max(64) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const { serial, ...body } = form.read(sent);
    await form.once((ctx) => services.certificates.revokeCertificate(ctx, serial, body));
    return { revoked: true };
  });
}

export default function Organization({ loaderData, actionData }: Route.ComponentProps) {
  const { viewer, organization, certificates } = loaderData;
  const done = actionData !== undefined && 'revoked' in actionData;
  const mayRevoke = viewer.duties.some((duty) => duty === 'signatory' || duty === 'admin');
  const t = useT(account);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  return (
    <>
      <PageHeader title={locale === 'en' ? (organization.name_en ?? organization.name) : organization.name} />
      <DescriptionList
        facts={[
          { term: t('uscc'), value: <code>{organization.uscc}</code> },
          { term: t('kind'), value: side(organizationKinds[organization.kind]) },
          { term: t('region'), value: `${place(organization.region_code)} ${organization.region_code}` },
          { term: t('level'), value: side(levels[organization.level]) },
          { term: t('contact'), value: organization.contact },
          {
            term: t('powers'),
            value:
              viewer.powers.length === 0
                ? t('no_powers')
                : viewer.powers.map((p) => `${side(powerWords[p.power])} · ${place(p.region_code)}`).join('；'),
          },
          { term: t('your_duties'), value: viewer.duties.map((duty) => side(dutyWords[duty])).join('、') },
        ]}
      />
      {done && <Notice tone="success">{t('certificate_done')}</Notice>}
      <Section margin title={t('certificates')} lead={t('certificates_lead')}>
        <Certificates rows={certificates} />
        {certificates
          .filter((one) => one.state === 'valid')
          .map((one) =>
            mayRevoke ? (
              <RevokeForm key={one.serial} serial={one.serial} />
            ) : (
              <p key={one.serial}>{t('certificate_duty')}</p>
            ),
          )}
      </Section>
    </>
  );
}

type Certificate = z.output<typeof certificateShape>;

function Certificates({ rows }: { readonly rows: readonly Certificate[] }) {
  const t = useT(account);
  const side = useSide();
  const tone = { valid: 'done', expired: 'wait', revoked: 'refused' } as const;
  const columns: readonly Column<Certificate>[] = [
    { key: 'serial', head: t('certificate_serial'), cell: (one) => <span className="hash">{one.serial}</span> },
    { key: 'until', head: t('certificate_until'), kind: 'fixed', cell: (one) => <DateText instant={one.not_after} /> },
    {
      key: 'state',
      head: t('certificate_state'),
      cell: (one) => (
        <>
          <StateDot tone={tone[one.state]}>{t(`certificate_${one.state}`)}</StateDot>
          {one.revoked_at !== null && one.revoked_reason !== null && (
            <span className="help block">
              <DateText instant={one.revoked_at} /> {side(revocationReasons[one.revoked_reason])}
            </span>
          )}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('certificates')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(one) => one.serial}
      empty={<Empty title={t('certificates_none')}>{t('certificates_none_text')}</Empty>}
    />
  );
}

function RevokeForm({ serial }: { readonly serial: string }) {
  const t = useT(account);
  const side = useSide();
  const title = t('certificate_revoke_this', { serial: `${serial.slice(0, 8)}…` });
  return (
    <details className="mt-4">
      <summary>{title}</summary>
      <Form name={`revoke-${serial}`}>
        <input type="hidden" name="serial" value={serial} />
        <Select
          name="reason"
          label={t('certificate_reason')}
          options={Object.entries(revocationReasons).map(([value, words]) => ({ value, label: side(words) }))}
        />
        <PasswordInput name="password" label={t('password_again')} />
        <ConfirmButton look="warn" title={title} consequence={t('certificate_consequence')}>
          {t('certificate_revoke')}
        </ConfirmButton>
      </Form>
    </details>
  );
}
