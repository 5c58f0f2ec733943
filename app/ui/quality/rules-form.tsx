import { codesText } from '#api/quality/rules/code-text.ts';
import { ruleKinds, skips } from '#api/quality/rules/codes.ts';
import { ruleDetail } from '#api/quality/rules/rule.ts';
import type { CheckedRule } from '#api/quality/rules/shapes.ts';
import { quality as words } from '#app/i18n/quality.ts';
import { numberText } from '#app/present/format.ts';
import { fieldsOf, type Mode, modes, type RuleFields } from '#app/present/rule-form.ts';
import { useLocale, useSide, useT } from '#app/present/words.ts';
import { Button } from '../button.tsx';
import { Select } from '../choices.tsx';
import { Form } from '../form.tsx';
import { TextInput } from '../inputs.tsx';
import { Notice } from '../notice.tsx';
import { TextArea } from '../text-area.tsx';
import type { DictionaryColumn } from './columns-table.tsx';
import { Samples } from './report.tsx';

export interface Tried {
  readonly column: string;
  readonly rules: readonly CheckedRule[];
  readonly fields: RuleFields;
  readonly codes: string;
}

interface Props {
  readonly table: string;
  readonly column: DictionaryColumn;
  readonly revision: number;
  readonly version: number | null;
  readonly edit: boolean;
  /** Fill in what the data suggest. */
  readonly suggested: boolean;
  readonly tried: Tried | null;
}

export function RulesForm({ table, column, revision, version, edit, suggested, tried }: Props) {
  const t = useT(words);
  const known = new Set(column.rules.map((one) => one.rule));
  const more = suggested ? column.suggested.filter((one) => !known.has(one.rule)) : [];
  const fields = tried?.fields ?? fieldsOf([...column.rules, ...more]);
  return (
    <Form name="rules" key={`${column.column}-${suggested}`}>
      <input type="hidden" name="revision" value={revision} readOnly />
      <input type="hidden" name="table" value={table} readOnly />
      <input type="hidden" name="column" value={column.column} readOnly />
      <TextArea
        name="codes"
        label={t('codes')}
        help={t('codes_help')}
        rows={Math.min(12, Math.max(3, (column.codes?.length ?? 0) + 1))}
        optional
        defaultValue={tried?.codes ?? codesText(column.codes)}
      />
      <div className="rule-rows">
        <Rule kind="not_null" chosen={fields.not_null.mode} />
        <Rule kind="unique" chosen={fields.unique.mode}>
          <TextInput name="rules.unique.with" label={t('r_unique_with')} optional defaultValue={fields.unique.with} />
        </Rule>
        <Rule kind="range" chosen={fields.range.mode}>
          <TextInput name="rules.range.min" label={t('r_min')} optional width="short" defaultValue={fields.range.min} />
          <TextInput name="rules.range.max" label={t('r_max')} optional width="short" defaultValue={fields.range.max} />
        </Rule>
        <Rule kind="pattern" chosen={fields.pattern.mode}>
          <TextInput
            name="rules.pattern.pattern"
            label={t('r_pattern_text')}
            optional
            spellCheck={false}
            defaultValue={fields.pattern.pattern}
          />
        </Rule>
        <Rule kind="codes" chosen={fields.codes.mode} />
        <Rule kind="reference" chosen={fields.reference.mode}>
          <TextInput
            name="rules.reference.dataset"
            label={t('r_dataset')}
            optional
            width="short"
            placeholder="306014/000127"
            defaultValue={fields.reference.dataset}
          />
          <TextInput
            name="rules.reference.table"
            label={t('r_table')}
            optional
            width="short"
            defaultValue={fields.reference.table}
          />
          <TextInput
            name="rules.reference.column"
            label={t('r_column')}
            optional
            width="short"
            defaultValue={fields.reference.column}
          />
        </Rule>
      </div>
      {tried !== null && <Outcome tried={tried} version={version} />}
      {edit ? (
        <div className="actions">
          <Button name="intent" value="rules">
            {t('save_rules')}
          </Button>
          {version !== null && (
            <Button look="plain" name="intent" value="try">
              {t('try')}
            </Button>
          )}
        </div>
      ) : (
        <p className="help">{t('not_yours')}</p>
      )}
    </Form>
  );
}

type Kind = keyof RuleFields;

function Rule({
  kind,
  chosen,
  children,
}: {
  readonly kind: Kind;
  readonly chosen: Mode;
  readonly children?: React.ReactNode;
}) {
  const t = useT(words);
  return (
    <fieldset className="rule-row">
      <legend>{t(`r_${kind}`)}</legend>
      <Select
        name={`rules.${kind}.mode`}
        label={<span className="sr-only">{t('mode_of', { rule: t(`r_${kind}`) })}</span>}
        blank={null}
        defaultValue={chosen}
        options={modes.map((mode) => ({ value: mode, label: t(`mode_${mode}`) }))}
      />
      {children}
    </fieldset>
  );
}

/** What the rules would do to the newest version. */
function Outcome({ tried, version }: { readonly tried: Tried; readonly version: number | null }) {
  const t = useT(words);
  const side = useSide();
  const locale = useLocale();
  const bad = tried.rules.some((one) => one.outcome === 'failed');
  return (
    <Notice tone={bad ? 'warn' : 'success'} title={t('tried', { n: version ?? 0 })} live>
      {tried.rules.length === 0 ? (
        <p>{t('no_rules')}</p>
      ) : (
        <ul>
          {tried.rules.map((one) => (
            <li key={one.rule.rule}>
              {side(ruleKinds.words[one.rule.rule])} <span className="num">{ruleDetail(one.rule)}</span>
              {': '}
              {one.skipped !== null
                ? side(skips.words[one.skipped])
                : one.failing === 0
                  ? t('would_hold')
                  : t('would_fail', { n: numberText(one.failing, locale) })}
              {one.samples.length > 0 && <Samples samples={one.samples.slice(0, 5)} />}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
