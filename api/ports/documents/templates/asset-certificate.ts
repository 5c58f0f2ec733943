import type { AssetCertificatePaper } from '../port.ts';
import type { Content, Sheet } from '../sheet.ts';
import { chineseDay, datasetTable, form, head, paper, paragraph, partyText, signaturePlace } from './furniture.ts';

const title = '政务数据资产登记证书';

/** 登记证书: what was registered, for whom, and until when; value and custody stay on the card. */
export function assetCertificateSheet(input: AssetCertificatePaper, publicUrl: string, instrument: string): Sheet {
  const content: Content[] = [
    ...head(title, `登记编码：${input.code}`),
    {
      text: `依据${instrument}第十七条，下列政务数据资产经申请、受理、审核，${input.noticed ? '公示无异议或者异议已处理，' : ''}准予登记。`,
      leadingIndent: 19,
      margin: [0, 6, 0, 10],
    },
    form([
      ['资产名称', input.name],
      ['持有单位', partyText(input.holder)],
      ['登记机构', partyText(input.authority)],
      ['登记类型', `${input.kind}（第 ${input.number} 版，申请编号 ${input.caseNo}）`],
      ['权利内容', input.rights],
      ['取得方式', input.acquisition],
      ['数据分级', input.grade],
      ['数据规模', input.scale],
      ['应用场景', input.scenario],
      ['存证摘要 SHA-256', { text: input.evidence ?? '—', fontSize: 8 }],
      ['首次登记日期', chineseDay(input.registeredOn)],
      ['有效期至', chineseDay(input.validTo)],
      ['证书编号', input.no],
    ]),
    { text: '目录条目', bold: true, margin: [0, 8, 0, 2] },
    datasetTable(input.datasets),
    paragraph('本证书记载登记时的情况，不代表价值评估。变更、续期、注销后是否仍然有效，以扫码所见为准。'),
    {
      margin: [0, 14, 0, 0],
      columns: [
        { text: `登记日期  ${chineseDay(input.issuedOn)}`, width: '*', margin: [0, 24, 0, 0] },
        signaturePlace('signature_1', '登记机构签名', input.authority.name),
      ],
    },
  ];
  return paper('asset_certificate', input, publicUrl, title, content);
}
