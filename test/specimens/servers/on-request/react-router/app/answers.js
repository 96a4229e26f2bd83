import { count } from '../node-count.mjs';
import { answer } from '../web-routes.mjs';

export const loader = ({ request }) => answer(request, count);
export const action = loader;
