import { count } from '../node-count.mjs';
import { answer } from '../web-routes.mjs';

export default { fetch: (request) => answer(request, count) };
