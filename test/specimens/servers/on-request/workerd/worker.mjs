import { answer } from './web-routes.mjs';

export default { fetch: (request) => answer(request) };
