// What the tests of the participant's pages start from: somebody who left 东莞 with a balance and is
// enrolled in 杭州, signed in on the app.
import { identityNumber } from './harness.mjs';
import { png } from '../functional/harness.mjs';

export const picture = (name) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: png(640, 400) });

// On a fresh server: the person's id, number and token ("own").
export async function moved(server, { name = '张三丰', fen = 1_234_567, token = 'own' } = {}) {
  const number = identityNumber();
  const person = await server.person({ name, fen, identity_number: number });
  await server.history(person, { region: '441900',
    kind: 'flexible', base_fen: 500_000, started_on: '2025-01-01', suspended_on: '2025-04-01' });
  await server.done('POST', `/v1/people/${person}/enrolments`,
    { region: '330100', kind: 'flexible', base_fen: 500_000 }, { as: 'officer-330100' });
  await server.issueTokens({ [token]: ['--role', 'participant', '--person', person, '--channel', 'app'] });
  server.tokens[`${token}.id`] = person;
  return { person, number, name };
}
