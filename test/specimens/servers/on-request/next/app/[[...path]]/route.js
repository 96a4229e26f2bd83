import { count } from '../../node-count.mjs';
import { answer } from '../../web-routes.mjs';

export const dynamic = 'force-dynamic';
export const GET = (request) => answer(request, count);
export const POST = GET;
