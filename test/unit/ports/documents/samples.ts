/** One filled input of each paper, with the traps of real ones: long names, several lines, small shares. */
import { fen } from '#api/kernel/money.ts';
import type { DocumentInputs } from '#api/ports/documents/port.ts';

const agency = { name: '山西省气象局', uscc: '11140000MB1234567X' };
const developer = { name: '晋中（集团）大数据有限公司', uscc: '91140700MA0K00001X' };
const datasets = [
  { code: '306014/000127', name: '山西省气象观测日值数据', provider: '山西省气象局' },
  {
    code: '306014/000128',
    name: '全省自动气象站小时降水量与极端天气预警信号发布记录',
    provider: '山西省气象局气象信息中心',
  },
  { code: '306014/000131', name: '农业气象旬报', provider: '山西省气象局' },
];
const base = {
  id: 'doc_06a1k8t0v7r2g4h6j8m0p2r4t6',
  madeAt: new Date('2026-11-05T02:03:04Z'),
  demo: true,
} as const;
const record = (no: string): string => JSON.stringify({ no, scope: '全省' });

export const samples: DocumentInputs = {
  agreement: {
    ...base,
    no: 'XY-2026-000012',
    canonical: record('XY-2026-000012'),
    kind: 'licensed_development',
    agency,
    developer,
    applicationNo: 'SQ-2026-000031',
    purpose: '面向设施农业的灾害天气预警与农业保险定价服务',
    datasets,
    terms: {
      scope:
        '限于开发“农情雨量”设施农业预警产品及其接口服务，服务对象为省内农业经营主体和保险机构；不得用于商业广告、个人画像和与上述用途无关的模型训练。',
      degree:
        '使用经脱敏的站点级日值和小时值数据；原始数据不出域，仅以接口方式调用；对外提供的产品应当为汇总或者模型计算结果。',
      from: '2026-11-10',
      to: '2028-11-09',
      disposition:
        '期满之日起10个工作日内删除平台外留存的全部数据副本和备份，向甲方提交删除证明；已发布的汇总成果可以继续保留，不再更新。',
      ownership:
        '乙方对开发形成的数据产品享有加工使用权和经营权，甲方可以无偿用于履行职责；原始数据的权属不因开发而改变。',
    },
    fee: '本协议不收取数据使用费。平台服务按实际调用量计费的，以平台公布的收费标准为上限。',
    split: [
      { kind: 'treasury', name: '国家金库山西省分库', ppm: 300_000 },
      { kind: 'developer', name: developer.name, ppm: 649_950 },
      { kind: 'operator', name: '山西数据流量生态园运营有限公司', ppm: 50_050 },
    ],
    security: ['乙方应当在每年3月31日前向甲方报送上一年度数据安全自查报告。'],
    other: [
      '本协议一式两份，电子文本与纸质文本具有同等效力。',
      '因本协议产生的争议，双方协商解决；协商不成的，向甲方所在地人民法院提起诉讼。',
    ],
  },
  certificate: {
    ...base,
    no: 'ZS-2026-000009',
    canonical: record('ZS-2026-000009'),
    applicationNo: 'SQ-2026-000031',
    holder: developer,
    agency,
    datasets,
    purpose: '面向设施农业的灾害天气预警与农业保险定价服务',
    scenario: '大棚降温、降雨前24小时提醒；保险查勘辅助定损',
    scope: '省内农业经营主体和保险机构',
    degree: '站点级日值、小时值，原始数据不出域',
    from: '2026-11-10',
    to: '2028-11-09',
    issuedOn: '2026-11-05',
  },
  payment_order: {
    ...base,
    no: 'JK-2026-000003',
    canonical: record('JK-2026-000003'),
    issuedOn: '2026-11-05',
    dueOn: '2026-11-19',
    period: '2026-10',
    payer: { ...developer, bank: '中国工商银行晋中迎宾街支行', account: '0508 0012 3456 7890' },
    payee: {
      financeName: '山西省财政厅',
      treasuryName: '国家金库山西省分库',
      treasuryCode: '0400000000',
      account: '270101',
    },
    collector: agency,
    regionName: '山西省',
    budgetLevel: '省级',
    budgetYear: 2026,
    subjectCode: '103070603',
    subjectNames: ['非税收入', '国有资源（资产）有偿使用收入', '行政事业性国有资产出租、出借收入', '数据资产经营收益'],
    amountFen: fen(1_234_567n),
    amountWords: '壹万贰仟叁佰肆拾伍元陆角柒分',
    purpose: '2026年10月政务数据开发收入政府取得部分',
    agreementNo: 'XY-2026-000012',
    statementNo: 'ZD-2026-000004',
    reference: 'JS26110500037',
  },
  statement: {
    ...base,
    no: 'ZD-2026-000004',
    canonical: record('ZD-2026-000004'),
    period: '2026-10',
    agreementNo: 'XY-2026-000012',
    agency,
    developer,
    treasuryName: '国家金库山西省分库',
    drawnOn: '2026-11-02',
    dueOn: '2026-11-19',
    lines: Array.from({ length: 34 }, (_, i) => ({
      orderNo: `DD-2026-${String(100 + i).padStart(6, '0')}`,
      product: i % 3 ? '农情雨量：设施农业灾害天气预警接口（专业版）' : '农情雨量日报',
      on: `2026-10-${String(1 + (i % 28)).padStart(2, '0')}`,
      grossFen: fen(99_900n),
      refundsFen: fen(i === 3 ? 9_900n : 0n),
      netFen: fen(i === 3 ? 90_000n : 99_900n),
    })),
    totals: { grossFen: fen(3_396_600n), refundsFen: fen(9_900n), netFen: fen(3_386_700n) },
    parts: [
      { kind: 'treasury', name: '国家金库山西省分库', ppm: 300_000, amountFen: fen(1_016_010n) },
      { kind: 'developer', name: developer.name, ppm: 649_950, amountFen: fen(2_201_186n) },
      { kind: 'operator', name: '山西数据流量生态园运营有限公司', ppm: 50_050, amountFen: fen(169_504n) },
    ],
    confirmations: [
      { name: developer.name, act: '确认账单', at: new Date('2026-11-03T01:20:00Z') },
      { name: agency.name, act: '确认账单', at: new Date('2026-11-03T06:45:00Z') },
      { name: '山西省财政厅', act: '审核通过', at: new Date('2026-11-04T08:00:00Z') },
    ],
  },
  filing_receipt: {
    ...base,
    no: 'HZ-2026-000007',
    canonical: record('HZ-2026-000007'),
    filingNo: 'BA-2026-000007',
    informationDepartment: { name: '山西省行政审批服务管理局', uscc: '11140000MB7654321X' },
    filer: agency,
    developer,
    agreementNo: 'XY-2026-000012',
    agreementSha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    datasets,
    from: '2026-11-10',
    to: '2028-11-09',
    submittedOn: '2026-11-06',
    acceptedOn: '2026-11-09',
    opinion: '材料齐全，条款明确，予以备案。',
  },
};
