// A caption file replaces the transcript.
import { checked, send } from './http.js';
import { inWords } from './words.js';

export function startCaptionsFile(form, { clip, saver }) {
  const place = form.querySelector('[data-captions-file]');
  const input = place.querySelector('input');
  const say = place.querySelector('[data-captions-say]');
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (!file) return;
    const contentType = file.name.toLowerCase().endsWith('.srt') ? 'application/x-subrip' : 'text/vtt';
    say.textContent = inWords('sending_captions');
    try {
      await saver.flush();
      await checked(await send('PUT', `/api/v1/clips/${encodeURIComponent(clip)}/captions`, file, { contentType }));
      location.reload();
    } catch (error) {
      say.textContent = inWords('captions_kept', { problem: error.message });
    }
  });
}
