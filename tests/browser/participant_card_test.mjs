// Goal: the card as its holder lives it: activation with camera and microphone checked first, and
// what else works where they do not; loss at once, and undone.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { House } from './harness.mjs';
import { picture } from './participant.mjs';

describe('the card, by its holder', () => {
  let house;
  const card = async (name) => {
    const told = await house.server.done('GET', `/v1/people/${house.server.tokens[`${name}.id`]}/cards`, undefined, { as: name });
    return { ...told, now: told.cards.find((each) => each.card === told.current) };
  };
  before(async () => { house = await House.open({ demo: true, today: '2026-01-15' }); });
  after(() => house?.close());

  it('without a camera the three other ways are offered, and nothing is activated (R-133)', async () => {
    const { now } = await card('金一');
    const visit = await house.visit('app', { as: '金一', path: `card/${now.card}/activation` });
    await visit.page.getByLabel('同意').click();  // to a face being compared (N-27)
    await visit.press('开始检查');
    await visit.sees('摄像头或麦克风不可用');
    const said = await visit.text('#main');
    for (const way of ['银行网点', '经办窗口', '首次就医时', '电话激活']) assert.match(said, new RegExp(way));
    assert.equal(await visit.page.getByRole('button', { name: '人脸识别并激活' }).count(), 0);
    await visit.shot('participant-activation-no-camera');
    await visit.leave();
    assert.equal((await card('金一')).now.medical_function, 'inactive');
  });

  it('a card that is void is told last, and as void (R-070, R-084)', async () => {
    const { cards } = await card('周失');
    assert.ok(cards[0].dead_on && !cards.at(-1).dead_on, 'the older one comes first from the server');
    for (const elder of [false, true]) {
      const visit = await house.visit('app', { as: '周失', path: 'card', elder });
      await visit.sees(/已作废/);
      const said = await visit.text('#main');
      assert.ok(said.indexOf('已激活') < said.indexOf('已作废'), said);
      assert.ok(!said.slice(said.indexOf('已作废'), said.indexOf('电子凭证')).includes('未激活'), said);
      await visit.sees('已补换新卡');
      await visit.shot(`participant-card-void${elder ? '-elder' : ''}`);
      await visit.leave();
    }
  });

  it('a loss holds at once, and who has found the card undoes it on line (R-068, R-077)', async () => {
    const visit = await house.visit('app', { as: '陈线', path: 'card' });
    await visit.page.getByRole('link', { name: '挂失与损坏' }).click();
    await visit.sees('可以在线解除挂失');  // as the card page and the sealed page say (R-070, R-077)
    assert.doesNotMatch(await visit.text('#main'), /须携带身份证/);
    await visit.press('确认挂失');
    await visit.sees('已挂失');
    await visit.sees('接下来');
    for (const way of ['补换卡', '卡找到了:解除挂失']) await visit.page.getByRole('link', { name: way }).waitFor();
    await visit.shot('participant-card-after-loss');
    await visit.press('完成');
    await visit.sees('卡已挂失');
    assert.equal((await card('陈线')).card, 'stopped');
    await visit.page.getByRole('link', { name: '解除挂失' }).click();
    await visit.press('下一步');
    await visit.page.locator('input[type=file]').first().waitFor({ state: 'attached' });
    const slots = visit.page.locator('input[type=file]');
    for (let i = 0; i < await slots.count(); ++i) {
      await slots.nth(i).setInputFiles(picture(`slot${i}`));
      await visit.page.getByText('已上传').nth(i).waitFor();
    }
    await visit.press('下一步');
    await visit.page.getByLabel('以上信息无误').check();
    await visit.press('确认提交');
    await visit.page.waitForURL(/cases\/seal-releases\//);
    await visit.sees('办结');
    await visit.leave();
    assert.equal((await card('陈线')).card, 'allowed');
  });
});
