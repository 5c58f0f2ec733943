import { data, Link, redirect } from 'react-router';
import { z } from 'zod';
import type { Comparison } from '#api/evaluation/compare.ts';
import { publishBody, saveBody } from '#api/evaluation/contract.ts';
import {
  indicatorDimensions,
  missingRules,
  periodKinds,
  schemeStates,
  subjectKinds,
} from '#api/evaluation/rules/codes.ts';
import { inLibrary, library, libraryCodes, selfReport } from '#api/evaluation/rules/library.ts';
import { weightOf } from '#api/evaluation/rules/numbers.ts';
import { weightGapOf } from '#api/evaluation/rules/scheme.ts';
import type { SchemeOut } from '#api/evaluation/show.ts';
import { appContext } from '#app/context.ts';
import { evaluation } from '#app/i18n/evaluation.ts';
import { paths } from '#app/paths.ts';
import { orRefusal, requireViewer, withRefusals } from '#app/present/form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { CaseAction } from '#app/ui/case-action.tsx';
import { Checkbox, Select } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { SchemeComparison } from '#app/ui/evaluation/comparison.tsx';
import { useName } from '#app/ui/evaluation/name.tsx';
import { SchemeView } from '#app/ui/evaluation/scheme-view.tsx';
import { Form } from '#app/ui/form.tsx';
import { TextInput } from '#app/ui/inputs.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageHeader } from '#app/ui/page-header.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateDot } from '#app/ui/state-dot.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import type { Route } from './+types/w.evaluation.schemes.$id.ts';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { services, ctx } = context.get(appContext);
  requireViewer(ctx, url);
  return orRefusal(async () => ({
    scheme: await services.evaluation.showEvaluationScheme(ctx, params.id),
    comparison: await services.evaluation.compareEvaluationScheme(ctx, params.id),
    done: url.searchParams.has('done'),
  }));
}

/** What the page sends: rows as they were, lines and weights as typed, and at most one indicator more. */
const typed = z.object({
  revision: z.coerce.number(),
  title: z.string().default(''),
  title_en: z.string().default(''),
  basis: z.string().default(''),
  subjects: z.string(),
  period_kind: z.string(),
  weights_verified: z.boolean().default(false),
  rows: z
    .array(
      z.object({
        weight: z.string().default(''),
        full: z.string().default(''),
        floor: z.string().default(''),
        min_den: z.string().default('1'),
      }),
    )
    .default([]),
  add: z.string().default(''),
  add_weight: z.string().default(''),
  add_self: z.string().default(''),
  add_self_en: z.string().default(''),
  add_self_counts: z.string().default(''),
});

function bodyOf(scheme: SchemeOut, form: z.output<typeof typed>) {
  const { rows, add, add_weight, add_self, add_self_en, add_self_counts, ...head } = form;
  const kept = scheme.indicators.flatMap((one, at) => {
    const row = rows[at];
    return row === undefined || row.weight === '' ? [] : [{ ...one, ...row }];
  });
  const free = (code: string) => {
    const taken = new Set(kept.map((one) => one.code));
    for (let n = 1; ; n++) {
      const name = n === 1 ? code : `${code}_${n}`;
      if (!taken.has(name)) return name;
    }
  };
  const more = [];
  if (inLibrary(add)) {
    const { name, counts: _counts, ...known } = library[add];
    more.push({ ...known, code: free(add), source: add, name: name[0], name_en: name[1], weight: add_weight });
  }
  if (add_self !== '') {
    const line = {
      code: free('own'),
      source: selfReport,
      dimension: 'supervision',
      unit: 'share',
      full: '100',
      floor: '0',
    };
    more.push({ ...line, name: add_self, name_en: add_self_en, explanation: add_self_counts, weight: add_weight });
  }
  return { ...head, indicators: [...kept, ...more] };
}

export function action({ request, context, params }: Route.ActionArgs) {
  return withRefusals(request, context, async (form, { services: { evaluation: room }, ctx }) => {
    if (form.name === 'save') {
      const scheme = await room.showEvaluationScheme(ctx, params.id);
      const sent = bodyOf(scheme, form.read(typed));
      const body = saveBody.safeParse(sent);
      // Read through the form once more so that faults are told as any other form's.
      if (!body.success)
        form.read(
          z
            .any()
            .transform((): unknown => sent)
            .pipe(saveBody),
        );
      if (body.success) await form.once((once) => room.saveEvaluationScheme(once, params.id, body.data));
      return redirect(paths.evaluationScheme(params.id, { done: 1 }));
    }
    if (form.name === 'publish') {
      await form.once((once) => room.publishEvaluationScheme(once, params.id, form.read(publishBody)));
      return redirect(paths.evaluationScheme(params.id, { done: 1 }));
    }
    if (form.name === 'next') {
      const { kind, region_code } = await room.showEvaluationScheme(ctx, params.id);
      const made = await form.once((once) =>
        room.draftEvaluationScheme(once, { kind, region: region_code, after: params.id }),
      );
      return redirect(paths.evaluationScheme(made.id));
    }
    throw data(null, 400);
  });
}

export default function Scheme({ loaderData: { scheme: s, comparison, done } }: Route.ComponentProps) {
  const t = useT(evaluation);
  const side = useSide();
  const name = useName();
  const gap = weightGapOf(weightOf(s.weight_sum) ?? 0);
  return (
    <>
      <PageHeader
        title={name(s.title, s.title_en)}
        breadcrumb={[{ label: t('title'), to: paths.evaluation() }]}
        meta={
          <>
            <StateDot tone={s.state === 'published' ? 'done' : s.state === 'drafting' ? 'open' : 'off'}>
              {side(schemeStates.words[s.state])}
            </StateDot>
            <span>{t('version', { n: s.version })}</span>
          </>
        }
        actions={
          s.state === 'published' && (
            <Link className="btn" data-look="plain" to={paths.evaluationWhatIf(s.id)}>
              {t('to_what_if')}
            </Link>
          )
        }
      />
      {done && (
        <Notice tone="success" live>
          {t('done')}
        </Notice>
      )}
      {gap !== null && (
        <Notice tone="warn" title={side(gap)}>
          {t('weight_sum', { sum: s.weight_sum })}
        </Notice>
      )}
      <SchemeView scheme={s} />
      <SchemeComparison of={comparison} />
      {s.may_save && <Edit scheme={s} comparison={comparison} />}
      {s.state === 'drafting' && (
        <Section title={t('publish_scheme')} lead={t('publish_scheme_lead')}>
          <CaseAction
            name="publish"
            title={t('publish_scheme')}
            refusal={
              s.may_publish ? null : { zh: evaluation.publish_scheme_lead[0], en: evaluation.publish_scheme_lead[1] }
            }
          >
            <input type="hidden" name="revision" value={s.revision} readOnly />
            <TextInput name="document_no" label={t('document_no')} width="medium" />
            <ConfirmButton title={t('publish_scheme')} consequence={t('publish_scheme_lead')}>
              {t('publish_scheme')}
            </ConfirmButton>
          </CaseAction>
        </Section>
      )}
      {s.state === 'published' && s.drafted_by !== '' && (
        <Form name="next">
          <Button look="plain">{t('draft_next')}</Button>
        </Form>
      )}
    </>
  );
}

interface EditProps {
  readonly scheme: SchemeOut;
  readonly comparison: Comparison;
}

function Edit({ scheme: s, comparison: { before, weights } }: EditProps) {
  const t = useT(evaluation);
  const side = useSide();
  const name = useName();
  const other = (code: string) => {
    const found = weights.find((one) => one.code === code);
    return (before === null ? found?.proposed : found?.before) ?? '—';
  };
  const heads = [
    t('indicator'),
    before === null ? t('proposed') : t('version', { n: before.version }),
    t('weight'),
    t('full'),
    t('floor'),
    t('min_den'),
  ];
  const rowLabel = (what: string, at: number) => {
    const one = s.indicators[at];
    return `${what}: ${one === undefined ? '' : name(one.name, one.name_en)}`;
  };
  return (
    <Section title={t('edit')} lead={t('edit_lead')}>
      <Form name="save">
        <input type="hidden" name="revision" value={s.revision} readOnly />
        <TextInput name="title" label={t('scheme_title')} defaultValue={s.title} lang="zh-CN" />
        <TextInput name="title_en" label={t('scheme_title_en')} defaultValue={s.title_en} optional />
        <Select
          name="subjects"
          label={t('subjects')}
          blank={null}
          defaultValue={s.subjects}
          options={subjectKinds.codes.map((value) => ({ value, label: side(subjectKinds.words[value]) }))}
        />
        <Select
          name="period_kind"
          label={t('period_kind')}
          blank={null}
          defaultValue={s.period_kind}
          options={periodKinds.codes.map((value) => ({ value, label: side(periodKinds.words[value]) }))}
        />
        <TextArea name="basis" label={t('basis')} limit={2000} rows={3} defaultValue={s.basis} optional />
        <Checkbox name="weights_verified" label={t('verified_label')} defaultChecked={s.weights_verified} />
        <section className="table-region" aria-label={`${t('edit')}: ${t('indicators')}`}>
          <table className="table">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {s.indicators.map((one, at) => (
                <tr key={one.code}>
                  <th scope="row">
                    {name(one.name, one.name_en)} <small>{side(indicatorDimensions.words[one.dimension])}</small>
                  </th>
                  <td data-kind="number">{other(one.code)}</td>
                  {(['weight', 'full', 'floor', 'min_den'] as const).map((field) => (
                    <td key={field}>
                      <input
                        className="input"
                        data-width="figure"
                        name={`rows.${at}.${field}`}
                        defaultValue={String(one[field])}
                        inputMode="decimal"
                        aria-label={rowLabel(t(field), at)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <p className="help">
          {t('min_den_help')} {side(missingRules.words.spread)}
        </p>
        <h3>{t('add')}</h3>
        <Select
          name="add"
          label={t('add')}
          optional
          options={libraryCodes.map((value) => ({ value, label: side(library[value].name) }))}
        />
        <TextInput name="add_self" label={t('add_self')} optional width="medium" />
        <TextInput name="add_self_en" label={t('add_self_en')} optional width="medium" />
        <TextArea name="add_self_counts" label={t('add_self_counts')} limit={2000} rows={2} optional />
        <TextInput name="add_weight" label={t('add_weight')} optional width="short" inputMode="decimal" />
        <Button>{t('save')}</Button>
      </Form>
    </Section>
  );
}
