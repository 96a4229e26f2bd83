// Pagefind ships its UI without types; these are the options that components/search.ts uses.
declare module '@pagefind/default-ui' {
  export class PagefindUI {
    constructor(options: {
      element: HTMLElement;
      /** Where the index lies, from the site's root. */
      bundlePath: string;
      showImages: boolean;
      /** Results for the headings of a page below the page's own. */
      showSubResults: boolean;
      translations: { placeholder: string };
    });
  }
}
