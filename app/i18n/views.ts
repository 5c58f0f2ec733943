import type { Words } from '#api/kernel/words.ts';

/** Saved views: their own page, what is embedded, and the form that makes them. */
export const views = {
  save: ['保存、分享、嵌入', 'Save, share, embed'],
  save_lead: [
    '保存后得到一个固定的短地址，可以分享，也可以嵌入其他网页。内容不会再变。',
    'A saved view has a short address of its own to share and to embed in other pages. It does not change.',
  ],
  save_title: ['标题', 'Title'],
  save_title_help: ['1 至 120 字，纯文本。', '1 to 120 characters of plain text.'],
  save_version: ['数据', 'Data'],
  save_fixed: ['固定为第 {{n}} 版', 'Stay with version {{n}}'],
  save_latest: ['跟随最新版本', 'Follow the newest version'],
  save_button: ['保存视图', 'Save the view'],
  save_page: ['保存视图', 'Save a view'],
  save_page_text: [
    '在数据集页面调好表格、图表或地图，再选“保存、分享、嵌入”。',
    'Shape a table, chart or map on the page of a dataset, then choose “Save, share, embed”.',
  ],
  find_data: ['查找数据', 'Find data'],
  kind_table: ['表格', 'Table'],
  kind_chart: ['图表', 'Chart'],
  kind_map: ['地图', 'Map'],
  version_fixed: ['第 {{n}} 版', 'version {{n}}'],
  version_latest: ['最新版本（目前为第 {{n}} 版）', 'the newest version (now {{n}})'],
  saved_on: ['保存于 {{day}}', 'Saved on {{day}}'],
  open_dataset: ['在数据集页面打开', 'Open on the page of the dataset'],
  share: ['分享与嵌入', 'Share and embed'],
  address: ['短地址', 'Short address'],
  code: ['嵌入代码', 'Code to embed'],
  code_dark: ['嵌入代码（深色）', 'Code to embed (dark)'],
  oembed: ['支持 oEmbed 的编辑器粘贴短地址即可。', 'Editors that know oEmbed take the short address itself.'],
  cut: [
    '为预览，共 {{total}} 行；全部数据见数据集页面。',
    'A preview of {{total}} rows; all of them are on the page of the dataset.',
  ],
  no_rows: ['没有符合条件的行', 'No row matches'],
  cannot_save: ['没有保存', 'It was not saved'],
  cannot: ['现在无法显示此视图', 'This view cannot be shown now'],
  about: ['{{title}}：{{finding}}', '{{title}}: {{finding}}'],
  describe_table: ['《{{dataset}}》的数据表', 'A table of {{dataset}}'],
} as const satisfies Words;
