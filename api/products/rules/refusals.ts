import { defineRefusals } from '#api/kernel/refusal.ts';

export const refuse = defineRefusals({
  'products.not_found': { status: 404, zh: '没有这个数据产品。', en: 'There is no such product.' },
  'products.withdrawn': {
    status: 410,
    zh: '该数据产品已由开发单位下架。',
    en: 'The developer has withdrawn this product.',
  },
  'products.changed_meanwhile': {
    status: 409,
    zh: '{{who}} 已在 {{when}} 修改了该产品，您的内容没有保存；请核对最新内容后再提交。',
    en: '{{who}} changed this product at {{when}}; your version was not saved. Compare with the newest and send again.',
  },
  'products.wrong_state': {
    status: 409,
    zh: '该产品当前为“{{state}}”，不能办理这一步；已上架的内容不再改动，需要改动请下架后另行登记。',
    en: 'The product is "{{state_en}}", so this cannot be done. What was listed stays; withdraw it and enter a new one to change it.',
  },
  'products.no_agreement': {
    status: 422,
    zh: '请选择本单位签订的合作协议。',
    en: 'Choose an agreement of your own organisation.',
    article: '20',
  },
  'products.agreement_not_active': {
    status: 409,
    zh: '合作协议 {{no}} 尚未备案生效或已经期满，产品不能上架。',
    en: 'Agreement {{no}} is not in force (not filed yet, or over), so the product cannot be listed.',
    article: '20',
  },
  'products.no_sources': {
    status: 422,
    zh: '没有注明所利用政务数据的来源和获取日期，产品不能上架。请从实际获取记录中选择来源。',
    en: 'The product does not name its sources and acquisition dates, so it cannot be listed. Choose them from the deliveries that happened.',
    article: '20',
  },
  'products.foreign_delivery': {
    status: 422,
    zh: '来源 {{delivery}} 不是本协议下交付给本单位的数据。',
    en: 'Source {{delivery}} was not delivered to you under this agreement.',
    article: '20',
  },
  'products.delivery_out_of_term': {
    status: 422,
    zh: '来源 {{delivery}} 的获取日期 {{day}} 不在协议期限内。',
    en: 'Source {{delivery}} was acquired on {{day}}, outside the term of the agreement.',
    article: '20',
  },
  'products.no_file': {
    status: 422,
    zh: '“{{kind}}”类产品须上传交付文件后才能上架，否则购买方无法取得产品。',
    en: 'A product of kind "{{kind_en}}" needs its file before it is listed, or a buyer would receive nothing.',
    article: '22',
  },
  'products.bad_file_name': {
    status: 422,
    zh: '文件名不能为空，不能含路径（/ 或 \\）或控制字符，且不超过 200 字。',
    en: 'A file name is not empty, holds no path (/ or \\) and no control character, and has at most 200 characters.',
  },
  'products.empty_file': { status: 422, zh: '文件为空，没有保存。', en: 'The file is empty; nothing was kept.' },
  'products.file_too_large': {
    status: 413,
    zh: '文件超过 {{limit}} 的上限，没有保存。',
    en: 'The file is larger than the limit of {{limit}}; nothing was kept.',
  },
  'products.no_upload': { status: 422, zh: '没有收到文件，请选择文件。', en: 'No file arrived; choose one.' },
});
