// 长辈版: one switch, remembered on the device. Larger letters, larger targets, fewer entries; the
// styles follow the attribute on the root, so that every page has it without asking.
import { ref, watchEffect } from 'vue';

const kept = 'yibao_elder';
export const elder = ref(localStorage.getItem(kept) === 'yes');

watchEffect(() => {
  document.documentElement.dataset.elder = elder.value ? 'yes' : 'no';
  localStorage.setItem(kept, elder.value ? 'yes' : 'no');
});
