// Only the rows in sight are in the page, however many there are: each has the same height, so that
// where one scrolls is which rows one sees.
import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

const beyond = 8;  // rows kept above and below what is in sight

export function useRows(count: () => number, height: number, box: Ref<HTMLElement | null>) {
  const top = ref(0);
  const seen = ref(600);
  let watching: ResizeObserver | undefined;
  const look = () => {
    if (!box.value) return;
    top.value = box.value.scrollTop;
    seen.value = box.value.clientHeight;
  };
  onMounted(() => {
    if (!box.value) return;
    watching = new ResizeObserver(look);
    watching.observe(box.value);
    box.value.addEventListener('scroll', look, { passive: true });
    look();
  });
  onBeforeUnmount(() => {
    watching?.disconnect();
    box.value?.removeEventListener('scroll', look);
  });
  const from = computed(() => Math.max(0, Math.floor(top.value / height) - beyond));
  const until = computed(() => Math.min(count(), Math.ceil((top.value + seen.value) / height) + beyond));
  function show(index: number) {
    if (!box.value) return;
    const above = index * height;
    if (above < box.value.scrollTop) box.value.scrollTop = above;
    else if (above + height > box.value.scrollTop + box.value.clientHeight) {
      box.value.scrollTop = above + height - box.value.clientHeight;
    }
  }
  return { from, until, show };
}
