/** Chinese surnames that cover nearly all of the population; compound ones of two characters apart. */
const single =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜' +
  '范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛' +
  '伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景' +
  '薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫佟巩苟闻晏付肖闪原郎郜巫麻满逯冀宫褚娄戚窦云柳和穆权晁暴郗仝弓狄米贝明臧计伏' +
  '谈茅庾纪屠蒙池乔胥能苍双党谭贡劳逄姬扶堵宰郦雍璩桑濮寿通燕浦尚农别晋楚延师商楼仲尉卓蔺慕连茹习宦艾容古慎戈廖终暨居衡步';

export const compoundSurnames =
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 澹台 呼延 端木 南宫 西门 独孤 第五 闻人 轩辕 万俟 完颜'.split(
    ' ',
  );

const surnames = new Set(single);
const compounds = new Set(compoundSurnames);

/** The surname a text begins with, when the text can be a personal name of 2 to 4 characters, or a dotted minority name. */
export function surnameOf(text: string): string | null {
  if (!/^\p{Script=Han}[\p{Script=Han}·]{1,14}$/u.test(text)) return null;
  const characters = [...text];
  const [first = '', second = ''] = characters;
  if (text.includes('·')) return /^\p{Script=Han}+(?:·\p{Script=Han}+)+$/u.test(text) ? first : null;
  if (characters.length >= 3 && characters.length <= 4 && compounds.has(first + second)) return first + second;
  return characters.length <= 3 && surnames.has(first) ? first : null;
}
