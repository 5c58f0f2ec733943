import { type AgreementPaper, signatureFields } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import {
  chineseDay,
  clause,
  datasetTable,
  form,
  head,
  paper,
  paragraph,
  partyText,
  percent,
  signaturePlace,
  table,
} from './furniture.ts';

const title = '政务数据授权开发合作协议';
const kinds = {
  licensed_development: '授权开发',
  cooperative_development: '合作开发',
  authorized_operation: '授权运营',
} as const;
const takers = { treasury: '同级国库', developer: '开发对象', operator: '平台运营机构' } as const;

export function agreementSheet(input: AgreementPaper, publicUrl: string, instrument: string): Sheet {
  const { terms } = input;
  const [first, second] = signatureFields.agreement;
  const agencyFirst = input.firstSigner === 'agency';
  const agency = signaturePlace(agencyFirst ? first : second, '甲方（授权方）签名', input.agency.name);
  const developer = signaturePlace(agencyFirst ? second : first, '乙方（开发对象）签名', input.developer.name);
  const security = [
    '乙方应当采取身份认证、权限管理、数据加密等安全防护措施，接受甲方和政务信息管理部门的监督检查。',
    `乙方不得超出本协议约定的范围、程度、用途和期限使用数据，${input.onward === 'forbidden' ? '' : '未经甲方同意'}不得向第三方提供，不得还原、识别个人。`,
    ...input.security,
  ];
  const content: Content[] = [
    ...head(title, `编号：${input.no}`),
    form([
      ['甲方（授权方）', partyText(input.agency)],
      ['乙方（开发对象）', partyText(input.developer)],
      ['授权方式', kinds[input.kind]],
      ...(input.applicationNo ? ([['申请编号', input.applicationNo]] as const) : []),
      ...(input.purpose ? ([['开发用途', input.purpose]] as const) : []),
    ]),
    paragraph(
      `甲方为开发利用政务数据资产，依据${instrument}第十九条授权乙方开发利用本协议所列政务数据；双方依据第二十条订立本协议，` +
        '约定数据使用或者开发的范围、程度、期限、期满后数据的处置和新产生数据的权属，并依据第二十一条约定开发收入的分配。',
    ),
    clause('第一条  数据', paragraph('甲方授权乙方开发利用下列政务数据：'), datasetTable(input.datasets)),
    clause('第二条  使用或者开发的范围', paragraph(terms.scope), ...said(terms.use), ...granted(terms.grants ?? [])),
    clause('第三条  使用或者开发的程度', paragraph(terms.degree), ...said(terms.quota), ...said(terms.subLicence)),
    clause(
      '第四条  期限',
      paragraph(`自${chineseDay(terms.from)}起至${chineseDay(terms.to)}止。期满当日，平台停止乙方对数据的访问。`),
    ),
    clause('第五条  期满后数据的处置', paragraph(terms.disposition)),
    clause('第六条  新产生数据的权属', paragraph(terms.ownership)),
    clause('第七条  费用', paragraph(input.fee)),
    clause(
      '第八条  开发收入的分配',
      paragraph(
        '数据产品的净收入（收入减退款）按下表分配，以分为单位，各方金额之和等于净收入。属于政府取得的部分作为国有资产经营收益，' +
          '按期全额缴入与甲方同级的国库，缴库前不得坐支、抵扣。',
      ),
      table(
        [
          { head: '收款方', width: '*' },
          { head: '类别', width: 120 },
          { head: '比例', width: 80, right: true },
        ],
        [
          ...input.split.map((line) => [line.name, takers[line.kind], percent(line.ppm)]),
          ['合计', '', percent(input.split.reduce((sum, line) => sum + line.ppm, 0))],
        ],
        1,
      ),
      ...said(input.contribution),
    ),
    clause('第九条  安全与保密', ...numbered(security), ...said(terms.audit)),
    clause(
      '第十条  成果标注与备案',
      paragraph(
        '乙方开发的数据产品应当逐项注明所利用政务数据的来源和获取日期。甲方应当将授权情况报送政务信息管理部门备案，备案完成前不提供数据。',
      ),
    ),
    ...(input.other.length > 0 ? [clause('第十一条  其他约定', ...numbered(input.other))] : []),
    ...(input.template === undefined
      ? []
      : fromTemplate(input.template, input.other.length > 0 ? '第十二条' : '第十一条')),
    {
      unbreakable: true,
      margin: [0, 14, 0, 0],
      stack: [
        paragraph('双方以电子签名方式签署，签名所对应的记录作为附件 record.json 嵌入本文件，其摘要印于每页页脚。'),
        { columns: [agency, { text: '', width: '*' }, developer], margin: [0, 6, 0, 0] },
      ],
    },
  ];
  return paper('agreement', input, publicUrl, title, content);
}

const said = (text: string | undefined): Content[] => (text === undefined || text === '' ? [] : [paragraph(text)]);

/** A fixed clause is never left silently: both sides and whoever files it read where, and why. */
const fromTemplate = (template: NonNullable<AgreementPaper['template']>, place: string): Content[] => [
  clause(
    `${place}  示范文本`,
    paragraph(
      `本协议依据示范文本“${template.name}”（第 ${template.version} 版）拟订${
        template.deviations.length === 0 ? '，固定条款未作改动。' : '。下列固定条款作了不同约定：'
      }`,
    ),
    ...(template.deviations.length === 0
      ? []
      : [
          table(
            [
              { head: '条款', width: 110 },
              { head: '理由', width: '*' },
            ],
            template.deviations.map((one) => [one.clause, one.reason]),
          ),
        ]),
  ),
];

type Grants = NonNullable<AgreementPaper['terms']['grants']>;

/** The same the gateway enforces: what is not in this table is not handed over. */
const granted = (grants: Grants): Content[] =>
  grants.length === 0
    ? []
    : [
        paragraph('授予的数据表、列和行如下，平台据此提供数据，未列明的不予提供：'),
        table(
          [
            { head: '数据集', width: 110 },
            { head: '数据表', width: 80 },
            { head: '列', width: '*' },
            { head: '行', width: 130 },
          ],
          grants.map((one) => [one.dataset, one.table, one.columns, one.rows]),
        ),
      ];

const numbered = (items: readonly string[]): Content[] =>
  items.map((item, index) => ({
    columns: [
      { text: `${index + 1}.`, width: 14 },
      { text: item, width: '*' },
    ],
    margin: [0, 0, 0, 3] as [number, number, number, number],
  }));
