import { useEffect, useState } from 'react';
import { treatmentActions } from '#api/datasets/rules/codes.ts';
import { privacy } from '#app/i18n/privacy.ts';
import { type Choice, choices, type FormRule, withParameter } from '#app/present/privacy-form.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Select } from '#app/ui/choices.tsx';
import { useField } from '#app/ui/form-context.ts';
import { TextInput } from '#app/ui/inputs.tsx';
import { Found, type PrivacyTable } from './classify.tsx';
import { HierarchyField } from './hierarchy-field.tsx';

export interface RuleRowProps {
  readonly at: number;
  readonly column: PrivacyTable['columns'][number];
  readonly chosen: FormRule;
  readonly proposal: string;
}

const takes = (choice: Choice): choice is (typeof withParameter)[number] =>
  (withParameter as readonly string[]).includes(choice);

/** One column of a plan: what is done with it, and only the parameter that this takes. */
export function RuleRow({ at, column, chosen, proposal }: RuleRowProps) {
  const t = useT(privacy);
  const side = useSide();
  const name = `rules.${at}`;
  const typed = useField(`${name}.choice`).typed?.at(-1) as Choice | undefined;
  const [choice, choose] = useState<Choice>(typed ?? chosen.choice);
  // Without a script no choice can bring its parameter in, so it is there from the start.
  const [alive, come] = useState(false);
  useEffect(() => come(true), []);
  const label = (one: Choice): string => {
    if (one === 'keep' || one.startsWith('region_') || one.startsWith('date_')) return t(one as 'keep');
    return side(treatmentActions.words[one as 'drop']);
  };
  const parameter = choice === chosen.choice ? chosen.parameter : '';
  return (
    <li data-open={choice === 'map' || undefined}>
      <input type="hidden" name={`${name}.column`} value={column.name} />
      <div>
        <strong lang="zh-CN">{column.name}</strong>
        <Found column={column} />
      </div>
      <Select
        name={`${name}.choice`}
        label={t('rule_of', { column: column.name })}
        blank={null}
        defaultValue={chosen.choice}
        onChange={(event) => choose(event.currentTarget.value as Choice)}
        options={choices.map((value) => ({ value, label: label(value) }))}
      />
      {choice === 'map' ? (
        <HierarchyField name={name} column={column.name} rows={parameter} level={chosen.level} proposal={proposal} />
      ) : (
        (takes(choice) || !alive) && (
          <TextInput
            key={choice}
            name={`${name}.parameter`}
            label={t('parameter_of', { column: column.name })}
            {...(takes(choice) ? { help: t(`p_${choice}`) } : { optional: true })}
            defaultValue={parameter}
          />
        )
      )}
    </li>
  );
}
