// Goal: a card's life from both sides: activated on line with camera, microphone and real-name level
// looked at first, at the counter, at a till, by telephone, and what works is offered where one of
// them does not; lost, replaced, made, handed over.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { House } from './harness.mjs';
import { say_why } from './agency.mjs';
import { choose, decide, file_application, insured } from './journeys.mjs';

const region = '440500';
const officer = `officer-${region}`;
const seen = ['identity_document', 'identity_document_copy', 'social_security_card'];

describe('the life of a card', () => {
  let house;
  let server;
  let who;
  const cards = async (name) => {
    const told = await server.done('GET', `/v1/people/${who[name].person}/cards`, undefined, { as: name });
    return { ...told, now: told.cards.find((each) => each.card === told.current) };
  };
  // A card ordered, made and handed over.
  async function hand_over(name, number) {
    const { person } = who[name];
    const draft = await server.done('POST', `/v1/people/${person}/card-orders`, { region, bank: 'bank_of_china', why: 'first', sighted: seen }, { as: officer });
    const { card } = await server.done('POST', `/v1/card-orders/${draft.case}/confirmation`, { form_digest: draft.form_digest }, { as: officer });
    const path = `/v1/people/${person}/cards/${card}`;
    await server.done('POST', `${path}/production`, { event: 'send_to_maker' }, { as: officer });
    await server.done('POST', `${path}/production`, { event: 'make', number }, { as: officer });
    await server.done('POST', `${path}/collection`, { sighted: seen }, { as: officer });
    return card;
  }
  // As a reader types: all keys within a turn of the page, however busy this machine is.
  const read_card = (visit, number) => visit.page.locator('input[name=presented]').evaluate((field, text) => {
    for (const key of text) {
      field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      field.value += key;
      field.dispatchEvent(new InputEvent('input', { data: key, bubbles: true }));
    }
  }, number);
  // A telephone whose camera or microphone is taken by something else.
  const without = (visit, what) => visit.page.addInitScript((broken) => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wish) => (wish[broken] ? Promise.reject(new DOMException('taken', 'NotReadableError')) : real(wish));
  }, what);

  before(async () => {
    house = await House.open({ media: true });
    server = house.server;
    await server.issueTokens({ [`senior-${region}`]: ['--role', 'senior_officer', '--region', region, '--id', '911', '--channel', 'counter'] });
    who = await insured(server, { 陈线: { phone: '13800002222' }, 陈窗: {}, 陈首: {}, 陈失: { phone: '13800002225' } }, { region });
    let at = 0;
    for (const name of Object.keys(who)) who[name].card = await hand_over(name, `E3000000${++at}`);
  });
  after(() => house?.close());

  for (const [what, words] of [['video', '摄像头:不可用'], ['audio', '麦克风:不可用']]) {
    it(`without ${what} the other ways stand there, and nothing is activated (R-133)`, async () => {
      const visit = await house.visit('app', { as: '陈线' });
      await without(visit, what);
      await visit.go(`card/${who.陈线.card}/activation`);
      if (what === 'video') {  // nobody's face is asked for before they agree (N-27)
        assert.equal(await visit.page.getByRole('button', { name: '开始检查' }).isEnabled(), false);
        await visit.page.getByLabel('同意').click();
      }
      await visit.press('开始检查');
      await visit.sees(words);
      await visit.sees('摄像头或麦克风不可用');
      const said = await visit.text('#main');
      for (const way of ['银行网点', '95566', '经办窗口', '首次就医时', '电话激活', '12393']) assert.ok(said.includes(way), way);
      assert.equal(await visit.page.getByRole('button', { name: '人脸识别并激活' }).count(), 0);
      await visit.shot(`journey-activation-no-${what}`);
      await visit.leave();
    });
  }

  it('a real-name level that is too low is raised first, then the face activates (R-131, R-134)', async () => {
    const visit = await house.visit('app', { as: '陈线', path: 'card' });
    await visit.page.getByRole('link', { name: '激活', exact: true }).click();
    await visit.press('开始检查');
    await visit.sees('摄像头:正常');
    await visit.sees('麦克风:正常');
    await visit.press('人脸识别并激活');
    await visit.page.getByRole('alert').getByText('尚未注册').first().waitFor();
    assert.match(visit.page.url(), /activation$/, 'who has not registered is not signed out for it');
    await visit.shot('journey-activation-level');
    await visit.page.getByRole('link', { name: '提升实名等级' }).click();
    await visit.page.locator('summary', { hasText: '实名等级' }).click();
    await visit.press('提升实名等级');
    await visit.page.locator('summary', { hasText: /实名等级 [23]/ }).waitFor();
    await visit.go(`card/${who.陈线.card}/activation`);
    await visit.press('开始检查');
    await visit.press('人脸识别并激活');
    await visit.sees('医保功能已激活');
    await visit.shot('journey-activated');
    await visit.leave();
    assert.equal((await cards('陈线')).now.medical_function, 'active');
  });

  it('at the counter, with the originals seen', async () => {
    const visit = await house.visit('agency', { as: officer, path: `people/${who.陈窗.person}` });
    await say_why(visit);
    await visit.page.getByRole('tab', { name: '卡与凭证' }).click();
    await visit.page.getByRole('tabpanel').getByRole('button', { name: '窗口激活' }).click();
    const dialog = visit.page.getByRole('dialog', { name: '窗口激活' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: '窗口激活' }).click();
    await dialog.getByRole('alert').waitFor();  // what was not seen is named
    await visit.shot('journey-activation-counter-missing');
    for (const box of await dialog.locator('input[type=checkbox]').all()) {
      if (/身份证件|社会保障卡|社保卡/.test(await box.locator('..').innerText())) await box.check();
    }
    await dialog.getByRole('button', { name: '窗口激活' }).click();
    await visit.sees('医保功能已激活');
    await visit.shot('journey-activation-counter');
    await visit.leave();
  });

  it('at a till, by the first use of the card (R-128)', async () => {
    const visit = await house.visit('provider', { as: `cashier-${region}` });
    await visit.go('');
    await visit.page.getByText('社保卡', { exact: true }).click();
    await read_card(visit, 'E30000003');
    await visit.press('查询');
    await visit.settle();
    await visit.shot('journey-first-use');
    await visit.sees('陈*');
    await visit.settle();
    await visit.shot('journey-first-use');
    const activate = visit.page.getByRole('button', { name: /激活/ });
    if (await activate.count()) { await activate.first().click(); await visit.settle(); }
    await visit.fill('金额', '3');
    await visit.press('收费');
    await visit.press('确认收费');
    await visit.sees('收费完成');
    await visit.leave();
    assert.equal((await cards('陈首')).now.medical_function, 'active');
  });

  it('lost: stopped at once, replaced by the desk, the old number void (R-068, R-069)', async () => {
    const visit = await house.visit('app', { as: '陈失', path: 'card' });
    await visit.page.getByRole('link', { name: '挂失与损坏' }).click();
    await visit.press('确认挂失');
    await visit.press('完成');
    await visit.sees('卡已挂失');
    await visit.page.getByRole('link', { name: '补换卡' }).click();
    await visit.page.waitForURL(/card_order/);
    const id = await file_application(visit, `card_order?why=loss&region=${region}&bank=bank_of_china`, async () => undefined);
    assert.equal(await visit.page.getByText('办结', { exact: true }).count(), 0, 'a card that is being made is not 办结');
    assert.equal(await visit.page.getByRole('button', { name: '催办' }).count(), 0, 'nothing is late');
    await visit.shot('journey-replacement-filed');
    await visit.page.getByRole('link', { name: '看社保卡' }).click();
    for (const words of ['最迟制成', '领取地点', '汕头市经办机构窗口', '制成后会发消息通知您']) await visit.sees(words);
    for (const gone of ['补换卡', '解除挂失']) assert.equal(await visit.page.getByRole('link', { name: gone }).count(), 0, gone);
    await visit.shot('journey-card-being-made');
    await visit.leave();
    const told = await server.done('GET', `/v1/card-orders/${id}`, undefined, { as: '陈失' });
    if (told.state === 'review') await decide(house, officer, 'card_order', id, '审核通过', { sees: '办结' });
    const desk = await house.visit('agency', { as: officer, path: 'cards' });
    for (const [tab, button, fill] of [['待制卡', '制卡登记', { event: '送制卡' }], ['制卡中', '制卡登记', { event: '制成', number: 'E30000099' }], ['待领取', '领卡', {}]]) {
      await desk.page.getByRole('button', { name: tab, exact: true }).click();
      await desk.settle();
      const row = desk.page.getByRole('row', { name: /陈/ });
      await row.getByRole('button', { name: button }).click();
      const dialog = desk.page.getByRole('dialog', { name: button });
      await dialog.waitFor();
      if (fill.event) await dialog.locator('select').first().selectOption({ label: fill.event });
      if (fill.number) await dialog.getByLabel(/卡号/).fill(fill.number);
      for (const box of await dialog.locator('input[type=checkbox]').all()) {
        if (/身份证件|社会保障卡|社保卡/.test(await box.locator('..').innerText())) await box.check();
      }
      await dialog.getByRole('button', { name: button }).click();
      await dialog.waitFor({ state: 'hidden' });
    }
    await desk.shot('journey-card-desk');
    await desk.leave();
    const after_it = await cards('陈失');
    assert.equal(after_it.now.production, 'taken');
    assert.notEqual(after_it.current, who.陈失.card);
    const back = await house.visit('app', { as: '陈失', path: 'card' });
    await back.sees('****0099');
    await back.page.getByRole('link', { name: '激活', exact: true }).waitFor();
    await back.shot('journey-card-replaced');
    await back.leave();
  });
});
