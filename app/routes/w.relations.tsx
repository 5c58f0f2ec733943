import { data, redirect } from 'react-router';
import { dayOf } from '#api/kernel/time.ts';
import { endingRelation, enteringRelation } from '#api/market/relations/contract.ts';
import { relationKinds, relationSources } from '#api/market/rules/dealing-codes.ts';
import { appContext } from '#app/context.ts';
import { marketDealing } from '#app/i18n/market-dealing.ts';
import { paths } from '#app/paths.ts';
import { percentText } from '#app/present/dealing-layout.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { dayText } from '#app/present/format.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.relations.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const viewer = requireViewer(ctx, url);
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 60);
  const done = url.searchParams.get('done');
  return orRefusal(async () => ({
    q,
    uscc: viewer.organization.uscc,
    today: dayOf(ctx.clock.now()),
    done: done === 'entered' || done === 'ended' ? done : null,
    list: await services.market.listRelations(ctx, { q }),
  }));
}

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { market } }) => {
    const [verb, id = ''] = (form.name ?? '').split(':');
    if (verb === 'enter') {
      const input = form.read(enteringRelation);
      await form.once((ctx) => market.enterRelation(ctx, input));
      return redirect(paths.relations({ done: 'entered' }));
    }
    if (verb !== 'end') throw data(null, 400);
    const input = form.read(endingRelation);
    await form.once((ctx) => market.endRelation(ctx, id, input));
    return redirect(paths.relations({ done: 'ended' }));
  });
}

export const shouldRevalidate = () => true;

type Row = Route.ComponentProps['loaderData']['list']['items'][number];

export default function Relations({ loaderData: { list, q, uscc, today, done } }: Route.ComponentProps) {
  const t = useT(marketDealing);
  const own = list.role === 'own';
  const endable = list.items.filter((one) => one.can_end);
  return (
    <>
      <PageHeader
        title={t('relations')}
        lead={<p className="max-w-[42em]">{t(own ? 'relations_lead_own' : 'relations_lead_desk')}</p>}
      />
      {done !== null && (
        <Notice tone="success" live>
          {t(done === 'entered' ? 'saved' : 'ended')}
        </Notice>
      )}
      {!own && (
        <Form method="get" inline role="search" aria-label={t('search')}>
          <TextInput name="q" label={t('search')} defaultValue={q} width="medium" maxLength={60} optional />
          <Button look="plain">{t('search_do')}</Button>
        </Form>
      )}
      <Table rows={list.items} searched={q !== ''} />
      {endable.length > 0 && (
        <Section id="end" title={t('end')}>
          {endable.map((one) => (
            <CaseAction
              key={one.id}
              name={`end:${one.id}`}
              title={t('end_this', { holder: one.holder.name, held: one.held.name })}
              refusal={null}
              folded
            >
              <DateInput name="last_day" label={t('last_day')} max={today} />
              <TextArea name="why" label={t('why')} limit={500} rows={2} />
              <Button look="plain">{t('end')}</Button>
            </CaseAction>
          ))}
        </Section>
      )}
      {list.role !== 'auditor' && (
        <Section id="enter" title={t(own ? 'enter_own' : 'enter_desk')} lead={t('enter_lead')}>
          <Enter own={own} uscc={uscc} today={today} />
        </Section>
      )}
    </>
  );
}

function Table({ rows, searched }: { readonly rows: readonly Row[]; readonly searched: boolean }) {
  const t = useT(marketDealing);
  const side = useSide();
  const locale = useLocale();
  const party = (one: Row['holder']) => (
    <>
      <span lang="zh-CN">{one.name}</span> <small className="break-all">{one.uscc}</small>
    </>
  );
  const columns: readonly Column<Row>[] = [
    { key: 'holder', head: t('holder'), cell: (row) => party(row.holder) },
    {
      key: 'kind',
      head: t('relation'),
      cell: (row) =>
        `${side(relationKinds.words[row.kind])}${row.share_ppm === null ? '' : ` · ${percentText(row.share_ppm)}%`}`,
    },
    { key: 'held', head: t('held'), cell: (row) => party(row.held) },
    {
      key: 'valid',
      head: t('valid'),
      cell: (row) => (
        <>
          {dayText(row.valid_from, locale)} – {row.valid_to === null ? t('open_end') : dayText(row.valid_to, locale)}
          {row.ended !== null && (
            <span className="help block" lang="zh-CN">
              {t('ended_on', {
                at: dayText(dayOf(new Date(row.ended.at)), locale),
                by: row.ended.by,
                why: row.ended.why,
              })}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'source',
      head: t('source'),
      cell: (row) => (
        <>
          <StateDot tone={row.ended === null ? 'done' : 'off'}>{side(relationSources.words[row.source])}</StateDot>
          {row.entered_by !== null && (
            <span className="help block" lang="zh-CN">
              {row.entered_by}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'basis',
      head: t('basis'),
      cell: (row) => (row.basis === '' ? null : <span lang="zh-CN">{row.basis}</span>),
    },
  ];
  return (
    <DataTable
      caption={t('relations')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        searched ? (
          <Empty title={t('relations_none_found')} />
        ) : (
          <Empty title={t('relations_none')}>{t('relations_none_text')}</Empty>
        )
      }
    />
  );
}

function Enter({ own, uscc, today }: { readonly own: boolean; readonly uscc: string; readonly today: string }) {
  const t = useT(marketDealing);
  const side = useSide();
  return (
    <Form name="enter">
      <RadioGroup
        name="kind"
        label={t('relation')}
        options={relationKinds.codes.map((code) => ({ value: code, label: side(relationKinds.words[code]) }))}
      />
      <TextInput
        name="holder_uscc"
        label={t('holder_uscc')}
        width="medium"
        maxLength={18}
        defaultValue={own ? uscc : ''}
      />
      <TextInput name="held_uscc" label={t('held_uscc')} width="medium" maxLength={18} />
      <TextInput
        name="share_percent"
        label={t('share_percent')}
        help={t('share_help')}
        width="short"
        maxLength={8}
        inputMode="decimal"
        optional
      />
      <TextArea name="basis" label={t('basis')} help={t('basis_help')} limit={500} rows={2} />
      <DateInput name="valid_from" label={t('valid_from')} max={today} />
      <DateInput name="valid_to" label={t('valid_to')} optional />
      <Button>{t('enter_do')}</Button>
    </Form>
  );
}
