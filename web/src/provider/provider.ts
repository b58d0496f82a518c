// Which institution this till belongs to: that of the cashier who is signed in. Whoever is no cashier
// (an auditor) says which one to look at. It opens nothing by itself: the server asks whose session it is.
import { computed, ref, watch } from 'vue';
import { me } from '@/front/session';

const kept = 'yibao_provider';
export const looked_at = ref(localStorage.getItem(kept) ?? '');
watch(looked_at, (code) => localStorage.setItem(kept, code));
export const own = computed(() => me.value?.institution as string | undefined);
export const provider = computed(() => own.value ?? (me.value?.role === 'provider_cashier' ? '' : looked_at.value));

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
