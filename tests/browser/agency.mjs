// What the tests of the agency's console start from: somebody who has left 东莞 with a balance and is
// enrolled in 杭州, a transfer of theirs that was accepted, and an officer's visit to a page.
import { identityNumber } from './harness.mjs';
import { png } from '../functional/harness.mjs';

// An agency with its contacts: proposed by one, decided by another.
export async function agency(server, region, name) {
  await server.done('POST', `/v1/agencies/${region}/changes`, { name, address: '示例路一号', phone: '0000-0000000',
    hotlines: ['12393'], hours: '工作日 9:00-17:00', on_system: true }, { as: `officer-${region}` });
  await server.done('POST', `/v1/agencies/${region}/changes/decide`, { change: 1, decision: 'approve' }, { as: `senior-${region}` });
}

export async function moved(server, { name = '张三丰', fen = 1_234_567, token = 'own' } = {}) {
  const number = identityNumber();
  const person = await server.person({ name, fen, identity_number: number });
  await server.history(person, { region: '441900',
    kind: 'flexible', base_fen: 500_000, started_on: '2025-01-01', suspended_on: '2025-04-01' });
  await server.done('POST', `/v1/people/${person}/enrolments`,
    { region: '330100', kind: 'flexible', base_fen: 500_000 }, { as: 'officer-330100' });
  await server.issueTokens({ [token]: ['--role', 'participant', '--person', person, '--channel', 'app'] });
  return { person, number, name };
}

// Filed by the person themself, with both sides of the card; answers the case.
export async function applied(server, who, as = 'own') {
  const draft = await server.done('POST', `/v1/people/${who.person}/transfers`,
    { name: who.name, identity_number: who.number, origin: '441900', target: '330100' }, { as });
  const path = `/v1/transfers/${draft.case}`;
  for (const slot of ['identity_card_front', 'identity_card_back']) {
    await server.done('POST', `${path}/materials`, { slot, content: png(64, 40).toString('base64') }, { as });
  }
  await server.done('POST', `${path}/confirmation`, { form_digest: draft.form_digest }, { as });
  return draft.case;
}

export const at_case = (id, service = 'relation_transfer') => `cases/${service}/${id}`;

// A step in its dialog: the button of the page, what the dialog asks, and its own button.
export async function step(visit, name, fill = {}) {
  await visit.page.getByRole('group', { name: '办理', exact: true }).getByRole('button', { name }).click();
  const dialog = visit.page.getByRole('dialog', { name });
  await dialog.waitFor();
  for (const [label, value] of Object.entries(fill)) await dialog.getByLabel(label).first().fill(value);
  await dialog.getByRole('button', { name, exact: true }).click();
  return dialog;
}

export async function say_why(visit, { present = true } = {}) {
  await visit.sees(/查询事由|What for/);
  if (present) await visit.page.getByLabel(/本人在场|Person present/).check();
  await visit.press(/^(查看|Look)$/);
}
