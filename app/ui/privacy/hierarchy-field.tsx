import { useRef, useState } from 'react';
import { privacy } from '#app/i18n/privacy.ts';
import { useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { NumberInput } from '#app/ui/inputs.tsx';
import { TextArea } from '#app/ui/text-area.tsx';

export interface HierarchyFieldProps {
  /** Path of the rule in the form. */
  readonly name: string;
  readonly column: string;
  readonly rows: string;
  readonly level: number;
  /** Where a table made from the values of the column is read, as CSV. */
  readonly proposal: string;
}

/** Spreadsheets of this country write UTF-8 or GB 18030. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** A hierarchy of values: proposed from the column, taken from a file, or typed; and the level that is used. */
export function HierarchyField({ name, column, rows, level, proposal }: HierarchyFieldProps) {
  const t = useT(privacy);
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, say] = useState<string | null>(null);
  const fill = (text: string) => {
    const clean = text.replace(/^\ufeff/, '').trim();
    if (area.current !== null) area.current.value = clean;
    say(t('hierarchy_filled', { n: Math.max(0, clean.split('\n').length - 1) }));
  };
  const propose = async () => {
    const answer = await fetch(proposal);
    if (answer.ok) fill(await answer.text());
    else say(t('hierarchy_none'));
  };
  return (
    <div className="hierarchy">
      <div className="actions">
        <Button type="button" look="plain" size="small" onClick={() => void propose()}>
          {t('hierarchy_propose')}
        </Button>
        <a href={proposal} download>
          {t('hierarchy_download')}
        </a>
        <label className="pick">
          <span>{t('hierarchy_upload', { column })}</span>
          <input
            type="file"
            accept=".csv,.txt,.tsv,text/csv"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file !== undefined) void textOf(file).then(fill);
            }}
          />
        </label>
      </div>
      <p className="help" aria-live="polite">
        {said}
      </p>
      <TextArea
        ref={area}
        name={`${name}.parameter`}
        label={t('hierarchy_of', { column })}
        help={t('hierarchy_help')}
        rows={6}
        defaultValue={rows}
        spellCheck={false}
      />
      <NumberInput
        name={`${name}.level`}
        label={t('level_of', { column })}
        help={t('level_help')}
        defaultValue={level}
      />
    </div>
  );
}
