import { useNavigation } from 'react-router';
import { privacy } from '#app/i18n/privacy.ts';
import { type FormRule, formOf, type PlanForm as Typed } from '#app/present/privacy-form.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { ConfirmButton } from '#app/ui/confirm-button.tsx';
import { Form } from '#app/ui/form.tsx';
import { NumberInput } from '#app/ui/inputs.tsx';
import type { PrivacyTable } from './classify.tsx';
import { RuleRow } from './rule-row.tsx';

export interface PlanFormProps {
  readonly table: PrivacyTable;
  readonly action: string;
  readonly k: number;
  /** What was tried last, to be gone on from; without a script the page is a new one. */
  readonly tried: Typed | null;
  /** Where a hierarchy of a column's values is proposed. */
  readonly proposal: (column: string) => string;
}

/** What is proposed where nothing was chosen yet: what names a person directly goes. */
function proposed(column: PrivacyTable['columns'][number], untouched: boolean): FormRule {
  if (untouched && (column.confirmed ?? column.proposed) === 'direct')
    return { choice: 'drop', parameter: '', level: 1 };
  return formOf(column.rule);
}

export function PlanForm({ table, action, k, tried, proposal }: PlanFormProps) {
  const t = useT(privacy);
  const untouched = table.columns.every((one) => one.rule === null);
  const kept = table.suppression === null ? 'none' : table.suppression.blank.length > 0 ? 'cells' : 'rows';
  const share = Math.round((table.suppression?.max_share ?? 0.05) * 100);
  const quasi = table.columns.filter((one) => one.confirmed === 'quasi').map((one) => one.name);
  const trying = useNavigation().formData?.get('intent') === 'try';
  return (
    <Form name="plan" action={action}>
      {quasi.map((column) => (
        <input key={column} type="hidden" name="quasi[]" value={column} />
      ))}
      <ul className="privacy-columns" data-wide>
        {table.columns.map((column, at) => (
          <RuleRow
            key={column.name}
            at={at}
            column={column}
            chosen={tried?.rules.find((one) => one.column === column.name) ?? proposed(column, untouched)}
            proposal={proposal(column.name)}
          />
        ))}
      </ul>
      <RadioGroup
        name="small"
        label={t('small', { k })}
        defaultValue={tried?.small ?? kept}
        options={[
          { value: 'none', label: t('small_none') },
          { value: 'rows', label: t('small_rows') },
          { value: 'cells', label: t('small_cells') },
        ]}
      />
      <NumberInput
        name="share"
        label={t('share')}
        help={t('share_help')}
        unit="%"
        defaultValue={tried?.share ?? share}
      />
      <div className="actions">
        <Button look="plain" name="intent" value="try">
          {t('try')}
        </Button>
        <ConfirmButton name="intent" value="adopt" title={t('adopt_title')} consequence={t('adopt_text')}>
          {t('adopt')}
        </ConfirmButton>
      </div>
      <p className="help" role="status">
        {trying && t('trying')}
      </p>
    </Form>
  );
}
