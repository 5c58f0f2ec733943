import type { Words } from '#api/kernel/words.ts';

/** The home page. */
export const home = {
  title: ['山西省公共数据，可查、可用、可核', 'Shanxi’s public data: to find, to use, to check'],
  tab: ['山西省公共数据平台', 'Public data of Shanxi province'],
  lead: [
    '检索各级机构发布的数据，免费下载开放数据；申请授权开发，签订协议；每一笔收入的去向都可查。',
    'Search what every agency has published and download open data free of charge; apply to develop what is not open, sign the agreement; and see where each fen of revenue goes.',
  ],
  ways: ['您可以', 'What you can do here'],
  way_data: ['找数据', 'Find data'],
  way_data_text: [
    '按主题、机构和地区查找，在线预览，下载任一版本。',
    'Browse by theme, agency and region, look at the table, download any version.',
  ],
  way_request: ['提出数据需求', 'Ask for data'],
  way_request_text: [
    '没有找到的数据，可以提出需求或者附议；由机构注明日期答复。',
    'What is not here can be asked for, or seconded; the agency answers with a date.',
  ],
  way_reuse: ['看应用案例', 'See what others made'],
  way_reuse_text: [
    '用公共数据做成的应用、图表、研究与报道，也可以提交自己的。',
    'Apps, pictures, research and news made of public data; add your own.',
  ],
  way_develop: ['用数据开发', 'Develop with data'],
  way_develop_text: [
    '企业注册后申请授权开发，全程在线，办到哪一步随时可见。',
    'Register your enterprise and apply for licensed development; see at any time where the case stands.',
  ],
  way_products: ['购买数据产品', 'Buy a data product'],
  way_products_text: [
    '每件产品注明所用数据的来源和获取日期。',
    'Every product names its sources and the day they were acquired.',
  ],
  way_verify: ['核验文件', 'Check a document'],
  way_verify_text: [
    '查验协议是谁签的、何时签的、有没有被改动。',
    'See who signed an agreement, when, and whether the file was altered.',
  ],
  way_follow: ['监督收益', 'Follow the money'],
  way_follow_text: ['授权、备案、收入与缴库情况向社会公开。', 'Licences, filings, revenue and remittances are public.'],
} as const satisfies Words;
