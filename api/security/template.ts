/** The words of the security desk's papers. */
import type { PublicFact } from '#api/documents/service.ts';
import type { IncidentOut } from './incidents.ts';
import type { Paper } from './paper.ts';
import type { ReviewOut } from './privileges.ts';
import type { ProviderOut } from './providers.ts';
import type { ProofOut } from './roots.ts';
import {
  evaluationParts,
  type IncidentAction,
  incidentGrades,
  incidentKinds,
  notifications,
  privilegeDecisions,
  privilegeKinds,
} from './rules/codes.ts';

type Words = Pick<Paper, 'title' | 'reason' | 'value' | 'text' | 'publicFacts'>;

const fact = (zh: string, en: string, value: string): PublicFact => ({ zh, en, value });

export function proofPaper(proven: ProofOut, root: { readonly day: string; readonly sha256: string }): Words {
  const { record, proof } = proven;
  const said = JSON.parse(record.canon) as { action: string; outcome: string; subject: { type: string; id: string } };
  return {
    title: '审计记录存在证明',
    reason: '证明审计记录在已发布的审计根之内',
    value: { record, proof, root: { number: proof.root, ...root } },
    text: {
      opening: `兹证明本平台第 ${record.seq} 条审计记录在第 ${proof.root} 号审计根（${root.day}）之内，自该根发布以来未被改动。记录全文和证明路径内嵌于本文件，任何人可以按公开的方法离线核验。`,
      facts: [
        ['记录序号', record.seq],
        ['记录时间', record.at],
        ['办理事项', `${said.action}（${said.outcome === 'done' ? '已办理' : '已拒绝'}）`],
        ['对象', `${said.subject.type} ${said.subject.id}`],
        ['记录摘要', record.hash],
        ['审计根编号', `${proof.root}（覆盖 1 至 ${proof.size} 条记录）`],
        ['审计根', proof.root_hash],
        ['根声明摘要', root.sha256],
      ],
      texts: [],
      tables: [
        {
          title: '证明路径（RFC 6962，自下而上）',
          heads: ['SHA-256'],
          rows: proof.path.map((hash) => [hash]),
        },
      ],
    },
    publicFacts: [
      fact('记录序号', 'Record', record.seq),
      fact('记录摘要', 'Hash of the record', record.hash),
      fact('审计根', 'Root', `${proof.root} · ${root.day}`),
    ],
  };
}

export const letters = {
  filed: {
    subject: ['安全事件 {{no}} 已登记', 'Security incident {{no}} was filed'],
    text: [
      '{{unit}}登记了安全事件 {{no}}，请关注处置进展。',
      '{{unit}} filed security incident {{no}}; follow how it is handled.',
    ],
  },
  reported: {
    subject: ['收到安全事件 {{no}} 的报告', 'Report of security incident {{no}}'],
    text: ['{{unit}}报告了安全事件 {{no}}。', '{{unit}} reported security incident {{no}}.'],
  },
  export_asked: {
    subject: ['日志导出 {{no}} 待审批', 'Export of logs {{no}} waits for you'],
    text: ['请核对时间范围和理由，同意或者不同意。', 'Look at the days and the reason, then grant or decline it.'],
  },
  parameter_proposed: {
    subject: ['安全参数变更待审批：{{name}}', 'A term of security is to be changed: {{name_en}}'],
    text: ['请核对理由和依据文号，同意或者不同意。', 'Look at the reason and the document, then grant or decline it.'],
  },
} as const;

/** An instant as people of Shanghai read it, to the minute. */
const minute = (instant: string): string =>
  new Date(new Date(instant).getTime() + 8 * 3600_000).toISOString().slice(0, 16).replace('T', ' ');

export function incidentPaper(shown: IncidentOut, actionWord: (action: IncidentAction) => string): Words {
  const [grade, kind] = [incidentGrades.labelOrCode(String(shown.grade), 'zh'), incidentKinds.words[shown.kind][0]];
  return {
    title: '安全事件报告',
    reason: '安全事件结案报告',
    value: { incident: { ...shown, actions: [], document_id: null } },
    text: {
      opening: `本单位“${shown.title}”事件已处置完毕并结案，现将经过、影响、原因和教训报告如下。`,
      facts: [
        ['事件类型', kind],
        ['事件等级', grade],
        ['发现时间', minute(shown.discovered_at)],
        ['应报告时间', minute(shown.report_due_at)],
        [
          '报告时间',
          shown.reported_at === null ? '未报告' : `${minute(shown.reported_at)}${shown.late ? '（迟报）' : ''}`,
        ],
        ['报告对象', shown.reported_to ?? '无'],
        [
          '应急预案',
          shown.plan_version === null
            ? '未启动'
            : `第 ${shown.plan_version} 版，${minute(shown.plan_started_at ?? '')} 启动`,
        ],
        ['涉及系统', shown.systems],
        ['涉及数据', shown.data_affected],
        [
          '涉及个人',
          !shown.personal ? '不涉及' : shown.persons_count === null ? '人数不详' : `${shown.persons_count} 人`,
        ],
        ['通知个人', shown.notified === null ? '不适用' : notifications.words[shown.notified][0]],
      ],
      texts: [
        ['原因', shown.cause ?? ''],
        ['教训和改进', shown.lessons ?? ''],
      ],
      tables: [
        {
          title: '处置经过',
          heads: ['发生时间', '事项', '内容'],
          rows: shown.steps.map((one) => [minute(one.happened_at), actionWord(one.action), one.words]),
        },
      ],
    },
    publicFacts: [fact('事件编号', 'Incident', shown.no), fact('事件等级', 'Grade', grade)],
  };
}

export function privilegePaper(shown: ReviewOut, subjectWord: (row: ReviewOut['rows'][number]) => string): Words {
  const revoked = shown.rows.filter((one) => one.decision === 'revoke').length;
  return {
    title: '权限复核结果',
    reason: '季度权限复核结果',
    value: { review: { ...shown, own: false, document_id: null } },
    text: {
      opening: `依据最小权限原则，对${shown.organization.name} ${shown.quarter} 的全部权限逐项复核，结果如下。`,
      facts: [
        ['季度', shown.quarter],
        ['应完成日期', shown.due_on],
        ['完成时间', shown.closed_at === null ? '' : `${minute(shown.closed_at)}${shown.late ? '（逾期）' : ''}`],
        ['复核权限', `${shown.total} 项`],
        ['收回', `${revoked} 项`],
      ],
      texts: [],
      tables: [
        {
          title: '逐项结果',
          heads: ['类别', '权限', '持有人或名称', '末次使用', '结果', '理由', '复核人'],
          rows: shown.rows.map((one) => [
            privilegeKinds.words[one.kind][0],
            subjectWord(one),
            one.person ?? one.label,
            one.last_used_at === null ? '从未' : one.last_used_at.slice(0, 10),
            one.decision === null ? '' : privilegeDecisions.words[one.decision][0],
            one.reason ?? '',
            one.decided_by ?? '',
          ]),
        },
      ],
    },
    publicFacts: [fact('季度', 'Quarter', shown.quarter), fact('复核权限', 'Rights reviewed', String(shown.total))],
  };
}

export function evaluationPaper(shown: ProviderOut, evaluationId: string): Words {
  const found = shown.evaluations.find((one) => one.id === evaluationId);
  if (found === undefined) throw new Error('no such evaluation');
  return {
    title: '技术服务单位评价',
    reason: '技术服务单位年度评价',
    value: {
      provider: { no: shown.no, name: shown.name, uscc: shown.uscc },
      evaluation: { ...found, document_id: null },
    },
    text: {
      opening: `依据服务合同约定的安全义务，对${shown.name} ${found.year} 年度的服务评价如下。`,
      facts: [
        ['服务单位', `${shown.name}（${shown.uscc}）`],
        ['年度', String(found.year)],
        ['得分', `${found.score}`],
        ['等级', found.grade],
      ],
      texts: [['评价意见', found.words]],
      tables: [
        {
          title: '分项得分',
          heads: ['项目', '得分'],
          rows: evaluationParts.codes.map((part) => [evaluationParts.words[part][0], String(found.points[part] ?? 0)]),
        },
        {
          title: '合同',
          heads: ['编号', '名称', '期限'],
          rows: shown.contracts.map((one) => [one.no, one.title, `${one.valid_from} 至 ${one.valid_to}`]),
        },
      ],
    },
    publicFacts: [
      fact('服务单位', 'Provider', shown.name),
      fact('年度', 'Year', String(found.year)),
      fact('等级', 'Grade', found.grade),
    ],
  };
}
