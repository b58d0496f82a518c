// Which provider this till belongs to: set once on the machine. It is no secret, and opens nothing by
// itself: the server asks whose session it is.
import { ref, watch } from 'vue';

const kept = 'yibao_provider';
export const provider = ref(localStorage.getItem(kept) ?? '');
watch(provider, (code) => localStorage.setItem(kept, code));

// 定点医药机构编码: H or P, the six digits of the region, five of a serial.
export const isProvider = (code: string) => /^[HP]\d{11}$/.test(code);

export interface Medium { works: boolean; active?: boolean; reasons: { rule: string; title: string; detail: string }[] }
export interface Presented {
  person: string;
  name: string;
  identity_number: string;
  died_on?: string;
  money: { spendable_fen: number; region?: string; region_name?: string; elsewhere?: boolean; reasons?: Medium['reasons'] };
  media: Record<'id_card' | 'card' | 'e_certificate', Medium>;
}

// What was presented, as the payment will name it again.
export type Means = { medium: 'e_certificate'; code: string } | { medium: 'id_card' } |
  { medium: 'card'; card_number: string; card_read: boolean };
