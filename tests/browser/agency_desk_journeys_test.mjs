// Goal: what the people of an agency do beside the cases, each seen on the page and asked of the server
// afterwards: a first sign-in with an initial password, a change of phone at the counter (N-27),
// designated providers and where their money goes, receipts of whole employers, a duplicate relation
// cleared up (N-01), care elsewhere and its end (N-20), calls of the hotline, registered clients,
// operations of the installation, a whole company's move (N-26). Who may not, sees no button.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { totp } from '../functional/harness.mjs';
import { agency, say_why } from './agency.mjs';
import { assert_axe } from './gates.mjs';
import { House, identityNumber } from './harness.mjs';
import { decide, insured } from './journeys.mjs';

const code = 'H44190000077';
const company = '91330100MA27XL0H3N';
const password = '246801';

describe('at the desk of an agency', () => {
  let house;
  let server;
  let who;
  before(async () => {
    house = await House.open();
    server = house.server;
    await agency(server, '441900', '东莞市医保中心');
    who = await insured(server, { 何换机: { phone: '13800006601' }, 何重复: {}, 何异地: { phone: '13800006603' } });
  });
  after(() => house?.close());

  const button = (visit, name) => visit.page.getByRole('button', { name, exact: true });
  // A step in its dialog: what is filled in, and its own button.
  async function step(visit, name, fill = {}, { open = name, within } = {}) {
    await (within ?? visit.page).getByRole('button', { name: open, exact: true }).first().click();
    const dialog = visit.page.getByRole('dialog', { name });
    await dialog.waitFor();
    for (const [label, value] of Object.entries(fill)) {
      const field = dialog.getByLabel(label).first();
      if (await field.evaluate((each) => each.tagName) === 'SELECT') await field.selectOption({ label: value });
      else await field.fill(value);
    }
    return { dialog, send: () => dialog.getByRole('button', { name, exact: true }).click() };
  }
  async function done(visit, ...words) {
    const { dialog, send } = await step(visit, ...words);
    await send();
    await dialog.waitFor({ state: 'hidden' });
    await visit.settle();
  }

  it('an initial password lets in to nothing but its change, at the console and at a till (R-045)', async () => {
    const give = (...flags) => JSON.parse(server.run('staff-account', 'give', '--json', '--name', '新来的', ...flags));
    const console_account = give('--account', 'new-officer', '--role', 'agency_officer', '--region', '441900', '--id', '2990');
    const till_account = give('--account', 'new-cashier', '--role', 'provider_cashier', '--institution', 'P44190000001');
    const fresh = 'dongguan-2025-autumn';
    for (const [door, given, seen] of [['agency', console_account, '待办'], ['provider', till_account, '参保人出示什么']]) {
      const secret = given.totp_secret ?? given.secret;
      const visit = await house.visit(door);
      await visit.fill('账号', given.account);
      await visit.page.locator('input[type=password]').first().fill(given.password);
      await visit.fill('动态口令', totp(secret, server.now()));
      await visit.press('登录');
      await visit.sees('先设置自己的密码');
      assert.equal(await visit.page.getByRole('navigation').count(), 0, 'nothing else is offered');
      await visit.shot(`desk-initial-password-${door}`);
      await assert_axe(visit);
      if (door === 'agency') {
        await visit.go('people');
        await visit.sees('先设置自己的密码');
      }
      await visit.fill('现在的密码', given.password);
      await visit.fill('动态口令', totp(secret, server.now(), 1));
      await visit.page.getByLabel('新密码', { exact: true }).fill(fresh);
      await visit.fill('再输入一次新密码', `${fresh}x`);
      if (door === 'agency') {
        await visit.press('变更密码');
        await visit.sees('两次输入的新密码不一样。');
      }
      await visit.fill('再输入一次新密码', fresh);
      await visit.press('变更密码');
      await visit.page.getByText('先设置自己的密码').waitFor({ state: 'hidden' });
      await visit.settle();
      if (door === 'agency') {
        await visit.go('me');
        await visit.sees('就是这里');
        await visit.shot('desk-my-sign-in');
      } else {
        assert.match(await visit.text(), new RegExp(seen));
      }
      await visit.leave();
      const again = await server.post('/v1/sessions', { kind: 'staff', account: given.account, password: given.password, totp: totp(secret, server.now(), 1) }, { as: null, key: null, headers: { 'X-Yibao-Client': 'agency-console' } });
      assert.equal(again.status, 401, 'the initial password serves no more');
    }
  });

  it('a lost number is replaced at the counter, with the document seen, and the former one signs in no more (N-27)', async () => {
    const { person } = who.何换机;
    const visit = await house.visit('agency', { as: 'officer-441900', path: `people/${person}` });
    await say_why(visit);
    const { dialog, send } = await step(visit, '更换登录手机', { 新手机号码: '1390000' });
    await send();
    await dialog.getByRole('alert').waitFor();
    await visit.shot('desk-phone-refused');
    await dialog.getByLabel('新手机号码').fill('13900006609');
    await dialog.getByLabel('已核验的证件原件').selectOption({ label: '居民身份证' });
    await send();
    await dialog.waitFor({ state: 'hidden' });
    await visit.sees('更换登录手机:已登记');
    await visit.page.reload();
    await visit.sees('139****6609');
    await visit.shot('desk-phone-changed');
    await visit.leave();
    const known = await server.done('GET', `/v1/people/${person}`, undefined, { as: 'officer-441900' });
    assert.equal(known.phone, '139****6609');
  });

  it('somebody away from home is helped by telephone: the number on record is called back, and the card works (R-151)', async () => {
    const { person, number } = who.何异地;
    const papers = ['identity_document', 'identity_document_copy', 'social_security_card'];
    const draft = await server.done('POST', `/v1/people/${person}/card-orders`, { region: '441900', bank: 'bank_of_china', why: 'first', sighted: papers });
    const { card } = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`, { form_digest: draft.form_digest });
    const path = `/v1/people/${person}/cards/${card}`;
    for (const body of [{ event: 'send_to_maker' }, { event: 'make', number: 'D77000001' }]) await server.done('POST', `${path}/production`, body);
    await server.done('POST', `${path}/collection`, { sighted: papers });
    const visit = await house.visit('agency', { as: 'officer-441900', path: 'assistance' });
    await visit.fill('来电人的证件号码', number);
    await visit.press('查找');
    await visit.sees('138****6603');
    await visit.sees('未激活');
    await visit.shot('desk-assistance');
    await assert_axe(visit);
    const digits = visit.page.getByLabel('回拨手机的后四位');
    await digits.fill('1234');
    await visit.press('核实无误,激活');
    await visit.page.getByRole('alert').first().waitFor();
    await digits.fill('6603');
    await visit.press('核实无误,激活');
    await visit.sees('医保功能已激活。');
    await visit.shot('desk-assistance-done');
    await visit.leave();
    const { events } = await server.done('GET', `/v1/cards/${card}/events`);
    assert.equal(events.find((each) => each.event === 'medical_activated').channel, 'telephone', JSON.stringify(events));
  });

  it('a provider is registered, its key shown once, its account confirmed by another, suspended and resumed', async () => {
    const lead = await house.visit('agency', { as: 'senior-441900', path: 'providers' });
    await done(lead, '登记机构', { 机构编码: code, 名称: '示例骨科医院', 医院等级: '二级', 统一社会信用代码: '91441900MA4UPXXX1L', 传输方式: 'WEB' }).catch(async (error) => {
      throw new Error(`${await lead.text('[role=dialog]')}\n${error}`);
    });
    const key = lead.page.getByRole('dialog', { name: '接口密钥' });
    await key.waitFor();
    const secret = await key.getByLabel('接口密钥').inputValue();
    assert.match(secret, /^[0-9a-f]{32,}$/);
    await lead.shot('desk-provider-key');
    await key.getByRole('button', { name: '已交付' }).click();
    await lead.fill('名称包含', '骨科');
    await lead.page.getByRole('link', { name: '示例骨科医院' }).click();
    await lead.sees('还没有收款账户');
    assert.ok(!(await lead.text()).includes(secret), 'the key is nowhere any more');
    await lead.leave();

    const officer = await house.visit('agency', { as: 'officer-441900', path: `providers/441900/${code}` });
    await officer.sees('示例骨科医院');
    for (const name of ['暂停', '更换接口密钥']) assert.equal(await button(officer, name).count(), 0, `${name} is a senior officer's`);
    await done(officer, '登记收款账户', { 户名: '示例骨科医院', 账号: '6222000011112222333' });
    await officer.sees('待复核');
    assert.equal(await button(officer, '复核收款账户').count(), 0, 'who entered it is not asked to approve it');
    await officer.leave();

    const other = await house.visit('agency', { as: 'officer2-441900', path: `providers/441900/${code}` });
    await done(other, '复核收款账户', { 账号: '6222000011112222333' });
    await other.page.locator('.tag').getByText('已复核').waitFor();
    await other.page.getByLabel('机构的结算文件').setInputFiles({ name: 'books.csv', mimeType: 'text/csv',
      buffer: Buffer.from('结算ID,结算时间,医疗费总额,基金支付总额,个人账户支出,退费结算标志\nS1,2025-04-20,100.00,80.00,20.00,0\n') });
    await button(other, '对账').click();
    await other.page.getByRole('cell', { name: '100.00', exact: true }).waitFor();
    await other.shot('desk-provider');
    await other.leave();
    const { accounts } = await server.done('GET', `/v1/institutions/${code}/payee-accounts`);
    assert.deepEqual(accounts.map(({ state, holder }) => [state, holder]), [['confirmed', '示例骨科医院']]);

    const state = async () => (await server.done('GET', '/v1/regions/441900/institutions')).institutions.find((each) => each.code === code);
    const again = await house.visit('agency', { as: 'senior-441900', path: `providers/441900/${code}` });
    await done(again, '暂停', { 原因: '违规结算,暂停三个月' });
    await again.sees('已暂停:违规结算');
    await again.shot('desk-provider-suspended');
    assert.deepEqual([(await state()).state, (await state()).why], ['suspended', '违规结算,暂停三个月']);
    await done(again, '恢复');
    await again.page.getByRole('button', { name: '暂停', exact: true }).waitFor();
    assert.equal((await state()).state, 'active');
    await again.leave();
  });

  it('receipts of whole employers are looked at first, then recorded once; a line that is wrong is named', async () => {
    const visit = await house.visit('agency', { as: 'officer-441900', path: 'employers' });
    await done(visit, '单位参保登记', { 统一社会信用代码: company, 单位名称: '华联电子' });
    await visit.sees('华联电子');
    const { dialog } = await step(visit, '登记整单位到账', { 费款所属期: '2025-03', 到账日期: '2025-04-10' });
    const lines = dialog.getByLabel(/每行一个/);
    await lines.fill(`${company} 12,345.67\n不是代码`);
    await dialog.getByText('看不懂的').waitFor();
    assert.ok(await dialog.getByRole('button', { name: '登记', exact: true }).isDisabled());
    await lines.fill(`${company} 12,345.67\n91441900MA4UPXXX9D`);
    await dialog.getByRole('button', { name: '先核对' }).click();
    await dialog.getByRole('alert').waitFor();
    await visit.shot('desk-receipts-refused');
    await lines.fill(`${company} 12,345.67`);
    await dialog.getByRole('button', { name: '先核对' }).click();
    await dialog.getByText('可以登记:1 个单位').waitFor();
    await dialog.getByRole('button', { name: '先核对' }).click();
    await dialog.getByText('可以登记:1 个单位').waitFor();
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await dialog.getByText('已登记 1 个单位').waitFor();
    await visit.shot('desk-receipts');
    await visit.leave();
    const told = await server.done('POST', '/v1/regions/441900/employer-receipts', { month: '2025-03', received_on: '2025-04-10', employers: [{ code: company, amount_fen: 1_234_567 }] });
    assert.deepEqual([told.reported, told.known_before], [0, 1]);
  });

  it('a relation that was entered twice is cleared up at its own place (N-01)', async () => {
    const { person } = who.何重复;
    await server.history(person, { region: '330100', kind: 'flexible', base_fen: 500_000, started_on: '2025-01-01' });
    const lead = await house.visit('agency', { as: 'senior-330100', path: 'reconciliation' });
    await lead.page.getByRole('link', { name: '清理' }).click();
    await say_why(lead, { present: false });
    await lead.sees('重复参保');
    assert.equal(await button(lead, '清理重复:终止这一条').count(), 1, 'the one of the other place is not theirs');
    await lead.shot('desk-duplicate');
    await done(lead, '清理重复:终止这一条');
    await lead.page.getByText('重复参保').waitFor({ state: 'hidden' });
    await lead.leave();
    const { enrolments } = await server.done('GET', `/v1/people/${person}/enrolments`);
    assert.deepEqual(enrolments.map(({ region, state, duplicate = false }) => [region, state, duplicate]), [['441900', 'active', false], ['330100', 'terminated', false]]);
  });

  it('care elsewhere and a chronic disease are taken in, shown with their own facts, decided, and ended (N-20)', async () => {
    const { person } = who.何异地;
    const officer = await house.visit('agency', { as: 'officer-441900', path: `people/${person}/intake/chronic_disease.file` });
    await say_why(officer);
    await officer.fill('门慢门特病种目录代码', 'M03900');
    await officer.fill('病种名称', '高血压');
    await officer.press('下一步');
    await officer.press('已核验原件');
    await officer.sees('齐全');
    await officer.press('提交受理');
    await officer.page.waitForURL(/cases\/chronic_disease\//);
    await officer.sees('高血压');
    const id = officer.page.url().split('/').at(-1);
    await officer.shot('desk-chronic-case');
    await officer.leave();
    await decide(house, 'officer2-441900', 'chronic_disease', id, '审核通过', { sees: '办结' });

    const again = await house.visit('agency', { as: 'officer-441900', path: `people/${person}?tab=care` });
    await say_why(again);
    await again.page.getByRole('row', { name: /高血压/ }).getByText('今天有效').waitFor();
    await again.shot('desk-care');
    await done(again, '取消备案', { 原因: '登记错了人' });
    await again.page.getByRole('row', { name: /高血压/ }).getByText('已终止', { exact: true }).waitFor();
    await again.leave();
    const { registrations } = await server.done('GET', `/v1/people/${person}/care-registrations`);
    assert.deepEqual(registrations.map(({ kind, state }) => [kind, state]), [['chronic_disease', 'ended']]);
  });

  it('calls of the hotline are read by place and at the person, without a key that was pressed (R-050)', async () => {
    const { person, number } = who.何异地;
    await server.done('POST', `/v1/people/${person}/enquiry-password`, { password }, { as: '何异地' });
    const line = { as: 'hotline' };
    let call = await server.done('POST', '/v1/hotline-calls', { dialled: '076912393', caller: '13700001234' }, line);
    for (const keys of ['1', number.replace('X', '*'), password]) call = await server.done('POST', `/v1/hotline-calls/${call.call}/steps`, { step: call.step, keys }, line);
    await server.done('POST', '/v1/hotline-calls', { dialled: '076912393' }, line);
    const lead = await house.visit('agency', { as: 'senior-441900', path: 'calls' });
    await lead.sees('137****1234');
    assert.equal(await lead.page.getByRole('row').count(), 3, 'two calls and the head');
    assert.equal(await button(lead, '电话激活').count(), 0, 'who sits at the counter does not answer the line');
    await lead.page.getByLabel('身份').selectOption({ label: '已核实' });
    await lead.page.getByText('步', { exact: false }).locator('visible=true').first().waitFor();
    await lead.page.locator('tbody summary').click();
    await lead.sees('请输入查询密码');
    await lead.shot('desk-calls');
    const said = await lead.text();
    assert.ok(!said.includes(password) && !said.includes(number));
    await lead.leave();
    const officer = await house.visit('agency', { as: 'officer-441900', path: `people/${person}?tab=calls` });
    await say_why(officer);
    await officer.sees('137****1234');
    await officer.leave();
  });

  it('a client is blocked and unblocked by the security administrator; others only read', async () => {
    const system = await house.visit('agency', { as: 'system-admin', path: 'clients' });
    await system.sees('微信小程序');
    for (const name of ['停用', '登记接入端']) assert.equal(await button(system, name).count(), 0, name);
    await system.leave();
    const visit = await house.visit('agency', { as: 'security-admin', path: 'clients' });
    const row = visit.page.getByRole('row', { name: /支付宝小程序/ });
    await done(visit, '停用接入端', { 原因: '对方证书到期' }, { open: '停用', within: row });
    await row.locator('.tag', { hasText: '已停用' }).waitFor();
    await visit.shot('desk-clients');
    const state = async () => (await server.done('GET', '/v1/clients', undefined, { as: 'auditor' })).clients.find(({ client }) => client === 'alipay-mini-program').state;
    assert.equal(await state(), 'blocked');
    await done(visit, '恢复接入端', { 原因: '证书已更换' }, { open: '恢复', within: row });
    await row.locator('.tag', { hasText: '使用中' }).waitFor();
    assert.equal(await state(), 'active');
    const { dialog } = await step(visit, '登记接入端', { 接入端代码: 'dongguan-app', 名称: '东莞医保', 渠道: '参保地部门 APP' });
    await dialog.getByRole('checkbox', { name: '参保人', exact: true }).check();
    await dialog.getByRole('button', { name: '登记接入端', exact: true }).click();
    await dialog.getByRole('alert').waitFor();  // of one place, and none is named
    await visit.shot('desk-client-refused');
    await dialog.getByLabel(/只为一个参保地/).selectOption('441900');
    await dialog.getByRole('button', { name: '登记接入端', exact: true }).click();
    await visit.page.getByRole('row', { name: /东莞医保/ }).waitFor();
    await visit.leave();
  });

  it('an operator verifies and sees what came of it; an auditor verifies, and no more', async () => {
    const visit = await house.visit('agency', { as: 'operator' });
    await visit.page.getByRole('heading', { name: '运维' }).waitFor();
    const verify = visit.page.getByRole('region', { name: '从数据行重新计算全部不变量', exact: true });
    await verify.getByRole('button', { name: /开始/ }).click();
    await verify.getByText('成功', { exact: true }).waitFor();
    await visit.shot('desk-operations');
    await visit.sees('yibao backup');
    await visit.leave();
    const told = await server.done('GET', '/v1/operations/verify', undefined, { as: 'auditor' });
    assert.deepEqual([told.state, told.exit_code], ['done', 0]);
    const auditor = await house.visit('agency', { as: 'auditor', path: 'operations' });
    await auditor.page.getByRole('button', { name: /开始/ }).first().waitFor();
    assert.equal(await auditor.page.getByRole('button', { name: /开始/ }).count(), 1);
    await auditor.leave();
  });

  it('a whole company moves: the origin accepts, the target approves (N-26)', async () => {
    const target = await server.done('POST', '/v1/employers', { region: '330100', code: '91440300MA5G9K8T27', name: '华联电子杭州' }, { as: 'officer-330100' });
    assert.ok(target.employer);
    const { employer } = await server.done('POST', '/v1/employers', { region: '441900', code: '91110108MA01KPGK9G', name: '示例机械' });
    const lead = await house.visit('agency', { as: 'officer-441900', path: 'employers' });
    // Found by words of its name, by its code; what is no employer is said to be none.
    for (const words of ['例机', '91110108MA01KPGK9G']) {
      await lead.fill('统一社会信用代码,或者单位名称', words);
      await lead.press('查找单位');
      await lead.sees('现欠费款');
      assert.equal(new URL(lead.page.url()).searchParams.get('employer'), employer);
    }
    await lead.fill('统一社会信用代码,或者单位名称', '没有这家');
    await lead.press('查找单位');
    await lead.sees('没有这样的单位');
    await lead.page.reload();
    await lead.sees('示例机械');
    await done(lead, '申请成建制转移', { 转入单位统一社会信用代码: '91440300MA5G9K8T27', 自哪一天起办理: '2025-05-01' });
    await lead.page.getByRole('link', { name: '待转出地受理' }).click();
    await done(lead, '受理');
    await lead.sees('待转入地审核');
    assert.equal(await button(lead, '审核通过').count(), 0, 'the other place approves');
    await lead.shot('desk-company-move');
    await lead.leave();
    const other = await house.visit('agency', { as: 'officer-330100', path: 'company-moves' });
    await other.press('待本机构办理');
    await other.page.getByRole('row', { name: /示例机械/ }).getByText('待本机构').waitFor();
    await other.shot('desk-company-moves');
    await other.page.getByRole('link', { name: '示例机械' }).click();
    await done(other, '审核通过');
    await other.sees('逐人办理中');
    await other.leave();
    const [move] = (await server.done('GET', `/v1/employers/${employer}/company-moves`)).moves;
    assert.equal(move.state, 'approved');
  });

  it('a window that only looks up sees what it may, and no refusals (R-052)', async () => {
    const visit = await house.visit('agency', { as: 'community-441900', path: `people/${who.何异地.person}` });
    await say_why(visit);
    for (const tab of await visit.page.getByRole('tab').all()) {
      await tab.click();
      await visit.settle();
    }
    assert.equal(await visit.page.getByRole('alert').count(), 0, await visit.text('main'));
    assert.equal(await visit.page.getByRole('tab', { name: '热线' }).count(), 0);
    await visit.leave();
  });
});
