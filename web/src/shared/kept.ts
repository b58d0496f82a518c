// What a tab keeps of whoever sits before it, and until when. A session that ran out takes what was
// looked up, but not what was typed: that waits for the same one to come back. Who signs out, or finds
// somebody else's things here, leaves nothing. Other tabs are told, for the session is theirs too.
const prefix = 'yibao_';
const drafts = ['yibao_draft:', 'yibao_form:'];
const owner = 'yibao_owner';
const news = 'yibao_session';

function drop(goes: (name: string) => boolean): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(prefix) && goes(name)) sessionStorage.removeItem(name);
}

export const dropSession = () => drop((name) => name !== owner && !drafts.some((each) => name.startsWith(each)));
export const dropAll = () => drop(() => true);

// Whoever is signed in now; `other` where this tab was somebody else's.
export function belongsTo(who: string): { other: boolean } {
  const before = sessionStorage.getItem(owner);
  const other = before !== null && before !== who;
  if (other) drop((name) => name !== 'yibao_token');
  sessionStorage.setItem(owner, who);
  return { other };
}

// To the other tabs: somebody signed in here, or out.
export function tellTabs(what: 'in' | 'out'): void {
  localStorage.setItem(news, `${what} ${Date.now()}`);
}

// A tab with a token of its own has no part in the session of the browser.
export function watchTabs(): void {
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key !== news || !newValue || sessionStorage.getItem('yibao_token')) return;
    if (newValue.startsWith('out')) dropAll();
    location.reload();
  });
}
