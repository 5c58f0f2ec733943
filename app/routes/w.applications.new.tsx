import { Link, redirect } from 'react-router';
import { startShape } from '#api/licensing/contract.ts';
import { type AuthorizationKind, authorizationKinds } from '#api/licensing/rules/codes.ts';
import { procedures, stations } from '#api/licensing/rules/procedures.ts';
import { appContext } from '#app/context.ts';
import { licensing } from '#app/i18n/licensing.ts';
import { licensingKinds } from '#app/i18n/licensing-kinds.ts';
import { paths } from '#app/paths.ts';
import { requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { CheckList } from '#app/ui/licensing/check-list.tsx';
import { blankMaterial, MaterialFields } from '#app/ui/licensing/material-fields.tsx';
import { ExtraFields } from '#app/ui/licensing/more-fields.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { Steps } from '#app/ui/steps.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.applications.new.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const { items } = await services.licensing.listLicensable(ctx);
  const chosen = items.find((one) => one.code === url.searchParams.get('dataset')) ?? null;
  const asked = url.searchParams.get('kind');
  const kind = authorizationKinds.is(asked) ? asked : ('licensed_development' as const);
  const call = (url.searchParams.get('call') ?? '').slice(0, 60);
  const viewer = requireViewer(ctx, url);
  if (chosen === null) return { chosen, items, accept: 0, reply: 0, kind, call, file: null, faq: [] };
  const region = await services.organizations.getOrganization(ctx, chosen.agency.id);
  return {
    chosen,
    items: items.filter((one) => one.agency.id === chosen.agency.id),
    ...(await services.licensing.waitingDays(ctx, region.regionCode)),
    kind,
    call,
    file:
      viewer.organization.kind === 'enterprise'
        ? ((await services.licensing.getEnterpriseFile(ctx)).lists.find((one) => one.kind === kind) ?? null)
        : null,
    faq: (await services.licensing.listLicensingFaq(ctx, { agency_id: chosen.agency.id })).items,
  };
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services }) => {
    const input = form.read(startShape);
    const made = await form.once((ctx) => services.licensing.startApplication(ctx, input));
    return redirect(`${paths.application(made.id)}?done=${made.state}`);
  });
}

export default function NewApplication({ loaderData }: Route.ComponentProps) {
  const t = useT(licensing);
  const k = useT(licensingKinds);
  const side = useSide();
  const { chosen, items, kind, call, file, faq } = loaderData;
  if (chosen === null) return <Choose items={items} />;
  const crumbs = [{ label: t('title'), to: paths.applications() }];
  return (
    <>
      <PageHeader
        title={t('new_title')}
        breadcrumb={crumbs}
        lead={t('new_lead', { accept: loaderData.accept, reply: loaderData.reply })}
        meta={
          <>
            <Link to={paths.dataset(chosen.code)}>{chosen.title}</Link>
            <span>{chosen.agency.name}</span>
            <span>{side(authorizationKinds.words[kind])}</span>
            {kind === 'licensed_development' && call === '' && (
              <Link to={paths.newApplication(chosen.code, { kind: 'cooperative_development' })}>
                {k('apply_cooperative')}
              </Link>
            )}
            {call !== '' && <Link to={paths.call(call)}>{k('answering', { no: call })}</Link>}
          </>
        }
      />
      <Path kind={kind} withCall={call !== ''} />
      {file !== null && (
        <Section title={k('check_list')}>
          <CheckList list={file} to={paths.enterpriseFile()} />
        </Section>
      )}
      <Form name="apply">
        <input type="hidden" name="kind" value={kind} readOnly />
        {call !== '' && <input type="hidden" name="call" value={call} readOnly />}
        <CheckboxGroup
          name="datasets"
          label={t('more_datasets')}
          help={t('more_datasets_help')}
          defaultValues={[chosen.code]}
          options={items.map((one) => ({ value: one.code, label: one.title, help: one.condition || one.code }))}
        />
        <MaterialFields values={blankMaterial} />
        <ExtraFields wanted={[...procedures[kind].material]} values={{}} />
        <div className="actions">
          <Button name="intent" value="apply">
            {t('apply')}
          </Button>
          <Button name="intent" value="draft" look="plain">
            {t('save_draft')}
          </Button>
        </div>
        <p className="help">{t('apply_consequence')}</p>
      </Form>
      {faq.length > 0 && (
        <Section title={k('faq')}>
          {faq.map((one) => (
            <details key={one.id} className="case-action">
              <summary lang="zh-CN">{one.question}</summary>
              <p lang="zh-CN" className="clause-text">
                {one.answer}
              </p>
            </details>
          ))}
        </Section>
      )}
      <Section title={t('ask_first')} lead={t('ask_first_lead')}>
        <Form name="ask">
          <input type="hidden" name="datasets[]" value={chosen.code} />
          <input type="hidden" name="kind" value={kind} readOnly />
          {call !== '' && <input type="hidden" name="call" value={call} readOnly />}
          <TextArea name="question" label={t('question')} limit={2000} rows={4} />
          <Button look="plain">{t('send_question')}</Button>
        </Form>
      </Section>
    </>
  );
}

/** The steps of a kind before there is a case. */
function Path({ kind, withCall }: { readonly kind: AuthorizationKind; readonly withCall: boolean }) {
  const k = useT(licensingKinds);
  const side = useSide();
  const { path } = procedures[kind];
  const at = path.indexOf('apply');
  return (
    <Steps
      label={k('path')}
      steps={path.map((station, i) => ({
        key: station,
        label: side(stations.words[station]),
        state: i < at && (withCall || station === 'consult') ? 'done' : i === at ? 'current' : 'next',
      }))}
    />
  );
}

type Licensable = Route.ComponentProps['loaderData']['items'][number];

function Choose({ items }: { readonly items: readonly Licensable[] }) {
  const t = useT(licensing);
  const k = useT(licensingKinds);
  const side = useSide();
  const columns: readonly Column<Licensable>[] = [
    {
      key: 'title',
      head: t('datasets'),
      cell: (row) => <Link to={paths.dataset(row.code)}>{row.title}</Link>,
    },
    { key: 'agency', head: t('agency'), cell: (row) => row.agency.name },
    { key: 'condition', head: t('condition'), cell: (row) => row.condition },
    {
      key: 'apply',
      head: t('apply_for'),
      kind: 'fixed',
      cell: (row) => <Link to={paths.newApplication(row.code)}>{t('apply_for')}</Link>,
    },
  ];
  return (
    <>
      <PageHeader
        title={t('choose_title')}
        breadcrumb={[{ label: t('title'), to: paths.applications() }]}
        lead={t('choose_lead')}
      />
      <Section title={k('kinds_title')} lead={k('kinds_lead')}>
        <DescriptionList
          facts={(['licensed_development', 'cooperative_development', 'authorized_operation'] as const).map(
            (kind, at) => ({
              term: side(authorizationKinds.words[kind]),
              value: (
                <>
                  {k((['kind_licensed', 'kind_cooperative', 'kind_operation'] as const)[at] ?? 'kind_licensed')}{' '}
                  <span className="help">
                    {procedures[kind].path.map((station) => side(stations.words[station])).join(' → ')}
                  </span>{' '}
                  {kind === 'licensed_development' ? (
                    <Link to={paths.newJoint()}>{k('apply_joint')}</Link>
                  ) : (
                    <Link to={paths.calls()}>{k('see_calls')}</Link>
                  )}
                </>
              ),
            }),
          )}
        />
      </Section>
      <DataTable
        caption={t('choose_title')}
        captionHidden
        columns={columns}
        rows={items}
        rowKey={(row) => row.code}
        empty={<Empty title={t('none_licensable')}>{t('none_licensable_text')}</Empty>}
      />
    </>
  );
}
