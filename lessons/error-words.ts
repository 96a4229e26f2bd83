/** The words that programs choose, by what they mean: the kinds put them together. */

/** Who says so: somebody between a client and a server. An access log says it by its layout. */
export const proxy =
  /\b(upstream|backends?|bad gateway|gateway|origin|target|proxy|reverseproxy|load balancer|fastcgi|mod fcgid|router|elb|round trip|http\/[12])\b|\bapp\/[\w-]+\/[\da-f]{16}\b/;
export const timeOut =
  /time-?d? ?-?out|etimedout|deadline exceeded|did not properly respond|execution expired/;
export const ended =
  /\b(clos\w+|disconnect\w*|reset|abort\w*|terminat\w+|dropped|lost|ended|hung up|eof|e?conn ?reset|forcibly)\b/;
export const connection =
  /\b(connections?|sockets?|peer|remote|transport)\b|\b(netty|http|hyper)\b.*\bchannel\b|\b(server|host) (disconnected|closed|hung up|dropped|reset|went away|has gone)\b|\bstream (was )?(closed|ended|reset)\b.{0,30}\b(reply|response|answer)\b/;

/** Who can be told to stop, and told of. */
export const program =
  /\b(process(es)?|app(lication)?|server|container|pod|daemon|pid|dyno|program|child|[\w-]+\.service)\b/;
/** It was told to end, and did not. */
export const goesOn =
  /\b(did not|didn't|does not|doesn't|has not|hasn't|won't|could not|couldn't|failed to|unable to|refus\w+ to|not)( \w+){0,2} (stop|exit|quit|terminate|shut ?down|die|close|drain)(d|ed|ped)?\b|\bstill (running|alive|open)\b|\bstuck (in )?terminating\b|\bwaiting for\b.{0,40}\bto (close|drain|finish|complete|exit|stop)\b/;
/** A server, or a program as one, ends. */
export const shutsDown =
  /\bshut(s|ting)?[- ]?down\b|\bgraceful(ly)? (stop|exit|terminat|clos|time ?out|period)\w*|\b(stop|exit|terminat|clos|drain)\w* graceful\w*|\bforc\w+ (clos|terminat|disconnect)\w* (\w+ )?(connections|clients|sockets|server)\b|\bserver\.? ?close\b/;
/** It took too long, or was cut short. */
export const inVain =
  /\b(time ?-?out|timed out|deadline exceeded|abort\w*|forc(e|ed|es|ing|ibly)|fail\w*|did not|didn't|still|exceeded|could not|in time|waiting for|hung|hangs|stuck|remain\w*|too long|not (be )?(completed?|finished|closed?|drained|stopped))\b/;
/** Whom a shutdown waits for, or how it goes about it. */
export const waitedFor =
  /\b(graceful\w*|https?|servers?|connections?|connected|requests?|clients?|in-?flight|active|pending|bean|context deadline|(running|background) tasks?|killed|exit\w*|after (a |the )?time ?out)\b/;
export const waitedForOnes = /\b(connections|requests|(web )?sockets|clients|streams|in-?flight)\b/;
/** A program has no number left for one more file or socket. */
export const noFileLeft =
  /\be[mn]file\b|\btoo many open (files|sockets)\b|\berrno 2[34]\b|\bfile (descriptors?|handles?)\b.{0,30}\b(exhaust\w*|limit|reached|ran out)|\bout of (file descriptors|sockets)\b/;
/** Nothing was heard of it, and no time is named. */
export const silent =
  /\b(stopped responding|un-?responsive|not respond(ing)?|no response|did ?n.t respond|stalled|hung|hangs)\b/;
