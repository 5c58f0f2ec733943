import { Link } from 'react-router';
import { whatIfQuery } from '#api/evaluation/contract.ts';
import { fixKinds } from '#api/evaluation/rules/codes.ts';
import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Empty } from '#app/ui/empty.tsx';
import { Value } from '#app/ui/evaluation/mark-table.tsx';
import { Name, useName } from '#app/ui/evaluation/name.tsx';
import { Form } from '#app/ui/form.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import type { Route } from './+types/w.evaluation.schemes.$id_.what-if.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  const asked = [...url.searchParams];
  const query = whatIfQuery.parse({
    body: url.searchParams.get('body') ?? undefined,
    do: asked.flatMap(([key, value]) => (key.startsWith('n.') && value !== '' ? [`${key.slice(2)}:${value}`] : [])),
  });
  return { found: await orRefusal(() => services.evaluation.showEvaluationWhatIf(ctx, params.id, query)) };
}

export default function WhatIf({ loaderData: { found: w } }: Route.ComponentProps) {
  const t = useT(evaluation);
  const side = useSide();
  const name = useName();
  const open = w.marks.filter((one) => one.open > 0);
  return (
    <>
      <PageHeader
        title={t('what_if')}
        lead={t('what_if_lead')}
        breadcrumb={[
          { label: t('title'), to: paths.evaluation() },
          { label: name(w.scheme.title, w.scheme.title_en), to: paths.evaluationScheme(w.scheme.id) },
        ]}
        meta={
          <>
            <span>
              <Name zh={w.body.name} en={w.body.name_en} />
            </span>
            <span>{w.period}</span>
          </>
        }
      />
      {w.bodies.length > 1 && (
        <Form method="get" inline aria-label={t('body')}>
          <Select
            name="body"
            label={t('body')}
            blank={null}
            defaultValue={w.body.key}
            options={w.bodies.map((one) => ({ value: one.key, label: name(one.name, one.name_en) }))}
          />
          <Button look="plain">{t('calculate')}</Button>
        </Form>
      )}
      <DescriptionList
        columns={2}
        facts={[
          { term: t('today_score'), value: <strong>{w.score ?? t('no_score')}</strong> },
          ...(w.change === null
            ? []
            : [
                { term: t('then_score'), value: <strong>{w.score_then}</strong> },
                { term: t('change'), value: `${w.change.startsWith('-') ? '' : '+'}${w.change}` },
              ]),
        ]}
      />
      <Section title={t('best')}>
        {w.actions.length === 0 && <Empty title={t('best_none')}>{t('best_none_text')}</Empty>}
        <ol className="grid list-decimal gap-5 ps-6">
          {w.actions.map((one) => (
            <li key={one.indicator}>
              <p>
                <strong>{t('action_line', { what: side(fixKinds.words[one.kind]), n: one.count })}</strong>{' '}
                {t('gain', { points: one.gain })} · <Name zh={one.name} en={one.name_en} />
              </p>
              <ul className="list-disc ps-5">
                {one.rows.slice(0, 5).map((row) => (
                  <li key={`${row.ref} ${row.day ?? ''}`}>
                    {row.to === null ? row.ref : <Link to={row.to}>{row.ref}</Link>}{' '}
                    <span lang="zh-CN">{row.title}</span>
                  </li>
                ))}
                {one.rows.length > 5 && <li>{t('more_rows', { n: one.rows.length - 5 })}</li>}
              </ul>
            </li>
          ))}
        </ol>
      </Section>
      {open.length > 0 && (
        <Section id="try" title={t('try')} lead={t('try_lead')}>
          <Form method="get" aria-label={t('try')}>
            <input type="hidden" name="body" value={w.body.key} readOnly />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
            <section className="table-region" aria-label={t('open_cases')} tabIndex={0}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t('indicator')}</th>
                    <th scope="col" data-kind="number">
                      {t('value')}
                    </th>
                    <th scope="col" data-kind="number">
                      {t('points')}
                    </th>
                    <th scope="col" data-kind="number">
                      {t('open_cases')}
                    </th>
                    <th scope="col" data-kind="number">
                      {t('all_gain')}
                    </th>
                    <th scope="col">{t('settle_head')}</th>
                  </tr>
                </thead>
                <tbody>
                  {open.map((one) => (
                    <tr key={one.code}>
                      <th scope="row">
                        <Name zh={one.name} en={one.name_en} />
                      </th>
                      <td data-kind="number">
                        <Value of={one} />
                      </td>
                      <td data-kind="number">
                        {one.points ?? '—'} / {one.out_of ?? '—'}
                      </td>
                      <td data-kind="number">{one.open}</td>
                      <td data-kind="number">{one.all_gain === null ? '—' : t('gain', { points: one.all_gain })}</td>
                      <td>
                        <input
                          className="input"
                          data-width="figure"
                          type="number"
                          min={0}
                          max={one.open}
                          name={`n.${one.code}`}
                          defaultValue={one.done}
                          aria-label={t('settle', { name: name(one.name, one.name_en) })}
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <Button>{t('calculate')}</Button>
          </Form>
        </Section>
      )}
    </>
  );
}
