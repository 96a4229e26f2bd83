import type { Command } from '../commands.ts';
import type { SymptomId } from './ids.ts';
import type { Source } from './symptom.ts';

export const node = (page: string, name: string): Source => ({
  name: `Node: ${name}`,
  href: `https://nodejs.org/docs/latest-v26.x/api/${page}`,
});
export const rfc = (number: number, section: string): Source => ({
  name: `RFC ${number}, section ${section}`,
  href: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});
export const report = (project: string, number: number): Source => ({
  name: `${project}#${number}`,
  href: `https://github.com/${project}/issues/${number}`,
});
export const manual = (page: string, section: number): Source => ({
  name: `${page}(${section})`,
  href: `https://man7.org/linux/man-pages/man${section}/${page}.${section}.html`,
});
export const lesson = (href: `/${string}`, name: string): Source => ({ name, href });
/** Another symptom. */
export const here = (id: SymptomId, name: string): Source => ({ name, href: `/symptoms/${id}/` });
/** A place on the list of symptoms. */
export const onList = (id: 'look-alikes' | 'stop-the-bleeding', name: string): Source => ({
  name,
  href: `/symptoms/#${id}`,
});
/** For what a planned lesson will show: until then the date and the programs are all there is. */
export const measured = (on: string): Source => ({ name: `measured on ${on}, November 2026` });

export const serverSide = 'On the server’s machine';
export const closeAll = node('http.html#servercloseallconnections', 'server.closeAllConnections()');
export const kubernetes: Source = {
  name: 'Kubernetes: pod termination',
  href: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow',
};
export const docker: Source = {
  name: 'Docker: exec form',
  href: 'https://docs.docker.com/reference/build-checks/json-args-recommended/',
};
export const sixConnections: Source = {
  name: 'MDN: EventSource',
  href: 'https://developer.mozilla.org/en-US/docs/Web/API/EventSource',
};
export const keepAliveHint: Command = {
  linux:
    'curl -sv -o /dev/null -w "status %{http_code}\\n" http://SERVER:7888/ 2>&1 | grep -iE "keep-alive|^status"',
  macos:
    'curl -sv -o /dev/null -w "status %{http_code}\\n" http://SERVER:7888/ 2>&1 | grep -iE "keep-alive|^status"',
  windows:
    'curl.exe -sv -o NUL -w "status %{http_code}\\n" http://SERVER:7888/ 2>&1 | Select-String keep-alive, ^status',
};
