import { z } from 'zod';
import { changeItemBody, changeSystemBody, itemBody, seenBody, systemBody } from '#api/bases/cloud-contract.ts';
import { dispensable, dockings, steps } from '#api/bases/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { cloud } from '#app/i18n/cloud.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { ItemFields, SystemFields } from '#app/ui/bases/item-fields.tsx';
import { Button, LinkButton } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Void } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { UnitName } from '#app/ui/sharing/clock-cell.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import type { Route } from './+types/w.service-items.ts';

export function loader({ context }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  return orRefusal(async () => {
    const [list, systems, nodes] = await Promise.all([
      services.bases.listServiceItems(ctx),
      services.bases.listSystems(ctx),
      services.bases.listCloudNodes(ctx),
    ]);
    const choices = nodes.items.map(({ id, name, name_en }) => ({ id, name, name_en }));
    return { ...list, systems: systems.items, nodes: choices };
  });
}

const one = z.object({ id: z.string().max(40) });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { bases: room } }) => {
    const [verb] = (form.name ?? '').split('-');
    const id = () => form.read(one).id;
    if (verb === 'item') {
      const input = form.read(itemBody);
      await form.once((once) => room.addServiceItem(once, input));
    } else if (verb === 'change' && form.intent === 'close') {
      const input = form.read(seenBody);
      await form.once((once) => room.closeServiceItem(once, id(), input));
    } else if (verb === 'change') {
      const input = form.read(changeItemBody);
      await form.once((once) => room.changeServiceItem(once, id(), input));
    } else if (verb === 'system') {
      const input = form.read(systemBody);
      await form.once((once) => room.addSystem(once, input));
    } else if (form.intent === 'retire') {
      const input = form.read(seenBody);
      await form.once((once) => room.retireSystem(once, id(), input));
    } else {
      const input = form.read(changeSystemBody);
      await form.once((once) => room.changeSystem(once, id(), input));
    }
    return { done: true as const };
  });
}

export default function ServiceItems({ loaderData, actionData }: Route.ComponentProps) {
  const { items, coverage, systems, nodes, may_add } = loaderData;
  const t = useT(cloud);
  const side = useSide();
  const own = systems.filter((row) => row.own && row.retired_on === null);
  return (
    <>
      <PageHeader
        title={t('items_title')}
        lead={t('items_lead')}
        actions={
          <LinkButton look="plain" to={paths.cloud()}>
            {t('title')}
          </LinkButton>
        }
      />
      {actionData !== undefined && 'done' in actionData && (
        <Notice tone="success" live>
          {t('saved')}
        </Notice>
      )}
      <Section title={t('coverage')}>
        <DataTable
          caption={t('coverage')}
          captionHidden
          rows={coverage}
          rowKey={(row) => row.agency.id}
          empty={
            <Empty title={t('no_items')}>
              <p>{t('no_items_text')}</p>
            </Empty>
          }
          columns={[
            { key: 'agency', head: t('agency'), cell: (row) => <UnitName of={row.agency} /> },
            { key: 'items', head: t('items'), kind: 'number', cell: (row) => row.items },
            { key: 'covered', head: t('covered'), kind: 'number', cell: (row) => row.covered },
            {
              key: 'percent',
              head: t('percent'),
              kind: 'number',
              cell: (row) => (row.percent === null ? <Void /> : `${row.percent}%`),
            },
            { key: 'docked', head: t('docked'), kind: 'number', cell: (row) => `${row.docked}/${row.systems}` },
          ]}
        />
      </Section>
      <Section title={t('items')}>
        <DataTable
          caption={t('items')}
          captionHidden
          rows={items}
          rowKey={(row) => row.id}
          empty={
            <Empty title={t('no_items')}>
              <p>{t('no_items_text')}</p>
            </Empty>
          }
          columns={[
            { key: 'code', head: t('code'), kind: 'fixed', cell: (row) => row.code },
            { key: 'name', head: t('item'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
            { key: 'agency', head: t('agency'), cell: (row) => <UnitName of={row.agency} /> },
            {
              key: 'missing',
              head: t('missing'),
              cell: (row) =>
                row.closed_on !== null ? (
                  <StateDot tone="off">{t('abolished', { day: row.closed_on })}</StateDot>
                ) : row.missing.length === 0 ? (
                  <StateDot tone="done">{t('all_online')}</StateDot>
                ) : (
                  <StateDot tone="late">{row.missing.map((step) => side(steps.words[step])).join(' · ')}</StateDot>
                ),
            },
            {
              key: 'system',
              head: t('system'),
              cell: (row) => (row.system === null ? <Void /> : <span lang="zh-CN">{row.system}</span>),
            },
          ]}
        />
        {items
          .filter((row) => row.own && row.closed_on === null)
          .map((row) => (
            <CaseAction
              key={row.id}
              name={`change-${row.id}`}
              title={`${t('change_item')} ${row.code}`}
              refusal={null}
              folded
            >
              <input type="hidden" name="id" value={row.id} />
              <input type="hidden" name="revision:number" value={row.revision} />
              <ItemFields of={row} systems={own} dispensable={dispensable} />
              <div className="actions">
                <Button name="intent" value="save">
                  {t('save')}
                </Button>
                <ConfirmButton
                  look="plain"
                  name="intent"
                  value="close"
                  title={t('abolish_title', { name: row.name })}
                  consequence={t('abolish_text')}
                >
                  {t('abolish')}
                </ConfirmButton>
              </div>
            </CaseAction>
          ))}
        {may_add && (
          <CaseAction name="item" title={t('add_item')} refusal={null}>
            <TextInput name="code" label={t('code')} width="medium" maxLength={40} />
            <ItemFields systems={own} dispensable={dispensable} />
            <Button>{t('add_item')}</Button>
          </CaseAction>
        )}
      </Section>
      <Section title={t('systems')}>
        <DataTable
          caption={t('systems')}
          captionHidden
          rows={systems}
          rowKey={(row) => row.id}
          empty={
            <Empty title={t('no_systems')}>
              <p>{t('no_systems_text')}</p>
            </Empty>
          }
          columns={[
            { key: 'name', head: t('system'), cell: (row) => <span lang="zh-CN">{row.name}</span> },
            { key: 'agency', head: t('agency'), cell: (row) => <UnitName of={row.agency} /> },
            {
              key: 'docking',
              head: t('docking'),
              cell: (row) => (
                <StateDot
                  tone={
                    row.retired_on !== null ? 'off' : row.late ? 'late' : row.docking === 'docked' ? 'done' : 'open'
                  }
                >
                  {row.retired_on === null
                    ? `${side(dockings.words[row.docking])}${row.late ? ` · ${t('late')}` : ''}`
                    : t('retired', { day: row.retired_on })}
                </StateDot>
              ),
            },
            {
              key: 'day',
              head: t('docked_on'),
              kind: 'fixed',
              cell: (row) => row.docked_on ?? row.planned_on ?? <Void />,
            },
            {
              key: 'node',
              head: t('node'),
              cell: (row) => (row.node === null ? <Void /> : <span lang="zh-CN">{row.node}</span>),
            },
          ]}
        />
        {own.map((row) => (
          <CaseAction
            key={row.id}
            name={`run-${row.id}`}
            title={`${t('change_item')} ${row.name}`}
            refusal={null}
            folded
          >
            <input type="hidden" name="id" value={row.id} />
            <input type="hidden" name="revision:number" value={row.revision} />
            <SystemFields of={row} nodes={nodes} />
            <div className="actions">
              <Button name="intent" value="save">
                {t('save')}
              </Button>
              <ConfirmButton
                look="plain"
                name="intent"
                value="retire"
                title={t('retire_title', { name: row.name })}
                consequence={t('retire_text')}
              >
                {t('retire')}
              </ConfirmButton>
            </div>
          </CaseAction>
        ))}
        {may_add && (
          <CaseAction name="system" title={t('add_system')} refusal={null}>
            <SystemFields nodes={nodes} />
            <Button>{t('add_system')}</Button>
          </CaseAction>
        )}
      </Section>
    </>
  );
}
