import { count } from '../../node-count.mjs';
import { answer } from '../../web-routes.mjs';

export const prerender = false;
export const ALL = ({ request }) => answer(request, count);
