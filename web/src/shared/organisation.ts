// 机构统一登录: staff show themselves at their organisation's own sign-in (OpenID Connect), which sends them back
// to the one page that it knows (oidc_redirect). That may be of another door than the one they came to: what came
// back is passed on to the page where it began, which opens the session as the client that it is.
import { onMounted, ref, shallowRef } from 'vue';
import { get, post, Problem } from './api';
import { english } from './language';

// From before there is a session, so that nothing that ends one takes it (shared/kept.ts).
const place = 'organisation_sign_in';
interface Begun { binding: string; page: string; to: string }
interface Offered { connected: boolean; address: string; binding: string }

export interface Back { code: string; returned_state: string; binding: string; to: string; refused: boolean }

// What the address of this page brings back, once; nothing where it brings nothing, or belongs to another page.
function cameBack(): Back | null {
  const given = new URLSearchParams(location.search);
  const [code, state] = [given.get('code'), given.get('state')];
  if (!state || (!code && !given.has('error'))) return null;
  const begun = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Begun | null;
  if (begun && begun.page !== location.pathname) {
    location.replace(begun.page + location.search);
    return null;
  }
  sessionStorage.removeItem(place);
  history.replaceState(history.state, '', location.pathname);
  return { code: code ?? '', returned_state: state, binding: begun?.binding || 'none', to: begun?.to ?? '/', refused: !code };
}

const notLetIn = () => (english.value
  ? new Problem(403, 'organisation_refused', 'The organisation did not let you in', 'You cancelled the sign-in at your organisation, or it was not granted.',
    [], ['Please sign in again; if that fails, ask the system administrator of your agency, or use an account of this system.'])
  : new Problem(403, 'organisation_refused', '机构统一登录没有通过', '您在机构的登录页面取消了登录,或者没有获准。',
    [], ['请重新登录;仍不成功请联系本机构的系统管理员,或者用账号登录。']));

// For a sign-in page: whether the organisation is offered, the way there, and who came back by it. `entered` is
// called when the session is open.
export function useOrganisation(entered: (to: string) => Promise<void>) {
  const offered = ref(false);
  const busy = ref(false);
  const problem = shallowRef<Problem | null>(null);

  async function tell(work: () => Promise<void>) {
    busy.value = true;
    problem.value = null;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problem.value = error;
    } finally {
      busy.value = false;
    }
  }
  const goThere = (to: string) => tell(async () => {
    const { address, binding } = await get<Offered>('/v1/sessions/organisation');
    sessionStorage.setItem(place, JSON.stringify({ binding, page: location.pathname, to }));
    location.assign(address);
  });
  const open = ({ to, refused, ...means }: Back) => tell(async () => {
    if (refused) throw notLetIn();
    sessionStorage.removeItem('yibao_token');
    await post('/v1/sessions', { kind: 'organisation', ...means });
    await entered(to);
  });
  onMounted(async () => {
    const back = cameBack();
    if (back) await open(back);
    // Where it does not answer, whoever works here has an account still.
    offered.value = await get<Offered>('/v1/sessions/organisation').then((told) => told.connected, () => false);
  });
  return { offered, busy, problem, goThere };
}
