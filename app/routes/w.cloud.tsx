import { z } from 'zod';
import { changeNodeBody, nodeBody, reportBody } from '#api/bases/cloud-contract.ts';
import { type LinkState, linkStates, pingStates, storageFaults } from '#api/bases/rules/codes.ts';
import { storageLocations } from '#api/catalog/rules/codes.ts';
import { regions } from '#api/kernel/regions.ts';
import { appContext } from '#app/context.ts';
import { cloud } from '#app/i18n/cloud.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { usePlace } from '#app/present/place.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { StateDot, type Tone } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.cloud.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const [nodes, storage] = await Promise.all([
      services.bases.listCloudNodes(ctx),
      services.bases.listStorageFindings(ctx),
    ]);
    return { ...nodes, storage };
  });
}

const ofNode = z.object({ id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { bases: room } }) => {
    const [verb] = (form.name ?? '').split('-');
    if (verb === 'register') {
      const input = form.read(nodeBody);
      await form.once((once) => room.registerCloudNode(once, input));
    } else if (verb === 'change') {
      const { id } = form.read(ofNode);
      const input = form.read(changeNodeBody);
      await form.once((once) => room.changeCloudNode(once, id, input));
    } else {
      const { id } = form.read(ofNode);
      const input = form.read(reportBody);
      await form.once((once) => room.reportCloudNode(once, id, input));
    }
    return { done: true as const };
  });
}

const tones: Readonly<Record<LinkState, Tone>> = {
  up: 'done',
  degraded: 'open',
  down: 'late',
  silent: 'late',
  unheard: 'wait',
};

export default function Cloud({ loaderData: { items, may_register, storage }, actionData }: Route.ComponentProps) {
  const t = useT(cloud);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  const free = regions.codes.filter((code) => !items.some((one) => one.region_code === code));
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <LinkButton look="plain" to={paths.serviceItems()}>
            {t('items_title')}
          </LinkButton>
        }
      />
      {actionData !== undefined && 'done' in actionData && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Section title={t('nodes')}>
        <DataTable
          caption={t('nodes')}
          captionHidden
          rows={items}
          rowKey={(row) => row.id}
          empty={
            <Empty title={t('no_nodes')}>
              <p>{t('no_nodes_text')}</p>
            </Empty>
          }
          columns={[
            { key: 'region', head: t('region'), cell: (row) => place(row.region_code) },
            { key: 'name', head: t('node'), cell: (row) => side({ zh: row.name, en: row.name_en }) },
            {
              key: 'link',
              head: t('link'),
              cell: (row) => <StateDot tone={tones[row.link]}>{side(linkStates.words[row.link])}</StateDot>,
            },
            {
              key: 'last',
              head: t('last'),
              kind: 'fixed',
              cell: (row) => (row.last_ping === null ? <Void /> : <DateText instant={row.last_ping.at} />),
            },
            { key: 'how', head: t('has_key'), cell: (row) => t(row.has_key ? 'has_key' : 'by_hand') },
            { key: 'threshold', head: t('threshold'), kind: 'number', cell: (row) => row.threshold_minutes },
            { key: 'systems', head: t('systems_on'), kind: 'number', cell: (row) => row.systems },
            { key: 'operator', head: t('operator'), cell: (row) => <span lang="zh-CN">{row.operator}</span> },
          ]}
        />
        {items
          .filter((row) => row.may_report)
          .map((row) => (
            <CaseAction
              key={row.id}
              name={`report-${row.id}`}
              title={`${t('report')} · ${side({ zh: row.name, en: row.name_en })}`}
              lead={t('report_lead')}
              refusal={null}
              folded
            >
              <input type="hidden" name="id" value={row.id} />
              <Select
                name="state"
                label={t('state')}
                options={pingStates.map((value) => ({ value, label: side(linkStates.words[value]) }))}
              />
              <TextArea name="note" label={t('note')} rows={2} limit={300} />
              <Button>{t('report')}</Button>
            </CaseAction>
          ))}
        {may_register &&
          items.map((row) => (
            <CaseAction
              key={row.id}
              name={`change-${row.id}`}
              title={`${t('change')} · ${side({ zh: row.name, en: row.name_en })}`}
              refusal={null}
              folded
            >
              <input type="hidden" name="id" value={row.id} />
              <input type="hidden" name="revision:number" value={row.revision} />
              <NodeFields of={row} />
            </CaseAction>
          ))}
        {may_register && free.length > 0 && (
          <CaseAction name="register" title={t('register')} refusal={null} folded={items.length > 0}>
            <Select
              name="region_code"
              label={t('region')}
              options={free.map((value) => ({ value, label: place(value) }))}
            />
            <NodeFields />
          </CaseAction>
        )}
      </Section>
      <Section title={t('storage')} lead={t('storage_lead', { n: storage.checked })}>
        <DataTable
          caption={t('storage')}
          captionHidden
          rows={storage.items}
          rowKey={(row) => row.entry_id}
          empty={
            <Empty title={t('storage_clean')}>
              <p>{t('storage_clean_text')}</p>
            </Empty>
          }
          columns={[
            { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => row.code },
            { key: 'title', head: t('entry'), cell: (row) => <span lang="zh-CN">{row.title}</span> },
            { key: 'agency', head: t('agency'), cell: (row) => <UnitName of={row.agency} /> },
            {
              key: 'fault',
              head: t('finding'),
              cell: (row) => <StateDot tone="late">{side(storageFaults.words[row.fault])}</StateDot>,
            },
            {
              key: 'location',
              head: t('location'),
              cell: (row) => (row.location === null ? <Void /> : storageLocations.labelOrCode(row.location, locale)),
            },
          ]}
        />
      </Section>
    </>
  );
}

interface NodeLike {
  readonly name: string;
  readonly name_en: string;
  readonly operator: string;
  readonly document_no: string;
  readonly threshold_minutes: number;
}

function NodeFields({ of }: { readonly of?: NodeLike }) {
  const t = useT(cloud);
  return (
    <>
      <TextInput name="name" label={t('name')} width="medium" maxLength={80} defaultValue={of?.name} />
      <TextInput name="name_en" label={t('name_en')} width="medium" maxLength={120} defaultValue={of?.name_en} />
      <TextInput name="operator" label={t('operator')} width="medium" maxLength={120} defaultValue={of?.operator} />
      <TextInput
        name="threshold_minutes"
        label={t('threshold')}
        width="short"
        inputMode="numeric"
        defaultValue={of?.threshold_minutes ?? 30}
      />
      <TextArea name="public_key" label={t('key')} help={t('key_help')} rows={4} optional />
      <TextInput
        name="document_no"
        label={t('document_no')}
        width="medium"
        maxLength={80}
        defaultValue={of?.document_no}
      />
      <Button>{t('save')}</Button>
    </>
  );
}
