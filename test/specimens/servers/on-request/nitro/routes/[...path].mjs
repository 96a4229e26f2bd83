import { defineEventHandler, toWebRequest } from 'h3';
import { count } from '../node-count.mjs';
import { answer } from '../web-routes.mjs';

// A stream as it is; what has an end as a value, which is what handlers mostly return.
export default defineEventHandler(async (event) => {
  const response = await answer(toWebRequest(event), count);
  const isStream = event.path === '/stream' || event.path === '/sse';
  return isStream ? response : Buffer.from(await response.arrayBuffer());
});
