import { findLine } from './find-line.ts';

/** Does a program in Python listen by the library's own server, and not below another one? */
export function usesHttpServer(entry: string | undefined): boolean {
  const library = /\b(?:http\.server|socketserver|wsgiref)\b/;
  return entry !== undefined && findLine(entry, library) !== undefined;
}
