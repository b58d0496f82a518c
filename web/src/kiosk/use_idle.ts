// Nobody at the machine any more: after a while a countdown, and then the end of the session. Any
// touch or key says that somebody is still there.
import { onBeforeUnmount, onMounted, ref } from 'vue';

const quietSeconds = 60;
const countdownSeconds = 15;
const signs = ['pointerdown', 'keydown', 'wheel'] as const;

export function useIdle(gone: () => void) {
  const left = ref<number | null>(null);  // seconds until the end, while it is being counted down
  let lastSign = Date.now();
  let timer = 0;

  const here = () => { lastSign = Date.now(); left.value = null; };
  function look() {
    // By the clock, not by counting ticks: a browser may sleep.
    const quiet = Math.floor((Date.now() - lastSign) / 1000);
    if (quiet < quietSeconds) return;
    const rest = quietSeconds + countdownSeconds - quiet;
    if (rest > 0) { left.value = rest; return; }
    here();
    gone();
  }
  onMounted(() => {
    for (const sign of signs) window.addEventListener(sign, here, { passive: true });
    timer = window.setInterval(look, 500);
  });
  onBeforeUnmount(() => {
    for (const sign of signs) window.removeEventListener(sign, here);
    window.clearInterval(timer);
  });
  return { left, here };
}
