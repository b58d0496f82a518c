// What the journeys from both sides share: somebody insured on a fresh server, an application filed on
// the telephone from the form to the case, and an officer's step on it at the desk.
import { identityNumber } from './harness.mjs';
import { at_case, step } from './agency.mjs';
import { picture } from './participant.mjs';

// People on record of 东莞, insured and with money, each with a token of their own under their name.
// Tokens are issued once for all: each issue is a restart.
export async function insured(server, people, { region = '441900' } = {}) {
  const officer = { as: `officer-${region}` };
  const known = {};
  for (const [name, { fen = 100_000, employed = false, kind = 'flexible', tokens, ...more }] of Object.entries(people)) {
    const number = more.identity_number ?? identityNumber();
    const person = await server.person({ name, ...more, identity_number: number });
    if (fen) await server.credit(person, fen, region);
    if (employed !== null) {
      await server.done('POST', `/v1/people/${person}/enrolments`, kind === 'flexible' ? { region, kind, base_fen: 500_000 } : { region, kind }, officer);
    }
    known[name] = { person, number, name };
  }
  await server.issueTokens(Object.fromEntries(Object.entries(known).map(([name, { person }]) =>
    [name, ['--role', 'participant', '--person', person, '--channel', 'app']])));
  return known;
}

// From the first field to the case: what `fill` does to the form, a picture for each material, the
// summary, the tick, the confirmation. Answers the case's id; the visit stands on its page.
export async function file_application(visit, address, fill) {
  await visit.go(`apply/${address}`);
  await fill(visit.page);
  await visit.press('下一步');
  const agree = visit.page.getByLabel('以上信息无误');
  const upload = visit.page.locator('input[type=file]').first();
  await agree.or(upload).first().waitFor({ state: 'attached' });
  const slots = visit.page.locator('input[type=file]');
  for (let at = 0; at < await slots.count(); ++at) {
    await slots.nth(at).setInputFiles(picture(`slot${at}`));
    await visit.page.getByText('已上传').nth(at).waitFor();
  }
  if (await slots.count()) await visit.press('下一步');
  await agree.check();
  await visit.press('确认提交');
  await visit.page.waitForURL(/\/cases\//);
  await visit.settle();
  return visit.page.url().split('/').at(-1);
}

export const choose = (page, label, words) => page.getByLabel(label).first().selectOption(typeof words === 'string' ? { label: words } : words);

// An officer opens the case, ticks every material, and takes the step; what comes of it is seen.
export async function decide(house, as, service, id, name, { fill = {}, sees, refused } = {}) {
  const visit = await house.visit('agency', { as, path: at_case(id, service) });
  const group = visit.page.getByRole('group', { name: '办理', exact: true });
  await group.waitFor();
  for (const box of await visit.page.locator('main li input[type=checkbox]').all()) await box.check();
  const dialog = await step(visit, name, fill);
  if (refused) {
    await dialog.getByRole('alert').getByText(refused).first().waitFor();
    await visit.shot(`refused-${service}-${as}`);
  } else {
    await visit.page.getByRole('status').getByText('已登记').first().waitFor();
    await visit.settle();
    if (sees) await visit.page.locator('.head .tag').getByText(sees, { exact: true }).first().waitFor();
  }
  await visit.leave();
}
