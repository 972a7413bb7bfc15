import { onScopeDispose } from 'vue'

/** The sheet of paper a page is printed on while it is shown. A named page would part the banner of a demonstration from it. */
export function usePaper(size: string): void {
  const rule = new CSSStyleSheet()
  rule.replaceSync(`@page { size: ${size}; margin: 12mm; }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule]
  onScopeDispose(() => (document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== rule)))
}
