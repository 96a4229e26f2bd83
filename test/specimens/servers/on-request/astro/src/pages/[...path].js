import { count } from '../../node-count.mjs';
import { answer } from '../../web-routes.mjs';

export const ALL = ({ request }) => answer(request, count);
