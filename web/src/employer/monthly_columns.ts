// What files say, in whatever language the page speaks (tools/english.mjs leaves …_columns.ts alone).
export const inFile = { kind: '类型', name: '姓名', number: '证件号码', base: '缴费基数', from: '日期' };
export const columns = Object.values(inFile);
export const kinds: Record<string, 'joiner' | 'leaver'> = { 增员: 'joiner', 减员: 'leaver' };
export const template = { name: '增减员申报表.csv', rows: [['增员', '张三', '44190019900101001X', '6500', '2025-05-01'],
  ['减员', '李四', '440500199002020021', '', '2025-05-01']] };
