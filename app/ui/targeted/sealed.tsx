import type { z } from 'zod';
import type { lookOut } from '#api/targeted/contract.ts';
import { lookReasons } from '#api/targeted/rules/codes.ts';
import type { CaseOut } from '#api/targeted/show.ts';
import { targeted } from '#app/i18n/targeted.ts';
import { paths } from '#app/paths.ts';
import { bytesText } from '#app/present/format.ts';
import { useSide, useT } from '#app/present/words.ts';
import { Button } from '#app/ui/button.tsx';
import { Select } from '#app/ui/choices.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Form } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/notice.tsx';

interface SealedProps {
  readonly shown: CaseOut;
  readonly look: z.output<typeof lookOut> | null;
}

/** What is sealed, once a reason is given; it stands in this answer only and is gone with the next page. */
export function Sealed({ shown, look }: SealedProps) {
  const t = useT(targeted);
  const side = useSide();
  const reasons = lookReasons.codes.map((value) => ({ value, label: side(lookReasons.words[value]) }));
  const zh = (text: string) => (
    <span className="clause-text" lang="zh-CN">
      {text}
    </span>
  );
  return (
    <div className="grid gap-4">
      {look !== null && (
        <Notice tone="info" title={t('looked')} live>
          <DescriptionList
            facts={[
              { term: t('name'), value: zh(look.name) },
              { term: t('number'), value: look.number },
              { term: t('representative'), value: look.representative === '' ? null : zh(look.representative) },
              { term: t('statement'), value: zh(look.statement) },
              { term: t('scope'), value: zh(look.scope) },
              { term: t('proofs'), value: zh(look.proofs.map((one) => `${one.number}. ${one.name}`).join('\n')) },
            ]}
          />
        </Notice>
      )}
      <Form name="look" inline>
        <Select name="why" label={t('why')} options={reasons} />
        <Button look="plain">{t('look')}</Button>
      </Form>
      {shown.proofs.map((one) => (
        // The answer is the file: a document of its own.
        <Form
          key={one.number}
          name={`proof${one.number}`}
          action={paths.targetedProof(shown.id, one.number)}
          reloadDocument
          inline
        >
          <Select name="why" label={`${t('why')} (${one.number})`} blank={null} options={reasons} />
          <Button look="plain">
            {t('open_proof', { n: one.number })} ({one.kind.toUpperCase()}, {bytesText(one.bytes)})
          </Button>
        </Form>
      ))}
    </div>
  );
}
