// In a demonstration the server offers sign-ins and shows its telephones, and the outside face
// service is played by a word. Where there is none, /demo answers nothing.
import { get } from '@/shared/api';
import { useLoading } from './loading';

export interface DemoPerson { kind: string; name: string; phone: string; password: string; person: string }

export function useDemo() {
  return useLoading(() => get<{ sign_ins?: DemoPerson[] }>('/demo/sign-ins')
    .then((told) => (told.sign_ins ?? []).filter((each) => each.kind === 'person'))
    .catch(() => [] as DemoPerson[]));
}
export const isDemo = (told: DemoPerson[] | null) => !!told?.length;
// What a face check of the outside service would bring back.
export const demoProof = 'passed';

// The last message that the demo's telephone has received.
export async function demoMessage(phone: string): Promise<string> {
  const told = await get<{ messages: { text: string }[] }>('/demo/messages', { phone }).catch(() => null);
  return told?.messages[0]?.text ?? '';
}
