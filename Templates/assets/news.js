// Quiet hours are hours of the clock on this very wall.
const field = document.querySelector('[data-news-settings] [name=clock_offset]');
field.value = String(-new Date().getTimezoneOffset());
