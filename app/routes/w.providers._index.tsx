import { Link, redirect } from 'react-router';
import { providerBody } from '#api/security/desk-contract.ts';
import { type ProviderState, providerStates } from '#api/security/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { securityDesk } from '#app/i18n/security-desk.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.providers._index.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { duties } = requireViewer(ctx, url);
  return orRefusal(async () => ({
    ...(await services.security.listProviders(ctx)),
    works: duties.some((duty) => ['steward', 'admin', 'developer', 'signatory'].includes(duty)),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { security } }) => {
    const input = form.read(providerBody);
    const made = await form.once((ctx) => security.registerProvider(ctx, input));
    return redirect(paths.provider(made.id));
  });
}

const tone = (state: ProviderState) => (state === 'active' ? 'done' : state === 'rectifying' ? 'open' : 'off');

export default function Providers({ loaderData: { items, works } }: Route.ComponentProps) {
  const t = useT(securityDesk);
  const side = useSide();
  return (
    <>
      <PageHeader
        title={t('providers')}
        lead={<p className="max-w-[42em]">{t('providers_lead')}</p>}
        breadcrumb={[{ label: t('desk'), to: paths.securityDesk() }]}
      />
      <DataTable
        caption={t('providers')}
        captionHidden
        columns={[
          { key: 'no', head: t('no'), kind: 'fixed', cell: (row) => <Link to={paths.provider(row.id)}>{row.no}</Link> },
          { key: 'name', head: t('name'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
          {
            key: 'state',
            head: t('state'),
            kind: 'fixed',
            cell: (row) => <StateDot tone={tone(row.state)}>{side(providerStates.words[row.state])}</StateDot>,
          },
          {
            key: 'contract',
            head: t('contract_to'),
            kind: 'fixed',
            cell: (row) => (row.contract_to === null ? null : <DateText day={row.contract_to} />),
          },
          {
            key: 'grade',
            head: t('evaluation'),
            kind: 'fixed',
            cell: (row) => (row.grade === null ? null : `${row.evaluated_year} ${row.grade}`),
          },
          { key: 'unit', head: t('unit'), cell: (row) => <span lang="zh-CN">{row.organization.name}</span> },
        ]}
        rows={items}
        rowKey={(row) => row.id}
        empty={<Empty title={t('providers_none')}>{t('providers_none_text')}</Empty>}
      />
      {works && (
        <Section id="register" title={t('register')}>
          <Form name="register">
            <TextInput name="name" label={t('name')} width="medium" maxLength={120} />
            <TextInput name="uscc" label={t('uscc')} width="medium" maxLength={18} />
            <Button>{t('register')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
