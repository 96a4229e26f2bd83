/**
 * A path of the site, as `/symptoms/`, as an address below the folder that the site is served from
 * (Astro's `base`). Every link of ours goes through here; what is no path of the site stays as it is.
 */
export function atBase(path: string, base: string = import.meta.env.BASE_URL): string {
  return /^\/(?!\/)/.test(path) ? base.replace(/\/$/, '') + path : path;
}
