// Due dates are days on the calendar of this browser's place: the server is told of it once, and again when it changes. An
// address that is to be copied is made whole here, because the server need not know how it is reached.
import { send } from './http.js';

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && localStorage.getItem('time-zone') !== zone) {
  send('PUT', '/api/v1/me/time-zone', { time_zone: zone }).then((answer) => {
    if (answer.ok) localStorage.setItem('time-zone', zone);
  }).catch(() => {}); // next time
}

for (const field of document.querySelectorAll('[data-whole-address]')) field.value = new URL(field.value, location).href;
