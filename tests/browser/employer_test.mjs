// An employer's month: a joiner who is new, one whose old employer has not let go yet
// and is urged, a leaver, the monthly file with a report row by row that repeats nothing, the bill,
// what is owed; of another employer nothing.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assert_elder, assert_gates } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function employerCode(serial) {
  const body = `91441900${String(200_000_000 + serial)}`;
  let weight = 1;
  let sum = 0;
  for (const c of body) { sum += alphabet.indexOf(c) * weight; weight = (weight * 3) % 31; }
  return body + alphabet[(31 - (sum % 31)) % 31];
}

describe('an employer', () => {
  let house;
  let server;
  let old;
  let numbers;
  before(async () => {
    house = await House.open();
    server = house.server;
    const register = async (serial, name) => (await server.done('POST', '/v1/employers',
      { region: '441900', code: employerCode(serial), name })).employer;
    const own = await register(1, '东莞新厂有限公司');
    old = await register(2, '东莞旧厂有限公司');
    await server.issueTokens({ own: ['--role', 'employer_officer', '--employer', own, '--region', '441900', '--channel', 'web'],
      old: ['--role', 'employer_officer', '--employer', old, '--region', '441900', '--channel', 'web'] });
    numbers = Array.from({ length: 8 }, () => identityNumber());
    for (const [i, name] of ['周一', '周二', '周三', '周四'].entries()) await server.person({ name, identity_number: numbers[i] });
    await server.done('POST', `/v1/employers/${old}/joiners`, { name: '周二', identity_number: numbers[1], base_fen: 500_000, from: '2025-04-01' }, { as: 'old' });
  });
  after(() => house?.close());
  const office = (more = {}) => house.visit('employer', { as: 'own', ...more });

  async function report(visit, kind, name, number, base) {
    await visit.go(`${kind}s`);
    await visit.fill('姓名', name);
    await visit.fill('身份证号码', number);
    if (base) await visit.fill('缴费基数', base);
    await visit.press('申报');
    await visit.settle();
  }

  it('reports a joiner, and one who was never on record', async () => {
    const visit = await office();
    await visit.sees('东莞新厂有限公司');
    await visit.shot('employer-overview');
    await assert_gates(visit);
    await report(visit, 'joiner', '周一', numbers[0], '6500');
    await visit.sees('增员已生效');
    await visit.shot('employer-joiner');
    await assert_gates(visit);
    await report(visit, 'joiner', '周新', numbers[4], '6500');
    await visit.sees('按所填的姓名和证件号码不能确认');
    await visit.press('首次参保');
    await visit.sees('增员已生效');
    await report(visit, 'joiner', '周某', numbers[2], '6500');
    await visit.sees('姓名');  // the number alone opens nothing
    await visit.leave();
  });

  it('shows the conflict with the old employer, urges, and is done when that one lets go', async () => {
    const visit = await office();
    await report(visit, 'joiner', '周二', numbers[1], '7000');
    await visit.sees('已申报,等待原单位减员');
    await visit.sees('尚未为其办理减员');
    assert.equal((await visit.text()).includes('东莞旧厂有限公司'), false, 'the old employer is named only in part');
    await visit.shot('employer-conflict');
    await visit.go('');
    await visit.page.getByLabel('周* 的姓名').fill('周二');
    await visit.page.getByRole('button', { name: '催办 周*' }).click();
    await visit.sees('已催办');
    await visit.shot('employer-waiting');
    await assert_gates(visit);
    // What was urged reaches the one who holds the person.
    const former = await office({ as: 'old' });
    await former.sees('2 条未读');
    await former.go('messages');
    await former.sees('催办减员');
    await former.sees('新单位等待本单位减员');
    await former.shot('employer-messages');
    await assert_gates(former);
    await former.press('全部标为已读');
    await former.sees('没有未读的消息。');
    await former.go('');
    await former.sees('新单位等待减员的职工');
    await former.sees('被催办 1 次');
    await former.shot('employer-awaited');
    await assert_gates(former);
    await former.page.getByRole('button', { name: '为 周二 办理减员' }).click();
    await former.sees('已为 周二 办理减员');
    await former.page.getByText('新单位等待减员的职工').waitFor({ state: 'hidden' });  // the list comes after the word
    await former.leave();
    await visit.go('');
    await visit.sees('没有等待中的增员申报');
    await visit.leave();
  });

  it('does not keep out the real employer: the person refuses a joiner report that is none (R-062)', async () => {
    const one = { name: '周五', identity_number: identityNumber() };
    const person = await server.person(one);
    await server.issueTokens({ five: ['--role', 'participant', '--person', person, '--channel', 'app'] });
    await server.done('POST', `/v1/employers/${old}/joiners`, { ...one, base_fen: 500_000 }, { as: 'old' });
    const visit = await office();
    await report(visit, 'joiner', one.name, one.identity_number, '7000');
    await visit.sees('已申报,等待原单位减员');
    const told = await house.visit('app', { as: 'five', path: 'places' });
    await told.sees('有单位为您申报了增员');
    assert.match(await told.text('[data-test=waiting-joiner]'), /东莞市的 东莞新厂有限公司 .*等待 东莞旧厂有限公司/);
    await told.shot('participant-waiting-joiner');
    await assert_gates(told);
    await told.press('不是我的单位,拒绝');
    await told.page.getByRole('dialog').getByText('拒绝 东莞新厂有限公司 的增员申报?').waitFor();
    await told.press('确认');
    await told.page.locator('[data-test=waiting-joiner]').waitFor({ state: 'hidden' });
    await told.leave();
    await visit.go('');
    await visit.sees('没有等待中的增员申报');
    await visit.leave();
  });

  it('reports a leaver', async () => {
    const visit = await office();
    await report(visit, 'leaver', '周一', numbers[0]);
    await visit.sees('减员已生效');
    await report(visit, 'leaver', '周一', numbers[0]);
    await visit.page.getByRole('alert').getByText('已经减员').first().waitFor();
    await visit.leave();
  });

  it('sees its own people with state and date, and picks a leaver among them', async () => {
    const visit = await office({ path: 'people' });
    await visit.sees('在册 2');  // 周新 and 周二
    assert.match(await visit.text('table'), /周新[\s\S]*在册[\s\S]*自 2025年/);
    await visit.shot('employer-roster');
    await assert_gates(visit);
    await visit.fill('姓名里的字', '新');
    await visit.sees('找到 1 人');
    await visit.page.getByRole('button', { name: '为 周新 减员' }).click();
    await visit.press('申报减员');
    await visit.sees('周新 的减员已生效');
    await visit.page.getByLabel('姓名里的字').fill('');
    await visit.page.getByLabel(/已停保/).check();
    await visit.page.getByRole('row', { name: /周新.*已停保/ }).waitFor();
    await visit.leave();
    const other = await server.get(`/v1/employers/${old}/people`, { as: 'own' });
    assert.equal(other.status, 404, 'of another employer nothing');
  });

  it('takes the monthly file row by row, and a second time repeats nothing', async () => {
    const rows = [['类型', '姓名', '证件号码', '缴费基数', '日期'],
      ['增员', '周三', numbers[2], '6500.00', ''], ['增员', '周四', numbers[3], '', ''], ['增员', '无名', numbers[5], '6500', ''],
      ['入职', '周五', numbers[6], '6500', ''], ['减员', '=1+1', numbers[2], '', ''], ['增员', '<img src=x onerror=alert(1)>', numbers[7], '6500', ''],
      ['增员', '周三', numbers[2], '"6000,00"', '']];
    const file = { name: '四月.csv', mimeType: 'text/csv', buffer: Buffer.from('\uFEFF' + rows.map((row) => row.join(',')).join('\r\n')) };
    const visit = await office({ path: 'file' });
    await visit.page.locator('input[type=file]').setInputFiles(file);
    await visit.sees('共 7 行');
    await visit.sees('缴费基数不是金额');  // and not 600,000 yuan
    await visit.shot('employer-file');
    await visit.press('办理');
    await visit.sees('已办完,6 行未办理');
    await visit.settle();
    const table = await visit.page.locator('table').innerText();
    assert.match(table, /2\s+增员\s+周三[\s\S]*已办理/);
    assert.match(table, /3\s+增员\s+周四[\s\S]*增员须有缴费基数/);
    assert.match(table, /按所填的姓名和证件号码不能确认/);
    assert.match(table, /类型须为/);
    await visit.sees('已办理 1,等待 0,未办理 6');
    assert.equal(await visit.page.locator('td img').count(), 0);
    await visit.shot('employer-file-done');
    await assert_gates(visit);
    const [kept] = await Promise.all([visit.page.waitForEvent('download'), visit.press('下载逐行结果')]);
    let text = '';
    for await (const part of await kept.createReadStream()) text += part;
    assert.match(text, new RegExp(`"2","增员","周三","${numbers[2]}","6500.00","","已办理"`));
    assert.match(text, /"5","入职","周五",/, 'as the file has it, to be mended there');
    assert.match(text, /"'=1\+1"/, 'no formula for an office program');
    const before_it = await server.done('GET', `/v1/me/employer`, undefined, { as: 'own' });
    assert.equal(before_it.name, '东莞新厂有限公司');
    await visit.go('file');
    await visit.page.locator('input[type=file]').setInputFiles(file);
    const replayed = visit.page.waitForResponse((answer) => answer.url().endsWith('/monthly-files') && answer.status() === 200);
    await visit.press('办理');
    assert.equal((await replayed).headers()['idempotency-replayed'], 'true');
    await visit.sees('已办理 1,等待 0,未办理 6');
    await visit.leave();
  });

  it('shows of a long file what was refused first, and takes the mended file without failures', async () => {
    const own = Array.from({ length: 230 }, () => identityNumber());
    await server.person({ name: '长一', identity_number: own[0] });
    await server.person({ name: '长二', identity_number: own[229] });
    const lines = own.map((number, at) => ['增员', at === 0 ? '长一' : at === 229 ? '写错' : `无${at}`, number, '6500', ''].join(','));
    const send = async (all) => {
      await visit.go('file');
      await visit.page.locator('input[type=file]').setInputFiles({ name: '长.csv', mimeType: 'text/csv', buffer: Buffer.from(['类型,姓名,证件号码,缴费基数,日期', ...all].join('\n')) });
      await visit.press('办理');
    };
    const visit = await office();
    await send(lines);
    await visit.sees('已办完,229 行未办理');
    assert.match(await visit.text('tbody tr:first-child'), /未办理/, 'what is to be mended stands first');
    await visit.page.getByLabel(/^未办理 229/).check();
    await visit.sees('已列出 200 行,共 229 行');
    await visit.press('更多');
    await visit.page.getByRole('row', { name: /231.*写错/ }).waitFor();
    await visit.shot('employer-file-long');
    await assert_gates(visit);
    await send([lines[0], lines[229].replace('写错', '长二')]);
    await visit.sees('已办理 1,等待 0,未办理 0');
    await visit.sees('此前已办理 1');
    await visit.sees('已全部办理');
    await visit.leave();
  });

  it('says why a date is another than the file\'s', async () => {
    const number = identityNumber();
    await server.person({ name: '迟来', identity_number: number });
    await server.done('POST', `/v1/employers/${old}/joiners`, { name: '迟来', identity_number: number, base_fen: 500_000 }, { as: 'old' });
    await server.done('POST', `/v1/employers/${old}/leavers`, { name: '迟来', identity_number: number }, { as: 'old' });
    const visit = await office({ path: 'file' });
    await visit.page.locator('input[type=file]').setInputFiles({ name: '迟.csv', mimeType: 'text/csv', buffer: Buffer.from(`类型,姓名,证件号码,缴费基数,日期\n增员,迟来,${number},6500,2025-04-25`) });
    await visit.press('办理');
    await visit.sees(/自 2025年5月1日 起(.+)/);
    await visit.leave();
  });

  it('refuses what is no such file, in words', async () => {
    const visit = await office({ path: 'file' });
    for (const [buffer, words] of [[Buffer.from('PK\x03\x04\0\0'), '这不是 CSV 文件'], [Buffer.from('a,b\n1,2'), '表头缺少'], [Buffer.from([0xFF, 0xFE, 0x80]), '读不出来']]) {
      await visit.page.locator('input[type=file]').setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer });
      await visit.sees(words);
    }
    await visit.page.locator('input[type=file]').setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('d4f6d4b1', 'hex') });
    await visit.sees('表头缺少');  // GB18030 is read
    await visit.leave();
  });

  it('shows the bill of the month and what is owed', async () => {
    const visit = await office({ path: 'bills' });
    await visit.sees('4月账单');
    await visit.sees('周*');
    await visit.sees('没有欠费');
    await visit.shot('employer-bills');
    await assert_gates(visit);
    await visit.leave();
  });

  it('applies for a move of the whole company', async () => {
    const visit = await office({ path: 'move' });
    await visit.sees('还没有申请');
    await visit.fill('转入单位统一社会信用代码', employerCode(3));
    await visit.fill('自哪一天起', '2025-06-01');
    await visit.press('申请');
    await visit.page.getByRole('alert').getByText(/单位|代码/).first().waitFor();  // no such employer elsewhere
    await visit.shot('employer-move');
    await assert_gates(visit);
    await visit.leave();
  });

  it('is large in 长辈版, with six entries', async () => {
    const visit = await office({ elder: true });
    await visit.sees('东莞新厂有限公司');
    await visit.shot('employer-overview-elder');
    await assert_elder(visit, { home: true });
    for (const path of ['joiners', 'file', 'bills', 'move']) {
      await visit.go(path);
      await assert_elder(visit);
    }
    await visit.leave();
  });

  it('says to somebody else that this is not their door', async () => {
    const visit = await house.visit('employer', { as: 'cashier-441900' });
    await visit.sees('单位经办人登录');  // the server lets no other role in by this door
    await visit.leave();
  });
});
