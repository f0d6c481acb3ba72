// The feedback on a clip without its player.
import { startFeedback } from './feedback.js';

startFeedback(null, null);
