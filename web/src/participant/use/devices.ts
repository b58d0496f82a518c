// 摄像头、麦克风: whether they work is tried, not asked. Streams are let go at once.
import { onScopeDispose, reactive, ref, shallowRef } from 'vue';

export type Works = 'unknown' | 'works' | 'fails';

export function useDevices() {
  const devices = reactive<{ camera: Works; microphone: Works }>({ camera: 'unknown', microphone: 'unknown' });
  const picture = shallowRef<MediaStream | null>(null);
  const checking = ref(false);
  const letGo = () => { picture.value?.getTracks().forEach((track) => track.stop()); picture.value = null; };

  async function tried(wish: MediaStreamConstraints): Promise<MediaStream | null> {
    return navigator.mediaDevices?.getUserMedia(wish).catch(() => null) ?? null;
  }
  async function check() {
    checking.value = true;
    letGo();
    const sound = await tried({ audio: true });
    devices.microphone = sound ? 'works' : 'fails';
    sound?.getTracks().forEach((track) => track.stop());
    picture.value = await tried({ video: { facingMode: 'user' } });
    devices.camera = picture.value ? 'works' : 'fails';
    checking.value = false;
  }
  onScopeDispose(letGo);
  return { devices, picture, checking, check, letGo };
}
