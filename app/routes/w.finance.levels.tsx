import { redirect } from 'react-router';
import { z } from 'zod';
import { levels, regions } from '#api/kernel/regions.ts';
import { decidingFiled, filingMove, filingRule } from '#api/revenue/levels-contract.ts';
import { filedStates } from '#api/revenue/rules/levels.ts';
import { appContext } from '#app/context.ts';
import { finance } from '#app/i18n/finance.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, withRefusals } from '#app/present/form.ts';
import { dayText, percentText } from '#app/present/format.ts';
import { usePlace } from '#app/present/place.ts';
import { ppmOf } from '#app/present/shares.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup, Select } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Form } from '#app/ui/form.tsx';
import { DateInput, NumberInput, PasswordInput, TextInput } from '#app/ui/inputs.tsx';
import { Mixed } from '#app/ui/mixed.tsx';
import { Money } from '#app/ui/money.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { FinanceRooms } from '#app/ui/revenue/finance-rooms.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.finance.levels.ts';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  const year = Number(url.searchParams.get('year'));
  return orRefusal(async () => ({
    report: await services.revenue.getLevels(ctx, year >= 2000 && year <= 2100 ? { year } : {}),
    rules: await services.revenue.listSharingRules(ctx),
    moves: await services.revenue.listAgencyMoves(ctx),
    done: url.searchParams.get('done') === 'yes',
  }));
}

/** The part is typed in per cent. */
const typedRule = filingRule.extend({ ppm: z.number() });

export function action({ request, context }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { revenue: r } }) => {
    const [verb, id = ''] = (form.name ?? '').split(':');
    if (verb === 'rule') {
      const typed = form.read(typedRule);
      const input = filingRule.parse({ ...typed, ppm: Math.round(ppmOf(typed.ppm)) });
      await form.once((ctx) => r.fileSharingRule(ctx, input));
    } else if (verb === 'move') await form.once((ctx) => r.fileAgencyMove(ctx, form.read(filingMove)));
    else if (verb === 'decide-rule') await form.once((ctx) => r.decideSharingRule(ctx, id, form.read(decidingFiled)));
    else await form.once((ctx) => r.decideAgencyMove(ctx, id, form.read(decidingFiled)));
    return redirect(paths.treasuryLevels({ done: 'yes' }));
  });
}

export const shouldRevalidate = () => true;

type Loaded = Route.ComponentProps['loaderData'];

export default function Levels({ loaderData: d }: Route.ComponentProps) {
  const t = useT(finance);
  const side = useSide();
  const money = (key: string, head: string, of: (row: Loaded['report']['rows'][number]) => string) => ({
    key,
    head,
    kind: 'number' as const,
    cell: (row: Loaded['report']['rows'][number]) => <Money fen={of(row)} />,
  });
  return (
    <>
      <PageHeader title={t('levels')} lead={<p className="max-w-[42em]">{t('levels_lead')}</p>} />
      <FinanceRooms room="levels" />
      {d.done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      <Section id="report" title={t('levels_report', { year: d.report.year })}>
        <DataTable
          caption={t('levels_report', { year: d.report.year })}
          captionHidden
          rows={d.report.rows}
          rowKey={(row) => row.treasury_code}
          empty={<Empty title={t('levels_none')}>{t('levels_none_text')}</Empty>}
          columns={[
            { key: 'treasury', head: t('treasury'), cell: (row) => <Mixed>{row.treasury_name}</Mixed> },
            {
              key: 'level',
              head: t('room_levels'),
              kind: 'fixed',
              cell: (row) => side(levels.words[row.level as 'city']),
            },
            money('collected', t('collected'), (row) => row.collected_fen),
            money('out', t('shared_out'), (row) => row.shared_out_fen),
            money('in', t('shared_in'), (row) => row.shared_in_fen),
            money('repaid', t('given_back'), (row) => row.repaid_fen),
            money('kept', t('kept'), (row) => row.kept_fen),
          ]}
        />
      </Section>
      <Rules rules={d.rules} />
      <Moves moves={d.moves} />
    </>
  );
}

/** Approve or refuse, by a second officer. */
function Decide({ name }: { readonly name: string }) {
  const t = useT(finance);
  return (
    <Form name={name}>
      <RadioGroup
        name="decision"
        label={t('do_title')}
        defaultValue="approve"
        options={[
          { value: 'approve', label: t('decide_approve') },
          { value: 'refuse', label: t('decide_refuse') },
        ]}
      />
      <TextArea name="opinion" label={t('opinion')} limit={1000} rows={2} optional />
      <PasswordInput name="password" label={t('password')} />
      <div className="actions">
        <Button>{t('do_title')}</Button>
      </div>
    </Form>
  );
}

const tone = { filed: 'wait', approved: 'done', refused: 'refused' } as const;

function Rules({ rules }: { readonly rules: Loaded['rules'] }) {
  const t = useT(finance);
  const side = useSide();
  const locale = useLocale();
  const place = usePlace();
  return (
    <Section id="sharing" title={t('sharing')}>
      {rules.items.length === 0 && <p className="help">{t('sharing_none')}</p>}
      {rules.items.map((one) => (
        <div key={one.id} className="mb-5">
          <p>
            <StateDot tone={tone[one.state]}>{side(filedStates.words[one.state])}</StateDot>{' '}
            {t('sharing_text', {
              regions: one.region_codes.map(place).join(locale === 'zh' ? '、' : ', '),
              percent: percentText(one.ppm),
              from: dayText(one.valid_from, locale),
              to: dayText(one.valid_to, locale),
            })}
          </p>
          <p className="help">
            <Mixed>{`${one.document_no} · ${one.basis}`}</Mixed>
          </p>
          {one.can_decide && <Decide name={`decide-rule:${one.id}`} />}
        </div>
      ))}
      {rules.may_file && (
        <details>
          <summary>{t('sharing_file')}</summary>
          <Form name="rule">
            <CheckboxGroup
              name="region_codes"
              label={t('sharing_regions')}
              options={regions.codes
                .filter((code) => code !== '140000')
                .map((code) => ({ value: code, label: place(code) }))}
            />
            <NumberInput name="ppm" label={t('sharing_ppm')} unit="%" />
            <TextArea name="basis" label={t('basis')} limit={1000} rows={2} />
            <TextInput name="document_no" label={t('rule_no')} width="medium" autoComplete="off" />
            <DateInput name="valid_from" label={t('valid_from')} />
            <DateInput name="valid_to" label={t('valid_to')} />
            <div className="actions">
              <Button>{t('sharing_file')}</Button>
            </div>
          </Form>
        </details>
      )}
    </Section>
  );
}

function Moves({ moves }: { readonly moves: Loaded['moves'] }) {
  const t = useT(finance);
  const side = useSide();
  const place = usePlace();
  return (
    <Section id="moves" title={t('moves')} lead={t('moves_lead')}>
      {moves.items.length === 0 && <p className="help">{t('moves_none')}</p>}
      {moves.items.map((one) => (
        <div key={one.id} className="mb-5">
          <p>
            <StateDot tone={tone[one.state]}>{side(filedStates.words[one.state])}</StateDot>{' '}
            <Mixed>
              {t('move_text', {
                agency: one.agency_name,
                from: place(one.from_region),
                to: place(one.to_region),
              })}
            </Mixed>
          </p>
          <p className="help">
            <Mixed>{`${one.document_no} · ${one.reason}`}</Mixed>
          </p>
          {one.can_decide && <Decide name={`decide-move:${one.id}`} />}
        </div>
      ))}
      {moves.may_file && (
        <details>
          <summary>{t('moves_file')}</summary>
          <Form name="move">
            <TextInput name="uscc" label={t('uscc')} width="medium" autoComplete="off" />
            <Select
              name="to_region"
              label={t('to_region')}
              options={regions.codes.map((code) => ({ value: code, label: place(code) }))}
            />
            <TextInput name="document_no" label={t('rule_no')} width="medium" autoComplete="off" />
            <TextArea name="reason" label={t('reason')} limit={1000} rows={2} />
            <div className="actions">
              <Button>{t('moves_file')}</Button>
            </div>
          </Form>
        </details>
      )}
    </Section>
  );
}
