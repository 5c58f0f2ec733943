/** The words of each paper (brief 2.6), and what anyone may read of it when they verify it. */
import { fen, formatYuan } from '#api/kernel/money.ts';
import { circumstances, disciplineBodies, type PaperKind, paperKinds, type Verdict, verdicts } from './codes.ts';
import { paperContents, passes } from './papers.ts';
import { factWords } from './template.ts';

/** Number series of each paper. */
export const paperNumber: Readonly<Record<PaperKind, string>> = {
  order: 'ZL',
  recheck: 'FC',
  criticism: 'TB',
  discipline: 'YS',
  judicial: 'YF',
  compensation: 'PC',
};

const documentOf = {
  order: 'correction_order',
  recheck: 'recheck_opinion',
  criticism: 'criticism',
  discipline: 'supervision_letter',
  judicial: 'supervision_letter',
  compensation: 'supervision_letter',
} as const;

export interface PaperFacts {
  readonly caseNo: string;
  readonly accused: string;
  readonly provision: string;
  readonly circumstance: number;
  readonly governingLaw: string | null;
  readonly demands: readonly { readonly number: number; readonly demand: string; readonly measure: string | null }[];
  readonly earlier: readonly { readonly kind: string; readonly documentNo: string; readonly issuedOn: string }[];
}
export interface PaperText {
  readonly document: (typeof documentOf)[PaperKind];
  readonly title: string;
  readonly to: string;
  readonly opening: string;
  readonly sections: readonly { readonly head: string; readonly lines: readonly string[] }[];
}

const own = '《山西省政务数据管理应用条例》';

export function paperText(kind: PaperKind, raw: unknown, facts: PaperFacts): PaperText {
  const base = { document: documentOf[kind], title: paperKinds.words[kind][0] };
  const item = `第二十七条第${'一二三四五六七'[facts.circumstance - 1] ?? ''}项（${circumstances.label(String(facts.circumstance) as '1', 'zh')}）`;
  const earlier = facts.earlier.map(
    (one) => `${paperKinds.label(one.kind as PaperKind, 'zh')}（${one.documentNo}，${one.issuedOn}）`,
  );
  const file = { head: '案卷', lines: [`案卷编号 ${facts.caseNo}。`, ...earlier] };
  switch (kind) {
    case 'order': {
      const content = paperContents.order.parse(raw);
      return {
        ...base,
        to: facts.accused,
        opening: `经查，你单位存在${own}${item}所列情形。依据该条规定，现责令你单位于 ${content.term_on} 前改正。`,
        sections: [
          { head: '违法事实', lines: [content.facts] },
          {
            head: '依据条款',
            lines: [content.provision, ...(facts.governingLaw === null ? [] : [facts.governingLaw])],
          },
          { head: '整改要求', lines: content.demands.map((one, at) => `${at + 1}. ${one}`) },
          {
            head: '改正期限',
            lines: [`${content.term_on} 前逐项整改，并提交整改报告。确有困难的，可以在期满前说明理由申请延期。`],
          },
          { head: '陈述申辩渠道', lines: [content.channel] },
          file,
        ],
      };
    }
    case 'recheck': {
      const content = paperContents.recheck.parse(raw);
      const demandOf = (number: number) => facts.demands.find((one) => one.number === number)?.demand ?? '';
      return {
        ...base,
        to: facts.accused,
        opening: `对你单位的整改报告已经复查，结论：${passes(content) ? '合格' : '未全部合格'}。`,
        sections: [
          {
            head: '逐项结论',
            lines: content.items.map(
              (one) =>
                `${one.number}. ${demandOf(one.number)}：${verdicts.label(one.verdict as Verdict, 'zh')}${one.opinion === '' ? '' : `（${one.opinion}）`}`,
            ),
          },
          { head: '复查意见', lines: [content.opinion] },
          file,
        ],
      };
    }
    case 'criticism': {
      const content = paperContents.criticism.parse(raw);
      return {
        ...base,
        to: content.scope,
        opening: `${facts.accused}存在${own}${item}所列情形，经责令限期改正，逾期未改正。依据该条规定，予以通报批评。`,
        sections: [
          { head: '通报事实', lines: [content.facts] },
          { head: '通报范围和公开期限', lines: [`${content.scope}；向社会公开至 ${content.public_until}。`] },
          file,
        ],
      };
    }
    case 'discipline': {
      const content = paperContents.discipline.parse(raw);
      return {
        ...base,
        to: content.to,
        opening: `${facts.accused}逾期未改正，情节严重。现依据${own}第二十七条，将有关情况和处分建议移送${disciplineBodies.label(content.to_kind, 'zh')}依法处理。是否给予处分，由贵单位决定。`,
        sections: [
          { head: '涉及人员', lines: [content.persons] },
          { head: '事实', lines: [content.facts] },
          { head: '建议', lines: [content.suggestion] },
          file,
        ],
      };
    }
    case 'judicial': {
      const content = paperContents.judicial.parse(raw);
      return {
        ...base,
        to: content.to,
        opening: `在监督检查中发现${facts.accused}有关行为涉嫌犯罪，现依法移送。`,
        sections: [{ head: '事实', lines: [content.facts] }, { head: '移送材料清单', lines: [content.enclosed] }, file],
      };
    }
    case 'compensation': {
      const content = paperContents.compensation.parse(raw);
      return {
        ...base,
        to: facts.accused,
        opening: `因${own}${item}所列行为造成损失，依法应当承担赔偿责任。`,
        sections: [
          { head: '损失金额', lines: [`人民币 ${formatYuan(fen(BigInt(content.amount_fen)))} 元`] },
          { head: '赔偿义务人', lines: [content.payer] },
          { head: '事实', lines: [content.facts] },
          { head: '依据', lines: [content.basis] },
          file,
        ],
      };
    }
  }
}

interface Issued {
  readonly issuer: string;
  readonly document_no: string;
  readonly issued_on: string;
  readonly to: string;
  readonly content: unknown;
}

/** Never a person's name, and of letters about people or crime only that they exist. */
export function paperFacts(kind: PaperKind, issued: Issued) {
  const fact = (name: keyof typeof factWords, value: string) => ({
    zh: factWords[name][0],
    en: factWords[name][1],
    value,
  });
  const common = [
    fact('issuer', issued.issuer),
    fact('document', issued.document_no),
    fact('issued', issued.issued_on),
  ];
  if (kind === 'order')
    return [...common, fact('to', issued.to), fact('due', paperContents.order.parse(issued.content).term_on)];
  if (kind === 'recheck')
    return [
      ...common,
      fact('to', issued.to),
      fact('result', passes(paperContents.recheck.parse(issued.content)) ? '合格' : '未全部合格'),
    ];
  if (kind === 'criticism') return [...common, fact('to', issued.to)];
  return common;
}

export const sealReasonOf = (kind: PaperKind): string => `${paperKinds.words[kind][0]}：与签发的文书核对一致，存入案卷`;
